public import Analysis
public import Trading

/// The rules that all agents of a contest share.
///
/// Capital, fees, slippage, margin and fill convention are the contest's, whatever a strategy says
/// of its own; pyramiding and the logic of orders stay the strategy's.
public struct Rulebook: Sendable, Hashable {
  /// Which days agents are compared on.
  public enum Span: String, Sendable, Hashable, CaseIterable {
    /// The days that all instruments and returns have in common.
    case common
    /// All days; an agent without prices on a day holds what it holds.
    case union
  }

  /// How accounts trade; the capital is that of an agent, which its sleeves share.
  public var rules: TradingRules
  /// Which days agents are compared on.
  public var span: Span
  /// What agents are ranked by.
  public var score: Score
  /// How ranks are put to the test.
  public var resampling: Resampling
  /// How the ranking is asked whether it predicts.
  public var prediction: PredictionPlan

  /// The strict convention; an order that the next open makes too large is cut to what fits.
  public static let strictRules: TradingRules = {
    var rules = TradingRules()
    rules.margin.shortfall = .scaleDown
    return rules
  }()

  /// Makes a rulebook; what is left out is the strict convention's default, ranked by Sharpe ratio.
  public init(
    rules: TradingRules = Rulebook.strictRules, span: Span = .common, score: Score = .sharpe,
    resampling: Resampling = Resampling(), prediction: PredictionPlan = PredictionPlan()
  ) {
    self.rules = rules
    self.span = span
    self.score = score
    self.resampling = resampling
    self.prediction = prediction
  }
}

/// How a ranking is asked whether it predicts the next period.
public struct PredictionPlan: Sendable, Hashable {
  /// Session days whose returns make the score, at least 2.
  public var lookback: Int
  /// Session days that follow, whose returns the score should predict, at least 1.
  public var horizon: Int

  /// Makes a plan; a quarter is asked about the month that follows it.
  public init(lookback: Int = 63, horizon: Int = 21) {
    self.lookback = max(2, lookback)
    self.horizon = max(1, horizon)
  }
}

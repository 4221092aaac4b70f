/// Why a metric has no value.
public enum MissingReason: Error, Sendable, Hashable {
  /// There is nothing to measure.
  case noObservations
  /// There are fewer observations than the formula or the sample gate needs.
  case tooFewObservations(needed: Int)
  /// The span is too short to speak of a year.
  case spanTooShort(neededPeriods: Int)
  /// All observations are the same, up to rounding.
  case noVariation
  /// No period had a return other than 0.
  case noActivePeriod
  /// No period lost.
  case noLosingPeriod
  /// No period of the benchmark went that way.
  case noBenchmarkPeriod
  /// Equity never fell below an earlier peak.
  case noDrawdown
  /// There are no closed trades.
  case noTrades
  /// No trade won.
  case noWinningTrade
  /// No trade lost.
  case noLosingTrade
  /// The account lost everything.
  case ruined
  /// There is no benchmark to compare with.
  case noBenchmark
  /// The Sharpe ratios of the other trials are not known.
  case noTrials
  /// The run did not record its exposure.
  case noExposureRecord
  /// The Sharpe ratio is not above the one to beat.
  case notAboveHurdle
  /// The divisor is 0.
  case zeroDenominator
  /// The formula has no finite value for these observations.
  case undefined

  /// A stable name for files, without the numbers.
  public var code: String {
    switch self {
    case .noObservations: "no-observations"
    case .tooFewObservations: "too-few-observations"
    case .spanTooShort: "span-too-short"
    case .noVariation: "no-variation"
    case .noActivePeriod: "no-active-period"
    case .noLosingPeriod: "no-losing-period"
    case .noBenchmarkPeriod: "no-benchmark-period"
    case .noDrawdown: "no-drawdown"
    case .noTrades: "no-trades"
    case .noWinningTrade: "no-winning-trade"
    case .noLosingTrade: "no-losing-trade"
    case .ruined: "ruined"
    case .noBenchmark: "no-benchmark"
    case .noTrials: "no-trials"
    case .noExposureRecord: "no-exposure-record"
    case .notAboveHurdle: "not-above-hurdle"
    case .zeroDenominator: "zero-denominator"
    case .undefined: "undefined"
    }
  }
}

extension MissingReason: CustomStringConvertible {
  /// The reason in words, for example `needs 30 observations`.
  public var description: String {
    switch self {
    case .tooFewObservations(let needed): "needs \(needed) observations"
    case .spanTooShort(let needed): "needs \(needed) periods or a quarter of a year"
    case .noExposureRecord: "exposure was not recorded"
    case .notAboveHurdle: "Sharpe ratio not above the hurdle"
    default: code.split(separator: "-").joined(separator: " ")
    }
  }
}

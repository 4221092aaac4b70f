public import Analysis

/// Who did how well, and how far that can be told from luck.
public struct Standings: Sendable {
  /// An agent's line.
  public struct Row: Sendable {
    /// The agent's name.
    public let agent: String
    /// Where its record comes from.
    public let kind: Agent.Kind
    /// Its place, 1 for the best; equal scores share the best of their places; nil if not ranked.
    public let rank: Int?
    /// The places among which its true one lies, with the confidence asked for.
    public let rankInterval: ClosedRange<Int>?
    /// In which share of the draws it was the best; ties share.
    public let probabilityOfBest: Double?
    /// What it is ranked by; nil if not ranked, or after the loss of everything.
    public let score: Double?
    /// The standard error of the score over the draws.
    public let scoreError: Double?
    /// Where its true score lies, with the confidence asked for.
    public let scoreInterval: ClosedRange<Double>?
    /// Agents from which it cannot be told apart with that confidence, in the table's order.
    public let tiedWith: [String]
    /// All metrics of its record, in the order in which they are shown.
    public let metrics: [Metric]
    /// Why it is not ranked, or ranked last; nil otherwise.
    public let reason: String?
    /// What a reader should know about its record.
    public internal(set) var warnings: [String]

    /// The metric of a name.
    public subscript(id: MetricID) -> Metric? { metrics.first { $0.id == id } }
  }

  /// The best agent's Sharpe ratio with what luck and the number of attempts leave of it.
  public struct Headline: Sendable {
    /// The agent.
    public let agent: String
    /// Its Sharpe ratio, a year.
    public let sharpe: Metric
    /// The probability that its true Sharpe ratio is above 0, if it were the only attempt.
    public let probabilistic: Metric
    /// The same against what the best of all attempts owes to luck.
    public let deflated: Metric
    /// Attempts on these data: the agents of this contest and what the ledger knows.
    public let trialCount: Int
  }

  /// The lines, best first; agents that are not ranked stand last.
  public let rows: [Row]
  /// What agents are ranked by.
  public let score: Score
  /// How the ranking was put to the test.
  public let resampling: Resampling
  /// Session days in a block of the resampling.
  public let blockLength: Int
  /// Groups of agents with the same score to the last bit, each in order of names.
  public let ties: [[String]]
  /// Whether the ranking predicts the next period; nil when the window is too short to ask.
  public let prediction: PredictionResult?
  /// The best agent's Sharpe ratio with its deflated value; nil if no agent has one.
  public let headline: Headline?
  /// The days on which agents were compared.
  public let window: Contest.Window
  /// How everything was counted, one sentence each.
  public internal(set) var conventions: [String]
  /// What a reader must know before believing the figures, one sentence each.
  public internal(set) var warnings: [String]

  /// The line of an agent; nil if there is none of that name.
  public subscript(agent: String) -> Row? { rows.first { $0.agent == agent } }
}

/// What asking a ranking for predictions gave.
public struct PredictionResult: Sendable, Hashable {
  /// How it was asked.
  public let plan: PredictionPlan
  /// How many periods were asked, which do not overlap.
  public let periodCount: Int
  /// Mean rank correlation of scores with the returns of the following period.
  public let meanCorrelation: Double
  /// Its standard deviation over the periods.
  public let deviation: Double
  /// Mean over its standard error, with `periodCount` − 1 degrees of freedom; 0 if there is no
  /// variation.
  public let tStatistic: Double
  /// Two-sided probability of so large a statistic if rankings predicted nothing.
  public let pValue: Double
}

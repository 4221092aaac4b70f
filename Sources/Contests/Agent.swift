public import Trading

/// A participant of a contest: what acts, on which instruments, under which name.
///
/// ```swift
/// let trend = Agent("trend", .sleeves(MovingAverageCross(fast: 10, slow: 50)))
/// let outside = Agent("model", .returns(series), kind: .returnsSeries)
/// ```
public struct Agent: Sendable {
  /// Where an agent's record comes from.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// An expert that is replayed under the contest's rules.
    case replayed
    /// Decisions from a file, filled under the contest's rules.
    case decisionLog = "decision-log"
    /// Returns from a file; nothing is replayed and no rule of the contest applies.
    case returnsSeries = "returns-series"
    /// Cash or buy-and-hold, which stand in every table.
    case reference
  }

  /// What acts, and with how many accounts.
  public enum Performer: Sendable {
    /// An expert for one instrument: one account for each, with an equal share of the capital.
    case sleeves(any Expert)
    /// An expert for several instruments, with one account for all of them.
    case account(any Expert)
    /// Returns that somebody else measured.
    case returns(ReturnSeries)
    /// Nobody: the capital stays in cash and earns the rulebook's interest.
    case cash
  }

  /// The name in the table, unique in the contest.
  public var name: String
  /// What acts.
  public var performer: Performer
  /// Where the record comes from.
  public var kind: Kind
  /// The instruments it trades, by symbol; nil for all of the contest.
  public var symbols: [String]?
  /// The strategy it belongs to, under which trials are counted, for example `sma-cross`.
  public var family: String
  /// The strategy's inputs by name, as text, in a fixed order.
  public var inputs: [Input]
  /// Most entries in one direction; the strategy's own, at least 1.
  public var pyramiding: Int
  /// Which lots an exit closes first; the strategy's own.
  public var closeRule: TradingRules.CloseRule
  /// Whether market orders fill at the close of their bar; the strict convention says no.
  public var fillsAtClose: Bool
  /// The text of the script it runs; nil for others.
  public var source: String?
  /// What the strategy says of itself and the rulebook says otherwise, such as `commission`.
  public var overrides: [String]
  /// What a reader should know about the agent before the contest began.
  public var warnings: [String]

  /// Makes an agent; without a family its name stands for one.
  public init(
    _ name: String, _ performer: Performer, kind: Kind = .replayed, symbols: [String]? = nil,
    family: String? = nil, inputs: [Input] = [], pyramiding: Int = 1,
    closeRule: TradingRules.CloseRule = .firstInFirstOut, fillsAtClose: Bool = false,
    source: String? = nil, overrides: [String] = [], warnings: [String] = []
  ) {
    self.name = name
    self.performer = performer
    self.kind = kind
    self.symbols = symbols
    self.family = family ?? name
    self.inputs = inputs
    self.pyramiding = max(1, pyramiding)
    self.closeRule = closeRule
    self.fillsAtClose = fillsAtClose
    self.source = source
    self.overrides = overrides
    self.warnings = warnings
  }

  /// An input of a strategy and its value.
  public struct Input: Sendable, Hashable {
    /// The input's name.
    public var name: String
    /// Its value as text.
    public var value: String

    /// Makes an input.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The expert that is replayed; nil for returns and for cash.
  public var expert: (any Expert)? {
    switch performer {
    case .sleeves(let expert), .account(let expert): expert
    case .returns, .cash: nil
    }
  }

  /// The names of the references that stand in every table.
  public static let cashName = "cash"
  /// The name of the reference that buys at the start and keeps.
  public static let holdName = "buy-and-hold"
}

/// The daily returns of an agent that somebody else measured.
public struct ReturnSeries: Sendable, Hashable {
  /// Session days, as days since 1970-01-01, ascending.
  public let days: [Int32]
  /// The simple return of each day, at least −1.
  public let returns: [Double]

  /// Makes a series of columns of one length with ascending days and finite returns.
  public init(days: [Int32], returns: [Double]) {
    precondition(days.count == returns.count, "each return has a day")
    precondition(zip(days, days.dropFirst()).allSatisfy { $0 < $1 }, "the days ascend")
    precondition(returns.allSatisfy { $0.isFinite && $0 >= -1 }, "a return is at least -1")
    self.days = days
    self.returns = returns
  }
}

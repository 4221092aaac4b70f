/// What an allocator may know at a decision: the agents' days until then, and nothing later.
public struct Evidence: Sendable {
  /// The agents, in the order of the weights asked for.
  public let agents: [String]
  /// Daily returns of each agent from the first day to the day of the decision.
  public let returns: [ArraySlice<Double>]
  /// Session days in a year.
  public let periodsPerYear: Int
  /// The weights in force.
  public let weights: [Double]

  /// How many days were known when the weights in force were decided.
  public let weightsDayCount: Int

  /// How many days are known.
  public var dayCount: Int { returns.first?.count ?? 0 }

  /// Makes evidence.
  public init(
    agents: [String], returns: [ArraySlice<Double>], periodsPerYear: Int, weights: [Double],
    weightsDayCount: Int = 0
  ) {
    self.weightsDayCount = weightsDayCount
    self.agents = agents
    self.returns = returns
    self.periodsPerYear = periodsPerYear
    self.weights = weights
  }
}

/// What an allocator decides, and on what ground.
public struct Allocation: Sendable {
  /// Shares of equity, each at least 0, together at most 1; the rest stays in cash.
  public var weights: [Double]
  /// What was thought of each agent; empty if nothing was.
  public var utilities: [Double]
  /// The mean predicted for each agent; empty if nothing was predicted.
  public var predictions: [Double]
  /// On how many samples a model was fitted.
  public var sampleCount: Int
  /// The ground in a few words.
  public var ground: String

  /// Makes an allocation.
  public init(
    _ weights: [Double], utilities: [Double] = [], predictions: [Double] = [],
    sampleCount: Int = 0, ground: String
  ) {
    self.weights = weights
    self.utilities = utilities
    self.predictions = predictions
    self.sampleCount = sampleCount
    self.ground = ground
  }
}

/// A rule that shares the master's equity among agents.
public protocol Allocator: Sendable {
  /// The name in tables.
  var name: String { get }
  /// What it does, in one sentence.
  var summary: String { get }
  /// Decides on what is known so far.
  func allocate(_ evidence: Evidence) -> Allocation
}

/// Every agent the same share: what every other rule has to beat.
public struct EqualWeight: Allocator {
  /// The name in tables.
  public let name = "equal weight"
  /// What it does.
  public let summary = "every agent the same share, always"

  /// Makes the rule.
  public init() {}

  /// One over the number of agents.
  public func allocate(_ evidence: Evidence) -> Allocation {
    Allocation(Self.weights(evidence.agents.count), ground: "always")
  }

  static func weights(_ count: Int) -> [Double] {
    Array(repeating: 1 / Double(count), count: count)
  }
}

/// Everything to the agent with the highest Sharpe ratio so far.
///
/// Until `minimum` days are known, every agent gets the same share. Of equals the first leads.
public struct BestSoFar: Allocator {
  /// The name in tables.
  public let name = "best so far"
  /// What it does.
  public let summary = "everything to the agent with the highest Sharpe ratio so far"
  /// Days that must be known before it chooses.
  public var minimum: Int

  /// Makes the rule.
  public init(minimum: Int = 63) { self.minimum = max(2, minimum) }

  /// All to the leader.
  public func allocate(_ evidence: Evidence) -> Allocation {
    guard evidence.dayCount >= minimum else {
      return Allocation(
        EqualWeight.weights(evidence.agents.count),
        ground: "only \(evidence.dayCount) of \(minimum) days are known")
    }
    let scores = evidence.returns.map(TrailingStatistics.sharpe)
    var best = 0
    for index in scores.indices where scores[index] > scores[best] { best = index }
    var weights = [Double](repeating: 0, count: scores.count)
    weights[best] = 1
    return Allocation(weights, utilities: scores, ground: "\(evidence.agents[best]) leads")
  }
}

import Kernels

/// The daily returns of agents, for decisions that are made of them.
public struct ReturnTable: Sendable {
  /// The session days, as days since 1970-01-01, ascending.
  public let days: [Int32]
  /// The daily returns of each agent, columns as long as `days`.
  public internal(set) var returns: [[Double]]

  /// Makes a table.
  public init(days: [Int32], returns: [[Double]]) {
    precondition(returns.allSatisfy { $0.count == days.count }, "each agent has a return a day")
    self.days = days
    self.returns = returns
  }
}

/// Something decided after the close of a day: scores, forecasts or weights.
public struct Decision: Sendable {
  /// The last day whose returns may be known, as an index into the table's days.
  public var day: Int
  /// The numbers decided.
  public var values: [Double]

  /// Makes a decision.
  public init(day: Int, values: [Double]) {
    self.day = day
    self.values = values
  }
}

/// Proves, for chosen days, that decisions do not know what comes after them.
///
/// Everything after a cut is replaced by noise and all is decided again; whatever was decided at or
/// before the cut must be the same to the last bit. It finds a score that reads tomorrow, a label
/// whose window is still open, and weights that count for the day on which they were made.
public enum LookAheadProof {
  /// A decision that changed when only its future did.
  public struct Violation: Sendable, Hashable {
    /// The last day that was left as it was.
    public let cut: Int
    /// The day of the decision, at or before the cut.
    public let day: Int
  }

  /// Cuts at days of decisions, drawn by a seed, and returns the first violation of each cut.
  ///
  /// - Parameters:
  ///   - cutCount: How many cuts to try; all days of decisions if there are fewer.
  ///   - decide: Decides anew; called once for each cut and once before.
  public static func violations(
    in table: ReturnTable, cutCount: Int = 8, seed: UInt64 = 1,
    decide: (ReturnTable) -> [Decision]
  ) -> [Violation] {
    let decisions = decide(table)
    let days = Set(decisions.map(\.day)).sorted().filter { $0 + 1 < table.days.count }
    var stream = RandomStream(seed: seed, purpose: 0x6375_7473)
    let cuts = stream.shuffled(days).prefix(cutCount).sorted()
    var violations: [Violation] = []
    for cut in cuts {
      let changed = decide(table.scrambled(after: cut, seed: seed))
      let before = decisions.filter { $0.day <= cut }
      let after = changed.filter { $0.day <= cut }
      if let place = firstDifference(before, after) {
        violations.append(
          Violation(cut: cut, day: before.indices.contains(place) ? before[place].day : cut))
      }
    }
    return violations
  }

  private static func firstDifference(_ left: [Decision], _ right: [Decision]) -> Int? {
    let shared = min(left.count, right.count)
    let place = (0..<shared).first {
      left[$0].day != right[$0].day
        || left[$0].values.map(\.bitPattern) != right[$0].values.map(\.bitPattern)
    }
    return place ?? (left.count == right.count ? nil : shared)
  }
}

extension ReturnTable {
  /// The table with noise in place of everything after a day.
  func scrambled(after cut: Int, seed: UInt64) -> ReturnTable {
    var table = self
    for agent in returns.indices {
      var stream = RandomStream(seed: seed, stream: UInt64(agent), purpose: 0x6e6f_6973)
      for day in (cut + 1)..<days.count {
        // Three percent a day, so that no score and no rank can stay as it was.
        table.returns[agent][day] = max(-0.9, 0.03 * stream.nextNormal())
      }
    }
    return table
  }
}

public import Market

/// What is in a file and what is wrong with it.
public struct DataReport: Sendable {
  /// The file, as the user named it.
  public let path: String
  /// How many rows it has, good and bad; blank lines do not count.
  public let rowCount: Int
  /// What the good rows give; empty if there is none.
  public let series: [LoadedSeries]
  /// How many rows break each rule, in the order of the kinds; rules that none breaks are left out.
  public let counts: [Count]
  /// The first rows that break each rule, by kind and line.
  public let examples: [Violation]

  /// How many rows break a rule.
  public struct Count: Sendable, Hashable {
    /// The rule.
    public let kind: Violation.Kind
    /// How many rows break it.
    public let rowCount: Int
    /// The first of them, a line counted from 1.
    public let firstLine: Int
  }

  /// Whether every row fulfils the rules, before any repair.
  public var isClean: Bool { counts.isEmpty }

  init(path: String, rowCount: Int, log: ViolationLog, series: [LoadedSeries]) {
    self.path = path
    self.rowCount = rowCount
    self.series = series
    counts = Violation.Kind.allCases.compactMap { kind in
      let lines = log.entries.lazy.filter { $0.kind == kind }.map(\.line)
      return lines.min().map { Count(kind: kind, rowCount: log.count(kind), firstLine: $0) }
    }
    examples = log.examples.sorted { ($0.kind.rawValue, $0.line) < ($1.kind.rawValue, $1.line) }
  }
}

extension BarSeries {
  /// The largest change from one close to the next, relative to the first, without its sign.
  public var largestCloseMove: Double {
    var largest = 0.0
    for index in close.indices.dropFirst() {
      largest = max(largest, abs(close[index] / close[index - 1] - 1))
    }
    return largest
  }

  /// How many bars have a volume of zero.
  public var zeroVolumeCount: Int { volume.count { $0 == 0 } }
}

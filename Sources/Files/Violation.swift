import Formats

/// A row of a file that breaks a rule.
///
/// A row counts once, for the first rule it breaks: its form, its values, then its place in time.
public struct Violation: Sendable, Hashable {
  /// Which rule is broken.
  public enum Kind: UInt8, Sendable, Hashable, CaseIterable {
    /// The row has too few columns, or a quote that does not end.
    case brokenRow
    /// The time cannot be read.
    case badTime
    /// Clocks skip the local time.
    case skippedTime
    /// A number cannot be read or is not finite.
    case badNumber
    /// A price is zero or below.
    case nonPositivePrice
    /// The volume is below zero.
    case negativeVolume
    /// High or low do not include the other prices.
    case brokenRange
    /// The time is before that of a row above.
    case backwards
    /// The time is that of a row above.
    case duplicate
  }

  /// Which rule is broken.
  public let kind: Kind
  /// The line, counted from 1.
  public let line: Int
  /// The name of the column, where one is to blame.
  public let column: String?
  /// What is wrong, in lower case and without a final period.
  public let message: String
  /// What stands there.
  public let found: String?
  /// What should stand there.
  public let expected: String?

  /// The violation as an error of a file.
  func error(file: String, hint: String?) -> LocatedError {
    LocatedError(
      .data, message, file: file, line: line, column: column, found: found, expected: expected,
      hint: hint)
  }
}

extension Violation.Kind {
  /// The rule that is broken, in a few words for tables.
  public var summary: String {
    switch self {
    case .brokenRow: "rows with too few columns"
    case .badTime: "times that cannot be read"
    case .skippedTime: "local times that clocks skip"
    case .badNumber: "values that are not numbers"
    case .nonPositivePrice: "prices that are not above zero"
    case .negativeVolume: "volumes below zero"
    case .brokenRange: "highs or lows that do not include open and close"
    case .backwards: "times that go backwards"
    case .duplicate: "times that repeat"
    }
  }

  /// What a repair can do about it, in the words of the option.
  var remedies: String {
    switch self {
    case .brokenRange: "--repair drop leaves out such rows, --repair clamp widens high and low"
    case .backwards:
      "--repair sort puts rows in order, --repair drop leaves out those that are late"
    case .duplicate: "--repair first or --repair last keeps one of the rows"
    default: "--repair drop leaves out such rows"
    }
  }
}

/// The violations of a file: all of them by kind and line, the first of each kind in full.
struct ViolationLog: Sendable {
  /// A violation in few bytes, because a bad file can have one in each row.
  struct Entry: Sendable, Hashable {
    let line: Int
    let kind: Violation.Kind
    /// What was done about it; nil if nothing was.
    let action: RepairReport.Action?
  }

  /// How many violations of a kind are kept in full.
  static let exampleCount = 5

  private(set) var entries: [Entry] = []
  private(set) var examples: [Violation] = []
  private var counts = [Int](repeating: 0, count: Violation.Kind.allCases.count)

  func count(_ kind: Violation.Kind) -> Int { counts[Int(kind.rawValue)] }

  /// Records a violation; `violation` is called only for the first ones of a kind.
  mutating func add(
    _ kind: Violation.Kind, line: Int, action: RepairReport.Action?, _ violation: () -> Violation
  ) {
    if count(kind) < Self.exampleCount { examples.append(violation()) }
    counts[Int(kind.rawValue)] += 1
    entries.append(Entry(line: line, kind: kind, action: action))
  }

  /// Appends the violations of lines further down.
  mutating func append(_ other: ViolationLog) {
    for violation in other.examples {
      let known = examples.count { $0.kind == violation.kind }
      if known < Self.exampleCount { examples.append(violation) }
    }
    for (kind, count) in other.counts.enumerated() { counts[kind] += count }
    entries += other.entries
  }

  /// The first violation about which nothing was done, by line.
  var firstUnrepaired: Violation? {
    guard let first = entries.filter({ $0.action == nil }).min(by: { $0.line < $1.line }) else {
      return nil
    }
    return examples.first { $0.line == first.line && $0.kind == first.kind }
  }

  var unrepairedCount: Int { entries.count { $0.action == nil } }
}

public import Formats

/// What to do with rows that break rules; nothing at all means that they are refused.
public struct Repair: OptionSet, Sendable, Hashable {
  /// The options as bits.
  public let rawValue: UInt8

  /// Makes options from bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Leaves out every row that breaks a rule and that no other option mends.
  public static let drop = Repair(rawValue: 1)
  /// Keeps the first of the rows with one time.
  public static let first = Repair(rawValue: 2)
  /// Keeps the last of the rows with one time.
  public static let last = Repair(rawValue: 4)
  /// Puts the rows in the order of their times.
  public static let sort = Repair(rawValue: 8)
  /// Widens high and low to the highest and lowest of the four prices.
  public static let clamp = Repair(rawValue: 16)

  /// The names of the options, in the order they are listed.
  public static let names: [(name: String, option: Repair)] = [
    ("drop", .drop), ("first", .first), ("last", .last), ("sort", .sort), ("clamp", .clamp),
  ]

  /// Reads names with commas between them, such as `sort,last`.
  ///
  /// - Throws: A usage error for an unknown name, and for `first` together with `last`.
  public static func parse(_ text: String) throws(LocatedError) -> Repair {
    var repair: Repair = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let match = names.first(where: { $0.name == part }) else {
        throw LocatedError(
          .usage, "unknown repair", found: String(part),
          expected: names.map(\.name).joined(separator: ", "),
          hint: Suggestion.hint(for: String(part), in: names.map(\.name)))
      }
      repair.insert(match.option)
    }
    guard !repair.isSuperset(of: [.first, .last]) else {
      throw LocatedError(.usage, "repairs 'first' and 'last' contradict each other")
    }
    return repair
  }

  /// What happens to a row of its own that breaks a rule; nil if it is refused.
  func action(for kind: Violation.Kind) -> RepairReport.Action? {
    switch kind {
    case .brokenRange where contains(.clamp): .widened
    case .backwards where contains(.sort): .sorted
    case .duplicate where contains(.last): .keptLast
    case .duplicate where contains(.first) || contains(.drop): .keptFirst
    default: contains(.drop) && kind != .duplicate ? .dropped : nil
    }
  }
}

extension Repair: CustomStringConvertible {
  /// The names with commas between them, as `parse` reads them.
  public var description: String {
    Self.names.filter { contains($0.option) }.map(\.name).joined(separator: ",")
  }
}

/// What was changed in the rows of a file.
public struct RepairReport: Sendable, Hashable {
  /// What was done about a row.
  public enum Action: String, Sendable, Hashable, CaseIterable {
    /// It was left out.
    case dropped
    /// Its high and low were widened.
    case widened
    /// It was put in its place.
    case sorted
    /// It was left out for the row above with the same time.
    case keptFirst = "kept the first"
    /// It replaced the row above with the same time.
    case keptLast = "kept the last"
  }

  /// One repair.
  public struct Entry: Sendable, Hashable {
    /// The line, counted from 1.
    public let line: Int
    /// The rule it broke.
    public let kind: Violation.Kind
    /// What was done.
    public let action: Action
  }

  /// The repairs, by line.
  public let entries: [Entry]

  /// Whether the data are as they stand in the file.
  public var isEmpty: Bool { entries.isEmpty }

  init(_ log: ViolationLog) {
    entries = log.entries.compactMap { entry in
      entry.action.map { Entry(line: entry.line, kind: entry.kind, action: $0) }
    }.sorted { ($0.line, $0.kind.rawValue) < ($1.line, $1.kind.rawValue) }
  }

  /// A sentence for each kind of repair: how many rows, and the first of them.
  public var summary: [String] {
    Violation.Kind.allCases.flatMap { kind in
      Action.allCases.compactMap { action in
        let matches = entries.filter { $0.kind == kind && $0.action == action }
        guard let first = matches.first else { return nil }
        let rows = matches.count == 1 ? "1 row" : "\(matches.count) rows"
        return "\(action.rawValue) \(rows) for \(kind.summary), the first in line \(first.line)"
      }
    }
  }

  /// The repairs in a form that the fingerprint of the data takes in.
  package var fingerprintText: String {
    entries.map { "\($0.line) \($0.kind.rawValue) \($0.action.rawValue)" }.joined(separator: ";")
  }

  /// Reads the form that the fingerprint takes in; nil if it is none.
  package init?(fingerprintText: String) {
    var entries: [Entry] = []
    for text in fingerprintText.split(separator: ";") {
      let parts = text.split(separator: " ", maxSplits: 2)
      guard parts.count == 3, let line = Int(parts[0]),
        let kind = UInt8(parts[1]).flatMap(Violation.Kind.init(rawValue:)),
        let action = Action(rawValue: String(parts[2]))
      else { return nil }
      entries.append(Entry(line: line, kind: kind, action: action))
    }
    self.entries = entries
  }
}

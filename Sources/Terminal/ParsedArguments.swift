package import Formats

/// What a person asked for.
package enum Invocation: Sendable {
  /// Run a command.
  case run(ParsedArguments)
  /// Show the help of the command at that path, the program's name first.
  case help(path: [String])
  /// Show the version.
  case version
}

/// A command line taken apart: a command, its options and its arguments.
package struct ParsedArguments: Sendable {
  /// The way to the command without the program's name: `["data", "check"]`.
  package let command: [String]
  /// What stood without dashes, in order.
  package let arguments: [String]
  private let given: [(name: String, value: String)]
  private let declared: Set<String>

  init(
    command: [String], arguments: [String], given: [(name: String, value: String)],
    declared: Set<String>
  ) {
    self.command = command
    self.arguments = arguments
    self.given = given
    self.declared = declared
  }

  /// Tells whether an option was given.
  package func has(_ name: String) -> Bool { !values(name).isEmpty }

  /// Returns how often an option was given.
  package func count(_ name: String) -> Int { values(name).count }

  /// Returns the value of an option, or nil if it was not given.
  package func value(_ name: String) -> String? { values(name).last }

  /// Returns the values of a repeatable option in order.
  /// - Precondition: The command declares the option.
  package func values(_ name: String) -> [String] {
    precondition(declared.contains(name), "the command declares no option '\(name)'")
    return given.filter { $0.name == name }.map(\.value)
  }
}

extension ParsedArguments {
  /// Returns the value of an option as a whole number.
  /// - Throws: A usage error if it is none or lies outside `range`.
  package func integer(
    _ name: String, in range: ClosedRange<Int> = .min ... .max
  ) throws(LocatedError) -> Int? {
    guard let text = value(name) else { return nil }
    guard let number = NumberParser.integer(text).map({ Int($0) }), range.contains(number) else {
      throw badValue(name, text, expected: "a whole number" + Self.words(for: range))
    }
    return number
  }

  /// Returns the value of an option as a number.
  /// - Throws: A usage error if it is none or lies outside `range`.
  package func number(
    _ name: String, in range: ClosedRange<Double> = -.infinity ... .infinity
  ) throws(LocatedError) -> Double? {
    guard let text = value(name) else { return nil }
    guard let number = NumberParser.double(text), range.contains(number) else {
      throw badValue(name, text, expected: "a number" + Self.words(for: range))
    }
    return number
  }

  /// Returns the value of an option as a day.
  /// - Throws: A usage error if it is none.
  package func date(_ name: String) throws(LocatedError) -> CivilDate? {
    guard let text = value(name) else { return nil }
    guard let date = ISODateParser.date(text) else {
      throw badValue(name, text, expected: "a date such as 2024-01-31")
    }
    return date
  }

  /// The error for a value that an option cannot take.
  package func badValue(_ name: String, _ found: String, expected: String) -> LocatedError {
    LocatedError(
      .usage, "the value of '--\(name)' is wrong", found: found, expected: expected)
  }

  private static func words(for range: ClosedRange<Int>) -> String {
    switch (range.lowerBound, range.upperBound) {
    case (.min, .max): ""
    case (let low, .max): " of at least \(low)"
    case (.min, let high): " of at most \(high)"
    case (let low, let high): " from \(low) to \(high)"
    }
  }

  private static func words(for range: ClosedRange<Double>) -> String {
    let (low, high) = (
      NumberFormat.shortest(range.lowerBound), NumberFormat.shortest(range.upperBound)
    )
    switch (range.lowerBound.isFinite, range.upperBound.isFinite) {
    case (false, false): return ""
    case (true, false): return " of at least \(low)"
    case (false, true): return " of at most \(high)"
    case (true, true): return " from \(low) to \(high)"
    }
  }
}

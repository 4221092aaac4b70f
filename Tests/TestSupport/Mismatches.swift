/// Collects what differs, so that a test with many cases expects once: `#expect(found.isEmpty)`.
///
/// ```swift
/// var found = Mismatches()
/// for (input, answer) in table { found.check("f(\(input))", f(input), equals: answer) }
/// #expect(found.isEmpty, "\(found)")
/// ```
public struct Mismatches: CustomStringConvertible {
  private var lines: [String] = []

  /// Starts with none.
  public init() {}

  /// Tells whether everything agreed so far.
  public var isEmpty: Bool { lines.isEmpty }

  /// How many checks failed.
  public var count: Int { lines.count }

  /// Records a failure in words.
  public mutating func add(_ line: String) { lines.append(line) }

  /// Records a failure unless `condition` holds.
  public mutating func require(_ condition: Bool, _ label: @autoclosure () -> String) {
    if !condition { add(label()) }
  }

  /// Records a failure unless the values are equal; two NaNs are not.
  public mutating func check<Value: Equatable>(
    _ label: @autoclosure () -> String, _ actual: Value, equals expected: Value
  ) {
    if actual != expected { add("\(label()): was \(actual), expected \(expected)") }
  }

  /// Records a failure unless the numbers have the same bits, or are both NaN.
  public mutating func check(
    _ label: @autoclosure () -> String, _ actual: Double, hasBitsOf expected: Double
  ) {
    if actual.bitPattern != expected.bitPattern, !(actual.isNaN && expected.isNaN) {
      add("\(label()): was \(actual), expected \(expected) to the bit")
    }
  }

  /// Records a failure unless the numbers agree within a relative and an absolute tolerance.
  public mutating func check(
    _ label: @autoclosure () -> String, _ actual: Double, equals expected: Double,
    relative: Double, absolute: Double = 0
  ) {
    if !Closeness.agree(actual, expected, relative: relative, absolute: absolute) {
      let error = Closeness.relativeError(actual, expected)
      add("\(label()): was \(actual), expected \(expected), relative error \(error)")
    }
  }

  /// Records the first place where two columns disagree, or that their lengths do.
  public mutating func check(
    _ label: @autoclosure () -> String, _ actual: [Double], equals expected: [Double],
    relative: Double, absolute: Double = 0
  ) {
    guard actual.count == expected.count else {
      return add("\(label()): \(actual.count) values, expected \(expected.count)")
    }
    let first = actual.indices.first {
      !Closeness.agree(actual[$0], expected[$0], relative: relative, absolute: absolute)
    }
    guard let first else { return }
    check(
      "\(label())[\(first)]", actual[first], equals: expected[first], relative: relative,
      absolute: absolute)
  }

  /// The first failures, one a line, and how many there are.
  public var description: String {
    let shown = lines.prefix(20).joined(separator: "\n")
    return lines.count > 20 ? shown + "\n… \(lines.count) in all" : shown
  }
}

/// Ways to say how near two numbers are.
public enum Closeness {
  /// The difference relative to `expected`; 0 if both are equal or both NaN.
  public static func relativeError(_ actual: Double, _ expected: Double) -> Double {
    if actual == expected || (actual.isNaN && expected.isNaN) { return 0 }
    return abs(actual - expected) / abs(expected)
  }

  /// Tells whether the difference is within `absolute` or within `relative` of `expected`.
  ///
  /// Equal infinities agree, and so do two NaNs.
  public static func agree(
    _ actual: Double, _ expected: Double, relative: Double, absolute: Double = 0
  ) -> Bool {
    if actual == expected || (actual.isNaN && expected.isNaN) { return true }
    guard actual.isFinite, expected.isFinite else { return false }
    let difference = abs(actual - expected)
    return difference <= absolute || difference <= relative * abs(expected)
  }

  /// How many doubles lie between two numbers, plus one if they differ; 0 for two NaNs.
  public static func ulps(_ left: Double, _ right: Double) -> UInt64 {
    if left.isNaN || right.isNaN { return left.isNaN && right.isNaN ? 0 : .max }
    // Maps the numbers onto whole numbers in the same order, both zeros onto 0.
    func rank(_ value: Double) -> Int64 {
      let magnitude = Int64(value.magnitude.bitPattern)
      return value.sign == .minus ? -magnitude : magnitude
    }
    return (rank(left) - rank(right)).magnitude
  }
}

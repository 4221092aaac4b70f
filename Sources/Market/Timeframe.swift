/// The interval that one bar covers.
public struct Timeframe: Sendable, Hashable {
  /// What is counted.
  public enum Unit: UInt8, Sendable, Hashable, CaseIterable {
    /// Seconds of clock time.
    case second
    /// Minutes of clock time.
    case minute
    /// Session days.
    case day
    /// Weeks, from Monday.
    case week
    /// Calendar months.
    case month
  }

  /// What is counted.
  public var unit: Unit
  /// How many of them, at least 1.
  public var count: Int

  /// Makes a timeframe of `count` units; `count` must be at least 1.
  public init(_ count: Int, _ unit: Unit) {
    precondition(count >= 1, "a timeframe counts at least one unit")
    self.unit = unit
    self.count = count
  }

  /// One session day.
  public static let day = Timeframe(1, .day)
  /// One minute.
  public static let minute = Timeframe(1, .minute)
  /// Sixty minutes.
  public static let hour = Timeframe(60, .minute)

  /// Length in nanoseconds of a clock timeframe; nil for days, weeks and months.
  public var fixedNanoseconds: Int64? {
    switch unit {
    case .second: Int64(count) * Timestamp.nanosecondsPerSecond
    case .minute: Int64(count) * 60 * Timestamp.nanosecondsPerSecond
    case .day, .week, .month: nil
    }
  }
}

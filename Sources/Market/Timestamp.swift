/// An instant: nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// The range is 1677-09-21 to 2262-04-11.
public struct Timestamp: Sendable, Hashable, Comparable {
  /// Nanoseconds since the epoch.
  public var nanoseconds: Int64

  /// Makes an instant from nanoseconds since the epoch.
  @inlinable
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// Makes an instant from seconds since the epoch.
  @inlinable
  public init(seconds: Int64) { self.nanoseconds = seconds * Self.nanosecondsPerSecond }

  /// Makes an instant from milliseconds since the epoch.
  @inlinable
  public init(milliseconds: Int64) { self.nanoseconds = milliseconds * 1_000_000 }

  /// Nanoseconds in a second.
  public static let nanosecondsPerSecond: Int64 = 1_000_000_000
  /// Nanoseconds in a day of 24 hours.
  public static let nanosecondsPerDay: Int64 = 86_400 * 1_000_000_000

  /// Whole seconds since the epoch, rounded down.
  @inlinable
  public var seconds: Int64 {
    nanoseconds >= 0
      ? nanoseconds / Self.nanosecondsPerSecond
      : (nanoseconds + 1) / Self.nanosecondsPerSecond - 1
  }

  /// Whole milliseconds since the epoch, rounded down.
  @inlinable
  public var milliseconds: Int64 {
    nanoseconds >= 0 ? nanoseconds / 1_000_000 : (nanoseconds + 1) / 1_000_000 - 1
  }

  /// Tells whether `left` is earlier than `right`.
  @inlinable
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.nanoseconds < right.nanoseconds
  }
}

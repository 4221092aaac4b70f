/// How far the clocks of a place are ahead of UTC, at every instant.
///
/// Comes from the time zone files of the system, or from a built-in table of the zones that markets
/// use most (exact for New York and Chicago from 1967, London from 1996, Berlin from 1981, Tokyo
/// from 1952, Hong Kong from 1980 and Shanghai from 1992, an approximation earlier).
public struct TimeZoneRules: Sendable {
  /// Where rules come from.
  public enum Origin: Sendable {
    /// A file of the system's time zone database.
    case file
    /// The table in this program.
    case builtIn
    /// An offset that never changes, as named.
    case fixedOffset
  }

  /// A stretch of time in which the offset is the same.
  public struct Period: Sendable, Hashable {
    /// The first second, since 1970-01-01T00:00:00Z.
    public let start: Int64
    /// The first second after the stretch.
    public let end: Int64
    /// How far clocks are ahead of UTC in seconds.
    public let offsetSeconds: Int

    /// Tells whether an instant lies in the stretch.
    @inlinable
    public func contains(_ utcSeconds: Int64) -> Bool { utcSeconds >= start && utcSeconds < end }
  }

  /// Everything lives in one shared object, so that a copy costs one reference count.
  final class Storage: Sendable {
    let name: String
    let origin: Origin
    /// Ascending; each begins where the one before ends, the first at the beginning of time.
    let periods: [Period]
    /// What holds after `periods`.
    let afterwards: PosixTimeZone

    init(name: String, origin: Origin, periods: [Period], afterwards: PosixTimeZone) {
      self.name = name
      self.origin = origin
      self.periods = periods
      self.afterwards = afterwards
    }
  }

  private let storage: Storage

  init(_ storage: Storage) { self.storage = storage }

  init(name: String, origin: Origin, fixedOffsetSeconds: Int) {
    storage = Storage(
      name: name, origin: origin, periods: [],
      afterwards: PosixTimeZone(standardOffset: fixedOffsetSeconds))
  }

  /// Coordinated universal time.
  public static let utc = TimeZoneRules(name: "UTC", origin: .fixedOffset, fixedOffsetSeconds: 0)

  /// The name: `America/New_York`, `UTC`, `+08:00`.
  public var name: String { storage.name }

  /// Where the rules come from.
  public var origin: Origin { storage.origin }

  /// Returns how far clocks are ahead of UTC at an instant, in seconds.
  ///
  /// For many instants in order a ``Cursor`` is faster.
  public func offsetSeconds(at utcSeconds: Int64) -> Int {
    period(at: utcSeconds).offsetSeconds
  }

  /// Returns the stretch of constant offset around an instant.
  ///
  /// - Complexity: O(log *n*) in the number of changes on record.
  public func period(at utcSeconds: Int64) -> Period {
    guard let last = storage.periods.last, utcSeconds < last.end else {
      let start = storage.periods.last?.end ?? .min
      return storage.afterwards.period(at: utcSeconds, notBefore: start)
    }
    var (low, high) = (0, storage.periods.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if utcSeconds < storage.periods[middle].end { high = middle } else { low = middle + 1 }
    }
    return storage.periods[low]
  }
}

extension TimeZoneRules: Hashable {
  /// Tells whether two zones have the same name and origin.
  public static func == (left: TimeZoneRules, right: TimeZoneRules) -> Bool {
    left.storage === right.storage || (left.name == right.name && left.origin == right.origin)
  }

  /// Feeds the name to a hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension TimeZoneRules {
  /// Looks up offsets of many instants, fastest where they come in order.
  ///
  /// A lookup in the same stretch as the one before costs two comparisons.
  public struct Cursor: Sendable {
    @usableFromInline let rules: TimeZoneRules
    @usableFromInline var period: Period

    /// Starts at no particular instant.
    public init(_ rules: TimeZoneRules) {
      self.rules = rules
      period = rules.period(at: 0)
    }

    /// Returns how far clocks are ahead of UTC at an instant, in seconds.
    @inlinable
    public mutating func offsetSeconds(at utcSeconds: Int64) -> Int {
      if !period.contains(utcSeconds) { period = rules.period(at: utcSeconds) }
      return period.offsetSeconds
    }
  }
}

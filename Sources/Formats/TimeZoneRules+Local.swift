extension TimeZoneRules {
  /// The instants at which clocks show a given local time.
  public enum LocalTime: Sendable, Hashable {
    /// Clocks show the time once.
    case unique(Int64)
    /// Clocks are put forward over the time and never show it.
    ///
    /// The instants are those that the offset before and the offset after the change would give;
    /// the first is the later one.
    case gap(withOffsetBefore: Int64, withOffsetAfter: Int64)
    /// Clocks are put back and show the time twice.
    case overlap(earlier: Int64, later: Int64)

    /// One instant in any case: the earlier of two, and in a gap as if clocks had not changed yet.
    @inlinable
    public var resolved: Int64 {
      switch self {
      case .unique(let instant), .gap(let instant, _), .overlap(let instant, _): instant
      }
    }
  }

  /// No offset is longer, so only periods within this reach can show a local time.
  @inlinable static var reachSeconds: Int64 { 26 * 3600 }

  /// Returns when clocks show a local time, in seconds since 1970-01-01T00:00:00Z.
  ///
  /// - Parameter local: Seconds since 1970-01-01 00:00 as the clocks there count.
  public func utcSeconds(ofLocal local: Int64) -> LocalTime {
    let reach = Self.reachSeconds
    var matches: [Int64] = []
    var period = period(at: local - reach)
    var before = period
    var gap: LocalTime?
    while true {
      let instant = local - Int64(period.offsetSeconds)
      if period.contains(instant) { matches.append(instant) }
      let previous = local - Int64(before.offsetSeconds)
      if previous >= period.start, instant < period.start {
        gap = .gap(withOffsetBefore: previous, withOffsetAfter: instant)
      }
      guard period.end <= local + reach else { break }
      before = period
      period = self.period(at: period.end)
    }
    if let first = matches.first, let last = matches.last {
      return matches.count == 1 ? .unique(first) : .overlap(earlier: first, later: last)
    }
    return gap ?? .unique(local - Int64(period.offsetSeconds))
  }
}

extension TimeZoneRules.Cursor {
  /// Returns when clocks show a local time; see ``TimeZoneRules/utcSeconds(ofLocal:)``.
  ///
  /// Costs a few comparisons while no change of clocks is near.
  @inlinable
  public mutating func utcSeconds(ofLocal local: Int64) -> TimeZoneRules.LocalTime {
    let reach = TimeZoneRules.reachSeconds
    let instant = local - Int64(period.offsetSeconds)
    if instant - reach >= period.start, instant + reach < period.end { return .unique(instant) }
    let time = rules.utcSeconds(ofLocal: local)
    period = rules.period(at: time.resolved)
    return time
  }
}

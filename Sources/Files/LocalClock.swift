import Formats

/// Turns what clocks show into instants, fast for rows in order.
struct LocalClock {
  private let rules: TimeZoneRules
  /// A stretch of local times, in nanoseconds, in which the offset is plain.
  private var plain: Range<Int64> = 0..<0
  private var offset: Int64 = 0

  init(_ rules: TimeZoneRules) { self.rules = rules }

  private static let second: Int64 = 1_000_000_000
  /// Changes of clocks reach less far than this.
  private static let reach: Int64 = 26 * 3_600

  /// The instants at which clocks show a time; none if they skip it.
  mutating func instants(ofLocal local: Int64) -> (first: Int64, second: Int64?)? {
    if plain.contains(local) { return (local - offset, nil) }
    let fraction = ((local % Self.second) + Self.second) % Self.second
    switch rules.utcSeconds(ofLocal: (local - fraction) / Self.second) {
    case .gap: return nil
    case .overlap(let earlier, let later):
      return (earlier * Self.second + fraction, later * Self.second + fraction)
    case .unique(let seconds):
      remember(around: seconds)
      return (seconds * Self.second + fraction, nil)
    }
  }

  private mutating func remember(around utcSeconds: Int64) {
    let period = rules.period(at: utcSeconds)
    offset = Int64(period.offsetSeconds) * Self.second
    // The ends of time do not fit into nanoseconds.
    let bound = Int64.max / Self.second / 2
    let start = max(period.start, -bound) + Self.reach + Int64(period.offsetSeconds)
    let end = min(period.end, bound) - Self.reach + Int64(period.offsetSeconds)
    plain = start < end ? start * Self.second..<end * Self.second : 0..<0
  }
}

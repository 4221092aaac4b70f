/// What a calendar and a clock on the wall show; an instant only together with a time zone.
public struct CivilDateTime: Sendable, Hashable {
  /// The day.
  public let date: CivilDate
  /// Nanoseconds since midnight, below 86,400e9.
  public let nanosecondOfDay: Int64

  /// Makes a date with a time of day, or nil if the clock never shows that time.
  public init?(date: CivilDate, nanosecondOfDay: Int64) {
    guard nanosecondOfDay >= 0, nanosecondOfDay < Self.nanosecondsPerDay else { return nil }
    self.init(date: date, validNanosecondOfDay: nanosecondOfDay)
  }

  @inlinable
  init(date: CivilDate, validNanosecondOfDay: Int64) {
    self.date = date
    self.nanosecondOfDay = validNanosecondOfDay
  }

  /// Makes what clocks show that many nanoseconds after 1970-01-01 00:00 on the same clock.
  public init(localNanoseconds: Int64) {
    self.init(utcNanoseconds: localNanoseconds, offsetSeconds: 0)
  }

  /// Makes what clocks show at an instant where they are that far ahead of UTC.
  /// - Parameter offsetSeconds: Less than a day.
  public init(utcNanoseconds: Int64, offsetSeconds: Int) {
    // Taken apart first: neither the first nor the last instant overflows.
    var day = Self.flooredQuotient(utcNanoseconds, Self.nanosecondsPerDay)
    var nanosecond = utcNanoseconds % Self.nanosecondsPerDay + Int64(offsetSeconds) * 1_000_000_000
    if utcNanoseconds % Self.nanosecondsPerDay < 0 { nanosecond += Self.nanosecondsPerDay }
    let carry = Self.flooredQuotient(nanosecond, Self.nanosecondsPerDay)
    day += carry
    nanosecond -= carry * Self.nanosecondsPerDay
    self.init(date: CivilDate(daysSinceEpoch: Int(day)), validNanosecondOfDay: nanosecond)
  }

  /// Nanoseconds in a day of 24 hours.
  @inlinable
  static var nanosecondsPerDay: Int64 { 86_400 * 1_000_000_000 }

  /// Nanoseconds since 1970-01-01 00:00 on the same clock.
  ///
  /// Nil before 1677-09-21 and after 2262-04-11, which 64 bits do not reach.
  @inlinable
  public var localNanoseconds: Int64? {
    var (days, nanoseconds) = (Int64(date.daysSinceEpoch), nanosecondOfDay)
    if days < 0 {
      // So that the product does not overflow on the first day of the range.
      days += 1
      nanoseconds -= Self.nanosecondsPerDay
    }
    let (product, overflows) = days.multipliedReportingOverflow(by: Self.nanosecondsPerDay)
    let (sum, sumOverflows) = product.addingReportingOverflow(nanoseconds)
    return overflows || sumOverflows ? nil : sum
  }

  /// Nanoseconds since 1970-01-01T00:00:00Z where clocks are that far ahead of UTC.
  ///
  /// Nil where 64 bits do not reach.
  @inlinable
  public func utcNanoseconds(offsetSeconds: Int) -> Int64? {
    guard let local = localNanoseconds else { return nil }
    let (utc, overflows) = local.subtractingReportingOverflow(
      Int64(offsetSeconds) * 1_000_000_000)
    return overflows ? nil : utc
  }

  @inlinable
  static func flooredQuotient(_ dividend: Int64, _ divisor: Int64) -> Int64 {
    let quotient = dividend / divisor
    return dividend % divisor < 0 ? quotient - 1 : quotient
  }
}

extension CivilDateTime: Comparable {
  /// Tells whether a clock shows `left` first.
  public static func < (left: CivilDateTime, right: CivilDateTime) -> Bool {
    (left.date, left.nanosecondOfDay) < (right.date, right.nanosecondOfDay)
  }
}

extension CivilDateTime: CustomStringConvertible {
  /// The form `2024-01-02T03:04:05`, with a fraction of three, six or nine digits if there is one.
  public var description: String {
    "\(date)T" + ISODateFormat.time(nanosecondOfDay, alwaysSeconds: true)
  }
}

import Formats

/// The return of a calendar month or year.
public struct PeriodReturn: Sendable, Hashable {
  /// The year.
  public let year: Int
  /// The month, 1 to 12; nil for a whole year.
  public let month: Int?
  /// The compounded return, as a fraction.
  public let value: Double
  /// How many session days it covers.
  public let dayCount: Int
}

/// Returns of calendar months or years, or the reason why there is no such table.
public struct PeriodTable: Sendable, Hashable {
  /// The periods in order of time; periods without a session day have no row.
  public let rows: [PeriodReturn]
  /// Why there are no rows; nil exactly if there are some.
  public let missing: MissingReason?
}

extension PeriodReturn {
  /// How long the periods are.
  public enum Length: Sendable {
    /// Calendar months.
    case month
    /// Calendar years.
    case year
  }

  /// Compounds daily returns to those of the calendar periods in which the session days lie.
  /// - Precondition: There are at least as many days as returns.
  public static func compounded(
    _ returns: [Double], days: [Int32], by length: Length
  ) -> [PeriodReturn] {
    var periods: [PeriodReturn] = []
    var growth = 1.0
    var count = 0
    for index in returns.indices {
      let date = CivilDate(daysSinceEpoch: Int(days[index]))
      growth *= 1 + returns[index]
      count += 1
      if index + 1 < returns.count {
        let next = CivilDate(daysSinceEpoch: Int(days[index + 1]))
        if next.year == date.year && (length == .year || next.month == date.month) { continue }
      }
      periods.append(
        PeriodReturn(
          year: date.year, month: length == .month ? date.month : nil, value: growth - 1,
          dayCount: count))
      growth = 1
      count = 0
    }
    return periods
  }
}

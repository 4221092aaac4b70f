/// Session days: the one sampling of returns.
public enum SessionDays {
  /// Keeps the last equity of each session day.
  ///
  /// - Parameters:
  ///   - equity: Equity at the close of each bar.
  ///   - days: The session day of each bar, as days since 1970-01-01, never descending.
  /// - Returns: One entry for each day that has bars.
  /// - Precondition: Both columns have the same length.
  public static func fold(
    equity: [Double], days: [Int32]
  ) -> (dailyEquity: [Double], days: [Int32]) {
    precondition(equity.count == days.count, "each bar needs an equity and a session day")
    var dailyEquity: [Double] = []
    var folded: [Int32] = []
    var index = 0
    while index < days.count {
      let day = days[index]
      // Days never descend, so that two equal ones have nothing else between them.
      for step in [256, 16, 1] {
        while index + step < days.count, days[index + step] == day { index += step }
      }
      dailyEquity.append(equity[index])
      folded.append(day)
      index += 1
    }
    return (dailyEquity, folded)
  }

  /// Session days in a year: 365 for what trades at weekends too, else 252.
  ///
  /// A single session at a weekend, such as an exchange's test run, does not count: at least a
  /// tenth of the days must be Saturdays or Sundays, of which a full week has two sevenths.
  public static func periodsPerYear(_ days: some Collection<Int32>) -> Int {
    // 1970-01-01 was a Thursday, so Saturdays are the days that leave 2 and Sundays those with 3.
    let weekendCount = days.count {
      let remainder = ($0 % 7 + 7) % 7
      return remainder == 2 || remainder == 3
    }
    return weekendCount * 10 >= days.count && weekendCount > 0 ? 365 : 252
  }
}

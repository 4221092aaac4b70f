import Analysis
import Formats
import TestSupport
import Testing

@Suite struct DrawdownTests {
  @Test func `the table has each fall with its days`() throws {
    // Falls: from the start to 90 and back; from 120 to 60 in two dips; from 130, not over yet.
    let equity: [Double] = [90, 100, 120, 80, 110, 60, 120, 130, 117, 125]
    let days: [Int32] = [10, 11, 14, 15, 16, 17, 18, 21, 22, 23]
    let input = try PerformanceInput(startEquity: 100, dailyEquity: equity, days: days)
    let analysis = PerformanceAnalysis(input, gates: .none)
    func row(_ one: Drawdown) -> [Int] {
      [Int(one.peakDay), Int(one.troughDay), Int(one.recoveryDay ?? -1), one.lengthDays]
        + [one.sessionCount, Int((one.depth * 1000).rounded())]
    }
    let rows = Drawdown.deepest(analysis.drawdowns, count: 5).map(row)
    let expected = [
      [14, 17, 18, 4, 3, -500], [10, 10, 11, 1, 1, -100], [21, 22, -1, 2, 2, -100],
    ]
    #expect(rows.sorted { $0[5] < $1[5] }.prefix(1) == expected.prefix(1))
    #expect(Set(rows) == Set(expected) && analysis["longest-drawdown"]?.value == 4)
  }

  @Test func `a loss on the first day counts`() {
    let analysis = PerformanceAnalysis(Sample.input([-0.25, 0.5]))
    #expect(analysis["max-drawdown"]?.value == -0.25 && analysis.drawdowns.count == 1)
  }
}

@Suite struct SessionDaysTests {
  @Test func `the last equity of a day is the day's`() {
    let folded = SessionDays.fold(equity: [1, 2, 3, 4, 5, 6], days: [7, 7, 8, 11, 11, 11])
    let none = SessionDays.fold(equity: [], days: [])
    #expect(folded.dailyEquity == [2, 3, 6] && folded.days == [7, 8, 11] && none.days.isEmpty)
  }

  @Test func `days of any length fold as bar by bar`() {
    var random = SeededGenerator(seed: 3)
    var days: [Int32] = []
    for day in 0..<200 as Range<Int32> {
      let longest = [1, 20, 300, 700].randomElement(using: &random) ?? 1
      days += Array(repeating: 2 * day, count: Int.random(in: 1...longest, using: &random))
    }
    let last = days.indices.filter { $0 + 1 == days.count || days[$0 + 1] != days[$0] }
    let folded = SessionDays.fold(equity: days.indices.map { Double($0) }, days: days)
    #expect(folded.dailyEquity == last.map { Double($0) } && folded.days == last.map { days[$0] })
  }

  @Test func `weekends make a year of 365 days`() {
    let daily = (18_000..<18_060).map { Int32($0) }
    let weekdays = Sample.weekdays(60)
    // One session on Saturday 2020-01-04 among weekdays.
    let odd = (weekdays + [Int32(CivilDate(year: 2020, month: 1, day: 4)!.daysSinceEpoch)]).sorted()
    let before1970 = (-60..<0).map { Int32($0) }
    let periods = [daily, weekdays, odd, before1970, []].map { SessionDays.periodsPerYear($0) }
    #expect(periods == [365, 252, 252, 365, 252])
  }

  @Test func `months and years compound by the calendar`() {
    let dates = [(2023, 12, 28), (2023, 12, 29), (2024, 1, 2), (2024, 3, 1), (2025, 3, 3)]
    let days = dates.map { Int32(CivilDate(year: $0.0, month: $0.1, day: $0.2)!.daysSinceEpoch) }
    let returns = [0.5, 0.5, -0.5, 1, 0.25]
    let months = PeriodReturn.compounded(returns, days: days, by: .month)
    let years = PeriodReturn.compounded(returns, days: days, by: .year)
    #expect(
      months.map { [$0.year, $0.month ?? 0, $0.dayCount] }
        == [[2023, 12, 2], [2024, 1, 1], [2024, 3, 1], [2025, 3, 1]])
    #expect(
      months.map(\.value) == [1.25, -0.5, 1, 0.25] && years.map(\.value) == [1.25, 0, 0.25]
        && years.map(\.month) == [nil, nil, nil])
  }
}

import Formats
import TestSupport
import Testing

@testable import Market

@Suite struct BarTimesTests {
  /// One bar of a table: its label, then open, close and trading day.
  private typealias Row = (label: String, open: String, close: String, day: String)

  private func check(
    _ name: String, _ timeframe: Timeframe, _ session: Session, end: BarLabel = .open,
    areDates: Bool? = nil, _ rows: [Row], _ found: inout Mismatches
  ) {
    let labels = BarLabels(
      rows.map { instant($0.label).nanoseconds }, end: end, areDates: areDates)
    let times = BarTimes(labels, timeframe: timeframe, session: session)
    for (index, row) in rows.enumerated() {
      let bar = [
        text(Timestamp(nanoseconds: times.opens[index])),
        text(Timestamp(nanoseconds: times.closes[index])), dateText(times.days[index]),
      ]
      found.check("\(name) \(row.label)", bar, equals: [row.open, row.close, row.day])
    }
  }

  @Test func `clock bars end with their length, the next open or the session`() {
    var found = Mismatches()
    check(
      "24/7", .hour, .continuous,
      [
        ("2024-01-01T22:00", "2024-01-01T22:00:00Z", "2024-01-01T23:00:00Z", "2024-01-01"),
        ("2024-01-01T23:00", "2024-01-01T23:00:00Z", "2024-01-01T23:30:00Z", "2024-01-01"),
        ("2024-01-01T23:30", "2024-01-01T23:30:00Z", "2024-01-02T00:30:00Z", "2024-01-01"),
      ], &found)
    check(
      "shares", .hour, .usEquities,
      [
        // Labelled by the clock's hours, the first bar begins before the open.
        ("2024-07-02T19:30", "2024-07-02T19:30:00Z", "2024-07-02T20:00:00Z", "2024-07-02"),
        ("2024-07-03T13:00", "2024-07-03T13:00:00Z", "2024-07-03T14:00:00Z", "2024-07-03"),
        ("2024-07-03T16:30", "2024-07-03T16:30:00Z", "2024-07-03T17:00:00Z", "2024-07-03"),
        // Bars after the close show that the bar before them goes on.
        ("2024-07-05T19:30", "2024-07-05T19:30:00Z", "2024-07-05T20:30:00Z", "2024-07-05"),
        ("2024-07-05T20:30", "2024-07-05T20:30:00Z", "2024-07-05T21:30:00Z", "2024-07-05"),
      ], &found)
    check(
      "currencies", Timeframe(240, .minute), .fxWeek,
      [
        // Trading goes on over 17:00 New York, which is 22:00 UTC, but not on a Friday.
        ("2024-01-04T20:00", "2024-01-04T20:00:00Z", "2024-01-05T00:00:00Z", "2024-01-04"),
        ("2024-01-05T20:00", "2024-01-05T20:00:00Z", "2024-01-05T22:00:00Z", "2024-01-05"),
        ("2024-01-07T22:00", "2024-01-07T22:00:00Z", "2024-01-08T02:00:00Z", "2024-01-08"),
      ], &found)
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `clock bars labelled by their close`() {
    var found = Mismatches()
    check(
      "24/7", .hour, .continuous, end: .close,
      [
        ("2024-01-01T23:00", "2024-01-01T22:00:00Z", "2024-01-01T23:00:00Z", "2024-01-01"),
        ("2024-01-02T00:00", "2024-01-01T23:00:00Z", "2024-01-02T00:00:00Z", "2024-01-01"),
        ("2024-01-02T00:30", "2024-01-02T00:00:00Z", "2024-01-02T00:30:00Z", "2024-01-02"),
      ], &found)
    check(
      "shares", .hour, .usEquities, end: .close,
      [
        ("2024-07-02T14:00", "2024-07-02T13:30:00Z", "2024-07-02T14:00:00Z", "2024-07-02"),
        ("2024-07-02T20:00", "2024-07-02T19:00:00Z", "2024-07-02T20:00:00Z", "2024-07-02"),
      ], &found)
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `days last as long as the session`() {
    var found = Mismatches()
    check(
      "24/7", .day, .continuous,
      [
        ("2024-01-05", "2024-01-05T00:00:00Z", "2024-01-06T00:00:00Z", "2024-01-05"),
        ("2024-01-08", "2024-01-08T00:00:00Z", "2024-01-09T00:00:00Z", "2024-01-08"),
      ], &found)
    check(
      "shares", .day, .usEquities,
      [
        ("2024-03-08", "2024-03-08T14:30:00Z", "2024-03-08T21:00:00Z", "2024-03-08"),
        ("2024-03-11", "2024-03-11T13:30:00Z", "2024-03-11T20:00:00Z", "2024-03-11"),
        // A holiday for which a source has a bar all the same.
        ("2024-07-04", "2024-07-04T13:30:00Z", "2024-07-04T20:00:00Z", "2024-07-04"),
        ("2024-11-29", "2024-11-29T14:30:00Z", "2024-11-29T18:00:00Z", "2024-11-29"),
      ], &found)
    check(
      "shares by opening instants", .day, .usEquities,
      [
        ("2024-03-08T14:30", "2024-03-08T14:30:00Z", "2024-03-08T21:00:00Z", "2024-03-08"),
        ("2024-03-11T13:30", "2024-03-11T13:30:00Z", "2024-03-11T20:00:00Z", "2024-03-11"),
      ], &found)
    check(
      "shares by closing dates", .day, .usEquities, end: .close, areDates: true,
      [("2024-03-08", "2024-03-08T14:30:00Z", "2024-03-08T21:00:00Z", "2024-03-08")], &found)
    check(
      "24/7 by closing midnights", .day, .continuous, end: .close,
      [("2024-03-09T00:00", "2024-03-08T00:00:00Z", "2024-03-09T00:00:00Z", "2024-03-08")], &found)
    check(
      "currencies", .day, .fxWeek,
      [
        ("2024-03-08", "2024-03-07T22:00:00Z", "2024-03-08T22:00:00Z", "2024-03-08"),
        ("2024-03-11", "2024-03-10T21:00:00Z", "2024-03-11T21:00:00Z", "2024-03-11"),
      ], &found)
    check(
      "currencies with weekend bars that a session cannot tell apart", .day, .fxWeek,
      [
        ("2024-03-09T22:00", "2024-03-09T22:00:00Z", "2024-03-10T22:00:00Z", "2024-03-09"),
        ("2024-03-10T22:00", "2024-03-10T22:00:00Z", "2024-03-11T22:00:00Z", "2024-03-10"),
      ], &found)
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `weeks and months last from their first trading day to their last`() {
    var found = Mismatches()
    let week = Timeframe(1, .week)
    let month = Timeframe(1, .month)
    for label in ["2024-03-24", "2024-03-25", "2024-03-28"] {
      // Good Friday was 2024-03-29; a week may be labelled with the Sunday before it.
      check(
        "shares", week, .usEquities,
        [(label, "2024-03-25T13:30:00Z", "2024-03-28T20:00:00Z", "2024-03-28")], &found)
    }
    check(
      "24/7", week, .continuous,
      [("2024-03-25", "2024-03-25T00:00:00Z", "2024-04-01T00:00:00Z", "2024-03-31")], &found)
    check(
      "24/7 by closing dates", week, .continuous, end: .close, areDates: true,
      [("2024-03-31", "2024-03-25T00:00:00Z", "2024-04-01T00:00:00Z", "2024-03-31")], &found)
    check(
      "shares", month, .usEquities,
      [
        ("2024-02-01", "2024-02-01T14:30:00Z", "2024-02-29T21:00:00Z", "2024-02-29"),
        ("2024-03-01", "2024-03-01T14:30:00Z", "2024-03-28T20:00:00Z", "2024-03-28"),
      ], &found)
    check(
      "24/7", month, .continuous,
      [("2024-02-01", "2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z", "2024-02-29")], &found)
    check(
      "24/7 by closing dates", month, .continuous, end: .close, areDates: true,
      [("2024-02-29", "2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z", "2024-02-29")], &found)
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `bars never overlap, whatever their labels`() {
    var generator = SeededGenerator.fromEnvironment(or: 21)
    var found = Mismatches()
    let timeframes = ["1m", "1h", "4h", "1d", "2d", "1w", "1M", "3M"].compactMap(Timeframe.init)
    for round in 0..<600 {
      let timeframe = timeframes[round % timeframes.count]
      let session = Session.allCases[round / 8 % 3]
      let step = UInt64(timeframe.approximateNanoseconds / Timestamp.nanosecondsPerSecond)
      var time = Int64(generator.next() % 1_000_000_000) * Timestamp.nanosecondsPerSecond
      let times = (0..<20).map { _ in
        time += Int64(1 + generator.next() % (2 * step)) * Timestamp.nanosecondsPerSecond
        return time
      }
      let end: BarLabel = round % 2 == 0 ? .open : .close
      let bars = BarTimes(BarLabels(times, end: end), timeframe: timeframe, session: session)
      let isOrdered = (0..<20).allSatisfy { index in
        bars.opens[index] < bars.closes[index]
          && (index == 0
            || bars.closes[index - 1] <= bars.opens[index]
              && bars.days[index - 1] <= bars.days[index])
      }
      found.require(isOrdered, "\(timeframe) \(session) \(end) seed \(generator.seed)")
    }
    #expect(found.isEmpty, "\(found)")
  }
}

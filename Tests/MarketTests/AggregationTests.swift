import Formats
import TestSupport
import Testing

@testable import Market

@Suite struct AggregationTests {
  /// Bars at given instants whose open is the index, so that one sees where they go.
  private func series(
    _ times: [Int64], _ timeframe: Timeframe, _ session: Session
  ) -> BarSeries {
    let prices = times.indices.map { Double($0 + 1) }
    return BarSeries(
      instrument: Instrument(symbol: "X", session: session), timeframe: timeframe,
      labels: BarLabels(times), open: prices, high: prices.map { $0 + 1 },
      low: prices.map { $0 - 1 },
      close: prices.map { $0 + 0.5 }, volume: prices.map { _ in 1 })
  }

  private func every(_ seconds: Int64, from: String, to: String) -> [Int64] {
    stride(
      from: instant(from).nanoseconds, to: instant(to).nanoseconds,
      by: Int(seconds * Timestamp.nanosecondsPerSecond)
    ).map(\.self)
  }

  /// A coarse bar in words: open instant, close instant, trading day, and the fine bars in it.
  private func bars(_ aggregated: AggregatedSeries) -> [String] {
    (0..<aggregated.series.count).map { index in
      let bar = aggregated.series[index]
      let range = "\(aggregated.firstIndices[index])-\(aggregated.lastIndices[index])"
      return text(bar.openTime).dropFirst(5).prefix(11) + " "
        + text(bar.closeTime).dropFirst(5).prefix(11) + " \(aggregated.series.date(index)) \(range)"
        + (aggregated.isComplete(index) ? "" : " partial")
    }
  }

  @Test func `hours of shares are counted from the open, extended hours apart`() {
    let fine = series(
      every(1800, from: "2024-07-03T12:00:00Z", to: "2024-07-03T19:00:00Z"),
      Timeframe(30, .minute), .usEquities)
    var found = Mismatches()
    found.check(
      "2h", bars(fine.aggregated(to: Timeframe(120, .minute))),
      equals: [
        "07-03T11:30 07-03T13:30 2024-07-03 0-2", "07-03T13:30 07-03T15:30 2024-07-03 3-6",
        "07-03T15:30 07-03T17:00 2024-07-03 7-9", "07-03T17:00 07-03T19:00 2024-07-03 10-13",
      ])
    found.check(
      "1d", bars(fine.aggregated(to: .day)), equals: ["07-03T13:30 07-03T17:00 2024-07-03 3-9"])
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `a bar that reaches over the open belongs to the session`() {
    // Labelled by the clock's hours, as many sources do.
    let fine = series(
      every(3600, from: "2024-07-02T13:00:00Z", to: "2024-07-02T20:00:00Z"), .hour, .usEquities)
    var found = Mismatches()
    found.check(
      "1d", bars(fine.aggregated(to: .day)), equals: ["07-02T13:00 07-02T20:00 2024-07-02 0-6"])
    found.check(
      "2h", bars(fine.aggregated(to: Timeframe(120, .minute))),
      equals: [
        // The bar that opens at 15:00 runs over the end at 15:30, and so does the coarse bar.
        "07-02T13:00 07-02T16:00 2024-07-02 0-2", "07-02T16:00 07-02T18:00 2024-07-02 3-4",
        "07-02T18:00 07-02T20:00 2024-07-02 5-6",
      ])
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `hours of currencies are counted from 17 New York`() {
    // Over the change of clocks on Sunday, 2024-03-10.
    let friday = every(3600, from: "2024-03-08T14:00:00Z", to: "2024-03-08T22:00:00Z")
    let sunday = every(3600, from: "2024-03-10T21:00:00Z", to: "2024-03-11T07:00:00Z")
    let fine = series(friday + sunday, .hour, .fxWeek)
    var found = Mismatches()
    found.check(
      "4h", bars(fine.aggregated(to: Timeframe(240, .minute))),
      equals: [
        "03-08T14:00 03-08T18:00 2024-03-08 0-3", "03-08T18:00 03-08T22:00 2024-03-08 4-7",
        "03-10T21:00 03-11T01:00 2024-03-11 8-11", "03-11T01:00 03-11T05:00 2024-03-11 12-15",
        "03-11T05:00 03-11T09:00 2024-03-11 16-17 partial",
      ])
    found.check(
      "1d", bars(fine.aggregated(to: .day)),
      equals: [
        "03-07T22:00 03-08T22:00 2024-03-08 0-7", "03-10T21:00 03-11T21:00 2024-03-11 8-17 partial",
      ])
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `days make weeks and months`() {
    let days = ["2024-03-25", "2024-03-26", "2024-03-27", "2024-03-28", "2024-04-01", "2024-04-02"]
    var found = Mismatches()
    let shares = series(days.map { instant($0).nanoseconds }, .day, .usEquities)
    found.check(
      "1w", bars(shares.aggregated(to: Timeframe(1, .week))),
      equals: [
        "03-25T13:30 03-28T20:00 2024-03-28 0-3", "04-01T13:30 04-05T20:00 2024-04-05 4-5 partial",
      ])
    found.check(
      "1M", bars(shares.aggregated(to: Timeframe(1, .month))),
      equals: [
        "03-01T14:30 03-28T20:00 2024-03-28 0-3", "04-01T13:30 04-30T20:00 2024-04-30 4-5 partial",
      ])
    let plain = series(days.map { instant($0).nanoseconds }, .day, .continuous)
    found.check(
      "1w", bars(plain.aggregated(to: Timeframe(1, .week))),
      equals: [
        "03-25T00:00 04-01T00:00 2024-03-31 0-3", "04-01T00:00 04-08T00:00 2024-04-07 4-5 partial",
      ])
    let bar = shares.aggregated(to: Timeframe(1, .week)).series[0]
    found.check(
      "values", [bar.open, bar.high, bar.low, bar.close, bar.volume ?? 0],
      equals: [1, 5, 0, 4.5, 4])
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `several days are counted from a fixed date`() {
    let days = (0..<10).map { instant("2024-01-01").nanoseconds + $0 * Timestamp.nanosecondsPerDay }
    let whole = series(days, .day, .continuous).aggregated(to: Timeframe(3, .day))
    let part = series(Array(days.dropFirst(4)), .day, .continuous)
      .aggregated(to: Timeframe(3, .day))
    #expect(whole.series.openTimes.suffix(2) == part.series.openTimes.suffix(2))
  }

  @Test func `which bars fill which`() {
    var found = Mismatches()
    for (fine, coarse, fits) in [
      ("1m", "5m", true), ("2m", "5m", false), ("30s", "1m", true), ("15m", "1d", true),
      ("1d", "1h", false), ("1d", "1w", true), ("1d", "1M", true), ("1w", "1M", false),
      ("1w", "2w", true), ("1M", "3M", true), ("2M", "3M", false), ("2d", "1w", false),
      ("1h", "1h", true), ("1d", "1d", true),
    ] {
      found.check(
        "\(fine) \(coarse)", Timeframe(coarse)!.canBeBuilt(from: Timeframe(fine)!), equals: fits)
    }
    let minutes = series([0], Timeframe(2, .minute), .continuous)
    let error = #expect(throws: LocatedError.self) {
      try minutes.aggregated(toRequested: Timeframe(5, .minute))
    }
    found.check(
      "message", error?.description,
      equals: "error: cannot build 5m bars of X from its 2m bars, expected a multiple of 2m")
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `later bars change no complete coarse bar and none shows too early`() {
    var generator = SeededGenerator.fromEnvironment(or: 3)
    var found = Mismatches()
    let coarse = ["5m", "15m", "1h", "4h", "1d", "3d", "1w", "1M"].compactMap(Timeframe.init)
    for round in 0..<240 {
      let session = Session.allCases[round % 3]
      var time = instant("2024-02-26").nanoseconds + Int64(generator.next() % 60) * 60_000_000_000
      let times = (0..<300).map { _ in
        let minutes = generator.next() % 8 == 0 ? generator.next() % 900 : generator.next() % 6
        time += Int64(1 + minutes) * 300_000_000_000
        return time
      }
      let fine = series(times, Timeframe(5, .minute), session)
      let prefix = fine.prefix(1 + Int(generator.next() % 300))
      for timeframe in coarse {
        let label = "\(session) \(timeframe) round \(round) seed \(generator.seed)"
        check(
          prefix.aggregated(to: timeframe), isPrefixOf: fine.aggregated(to: timeframe), label,
          &found)
        checkVisibility(fine.aggregated(to: timeframe), fine, label, &found)
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  private func check(
    _ part: AggregatedSeries, isPrefixOf whole: AggregatedSeries, _ label: String,
    _ found: inout Mismatches
  ) {
    for index in 0..<part.series.count where part.isComplete(index) {
      found.check(label, part.series[index], equals: whole.series[index])
      found.check(label, part.lastIndices[index], equals: whole.lastIndices[index])
    }
  }

  private func checkVisibility(
    _ coarse: AggregatedSeries, _ fine: BarSeries, _ label: String, _ found: inout Mismatches
  ) {
    for index in 0..<coarse.series.count {
      let bar = coarse.series[index]
      let range = coarse.firstIndices[index]...coarse.lastIndices[index]
      let isLate = bar.closeTime.nanoseconds >= fine.closeTimes[range.upperBound]
      let isAfter = index == 0 || bar.openTime >= coarse.series[index - 1].closeTime
      found.require(isLate && isAfter && bar.openTime < bar.closeTime, "\(label) bar \(index)")
    }
  }
}

extension BarSeries {
  /// The first bars, as they stand.
  func prefix(_ count: Int) -> BarSeries {
    BarSeries(
      instrument: instrument, timeframe: timeframe, openTimes: Array(openTimes.prefix(count)),
      closeTimes: Array(closeTimes.prefix(count)), days: Array(days.prefix(count)),
      open: Array(open.prefix(count)), high: Array(high.prefix(count)),
      low: Array(low.prefix(count)), close: Array(close.prefix(count)),
      volume: Array(volume.prefix(count)))
  }
}

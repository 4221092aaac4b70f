import Formats
import Market
import TestSupport
import Testing

@testable import Files

@Suite struct BarWriterTests {
  @Test func `the text of a file`() throws {
    let text = "date,open,high,low,close,vol\n2024-01-02,0.1,1e3,1e-7,5,12.50\n"
    let series = try TextFile.series(text).series
    #expect(
      String(decoding: BarWriter.csv(series), as: UTF8.self)
        == "time,open,high,low,close,volume\n2024-01-02,0.1,1000,1e-7,5,12.5\n")
  }

  @Test func `what is written reads back as the same series`() throws {
    var generator = SeededGenerator.fromEnvironment(or: 51)
    var found = Mismatches()
    for (timeframe, session) in [
      ("1m", Session.continuous), ("1h", .usEquities), ("4h", .fxWeek), ("1d", .continuous),
      ("1d", .usEquities), ("1d", .fxWeek), ("1w", .continuous), ("1w", .usEquities),
      ("1M", .usEquities), ("1M", .fxWeek), ("1M", .continuous),
    ] {
      let minutes = (0..<400).map { _ in
        1_704_153_600_000_000_000 + Int64(generator.next() % 200_000) * 60_000_000_000
      }
      let times = Array(Set(minutes)).sorted().filter {
        session.isOpen(at: Timestamp(nanoseconds: $0))
      }
      let closes = times.map { _ in 1 + generator.unit() }
      let metadata = [MetadataLayer(.flag, InstrumentMetadata(symbol: "X", session: session))]
      let instrument = try ResolvedInstrument.resolve(metadata).instrument
      let fine = BarSeries(
        instrument: instrument, timeframe: .minute, labels: BarLabels(times), open: closes,
        high: closes.map { $0 * 1.1 }, low: closes.map { $0 / 3 }, close: closes)
      let series = fine.aggregated(to: Timeframe(timeframe)!).series
      let options = LoadOptions(timeframe: series.timeframe, metadata: metadata)
      let text = String(decoding: BarWriter.csv(series), as: UTF8.self)
      let back = try TextFile.series(text, options: options).series
      let label = "\(timeframe) \(session) seed \(generator.seed)"
      found.check(label, back.openTimes, equals: series.openTimes)
      found.check(label, back.close, equals: series.close)
      found.check(label, back.high, equals: series.high)
      if series.timeframe.fixedNanoseconds == nil {
        found.check(label, back.days, equals: series.days)
        found.check(label, back.closeTimes, equals: series.closeTimes)
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `a file that cannot be written is an error`() throws {
    let series = try TextFile.series("date,close\n2024-01-02,1\n").series
    let error = #expect(throws: LocatedError.self) {
      try BarWriter.write(series, to: "/nowhere/at/all.csv")
    }
    #expect(error?.exitClass == .failed && error?.file == "/nowhere/at/all.csv")
  }
}

import Formats
import Market
import TestSupport
import Testing

@testable import Files

@Suite struct FuzzTests {
  private let seeds = [
    "timestamp,open,high,low,close,volume\n2024-01-02T00:00:00Z,10,12,9,11,100\n"
      + "2024-01-02T00:15:00Z,11,13,10,12,200\n2024-01-02T00:30:00Z,11,13,10,12,200\n",
    "\u{FEFF}Date;Time;Open;High;Low;Close\r\n2024.01.02;09:30;1;1;1;1\r\n2024.01.03;09:30;2;2;2;2",
    "date,AAA,BBB\n2024-01-02,1,\n2024-01-03,\"2\",5\n",
    "1704153600000,10,12,9,11,100\n1704240000000,11,13,10,12,200\n",
    "date,open,high,low,close\n20240102,1,1,1,1\n20240103,1,1,1,1\n",
  ]

  /// Bytes that mean something to the reader, and some that do not.
  private let alphabet = Array("0123456789-:.,;\t\n\r\"eE+TZ \u{0}x/é".utf8) + [0xFF, 0x80]

  @Test func `whatever the bytes, there are bars in order or an error`() throws {
    var generator = SeededGenerator.fromEnvironment(or: 61)
    var found = Mismatches()
    var outcomes = (series: 0, errors: 0)
    let zones: [TimeZoneRules] = [.utc, try .named("America/New_York")]
    for round in 0..<6_000 {
      var bytes = Array(seeds[round % seeds.count].utf8)
      for _ in 0...generator.next() % 6 {
        let place = Int(generator.next() % UInt64(bytes.count))
        let byte = alphabet[Int(generator.next() % UInt64(alphabet.count))]
        switch generator.next() % 3 {
        case 0: bytes[place] = byte
        case 1: bytes.insert(byte, at: place)
        default: if bytes.count > 1 { bytes.remove(at: place) }
        }
      }
      let options = LoadOptions(
        label: round % 3 == 0 ? .close : .open, zone: zones[round / 7 % 2],
        repair: round % 2 == 0 ? [] : [.drop, .sort, .clamp, .last],
        metadata: [
          MetadataLayer(
            .flag, InstrumentMetadata(session: Session.allCases[round / 5 % 3]))
        ])
      do {
        let all = try bytes.withUnsafeBufferPointer { bytes in
          let table = try PriceTable.read(
            bytes, path: "X.csv", options: options, workers: 1, pieceSize: 40)
          try table.requireRepaired()
          return try table.series(options: options)
        }
        outcomes.series += 1
        for loaded in all where !isInOrder(loaded.series) {
          found.add(
            "round \(round) seed \(generator.seed): \(String(decoding: bytes, as: UTF8.self))")
        }
      } catch { outcomes.errors += 1 }
    }
    // Neither outcome may be rare, or the test looks at nothing.
    found.require(outcomes.series > 600 && outcomes.errors > 600, "\(outcomes)")
    #expect(found.isEmpty, "\(found)")
  }

  private func isInOrder(_ series: BarSeries) -> Bool {
    (0..<series.count).allSatisfy { index in
      let bar = series[index]
      let isAfter =
        index == 0
        || series.closeTimes[index - 1] <= series.openTimes[index]
          && series.days[index - 1] <= series.days[index]
      return isAfter && bar.openTime < bar.closeTime && bar.low > 0
        && bar.high >= max(bar.open, bar.close) && bar.low <= min(bar.open, bar.close)
    }
  }
}

import Formats
import Market
import TestSupport
import Testing

@testable import Files

@Suite struct ChunkTests {
  /// Rows of random prices, some of them broken in random ways.
  private func randomTable(_ generator: inout SeededGenerator, badShare: Double) -> String {
    var text = "time,open,high,low,close,volume,extra\n"
    for index in 0..<200 {
      let minute = index % 60 < 10 ? "0\(index % 60)" : "\(index % 60)"
      var fields = ["2024-01-02T0\(index / 60):\(minute):00Z"]
      let low = 1 + generator.unit() * 100
      fields += [low + 1, low + 3, low, low + 2, generator.unit()].map(NumberFormat.shortest)
      fields.append("x")
      if generator.unit() < badShare {
        let column = Int(generator.next() % 6)
        let junk = ["", "NaN", "-1", "1e400", "0", "\"5\"", " 7 ", "2024-01-02T00:00:00Z", "99999"]
        fields[column] = junk[Int(generator.next() % UInt64(junk.count))]
      }
      if generator.unit() < badShare / 4 { fields.removeLast(3) }
      if generator.unit() < badShare / 2 { text += " \n" }
      text += fields.joined(separator: ",") + (generator.unit() < 0.2 ? "\r\n" : "\n")
    }
    if generator.unit() < 0.5 { text.removeLast() }
    return text
  }

  @Test func `neither the cut nor the workers change anything`() throws {
    var generator = SeededGenerator.fromEnvironment(or: 31)
    var found = Mismatches()
    for round in 0..<60 {
      let text = randomTable(&generator, badShare: round % 3 == 0 ? 0 : 0.1)
      let repair: Repair = round % 2 == 0 ? .drop : [.sort, .last, .clamp]
      let options = LoadOptions(repair: repair)
      let whole = try TextFile.table(text, path: "X-1m.csv", options: options)
      for (pieceSize, workers) in [(1, 1), (64, 3), (1_000, 2), (5_000, 4)] {
        let cut = try TextFile.table(
          text, path: "X-1m.csv", options: options, pieceSize: pieceSize, workers: workers)
        let label = "piece \(pieceSize), round \(round), seed \(generator.seed)"
        found.check(label, cut.raw.times, equals: whole.raw.times)
        found.check(label, cut.raw.columns, equals: whole.raw.columns)
        found.check(label, cut.raw.log.entries, equals: whole.raw.log.entries)
        found.check(label, cut.raw.log.examples, equals: whole.raw.log.examples)
        found.check(label, cut.rowCount, equals: whole.rowCount)
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `the fast way and the slow way agree`() throws {
    var generator = SeededGenerator.fromEnvironment(or: 32)
    var found = Mismatches()
    for round in 0..<60 {
      let text = randomTable(&generator, badShare: round % 2 == 0 ? 0 : 0.1)
      // Spaces around the first field send every row the slow way.
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let slowText = lines.map { $0.isEmpty || $0 == " " ? $0 : " " + $0 }.joined(separator: "\n")
      let options = LoadOptions(repair: .drop)
      let fast = try TextFile.table(text, options: options)
      let slow = try TextFile.table(slowText, options: options)
      let label = "round \(round) seed \(generator.seed)"
      found.check(label, slow.raw.times, equals: fast.raw.times)
      found.check(label, slow.raw.columns, equals: fast.raw.columns)
      found.check(label, slow.raw.log.entries, equals: fast.raw.log.entries)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `lines are counted eight bytes at a time as one by one`() {
    var generator = SeededGenerator.fromEnvironment(or: 33)
    var found = Mismatches()
    for _ in 0..<500 {
      let bytes = (0..<Int(1 + generator.next() % 100)).map { _ -> UInt8 in
        [0x0A, 0x0B, 0x8A, 0x0A, 0x00, 0xFF, 0x2C, 0x09][Int(generator.next() % 8)]
      }
      let count = bytes.count { $0 == 0x0A } + (bytes.last == 0x0A ? 0 : 1)
      let counted = bytes.withUnsafeBufferPointer {
        TextLines(bytes: $0).lineCount(0..<bytes.count)
      }
      found.check("\(bytes) seed \(generator.seed)", counted, equals: count)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `many columns are read too`() throws {
    let symbols = (0..<300).map { "S\($0)" }
    var text = "date," + symbols.joined(separator: ",") + "\n"
    for day in 1...9 {
      text +=
        "2024-01-0\(day)," + symbols.indices.map { "\($0 + day)" }.joined(separator: ",") + "\n"
    }
    let table = try TextFile.table(text, pieceSize: 100, workers: 2)
    #expect(table.raw.columns.count == 300 && table.raw.columns[299][8] == 308)
  }
}

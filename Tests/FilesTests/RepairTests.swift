import Formats
import Market
import Platform
import TestSupport
import Testing

@testable import Files

@Suite struct RepairTests {
  private func text(_ rows: [String]) -> String {
    "date,open,high,low,close\n" + rows.map { $0 + "\n" }.joined()
  }

  @Test func `what each repair does`() throws {
    let rows = [
      "2024-01-02,1,1,1,1", "2024-01-04,4,4,4,4", "2024-01-03,3,3,3,3", "2024-01-04,5,5,5,5",
      "2024-01-05,6,5,7,6", "2024-01-06,x,1,1,1", "2024-01-07,7,7,7,7",
    ]
    var found = Mismatches()
    for (repair, bars) in [
      ("drop", ["01-02 1 1 1 1", "01-04 4 4 4 4", "01-07 7 7 7 7"]),
      ("drop,last", ["01-02 1 1 1 1", "01-04 5 5 5 5", "01-07 7 7 7 7"]),
      (
        "drop,sort,clamp",
        ["01-02 1 1 1 1", "01-03 3 3 3 3", "01-04 4 4 4 4", "01-05 6 7 5 6", "01-07 7 7 7 7"]
      ),
      (
        "drop,sort,last,clamp",
        ["01-02 1 1 1 1", "01-03 3 3 3 3", "01-04 5 5 5 5", "01-05 6 7 5 6", "01-07 7 7 7 7"]
      ),
    ] {
      let loaded = try TextFile.series(
        text(rows), options: LoadOptions(repair: try .parse(repair)))
      let words = TextFile.words(loaded.series).map { String($0.dropFirst(5)) }
      found.check(repair, words, equals: bars)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `what no repair mends is refused`() throws {
    let rows = ["2024-01-02,1,1,1,1", "2024-01-02,2,2,2,2", "2024-01-01,1,1,1,1"]
    var found = Mismatches()
    for (repair, line) in [("first", "4:date"), ("sort", "3:date"), ("clamp", "3:date")] {
      let refusal = TextFile.refusal(
        text(rows), options: LoadOptions(repair: try .parse(repair)))
      found.require(
        refusal?.hasPrefix("X-1d.csv:\(line): error") == true, "\(repair): \(refusal ?? "")")
    }
    found.check(
      "nothing left",
      TextFile.refusal(text(["2024-01-02,x,1,1,1"]), options: LoadOptions(repair: .drop)),
      equals: "X-1d.csv: error: no row is left after repairs\n"
        + "hint: rows in the file: 1, all of them against the rules")
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `what was repaired is said and part of the fingerprint`() throws {
    let good = ["2024-01-02,1,1,1,1", "2024-01-03,3,3,3,3"]
    let bad = good + ["2024-01-03,4,4,4,4", "2024-01-01,x,1,1,1"]
    let repaired = try TextFile.series(text(bad), options: LoadOptions(repair: .drop))
    let clean = try TextFile.series(text(good), options: LoadOptions(repair: .drop))
    var found = Mismatches()
    found.check("bars", TextFile.words(repaired.series), equals: TextFile.words(clean.series))
    found.check(
      "summary", repaired.repairs.summary,
      equals: [
        "dropped 1 row for values that are not numbers, the first in line 5",
        "kept the first 1 row for times that repeat, the first in line 4",
      ])
    found.check("clean", clean.repairs.isEmpty, equals: true)
    found.require(repaired.fingerprint() != clean.fingerprint(), "fingerprints differ")
    let again = try TextFile.series(text(bad), options: LoadOptions(repair: .drop))
    found.check("again", again.fingerprint(), equals: repaired.fingerprint())
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `names of repairs`() throws {
    var found = Mismatches()
    found.check("order", try Repair.parse("sort,drop"), equals: [.drop, .sort])
    found.check("printed", try Repair.parse("sort,drop").description, equals: "drop,sort")
    for (text, message) in [
      (
        "dropp",
        "error: unknown repair, was 'dropp', expected drop, first, last, sort, clamp\n"
          + "hint: did you mean 'drop'?"
      ),
      ("first,last", "error: repairs 'first' and 'last' contradict each other"),
      ("", "error: unknown repair, was '', expected drop, first, last, sort, clamp"),
    ] {
      let error = #expect(throws: LocatedError.self) { try Repair.parse(text) }
      found.check(text, error?.description, equals: message)
      found.check(text, error?.exitClass, equals: .usage)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `a report lists what is wrong by kind`() throws {
    try withTemporaryDirectory { folder in
      let path = folder + "/X-1d.csv"
      let rows = [
        "2024-01-02,1,1,1,1", "2024-01-03,1,1,1", "2024-01-02,2,2,2,2", "2024-01-04,2,1,2,2",
        "2024-01-05,0,1,1,1", "2024-01-06,1,1,1,1", "2024-01-07,2,1,2,2",
      ]
      try FileSystem.writeFile(path, text(rows))
      let report = try DataFile.check(path)
      var found = Mismatches()
      found.check("rows", report.rowCount, equals: 7)
      found.check("good", report.series.first?.series.count, equals: 2)
      found.check(
        "counts", report.counts.map { "\($0.kind) \($0.rowCount) \($0.firstLine)" },
        equals: ["brokenRow 1 3", "nonPositivePrice 1 6", "brokenRange 2 5", "duplicate 1 4"])
      found.check("examples", report.examples.map(\.line), equals: [3, 6, 5, 8, 4])
      found.check("clean", report.isClean, equals: false)
      #expect(found.isEmpty, "\(found)")
    }
  }
}

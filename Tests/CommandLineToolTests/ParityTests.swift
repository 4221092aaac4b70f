import Files
import Formats
import Market
import Platform
import Terminal
import TestSupport
import Testing

@testable import CommandLineTool

@Suite struct ParityTests {
  private static let script = """
    //@version=6
    strategy("t")
    bought = input.int(0, "Bar")
    if bar_index == bought
        strategy.entry("L", strategy.long)
    if bar_index == bought + 2
        strategy.close("L")
    """
  private static let list = """
    Trade #,Type,Date and time,Signal,Price USD,Size (qty),Net P&L USD
    1,Exit long,2024-01-01 11:00,Close,104,1,3
    1,Entry long,2024-01-01 09:00,L,101,1,3
    2,Exit long,2024-01-01 15:00,Open,107,1,3
    2,Entry long,2024-01-01 14:00,L,106,1,3
    """

  /// Eight hours whose opens rise by 1 from 100.
  private static let feed = """
    time,open,high,low,close,volume
    2024-01-01T00:00:00Z,100,101,99,101,1
    2024-01-01T01:00:00Z,101,102,100,102,1
    2024-01-01T02:00:00Z,102,103,101,103,1
    2024-01-01T03:00:00Z,104,105,103,104,1
    2024-01-01T04:00:00Z,104,105,103,105,1
    2024-01-01T05:00:00Z,105,106,104,106,1
    2024-01-01T06:00:00Z,106,107,105,107,1
    2024-01-01T07:00:00Z,107,108,106,108,1

    """

  private func write(_ folder: String, _ name: String, _ text: String) throws {
    try FileSystem.createDirectory(folder)
    try FileSystem.writeFile(FileSystem.join(folder, name), Array(text.utf8))
  }

  @Test func `probes are found, run, compared and, where they cannot be, left out by name`() throws
  {
    let folder = try FileSystem.createTemporaryDirectory(prefix: "tourney-parity-")
    defer { try? FileSystem.remove(folder) }
    func probe(_ name: String, script: String = Self.script, inputs: String? = nil) throws {
      let path = FileSystem.join(folder, name)
      try write(path, "strategy.pine", script)
      try write(path, "tv_trades.csv", Self.list)
      if let inputs { try write(path, "inputs.json", inputs) }
    }
    try probe("exact")
    try probe("late", inputs: #"{"Bar": 1, "_comment": "one bar later"}"#)
    try probe("broken", script: Self.script + "\nx = nonsense(1)")
    try probe("deep/magnified", script: "strategy(\"t\", use_bar_magnifier = true)")
    try probe("finer", inputs: #"{"input_tf": "1", "script_tf": "60"}"#)
    try write(FileSystem.join(folder, "bare"), "strategy.pine", Self.script)
    try write(folder, "feed-1h.csv", Self.feed)

    let feed = try DataFile.load(FileSystem.join(folder, "feed-1h.csv")).series
    let found = try ParityFolder(folder)
    let check = ParityCheck(feed: feed, zone: try TimeZoneRules.named("+08:00"), starts: [])
    let results = found.probes.map { check.run($0) }
    var mismatches = Mismatches()
    mismatches.check(
      "results", results.map { "\($0.name) \($0.exactCount)/\($0.totalCount)" },
      equals: ["broken 0/1", "exact 1/1", "late 0/1"])
    mismatches.check("failure", results[0].failure?.contains("nonsense") ?? false, equals: true)
    mismatches.check(
      "excluded", found.excluded.map(\.name).sorted(), equals: ["bare", "deep/magnified", "finer"])
    let report = ParityReport(
      results: results, excluded: found.excluded, showsDifferences: true, showsTimes: false)
    let text = report.render(styling: .plain)
    mismatches.check(
      "last line", text.split(separator: "\n").last.map(String.init),
      equals: "exact 1 of 3 trades (33.333%), 1 of 3 probes complete")
    mismatches.require(text.contains("listed  #1 long  1  2024-01-01 01:00 101"), text)
    #expect(mismatches.isEmpty, "\(mismatches)")
  }

  static let corpus = Environment.variable("TOURNEY_PARITY_CORPUS")
  static let corpusFeed = SharedData.path("intraday/ETHUSDT-PERP-15m.csv")

  @Test(
    "the public corpus stays at 99.9 % of its trades",
    .enabled(
      if: corpus != nil && corpusFeed != nil, "TOURNEY_PARITY_CORPUS or shared/data is absent"))
  func corpusStays() throws {
    let metadata = InstrumentMetadata(tickSize: 0.01, lotStep: 0.0001)
    let feed = try DataFile.load(
      Self.corpusFeed!, options: LoadOptions(metadata: [MetadataLayer(.flag, metadata)]))
    let check = ParityCheck(
      feed: feed.series, zone: try TimeZoneRules.named("+08:00"),
      starts: ["2025-03-31", "2025-04-05", "2025-04-20"].compactMap { ISODateParser.date($0) })
    let folder = try ParityFolder(Self.corpus!)
    let probes = folder.probes
    let results = parallelMap(count: probes.count, workers: 2) { check.run(probes[$0]) }
    let report = ParityReport(
      results: results.compactMap(\.self), excluded: folder.excluded, showsDifferences: false,
      showsTimes: false)
    let lastLine = report.render(styling: .plain).split(separator: "\n").last ?? ""
    print(lastLine)
    #expect(report.share >= 0.999, "\(lastLine)")
  }
}

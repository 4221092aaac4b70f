import Formats
import Platform
import Terminal
import TestSupport
import Testing

@testable import Benchmarks

/// Saved runs, what is compared with them, and what cannot be.
@Suite struct BenchmarkComparisonTests {
  /// A run of two benchmarks over ten elements, beside a yardstick.
  private func run(
    yardstick: Double, first: Double, second: Double, hash: UInt64 = 5
  ) -> MeasuredRun {
    func measurement(_ name: String, _ time: Double, _ hash: UInt64?) -> Measurement {
      Measurement(
        name: name, area: .replay, count: 10, limit: .millionsPerSecond(50),
        result: .times(
          .init(least: time, median: 2 * time), Outcome(trades: 3, equity: 1.5, hash: hash)))
    }
    var run = MeasuredRun()
    run.measurements = [
      measurement("first", first, hash), measurement("second", second, nil),
      Measurement(
        name: "third", area: .scripts, count: 1, limit: nil, result: .skipped("it is absent")),
    ]
    run.yardstick = yardstick
    run.runs = 9
    return run
  }

  private func saved(_ run: MeasuredRun) throws -> BenchmarkDocument {
    try BenchmarkDocument(Array(BenchmarkDocument.text(run, nil).utf8), file: "base.json")
  }

  @Test("a saved run comes back, and what was skipped has no times")
  func roundTrip() throws {
    let document = try saved(run(yardstick: 9.25, first: 100, second: 250))
    #expect(document.yardstick == 9.25)
    #expect(!document.isQuick)
    #expect(document.entries.map(\.name) == ["first", "second"])
    #expect(document.entries.map(\.nanosecondsPerElement) == [10, 25])
    #expect(document.entries.map(\.hash) == ["5", nil])
  }

  @Test("ratios of times, and what is left of them beside the yardsticks")
  func ratios() throws {
    let baseline = try saved(run(yardstick: 9, first: 100, second: 100))
    // The machine is half as fast; the first keeps up with it, the second does not.
    let now = run(yardstick: 18, first: 200, second: 300, hash: 6)
    let comparison = BenchmarkComparison(now, baseline: baseline, failAbove: 1.2)
    #expect(comparison.yardstickRatio == 2)
    #expect(comparison.rows.map(\.ratio) == [2, 3])
    #expect(comparison.rows.map(\.adjustedRatio) == [1, 1.5])
    #expect(comparison.rows.map(\.isSameResult) == [false, true])
    #expect(comparison.slower.map(\.name) == ["second"])
    let unlimited = BenchmarkComparison(now, baseline: baseline, failAbove: nil)
    #expect(unlimited.slower.isEmpty)
  }

  @Test("limits hold whatever the yardstick does", arguments: [1.0, 10, 100])
  func limits(yardstick: Double) {
    let run = run(yardstick: yardstick, first: 200, second: 201)
    #expect(run.measurements.map(run.keepsLimit) == [true, false, nil])
    func measurement(_ limit: Limit, _ time: Double) -> Measurement {
      Measurement(
        name: "x", area: .replay, count: 10, limit: limit,
        result: .times(.init(least: time, median: time), Outcome()))
    }
    #expect(run.keepsLimit(measurement(.nanoseconds(3), 30)) == true)
    #expect(run.keepsLimit(measurement(.nanoseconds(3), 31)) == false)
    #expect(run.keepsLimit(measurement(.milliseconds(1), 1e6)) == true)
    #expect(run.keepsLimit(measurement(.milliseconds(1), 1.1e6)) == false)
    #expect(run.keepsLimit(measurement(.times(2, of: "first"), 400)) == true)
    #expect(run.keepsLimit(measurement(.times(2, of: "first"), 401)) == false)
    #expect(run.keepsLimit(measurement(.times(2, of: "nobody"), 1)) == nil)
  }

  @Test("the middle time of an even and an odd number of runs")
  func medians() {
    #expect(Measurement.Times([3, 1, 2]) == .init(least: 1, median: 2))
    #expect(Measurement.Times([4, 1, 2, 9]) == .init(least: 1, median: 3))
  }

  @Test(
    "a baseline that is none says so, with its place",
    arguments: [
      ("", "base.json:1:1: error: the document ends too early, expected a value"),
      (
        "[1]",
        "base.json:1: error: the baseline is no run of benchmarks, was 'a list', expected "
          + "\"kind\": \"tourney-bench\"\nhint: write one with 'tourney-bench --json > base.json'"
      ),
      (
        "{\"kind\": \"tourney-bench\",\n\"yardstickNanoseconds\": -1}",
        "base.json:2:yardstickNanoseconds: error: a number of the baseline is missing or wrong, "
          + "was '-1', expected a number above 0"
      ),
      (
        "{\"kind\": \"tourney-bench\", \"yardstickNanoseconds\": 9, \"benchmarks\": [\n{}]}",
        "base.json:2:benchmarks[0].name: error: a benchmark of the baseline has no name, expected "
          + "a text"
      ),
    ])
  func badBaselines(text: String, message: String) {
    let error = #expect(throws: LocatedError.self) {
      _ = try BenchmarkDocument(Array(text.utf8), file: "base.json")
    }
    #expect(error?.description == message)
  }

  private func options(_ words: [String]) throws -> BenchmarkOptions {
    guard case .run(let arguments) = try ArgumentParser.parse(words, for: BenchmarkTool.description)
    else {
      Issue.record("the words ask for help")
      throw LocatedError(.usage, "help")
    }
    return try BenchmarkOptions(arguments)
  }

  @Test(
    "options that make no sense are refused with what would",
    arguments: [
      (
        ["--runs", "3"],
        "error: the value of '--runs' is wrong, was '3', expected a whole number from 9 to 1000000"
      ),
      (
        ["--fail-above", "1.1"],
        "error: '--fail-above' has nothing to compare with\nhint: add --compare with a saved run"
      ),
      (["--quik"], "error: unknown option '--quik'\nhint: did you mean '--quick'?"),
      (
        ["--filter", "conttest"],
        "error: no benchmark's area or name contains 'conttest'\nhint: did you mean 'contest'?"
      ),
      (
        ["--compare", "nowhere.json"],
        "nowhere.json: error: cannot open, there is no such file or directory"
      ),
    ])
  func badOptions(words: [String], message: String) {
    let benchmarks = BenchmarkCatalog.all(BenchmarkInputs(scale: .tiny))
    let error = #expect(throws: LocatedError.self) {
      let options = try options(words)
      _ = try options.chosen(from: benchmarks)
      _ = try options.baseline(for: benchmarks)
    }
    #expect(error?.description == message)
  }

  @Test("a filter names benchmarks by area or name, in any case")
  func filters() throws {
    let benchmarks = BenchmarkCatalog.all(BenchmarkInputs(scale: .tiny))
    let chosen = try options(["--filter", "READ CSV", "--filter", "bracket:"])
      .chosen(from: benchmarks)
    #expect(chosen.map(\.area) == [.bracket, .bracket, .files])
  }

  @Test("a baseline of another size or of other benchmarks is refused")
  func foreignBaselines() throws {
    try withTemporaryDirectory { folder in
      let path = folder + "/base.json"
      let text = BenchmarkDocument.text(run(yardstick: 9, first: 1, second: 1), nil)
      try FileSystem.writeFile(path, text)
      let benchmarks = BenchmarkCatalog.all(BenchmarkInputs(scale: .tiny))
      let size = #expect(throws: LocatedError.self) {
        _ = try options(["--compare", path, "--quick"]).baseline(for: benchmarks)
      }
      #expect(size?.message == "the baseline was measured at another size")
      #expect(size?.expected == "--quick")
      let names = #expect(throws: LocatedError.self) {
        _ = try options(["--compare", path]).baseline(for: benchmarks)
      }
      #expect(names?.message == "the baseline has none of these benchmarks")
      #expect(names?.found == "first")
    }
  }
}

import Formats
import Testing

@testable import Benchmarks

/// Every benchmark runs, tiny, so that none rots; and what is wrong is caught.
@Suite struct BenchmarkRunTests {
  @Test(
    "every benchmark runs and gives what the reference path gives",
    arguments: BenchmarkArea.allCases)
  func everyBenchmarkRuns(area: BenchmarkArea) {
    let inputs = BenchmarkInputs(scale: .tiny)
    let benchmarks = BenchmarkCatalog.all(inputs).filter { $0.area == area }
    #expect(!benchmarks.isEmpty)
    let run = BenchmarkRunner(runs: 2).measure(
      benchmarks, yardstick: BenchmarkCatalog.yardstick(inputs))
    let failures = run.measurements.compactMap { item in
      item.failure.map { "\(item.name): \($0)" }
    }
    #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
    let silent = run.measurements.filter { measurement in
      guard case .times(_, let outcome) = measurement.result else { return false }
      return outcome.text.isEmpty
    }
    #expect(silent.map(\.name) == [], "an outcome says what was done")
  }

  @Test("nothing is skipped in the repository itself")
  func nothingIsSkipped() {
    let inputs = BenchmarkInputs(scale: .tiny)
    let scripts = BenchmarkCatalog.all(inputs).filter { $0.area == .scripts }
    var skipped: [String] = []
    for benchmark in scripts {
      if case .skipped(let reason) = try? benchmark.prepare() { skipped.append(reason) }
    }
    #expect(skipped == [])
  }

  @Test("names are unique, so that a baseline cannot mix them up", arguments: [1, 10, 500])
  func namesAreUnique(scale: Int) throws {
    let inputs = BenchmarkInputs(scale: try #require(BenchmarkScale(rawValue: scale)))
    let names = BenchmarkCatalog.all(inputs).map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.count >= 80)
  }

  @Test("limits that name another benchmark name one that there is")
  func limitsNameBenchmarks() {
    let benchmarks = BenchmarkCatalog.all(BenchmarkInputs(scale: .tiny))
    var count = 0
    for benchmark in benchmarks {
      guard case .times(_, let other) = benchmark.limit else { continue }
      count += 1
      #expect(benchmarks.contains { $0.name == other && $0.area == benchmark.area })
    }
    #expect(count >= 3)
  }

  /// A benchmark of something that counts to a number.
  private func counting(
    _ outcome: Outcome, expected: @escaping () throws(LocatedError) -> Outcome
  ) -> Benchmark {
    Benchmark("count", .files, count: 10) {
      .work(TimedWork({ 10 }, outcome: { _ in outcome }, expected: expected))
    }
  }

  @Test(
    "an outcome that is not the expected one is wrong",
    arguments: [
      (Outcome(hash: 1), Outcome(hash: 1), nil),
      (Outcome(hash: 1), Outcome(hash: 2), "hash 1, expected 2"),
      (Outcome(trades: 3, hash: 1), Outcome(trades: 4, hash: 1), "3 trades, expected 4"),
      (
        Outcome(trades: 3, equity: 100), Outcome(trades: 3, equity: 100.000001),
        "equity 100.0, expected 100.000001"
      ),
      (Outcome(trades: 3, equity: 100), Outcome(trades: 3, equity: 100 + 1e-9), nil),
      (Outcome(equity: .nan), Outcome(equity: 1), "equity nan, expected 1.0"),
      (Outcome(equity: 1, hash: 7), Outcome(equity: 2), "equity 1.0, expected 2.0"),
    ] as [(Outcome, Outcome, String?)])
  func wrongOutcomes(outcome: Outcome, expected: Outcome, difference: String?) {
    let inputs = BenchmarkInputs(scale: .tiny)
    let run = BenchmarkRunner(runs: 1).measure(
      [counting(outcome) { expected }], yardstick: BenchmarkCatalog.yardstick(inputs))
    #expect(run.measurements.map(\.name) == ["plain loop", "count"])
    #expect(run.measurements[1].failure == difference)
  }

  @Test("work that throws is wrong and stops nothing else")
  func failingWork() {
    let inputs = BenchmarkInputs(scale: .tiny)
    let failing = Benchmark("fails", .files, count: 1) {
      .work(
        TimedWork(
          { () throws(LocatedError) -> Int in throw LocatedError(.data, "there is no file") },
          outcome: { _ in Outcome() }))
    }
    let run = BenchmarkRunner(runs: 1).measure(
      [failing, counting(Outcome(hash: 1)) { Outcome(hash: 1) }],
      yardstick: BenchmarkCatalog.yardstick(inputs))
    #expect(run.measurements.map(\.failure) == [nil, "there is no file", nil])
  }

  @Test("the yardstick is measured in every run, also beside others")
  func yardstickIsThere() {
    let inputs = BenchmarkInputs(scale: .tiny)
    let run = BenchmarkRunner(runs: 3).measure([], yardstick: BenchmarkCatalog.yardstick(inputs))
    #expect(run.measurements.map(\.name) == ["plain loop"])
    #expect(run.yardstick > 0 && run.yardstick.isFinite)
  }
}

import Formats
import Platform

/// What times are taken with.
enum BenchmarkClock: String, CaseIterable, Sendable {
  /// What a person waits for.
  case wall
  /// The work of all threads; what others do on the machine disturbs it less.
  case processor

  /// Nanoseconds since some instant.
  func nanoseconds() -> UInt64 {
    switch self {
    case .wall: MonotonicClock.nanoseconds()
    case .processor: MonotonicClock.processorNanoseconds()
    }
  }
}

/// Runs benchmarks one after the other and holds each outcome to what another way gives.
struct BenchmarkRunner {
  /// Timed runs of each benchmark.
  let runs: Int
  /// What times are taken with.
  var clock = BenchmarkClock.wall

  /// Measures the yardstick before and after the others, and them in between.
  ///
  /// - Parameter begin: Hears the name of each benchmark before it runs.
  func measure(
    _ benchmarks: [Benchmark], yardstick: Benchmark, begin: (String) -> Void = { _ in }
  ) -> MeasuredRun {
    var run = MeasuredRun()
    run.runs = runs
    run.clock = clock
    begin(yardstick.name)
    // The machine may be busier at one end than at the other; the least time is told of both.
    var (times, measured) = measure(yardstick)
    for benchmark in benchmarks where benchmark.name != yardstick.name {
      begin(benchmark.name)
      run.measurements.append(measure(benchmark).measurement)
    }
    let (later, _) = measure(yardstick)
    times += later
    if case .times(_, let outcome) = measured.result, !times.isEmpty {
      measured.result = .times(.init(times), outcome)
    }
    run.yardstick = measured.nanosecondsPerElement ?? .nan
    run.measurements.insert(measured, at: 0)
    return run
  }

  private func measure(_ benchmark: Benchmark) -> (times: [UInt64], measurement: Measurement) {
    var measurement = Measurement(
      name: benchmark.name, area: benchmark.area, count: benchmark.count, limit: benchmark.limit,
      result: .wrong("it did not run"))
    var times: [UInt64] = []
    do throws(LocatedError) {
      switch try benchmark.prepare() {
      case .skipped(let reason): measurement.result = .skipped(reason)
      case .work(let work):
        for _ in 0..<runs { times.append(try work.run(clock.nanoseconds)) }
        let outcome = try work.outcome()
        let difference = try work.expected.flatMap { expected throws(LocatedError) in
          outcome.difference(from: try expected())
        }
        measurement.result = difference.map { .wrong($0) } ?? .times(.init(times), outcome)
      }
    } catch {
      measurement.result = .wrong(error.sentence)
    }
    return (times, measurement)
  }
}

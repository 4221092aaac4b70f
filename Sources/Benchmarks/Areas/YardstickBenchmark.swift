import Kernels
import Market
import Platform

/// A plain loop over arrays, as one would write it for a single strategy: what the machine can do.
///
/// Two running means, a signal at their crossings, fills at the next open with a fee by rate. It
/// keeps no record, its memory is there before it begins, and every other benchmark is told as a
/// share of its speed.
enum YardstickBenchmark {
  static func make(_ inputs: BenchmarkInputs) -> Benchmark {
    Benchmark("plain loop", .yardstick, count: inputs.scale.count(1_000_000)) {
      let series = inputs.minutes
      let memory = Memory(series.count)
      return .work(TimedWork({ loop(series, memory) }, outcome: { $0 }))
    }
  }

  /// The same with memory that is new in each run, as the first run of all has it.
  static func freshPages(_ inputs: BenchmarkInputs) -> Benchmark {
    Benchmark("plain loop, fresh pages", .yardstick, count: inputs.scale.count(1_000_000)) {
      let series = inputs.minutes
      return .work(TimedWork({ loop(series) }, outcome: { $0 }))
    }
  }

  /// Room for the two means.
  private final class Memory {
    var fast: [Double]
    var slow: [Double]

    init(_ count: Int) {
      fast = Array(unwritten: count)
      slow = Array(unwritten: count)
    }
  }

  /// The trades and the final equity of the loop.
  static func loop(_ series: BarSeries, capital: Double = 1e6) -> Outcome {
    loop(series, Memory(series.count), capital: capital)
  }

  private static func loop(
    _ series: BarSeries, _ memory: Memory, capital: Double = 1e6
  ) -> Outcome {
    let close = series.close
    means(close, 10, into: &memory.fast)
    means(close, 30, into: &memory.slow)
    return loop(series.open, close, memory.fast, memory.slow, capital)
  }

  private static func loop(
    _ open: [Double], _ close: [Double], _ fast: [Double], _ slow: [Double], _ capital: Double
  ) -> Outcome {
    var cash = capital
    var units = 0.0
    var trades = 0
    var signal = 0
    for index in close.indices {
      if signal > 0, units == 0 {
        cash -= 10 * open[index] * 1.001
        units = 10
      } else if signal < 0, units > 0 {
        cash += 10 * open[index] * 0.999
        units = 0
        trades += 1
      }
      signal = 0
      guard index > 0 else { continue }
      if fast[index] > slow[index], fast[index - 1] <= slow[index - 1] { signal = 1 }
      if fast[index] < slow[index], fast[index - 1] >= slow[index - 1] { signal = -1 }
    }
    return Outcome(trades: trades, equity: cash + units * (close.last ?? 0))
  }

  private static func means(_ values: [Double], _ length: Int, into output: inout [Double]) {
    var span = output.mutableSpan
    Rolling.mean(values.span, length: length, into: &span)
  }
}

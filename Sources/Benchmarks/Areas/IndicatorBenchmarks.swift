import Formats
import Indicators
import Kernels
import Market

/// Nanoseconds for each value: kernels on memory of the caller, columns on fresh pages, streams in
/// blocks and bar by bar.
enum IndicatorBenchmarks {
  /// An indicator, and what a value may cost at most.
  private struct Case {
    let name: String
    let parameters: [Double]
    let limit: Limit?

    init(_ name: String, _ parameters: [Double] = [], _ limit: Limit? = nil) {
      self.name = name
      self.parameters = parameters
      self.limit = limit
    }

    var title: String {
      ([name] + parameters.map(NumberFormat.shortest)).joined(separator: " ")
    }
  }

  private static let cases: [Case] = [
    Case("sma", [20], .nanoseconds(1.2)), Case("ema", [20], .times(1.1, of: bound("ema"))),
    Case("rma", [14], .times(1.1, of: bound("rma"))), Case("rsi", [14], .nanoseconds(6)),
    Case("bb", [20, 2], .nanoseconds(3)), Case("highest", [50], .nanoseconds(2)),
    Case("lowest", [50], .nanoseconds(2)), Case("stoch", [14], .nanoseconds(6)),
    Case("linreg", [20], .nanoseconds(3)), Case("correlation", [20], .nanoseconds(4)),
    Case("percentile_nearest_rank", [100, 50], .nanoseconds(40)),
    Case("percentile_linear_interpolation", [100, 50], .nanoseconds(40)),
    Case("median", [100], .nanoseconds(40)), Case("stdev", [20]), Case("wma", [20]),
    Case("hma", [9]), Case("macd"), Case("atr", [14]), Case("cci", [20]), Case("mfi", [14]),
    Case("dmi"), Case("supertrend"), Case("sar"),
  ]

  /// The cases above, then all other indicators with their own parameters.
  private static var allCases: [Case] {
    let known = Set(cases.map(\.name))
    return cases + IndicatorRegistry.all.filter { !known.contains($0.id) }.map { Case($0.id) }
  }

  private static func bound(_ name: String) -> String { "\(name), latency bound" }

  static func all(_ inputs: BenchmarkInputs) -> [Benchmark] {
    let bars = IndicatorBars(inputs.scale.count(1_000_000))
    var benchmarks = ["ema", "rma"].map { latencyBound($0, bars) }
    for item in allCases {
      let kernel = IndicatorKernel(item.name, item.parameters)
      if let kernel {
        benchmarks.append(
          make(item.title + ", kernel", item.limit, bars, item) {
            (series, expected) throws(LocatedError) in
            try kernel.work(series, expected: expected)
          })
      }
      benchmarks.append(column(item, kernel == nil ? item.limit : nil, bars))
      benchmarks.append(streaming(item.title + ", blocks", bars, item) { $0.runBlocks })
      benchmarks.append(streaming(item.title + ", stream", bars, item) { $0.run })
    }
    return benchmarks
  }

  private static func make(
    _ name: String, _ limit: Limit?, _ bars: IndicatorBars, _ item: Case,
    _ work:
      @escaping (
        BarSeries, @escaping () throws(LocatedError) -> Outcome
      ) throws(LocatedError) -> TimedWork
  ) -> Benchmark {
    Benchmark(name, .indicators, count: bars.count, limit: limit) { () throws(LocatedError) in
      let series = bars.series
      return .work(
        try work(series) { () throws(LocatedError) in
          let indicator = try IndicatorRegistry.indicator(named: item.name)
          return firstColumn(try indicator.columns(of: series, parameters: item.parameters)[0])
        })
    }
  }

  /// A stream, held to the column.
  private static func streaming(
    _ name: String, _ bars: IndicatorBars, _ item: Case,
    _ run: @escaping (IndicatorStreaming) -> () throws(LocatedError) -> [Double]
  ) -> Benchmark {
    make(name, nil, bars, item) { (series, expected) throws(LocatedError) in
      let stream = try IndicatorStreaming(item.name, item.parameters, series)
      return TimedWork(run(stream), outcome: firstColumn, expected: expected)
    }
  }

  /// A column on fresh pages, held to the stream.
  private static func column(_ item: Case, _ limit: Limit?, _ bars: IndicatorBars) -> Benchmark {
    make(item.title + ", column", limit, bars, item) { (series, _) throws(LocatedError) in
      let indicator = try IndicatorRegistry.indicator(named: item.name)
      return TimedWork(
        { () throws(LocatedError) in
          try indicator.columns(of: series, parameters: item.parameters)
        },
        outcome: { firstColumn($0[0]) },
        expected: { () throws(LocatedError) in
          firstColumn(try IndicatorStreaming(item.name, item.parameters, series).run())
        })
    }
  }

  /// The bits of a column, in which one missing value is like another.
  static func firstColumn(_ column: [Double]) -> Outcome {
    var hash = BitHash()
    for value in column { hash.combine((value.isNaN ? .nan : value).bitPattern) }
    return Outcome(hash: hash.value)
  }

  /// What the chain of dependent operations of an average costs by itself, with nothing loaded or
  /// stored: the bound that no exact form can beat.
  private static func latencyBound(_ name: String, _ bars: IndicatorBars) -> Benchmark {
    Benchmark(bound(name), .indicators, count: bars.count) {
      let values = bars.series.close
      let count = values.count
      return .work(
        TimedWork(
          {
            let (value, weight) = (values[0], 2 / 21.0)
            var result = values[count / 2]
            if name == "ema" {
              for _ in 0..<count { result += weight * (value - result) }
            } else {
              for _ in 0..<count { result = (result * 13 + value) / 14 }
            }
            return result
          },
          outcome: { Outcome(remark: "ends at \(NumberFormat.fixed($0, decimals: 4))") }))
    }
  }
}

/// The bars of the indicators' benchmarks, made when the first asks.
final class IndicatorBars {
  let count: Int

  /// The bars.
  lazy var series = RandomMarket.minutes(count, volumeVaries: true)

  init(_ count: Int) { self.count = count }
}

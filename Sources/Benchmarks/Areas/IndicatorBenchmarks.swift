import Formats
import Indicators
import Kernels
import Market

/// Nanoseconds for each value: kernels on memory of the caller, columns on fresh pages, streams.
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
    Case("dmi"), Case("supertrend"), Case("sar"), Case("obv"),
  ]

  private static func bound(_ name: String) -> String { "\(name), latency bound" }

  static func all(_ inputs: BenchmarkInputs) -> [Benchmark] {
    let bars = IndicatorBars(inputs.scale.count(1_000_000))
    var benchmarks = ["ema", "rma"].map { latencyBound($0, bars) }
    for item in cases {
      let kernel = IndicatorKernel(item.name, item.parameters)
      if let kernel {
        benchmarks.append(
          make(item.title + ", kernel", item.limit, bars, item) {
            (series, expected) throws(LocatedError) in
            try kernel.work(series, expected: expected)
          })
      }
      benchmarks.append(column(item, kernel == nil ? item.limit : nil, bars))
      benchmarks.append(
        make(item.title + ", stream", nil, bars, item) {
          (series, expected) throws(LocatedError) in
          let stream = try IndicatorStreaming(item.name, item.parameters, series)
          return TimedWork(stream.run, outcome: firstColumn, expected: expected)
        })
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

/// An indicator's stream over a series, one bar after the other.
struct IndicatorStreaming {
  private let indicator: Indicator
  private let series: BarSeries
  private let sources: [[Double]]
  private let parameters: [Double]

  init(_ name: String, _ given: [Double], _ series: BarSeries) throws(LocatedError) {
    indicator = try IndicatorRegistry.indicator(named: name)
    self.series = series
    parameters = given + indicator.parameters.map(\.standard).dropFirst(given.count)
    sources = try Self.sources(of: name, series)
  }

  /// The columns that an indicator reads where nothing else is asked for.
  static func sources(of name: String, _ series: BarSeries) throws(LocatedError) -> [[Double]] {
    var columns: [[Double]] = []
    for source in try IndicatorRegistry.indicator(named: name).sources {
      guard case .price(let column) = source.standard else { continue }
      columns.append(try column.column(of: series))
    }
    return columns
  }

  /// The first output of every bar.
  func run() throws(LocatedError) -> [Double] {
    var words = sources.map { _ in Double.nan } + parameters
    var results = [Double](repeating: .nan, count: indicator.outputs.count)
    var column = [Double](repeating: .nan, count: series.count)
    guard let stream = indicator.stream(argumentCount: words.count) else {
      throw LocatedError(.failed, "indicator '\(indicator.id)' has no stream")
    }
    var failedBar: Int?
    results.withUnsafeMutableBufferPointer { results in
      words.withUnsafeMutableBufferPointer { words in
        guard let target = results.baseAddress else { return }
        for bar in 0..<series.count {
          for index in sources.indices { words[index] = sources[index][bar] }
          do {
            column[bar] = try stream.next(
              UnsafeBufferPointer(words), bars: series, bar: bar, results: target)
          } catch {
            failedBar = failedBar ?? bar
          }
        }
      }
    }
    if let failedBar {
      throw LocatedError(.failed, "the stream of '\(indicator.id)' failed at bar \(failedBar)")
    }
    return column
  }
}

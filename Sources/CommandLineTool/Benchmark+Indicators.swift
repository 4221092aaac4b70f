import Formats
import Indicators
import Kernels
import Market
import Platform
import Terminal

/// Benchmarks of the indicators: nanoseconds per element over a million doubles.
extension Benchmark {
  /// What is measured, and what it may cost at most in nanoseconds per element.
  private static let indicatorLimits: [(name: String, parameters: [Double], limit: Double?)] = [
    ("sma", [20], 1.2), ("ema", [20], nil), ("rma", [14], nil), ("rsi", [14], 6),
    ("bb", [20, 2], 3), ("highest", [50], 2), ("lowest", [50], 2), ("stoch", [14], 6),
    ("linreg", [20], 3), ("correlation", [20], 4), ("percentile_nearest_rank", [100, 50], 40),
    ("percentile_linear_interpolation", [100, 50], 40), ("median", [100], 40),
    ("stdev", [20], nil), ("wma", [20], nil), ("hma", [9], nil), ("macd", [], nil),
    ("atr", [14], nil), ("cci", [20], nil), ("mfi", [14], nil), ("dmi", [], nil),
    ("supertrend", [], nil), ("sar", [], nil),
  ]

  /// Measures kernels on buffers of the caller, columns on fresh pages, and streams bar by bar.
  ///
  /// - Returns: 1 if a stream gives other bits than its column.
  public static func runIndicators(isQuick: Bool) -> Int32 {
    let series = indicatorBars(isQuick ? 100_000 : 1_000_000)
    var table = Table([
      .init("indicator"), .init("kernel ns", .right), .init("limit", .right),
      .init("column ns", .right), .init("block ns", .right), .init("stream ns", .right),
      .init("sum of the first output"),
    ])
    var code: Int32 = 0
    let bounds = latencyBounds(series.close)
    let limited = Set(indicatorLimits.map(\.name))
    let others = IndicatorRegistry.all.filter { !limited.contains($0.id) }
    for (name, parameters, limit) in indicatorLimits + others.map({ ($0.id, [], nil) }) {
      do throws(LocatedError) {
        let indicator = try IndicatorRegistry.indicator(named: name)
        let column = try columnTime(indicator, parameters, series)
        let stream = try streamTime(indicator, parameters, series)
        let block = try blockTime(indicator, parameters, series)
        let bound = bounds[name].map { $0 * 1.1 } ?? limit
        let agrees =
          column.sum.bitPattern == stream.sum.bitPattern
          && column.sum.bitPattern == block.sum.bitPattern
        if !agrees { code = 1 }
        table.append([
          ([name] + parameters.map(NumberFormat.shortest)).joined(separator: " "),
          kernelTime(name, parameters, series).map { NumberFormat.fixed($0, decimals: 2) } ?? "",
          bound.map { NumberFormat.fixed($0, decimals: 2) } ?? "",
          NumberFormat.fixed(column.time, decimals: 2),
          NumberFormat.fixed(block.time, decimals: 2),
          NumberFormat.fixed(stream.time, decimals: 2),
          agrees ? NumberFormat.fixed(column.sum, decimals: 4) : "differs",
        ])
      } catch {
        StandardStream.error.write("\(error)\n")
        code = 1
      }
    }
    let output = StandardStream.output
    output.write(table.render(width: nil, styling: .suited(to: output)))
    output.flush()
    return code
  }

  /// The least time of nine runs, in nanoseconds per bar.
  private static func least(_ count: Int, _ work: () -> Void) -> Double {
    var best = Double.infinity
    for _ in 0..<9 {
      let start = MonotonicClock.nanoseconds()
      work()
      best = min(best, Double(MonotonicClock.nanoseconds() - start))
    }
    return best / Double(count)
  }

  private static func sum(_ column: [Double]) -> Double {
    column.reduce(0) { $1.isNaN ? $0 : $0 + $1 }
  }

  private static func columnTime(
    _ indicator: Indicator, _ parameters: [Double], _ series: BarSeries
  ) throws(LocatedError) -> (time: Double, sum: Double) {
    var columns = try indicator.columns(of: series, parameters: parameters)
    let time = least(series.count) {
      do throws(LocatedError) {
        columns = try indicator.columns(of: series, parameters: parameters)
      } catch {
        preconditionFailure("computed once, it can be computed again: \(error)")
      }
    }
    return (time, sum(columns[0]))
  }

  /// The columns that an indicator reads if the caller says nothing.
  private static func standardSources(
    _ indicator: Indicator, _ series: BarSeries
  ) throws(LocatedError) -> [[Double]] {
    var sources: [[Double]] = []
    for source in indicator.sources {
      switch source.standard {
      case .price(let column): sources.append(try column.column(of: series))
      case .rose: sources.append(zip(series.open, series.close).map { $0 < $1 ? 1 : 0 })
      case .none: sources.append([Double](repeating: .nan, count: series.count))
      }
    }
    return sources
  }

  private static func streamTime(
    _ indicator: Indicator, _ parameters: [Double], _ series: BarSeries
  ) throws(LocatedError) -> (time: Double, sum: Double) {
    let sources = try standardSources(indicator, series)
    let standard = indicator.parameters.map(\.standard)
    var words =
      sources.map { _ in Double.nan } + parameters + standard.dropFirst(parameters.count)
    var results = [Double](repeating: .nan, count: indicator.outputs.count)
    var total = 0.0
    let time = least(series.count) {
      guard let stream = indicator.stream(argumentCount: words.count) else { return }
      total = 0
      results.withUnsafeMutableBufferPointer { results in
        words.withUnsafeMutableBufferPointer { words in
          guard let target = results.baseAddress else { return }
          for bar in 0..<series.count {
            for index in sources.indices { words[index] = sources[index][bar] }
            let value = try? stream.next(
              UnsafeBufferPointer(words), bars: series, bar: bar, results: target)
            if let value, !value.isNaN { total += value }
          }
        }
      }
    }
    return (time, total)
  }

  /// A stream that takes blocks of 256 bars from columns, as scripts do.
  private static func blockTime(
    _ indicator: Indicator, _ parameters: [Double], _ series: BarSeries
  ) throws(LocatedError) -> (time: Double, sum: Double) {
    let sources = try standardSources(indicator, series)
    let standard = indicator.parameters.map(\.standard)
    let words = parameters + standard.dropFirst(parameters.count)
    let memory = BlockMemory(
      sources: sources, words: words, outputCount: indicator.outputs.count)
    func run(_ visit: (UnsafeBufferPointer<Double>) -> Void) {
      guard let stream = indicator.stream(argumentCount: sources.count + words.count) else {
        return
      }
      for bar in stride(from: 0, to: series.count, by: BlockMemory.length) {
        visit(memory.take(stream, series, from: bar))
      }
    }
    let time = least(series.count) { run { _ in } }
    var total = 0.0
    run { for word in $0 where !word.isNaN { total += word } }
    return (time, total)
  }

  /// The kernel alone, on a buffer that is there; nil if the indicator has none of its own.
  private static func kernelTime(
    _ name: String, _ parameters: [Double], _ series: BarSeries
  ) -> Double? {
    let length = Int(parameters.first ?? 1)
    if name == "bb" { return bandsTime(length, parameters[1], series.close) }
    if name == "stoch" { return stochasticTime(length, series) }
    let (source, other) = (series.close, series.open)
    typealias Kernel = (Span<Double>, Span<Double>, inout MutableSpan<Double>) -> Void
    let kernel: Kernel? =
      switch name {
      case "sma": { Rolling.mean($0, length: length, into: &$2) }
      case "ema": { Recurrence.exponentialAverage($0, length: length, into: &$2) }
      case "rma": { Recurrence.wilderAverage($0, length: length, into: &$2) }
      case "rsi": { Recurrence.relativeStrength($0, length: length, into: &$2) }
      case "highest": { Rolling.maximum($0, length: length, into: &$2) }
      case "lowest": { Rolling.minimum($0, length: length, into: &$2) }
      case "stdev": { Rolling.standardDeviation($0, length: length, into: &$2) }
      case "linreg": { Rolling.line($0, length: length, offset: 0, into: &$2) }
      case "correlation":
        { Rolling.correlation($0, $1, length: length, tolerance: 1e-10, into: &$2) }
      default: nil
      }
    guard let kernel else { return nil }
    var column = [Double](repeating: 0, count: series.count)
    return least(series.count) {
      var target = column.mutableSpan
      kernel(source.span, other.span, &target)
    }
  }

  private static func bandsTime(_ length: Int, _ factor: Double, _ source: [Double]) -> Double {
    var middle = [Double](repeating: 0, count: source.count)
    var (upper, lower) = (middle, middle)
    return least(source.count) {
      var middles = middle.mutableSpan
      var uppers = upper.mutableSpan
      var lowers = lower.mutableSpan
      Rolling.bands(
        source.span, length: length, factor: factor, middle: &middles, upper: &uppers,
        lower: &lowers)
    }
  }

  private static func stochasticTime(_ length: Int, _ series: BarSeries) -> Double {
    let (high, low, close) = (series.high, series.low, series.close)
    var top = [Double](repeating: 0, count: close.count)
    var bottom = top
    return least(close.count) {
      var tops = top.mutableSpan
      var bottoms = bottom.mutableSpan
      Rolling.stochastic(
        close.span, high: high.span, low: low.span, length: length, lowest: &bottoms,
        into: &tops)
    }
  }

  /// What the chains of dependent operations in `ema` and `rma` cost by themselves, with nothing
  /// loaded or stored: the bound that no exact form can beat.
  private static func latencyBounds(_ values: [Double]) -> [String: Double] {
    let (value, weight) = (values[0], 2 / 21.0)
    var result = values[1]
    let exponential = least(values.count) {
      for _ in 0..<values.count { result += weight * (value - result) }
    }
    let wilder = least(values.count) {
      for _ in 0..<values.count { result = (result * 13 + value) / 14 }
    }
    // The results are used, so that the loops stay.
    precondition(result.isFinite, "an average of prices is a number")
    return ["ema": exponential, "rma": wilder]
  }

  /// A seeded random walk on a grid of cents.
  private static func indicatorBars(_ count: Int) -> BarSeries {
    var stream = RandomStream(seed: 11, stream: 1, purpose: 9)
    var columns: [[Double]] = Array(repeating: [], count: 5)
    var price = 1_000.0
    for _ in 0..<count {
      let close = max(((price + stream.nextNormal() * 0.5) * 100).rounded() / 100, 1)
      let top = ((max(price, close) + abs(stream.nextNormal()) * 0.2) * 100).rounded() / 100
      let bottom = ((min(price, close) - abs(stream.nextNormal()) * 0.2) * 100).rounded() / 100
      let volume = (abs(stream.nextNormal()) * 1_000).rounded()
      for (index, value) in [price, top, bottom, close, volume].enumerated() {
        columns[index].append(value)
      }
      price = close
    }
    let minute = 60 * Timestamp.nanosecondsPerSecond
    let times = (0..<count).map { Int64($0) * minute }
    return BarSeries(
      instrument: Instrument(symbol: "BENCH"), timeframe: .minute, labels: BarLabels(times),
      open: columns[0], high: columns[1], low: columns[2], close: columns[3], volume: columns[4])
  }
}

/// The columns of a call's arguments and results on a block of bars.
private final class BlockMemory {
  static let length = 256
  private let sources: [[Double]]
  private let words: [Double]
  private let outputCount: Int
  private let cells: UnsafeMutablePointer<Double>
  private let columns: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
  private var argumentCount: Int { sources.count + words.count }

  init(sources: [[Double]], words: [Double], outputCount: Int) {
    (self.sources, self.words, self.outputCount) = (sources, words, outputCount)
    let count = sources.count + words.count + outputCount
    cells = .allocate(
      capacity: count * Self.length + IndicatorStream.scratchCount(blockLength: Self.length))
    columns = .allocate(capacity: count)
    for index in 0..<count { columns[index] = cells + index * Self.length }
    for (index, word) in words.enumerated() {
      columns[sources.count + index].initialize(repeating: word, count: Self.length)
    }
  }

  deinit {
    cells.deallocate()
    columns.deallocate()
  }

  /// Lets a stream take a block, and returns the first results.
  func take(
    _ stream: IndicatorStream, _ series: BarSeries, from bar: Int
  ) -> UnsafeBufferPointer<Double> {
    let count = min(Self.length, series.count - bar)
    for (index, source) in sources.enumerated() {
      source.withUnsafeBufferPointer {
        columns[index].update(from: $0.baseAddress.unsafelyUnwrapped + bar, count: count)
      }
    }
    var block = IndicatorStream.Block(
      arguments: columns, argumentCount: argumentCount,
      fixedArguments: (1 << UInt64(words.count) - 1) << UInt64(sources.count),
      results: columns + argumentCount, resultCount: outputCount, bar: bar, count: count)
    try? stream.next(
      &block, bars: series, scratch: cells + (argumentCount + outputCount) * Self.length)
    return UnsafeBufferPointer(start: columns[argumentCount], count: block.doneCount)
  }
}

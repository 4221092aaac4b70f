import Formats
import Kernels
import Market

/// The kernel of an indicator that has one of its own, on memory that is there.
struct IndicatorKernel {
  private typealias Kernel = (Span<Double>, Span<Double>, inout MutableSpan<Double>) -> Void

  private let name: String
  private let length: Int
  private let factor: Double
  private let kernel: Kernel?

  /// The kernel, or nil if the indicator has none of its own.
  init?(_ name: String, _ parameters: [Double]) {
    let length = Int(parameters.first ?? 1)
    self.name = name
    self.length = length
    factor = parameters.count > 1 ? parameters[1] : 1
    kernel =
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
    if kernel == nil, !["bb", "stoch"].contains(name) { return nil }
  }

  /// The kernel over the columns that the indicator reads, held to the indicator's own column.
  func work(
    _ series: BarSeries, expected: @escaping () throws(LocatedError) -> Outcome
  ) throws(LocatedError) -> TimedWork {
    let memory = KernelMemory(series.count)
    let sources = try IndicatorStreaming.sources(of: name, series)
    return TimedWork(
      { run(series, sources, &memory.columns) },
      outcome: { IndicatorBenchmarks.firstColumn(memory.columns[0]) }, expected: expected)
  }

  private func run(_ series: BarSeries, _ sources: [[Double]], _ columns: inout [[Double]]) {
    if name == "bb" { return bands(sources[0], &columns) }
    if name == "stoch" { return stochastic(series, sources[0], &columns) }
    guard let kernel else { return }
    let (source, other) = (sources[0], sources[sources.count - 1])
    var first = columns[0].mutableSpan
    kernel(source.span, other.span, &first)
  }

  private func bands(_ source: [Double], _ columns: inout [[Double]]) {
    Self.withThree(&columns) { first, second, third in
      var middle = first.mutableSpan
      var upper = second.mutableSpan
      var lower = third.mutableSpan
      Rolling.bands(
        source.span, length: length, factor: factor, middle: &middle, upper: &upper,
        lower: &lower)
    }
  }

  private func stochastic(
    _ series: BarSeries, _ source: [Double], _ columns: inout [[Double]]
  ) {
    let (high, low) = (series.high, series.low)
    Self.withThree(&columns) { first, second, _ in
      var result = first.mutableSpan
      var lowest = second.mutableSpan
      Rolling.stochastic(
        source.span, high: high.span, low: low.span, length: length, lowest: &lowest,
        into: &result)
    }
  }

  /// Lends three columns at once without copying them.
  private static func withThree(
    _ columns: inout [[Double]],
    _ body: (inout [Double], inout [Double], inout [Double]) -> Void
  ) {
    var (first, second, third): ([Double], [Double], [Double]) = ([], [], [])
    swap(&first, &columns[0])
    swap(&second, &columns[1])
    swap(&third, &columns[2])
    body(&first, &second, &third)
    swap(&first, &columns[0])
    swap(&second, &columns[1])
    swap(&third, &columns[2])
  }

  /// Columns that are there before the time begins to count.
  private final class KernelMemory {
    var columns: [[Double]]

    init(_ count: Int) {
      columns = (0..<3).map { _ in [Double](repeating: 0, count: count) }
    }
  }
}

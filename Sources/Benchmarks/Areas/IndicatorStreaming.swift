import Formats
import Indicators
import Market

/// An indicator's stream over a series, bar by bar or in blocks.
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
      switch source.standard {
      case .price(let column): columns.append(try column.column(of: series))
      case .rose: columns.append(zip(series.open, series.close).map { $0 < $1 ? 1 : 0 })
      case .none: columns.append([Double](repeating: .nan, count: series.count))
      }
    }
    return columns
  }

  private func stream() throws(LocatedError) -> IndicatorStream {
    guard let stream = indicator.stream(argumentCount: sources.count + parameters.count) else {
      throw LocatedError(.failed, "indicator '\(indicator.id)' has no stream")
    }
    return stream
  }

  /// The first output of every bar, one bar after the other.
  func run() throws(LocatedError) -> [Double] {
    let stream = try stream()
    var words = sources.map { _ in Double.nan } + parameters
    var results = [Double](repeating: .nan, count: indicator.outputs.count)
    var column = [Double](repeating: .nan, count: series.count)
    var failure: LocatedError?
    results.withUnsafeMutableBufferPointer { results in
      words.withUnsafeMutableBufferPointer { words in
        guard let target = results.baseAddress else { return }
        do throws(LocatedError) {
          for bar in 0..<series.count {
            for index in sources.indices { words[index] = sources[index][bar] }
            column[bar] = try stream.next(
              UnsafeBufferPointer(words), bars: series, bar: bar, results: target)
          }
        } catch {
          failure = error
        }
      }
    }
    if let failure { throw failure }
    return column
  }

  /// The first output of every bar, by blocks of 256 bars as scripts take them.
  func runBlocks() throws(LocatedError) -> [Double] {
    let stream = try stream()
    let memory = BlockMemory(
      sources: sources, words: parameters, outputCount: indicator.outputs.count)
    var column: [Double] = []
    column.reserveCapacity(series.count)
    for bar in stride(from: 0, to: series.count, by: BlockMemory.length) {
      column += try memory.take(stream, series, from: bar)
    }
    return column
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
  ) throws(LocatedError) -> UnsafeBufferPointer<Double> {
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
    try stream.next(
      &block, bars: series, scratch: cells + (argumentCount + outputCount) * Self.length)
    return UnsafeBufferPointer(start: columns[argumentCount], count: count)
  }
}

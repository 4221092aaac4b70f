import Market
import Testing

@testable import Indicators

/// A stream with the bars it is given and what it made of them.
struct StreamRun {
  let stream: IndicatorStream
  let series: BarSeries
  /// The arguments' columns, as long as the series.
  let arguments: [[Double]]
  /// The results' columns; NaN on bars that were not taken.
  private(set) var results: [[Double]]

  init(_ stream: IndicatorStream, _ series: BarSeries, arguments: [[Double]]) {
    self.stream = stream
    self.series = series
    self.arguments = arguments
    results = Array(
      repeating: Array(repeating: .nan, count: series.count), count: stream.outputCount)
  }

  /// Takes one bar by itself.
  mutating func step(_ bar: Int) throws {
    let words = arguments.map { $0[bar] }
    var places = [Double](repeating: .nan, count: max(stream.outputCount, 1))
    let first = try words.withUnsafeBufferPointer { words in
      try places.withUnsafeMutableBufferPointer { places in
        try stream.next(words, bars: series, bar: bar, results: try #require(places.baseAddress))
      }
    }
    if stream.outputCount == 1 { places[0] = first }
    for output in results.indices { results[output][bar] = places[output] }
  }

  /// Takes a block of bars at once; arguments that stay the same are declared so if wanted.
  mutating func take(_ bars: Range<Int>, declaringFixed: Bool) throws {
    let count = bars.count
    let columns = arguments.map { Array($0[bars]) }
    var fixed: UInt64 = 0
    for (index, column) in columns.enumerated() where declaringFixed {
      let isFixed = column.allSatisfy { $0.bitPattern == column[0].bitPattern }
      if isFixed { fixed |= 1 << UInt64(index) }
    }
    // One piece of memory: arguments, results, scratch.
    let cellCount = (columns.count + results.count) * count
    let cells = UnsafeMutablePointer<Double>.allocate(
      capacity: cellCount + IndicatorStream.scratchCount(blockLength: count))
    let pointers = UnsafeMutablePointer<UnsafeMutablePointer<Double>>.allocate(
      capacity: columns.count + results.count)
    defer {
      cells.deallocate()
      pointers.deallocate()
    }
    for index in 0..<columns.count + results.count { pointers[index] = cells + index * count }
    for (index, column) in columns.enumerated() {
      for place in 0..<count { pointers[index][place] = column[place] }
    }
    var block = IndicatorStream.Block(
      arguments: pointers, argumentCount: columns.count, fixedArguments: fixed,
      results: pointers + columns.count, resultCount: results.count, bar: bars.lowerBound,
      count: count)
    defer {
      for output in results.indices {
        for place in 0..<block.doneCount {
          results[output][bars.lowerBound + place] = pointers[columns.count + output][place]
        }
      }
    }
    try stream.next(&block, bars: series, scratch: cells + cellCount)
  }
}

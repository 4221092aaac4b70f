import Formats
import Market

/// A stream that supplies arguments which the call leaves out.
final class CompletedStream: IndicatorStream {
  private let stream: IndicatorStream
  private let implied: [InputColumn]
  private let given: Int
  private var words: [Double]
  /// The columns of all arguments, and memory for those that are not the caller's.
  private let arguments: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
  private var columns = Room()
  private var columnLength = 0

  /// Puts the implied sources before the call's arguments and standard values behind them.
  init(_ stream: IndicatorStream, implied: [InputColumn], given: Int, standards: [Double]) {
    self.stream = stream
    self.implied = implied
    self.given = given
    words = [Double](repeating: .nan, count: implied.count + given) + standards
    arguments = .allocate(capacity: max(words.count, 1))
    super.init(outputCount: stream.outputCount)
  }

  deinit { arguments.deallocate() }

  override func next(
    _ arguments: UnsafeBufferPointer<Double>, bars: BarSeries, bar: Int,
    results: UnsafeMutablePointer<Double>
  ) throws(LocatedError) -> Double {
    for index in implied.indices { words[index] = implied[index].value(of: bars, at: bar) }
    for index in 0..<given { words[implied.count + index] = arguments[index] }
    var answer: Result<Double, LocatedError> = .success(.nan)
    words.withUnsafeBufferPointer { words in
      do throws(LocatedError) {
        answer = .success(try stream.next(words, bars: bars, bar: bar, results: results))
      } catch {
        answer = .failure(error)
      }
    }
    return try answer.get()
  }

  override func next(
    _ block: inout Block, bars: BarSeries, scratch: UnsafeMutablePointer<Double>
  ) throws(LocatedError) {
    makeColumns(block.count)
    for (index, source) in implied.enumerated() {
      let column = columns.start + index * columnLength
      for place in 0..<block.count { column[place] = source.value(of: bars, at: block.bar + place) }
    }
    for index in 0..<given { arguments[implied.count + index] = block.arguments[index] }
    var whole = block
    whole.arguments = arguments
    whole.argumentCount = words.count
    whole.fixedArguments = block.fixedArguments << UInt64(implied.count)
    for index in implied.count + given..<words.count { whole.fixedArguments |= 1 << UInt64(index) }
    // What was done is told even where the stream fails.
    defer { block.doneCount = whole.doneCount }
    try stream.next(&whole, bars: bars, scratch: scratch)
  }

  /// Makes room for the columns of the arguments that the call leaves out.
  private func makeColumns(_ count: Int) {
    guard count > columnLength else { return }
    columnLength = count
    columns.grow(to: words.count * count)
    for index in words.indices where index < implied.count || index >= implied.count + given {
      arguments[index] = columns.start + index * count
      arguments[index].update(repeating: words[index], count: count)
    }
  }
}

/// A stream of a variable of the language, whose values do not depend on when it is read: bars on
/// which it was not read are taken first.
final class VariableStream: IndicatorStream {
  private let stream: IndicatorStream
  private var taken = -1
  private var last = Double.nan
  /// All results of a stream of several.
  private var kept: [Double] = []

  init(_ stream: IndicatorStream) {
    self.stream = stream
    super.init(outputCount: stream.outputCount)
  }

  override func next(
    _ arguments: UnsafeBufferPointer<Double>, bars: BarSeries, bar: Int,
    results: UnsafeMutablePointer<Double>
  ) throws(LocatedError) -> Double {
    while taken < bar {
      taken += 1
      last = try stream.next(arguments, bars: bars, bar: taken, results: results)
      if taken == bar, outputCount > 1 { kept = (0..<outputCount).map { results[$0] } }
    }
    if outputCount > 1 { for index in kept.indices { results[index] = kept[index] } }
    return last
  }

  override func next(
    _ block: inout Block, bars: BarSeries, scratch: UnsafeMutablePointer<Double>
  ) throws(LocatedError) {
    // The last bar goes alone, so that all its results are kept.
    guard taken == block.bar - 1, block.count > 2 else {
      return try super.next(&block, bars: bars, scratch: scratch)
    }
    var most = block
    most.count -= 1
    // What was done is told even where the stream fails.
    defer { block.doneCount = max(block.doneCount, most.doneCount) }
    try stream.next(&most, bars: bars, scratch: scratch)
    taken += most.doneCount
    block.doneCount = most.doneCount
    try super.next(&block, bars: bars, scratch: scratch)
  }
}

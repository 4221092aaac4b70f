package import Formats
package import Kernels
package import Market

/// One call of an indicator, bar by bar.
///
/// Each call on each call path of a script owns a stream; `Indicator.stream(argumentCount:)` makes
/// them. A stream gives the bits of the indicator's column where it takes every bar.
package class IndicatorStream {
  /// How many results each execution gives.
  package let outputCount: Int

  init(outputCount: Int) { self.outputCount = outputCount }

  /// Takes one execution and returns the first result; `results` receives all if there are several.
  ///
  /// Bars must not go back.
  /// - Parameters:
  ///   - arguments: Sources, then parameters, as many as the stream was made for.
  ///   - bars: The chart's bars; nothing after `bar` is read.
  ///   - bar: The current bar.
  ///   - results: Room for `outputCount` numbers.
  /// - Throws: An error that names the impossible argument.
  /// - Complexity: One virtual call, no allocation but the growth of the window.
  package func next(
    _ arguments: UnsafeBufferPointer<Double>, bars: BarSeries, bar: Int,
    results: UnsafeMutablePointer<Double>
  ) throws(LocatedError) -> Double {
    .nan
  }

  /// Takes the executions of a block of bars, to the bits of taking one after the other.
  ///
  /// - Parameter scratch: Room for `scratchCount` numbers.
  /// - Throws: The error of the first execution that fails; `block.doneCount` tells which.
  package func next(
    _ block: inout Block, bars: BarSeries, scratch: UnsafeMutablePointer<Double>
  ) throws(LocatedError) {
    let results = scratch + block.argumentCount
    while block.doneCount < block.count {
      let place = block.doneCount
      for index in 0..<block.argumentCount { scratch[index] = block.arguments[index][place] }
      let words = UnsafeBufferPointer(start: scratch, count: block.argumentCount)
      let word = try next(words, bars: bars, bar: block.bar + place, results: results)
      block.results[0][place] = word
      for index in 1..<max(1, min(outputCount, block.resultCount)) {
        block.results[index][place] = results[index]
      }
      block.doneCount += 1
    }
  }

  /// Whether its blocks are averages that can be run beside others.
  package var isAverage: Bool { false }

  /// The average that a block is, to be run beside others; nil if `next` has to take the block.
  ///
  /// If the average is a number in the end, `settle` takes it over; if not, `next` takes the block.
  package func chain(
    _ block: Block, bars: BarSeries, ranges: inout SharedRanges
  ) -> AverageChain? { nil }

  /// Takes over the average that the chain of a block ended with.
  package func settle(_ average: Double) {}

  /// How many numbers the scratch memory of calls holds, for blocks of at most `blockLength` bars.
  package static func scratchCount(blockLength: Int) -> Int {
    scratchHead + (IndicatorBlock.scratchColumnCount + 1) * blockLength
  }

  /// Room for the words and results of one execution.
  static let scratchHead = 64
}

extension IndicatorStream {
  /// The arguments and results of executions on consecutive bars, column by column.
  package struct Block {
    /// For each argument its value on the first bar, the others behind it.
    package var arguments: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
    /// How many arguments there are.
    package var argumentCount: Int
    /// A bit for each argument that is the same on all bars of the block.
    package var fixedArguments: UInt64
    /// For each result the place of the first bar's value.
    package var results: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
    /// How many results are wanted; a call may take the first of several only.
    package var resultCount: Int
    /// The first bar.
    package var bar: Int
    /// How many bars there are.
    package var count: Int
    /// How many bars were done; less than `count` after an error.
    package var doneCount = 0

    /// Makes a block.
    package init(
      arguments: UnsafeMutablePointer<UnsafeMutablePointer<Double>>, argumentCount: Int,
      fixedArguments: UInt64 = 0,
      results: UnsafeMutablePointer<UnsafeMutablePointer<Double>>, resultCount: Int, bar: Int,
      count: Int
    ) {
      self.arguments = arguments
      self.argumentCount = argumentCount
      self.fixedArguments = fixedArguments
      self.results = results
      self.resultCount = resultCount
      self.bar = bar
      self.count = count
    }
  }
}

/// The names of an indicator's arguments, for its errors.
struct ArgumentNames: Sendable {
  let indicator: String
  let names: [String]

  func error(_ failure: ArgumentFailure) -> LocatedError {
    LocatedError(
      .usage,
      "argument '\(names[failure.argument])' of '\(indicator)' is out of range",
      found: failure.found.isNaN ? "na" : IndicatorParameter.text(failure.found),
      expected: failure.found > IndicatorParameter.longest && failure.found.isFinite
        ? IndicatorParameter.limit : "a whole number from \(failure.least) on")
  }
}

extension Indicator {
  /// How many arguments a call in the strategy language has if it leaves none out.
  package var argumentCount: Int { sources.count + parameters.count }

  /// Makes a stream for a call, or nil if calls cannot have that many arguments.
  ///
  /// - Parameter argumentCount: How many arguments every execution will pass. A call without any, and
  ///   one with the parameters only of an indicator of highs or lows, has the standard sources; left
  ///   out at the end are standard values.
  package func stream(argumentCount: Int) -> IndicatorStream? {
    guard let stream = completedStream(argumentCount) else { return nil }
    return argumentCount == 0 ? VariableStream(stream) : stream
  }

  private func completedStream(_ argumentCount: Int) -> IndicatorStream? {
    guard let streamRule, argumentCount <= self.argumentCount else { return nil }
    let stream = streamRule()
    guard argumentCount < self.argumentCount else { return stream }
    let impliesSources =
      argumentCount == 0 || (hasOptionalSource && argumentCount == parameters.count)
    let implied = impliesSources ? sources : []
    let left = self.argumentCount - implied.count - argumentCount
    guard left <= parameters.count || argumentCount >= 1 else { return nil }
    let sourcesLeft = max(left - parameters.count, 0)
    let standards =
      [Double](repeating: .nan, count: sourcesLeft)
      + parameters.suffix(left - sourcesLeft).map(\.standard)
    return CompletedStream(stream, implied: implied, given: argumentCount, standards: standards)
  }

  /// How to make the stream of a state.
  static func streaming<State: IndicatorState & ~Copyable>(
    _ state: State.Type, id: String, sources: [InputColumn], parameters: [IndicatorParameter],
    outputCount: Int
  ) -> @Sendable () -> IndicatorStream {
    let names = ArgumentNames(
      indicator: id, names: sources.map(\.name) + parameters.map(\.name))
    return { StateStream<State>(names, outputCount: outputCount) }
  }

  /// Computes the columns of a state by letting a stream of it take all bars, in blocks.
  static func columns<State: IndicatorState & ~Copyable>(
    of state: State.Type, _ input: IndicatorInput, _ values: ParameterValues, outputCount: Int
  ) -> [[Double]] {
    let count = input.count
    // All columns behind one another, so that they are one piece of memory.
    var cells =
      outputCount == 1
      ? input.memory.take(count) : [Double](repeating: .nan, count: count * outputCount)
    let stream = StateStream<State>(
      ArgumentNames(indicator: "", names: []), outputCount: outputCount)
    cells.withUnsafeMutableBufferPointer { cells in
      guard let start = cells.baseAddress else { return }
      let outputs = (0..<outputCount).map { start + $0 * count }
      ColumnFill(stream, input, parameters: values.values, into: outputs).advance(to: count)
    }
    if outputCount == 1 { return [cells] }
    return (0..<outputCount).map { Array(cells[($0 * count)..<(($0 + 1) * count)]) }
  }
}

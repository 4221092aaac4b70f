package import Formats
package import Market

/// One call of an indicator, bar by bar.
///
/// Each call on each call path of a script owns a stream; `Indicator.stream(argumentCount:)` makes
/// them. A stream gives the bits of the indicator's column where it takes every bar.
package class IndicatorStream {
  /// How many results each execution gives.
  package let outputCount: Int

  fileprivate init(outputCount: Int) { self.outputCount = outputCount }

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

  /// Takes the executions of a block of bars, one after the other.
  ///
  /// - Parameter scratch: Room for the words of one execution and for its results behind them.
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
}

extension IndicatorStream {
  /// The arguments and results of executions on consecutive bars, column by column.
  package struct Block {
    /// For each argument its value on the first bar, the others behind it.
    package var arguments: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
    /// How many arguments there are.
    package var argumentCount: Int
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
      results: UnsafeMutablePointer<UnsafeMutablePointer<Double>>, resultCount: Int, bar: Int,
      count: Int
    ) {
      self.arguments = arguments
      self.argumentCount = argumentCount
      self.results = results
      self.resultCount = resultCount
      self.bar = bar
      self.count = count
    }
  }
}

/// A stream around a state, whose type the compiler knows here.
private final class StateStream<State: IndicatorState>: IndicatorStream {
  @exclusivity(unchecked) private var state = State()
  private let names: ArgumentNames

  init(_ names: ArgumentNames, outputCount: Int) {
    self.names = names
    super.init(outputCount: outputCount)
  }

  override func next(
    _ arguments: UnsafeBufferPointer<Double>, bars: BarSeries, bar: Int,
    results: UnsafeMutablePointer<Double>
  ) throws(LocatedError) -> Double {
    let step = IndicatorStep(arguments: arguments, bars: bars, bar: bar, results: results)
    do throws(ArgumentFailure) {
      return try state.next(step)
    } catch {
      throw names.error(error)
    }
  }

  override func next(
    _ block: inout Block, bars: BarSeries, scratch: UnsafeMutablePointer<Double>
  ) throws(LocatedError) {
    let argumentCount = block.argumentCount
    let results = scratch + argumentCount
    let words = UnsafeBufferPointer(start: scratch, count: argumentCount)
    let (arguments, outputs) = (block.arguments, block.results)
    let wantedCount = min(outputCount, block.resultCount)
    do throws(ArgumentFailure) {
      for place in block.doneCount..<block.count {
        for index in 0..<argumentCount { scratch[index] = arguments[index][place] }
        let word = try state.next(
          IndicatorStep(arguments: words, bars: bars, bar: block.bar + place, results: results))
        outputs[0][place] = word
        if wantedCount > 1 {
          for index in 0..<wantedCount { outputs[index][place] = results[index] }
        }
        block.doneCount = place + 1
      }
    } catch {
      throw names.error(error)
    }
  }
}

/// A stream that supplies arguments which the call leaves out.
private final class CompletedStream: IndicatorStream {
  private let stream: IndicatorStream
  private let implied: [InputColumn]
  private let given: Int
  private var words: [Double]

  /// Puts the implied sources before the call's arguments and standard values behind them.
  init(_ stream: IndicatorStream, implied: [InputColumn], given: Int, standards: [Double]) {
    self.stream = stream
    self.implied = implied
    self.given = given
    words = [Double](repeating: .nan, count: implied.count + given) + standards
    super.init(outputCount: stream.outputCount)
  }

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
}

/// A stream of a variable of the language, whose values do not depend on when it is read: bars on
/// which it was not read are taken first.
private final class VariableStream: IndicatorStream {
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
      expected: "a whole number from \(failure.least) on")
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
  static func streaming<State: IndicatorState>(
    _ state: State.Type, id: String, sources: [InputColumn], parameters: [IndicatorParameter],
    outputCount: Int
  ) -> @Sendable () -> IndicatorStream {
    let names = ArgumentNames(
      indicator: id, names: sources.map(\.name) + parameters.map(\.name))
    return { StateStream<State>(names, outputCount: outputCount) }
  }

  /// Computes the columns of a state by taking every bar.
  static func columns<State: IndicatorState>(
    of state: State.Type, _ input: IndicatorInput, _ values: ParameterValues, outputCount: Int
  ) -> [[Double]] {
    let count = input.count
    // All columns behind one another, so that the loop writes to one piece of memory.
    var cells = [Double](repeating: .nan, count: count * outputCount)
    var words = [Double](repeating: .nan, count: input.sources.count) + values.values
    var results = [Double](repeating: .nan, count: outputCount)
    let first = input.sources.first ?? []
    let others = Array(input.sources.dropFirst())
    var state = State()
    var target = cells.mutableSpan
    words.withUnsafeMutableBufferPointer { words in
      results.withUnsafeMutableBufferPointer { results in
        guard let place = results.baseAddress else { return }
        let arguments = UnsafeBufferPointer(words)
        for bar in 0..<count {
          if !first.isEmpty { words[0] = first[bar] }
          for index in others.indices { words[index + 1] = others[index][bar] }
          let step = IndicatorStep(
            arguments: arguments, bars: input.series, bar: bar, results: place)
          place[0] = Self.answer(&state, step)
          for index in 0..<outputCount { target[index * count + bar] = place[index] }
        }
      }
    }
    if outputCount == 1 { return [cells] }
    return (0..<outputCount).map { Array(cells[($0 * count)..<(($0 + 1) * count)]) }
  }

  /// Takes a step whose parameters were checked.
  @inline(__always)
  private static func answer<State: IndicatorState>(
    _ state: inout State, _ step: IndicatorStep
  ) -> Double {
    do throws(ArgumentFailure) {
      return try state.next(step)
    } catch {
      preconditionFailure("parameters in their range are refused: \(error)")
    }
  }
}

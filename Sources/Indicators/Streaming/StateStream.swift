import Formats
import Market

/// A stream around a state, whose type the compiler knows here.
final class StateStream<State: IndicatorState & ~Copyable>: IndicatorStream {
  @exclusivity(unchecked) private var state = State()
  private let names: ArgumentNames
  private let outputs: UnsafeMutablePointer<UnsafeMutablePointer<Double>>

  init(_ names: ArgumentNames, outputCount: Int) {
    self.names = names
    outputs = .allocate(capacity: outputCount)
    super.init(outputCount: outputCount)
  }

  deinit { outputs.deallocate() }

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
    do throws(ArgumentFailure) {
      if block.count > 1, try takeWhole(block, bars, scratch) {
        block.doneCount = block.count
      } else {
        try takeSteps(&block, bars, scratch)
      }
    } catch {
      throw names.error(error)
    }
  }

  /// Lets the state take a block at once if it can; false if nothing was done.
  private func takeWhole(
    _ block: Block, _ bars: BarSeries, _ scratch: UnsafeMutablePointer<Double>
  ) throws(ArgumentFailure) -> Bool {
    let columns = scratch + Self.scratchHead
    let wantedCount = min(outputCount, block.resultCount)
    for index in 0..<wantedCount {
      outputs[index] = block.results[index]
      for argument in 0..<block.argumentCount
      where block.arguments[argument] == outputs[index] { return false }
    }
    for index in wantedCount..<max(outputCount, wantedCount) { outputs[index] = columns }
    return try state.next(
      IndicatorBlock(
        bars: bars, bar: block.bar, count: block.count, fixedArguments: block.fixedArguments,
        arguments: block.arguments, outputs: outputs, scratchColumns: columns + block.count))
  }

  private func takeSteps(
    _ block: inout Block, _ bars: BarSeries, _ scratch: UnsafeMutablePointer<Double>
  ) throws(ArgumentFailure) {
    let argumentCount = block.argumentCount
    let results = scratch + argumentCount
    let words = UnsafeBufferPointer(start: scratch, count: argumentCount)
    let (arguments, outputs) = (block.arguments, block.results)
    let wantedCount = min(outputCount, block.resultCount)
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
  }
}

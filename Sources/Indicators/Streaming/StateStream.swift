import Formats
import Kernels
import Market

/// A stream around a state, whose type the compiler knows here.
final class StateStream<State: IndicatorState & ~Copyable>: IndicatorStream {
  @exclusivity(unchecked) private var state = State()
  private let names: ArgumentNames
  private let outputs: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
  /// Where the columns of the bars lie that were seen last.
  private let chart: UnsafeMutablePointer<ChartColumns>
  private var seen: BarSeries?
  private var seenIdentity: ObjectIdentifier?

  init(_ names: ArgumentNames, outputCount: Int) {
    self.names = names
    outputs = .allocate(capacity: outputCount)
    chart = .allocate(capacity: 1)
    super.init(outputCount: outputCount)
  }

  deinit {
    outputs.deallocate()
    chart.deallocate()
  }

  @inline(__always)
  private func see(_ bars: BarSeries) {
    if seenIdentity != ObjectIdentifier(bars) { open(bars) }
  }

  private func open(_ bars: BarSeries) {
    seen = bars
    seenIdentity = ObjectIdentifier(bars)
    chart.initialize(to: ChartColumns(bars))
  }

  override func next(
    _ arguments: UnsafeBufferPointer<Double>, bars: BarSeries, bar: Int,
    results: UnsafeMutablePointer<Double>
  ) throws(LocatedError) -> Double {
    see(bars)
    let step = IndicatorStep(
      arguments: arguments.baseAddress ?? UnsafePointer(results), chart: chart, bar: bar,
      results: results)
    do throws(ArgumentFailure) {
      return try state.next(step)
    } catch {
      throw names.error(error)
    }
  }

  override func next(
    _ block: inout Block, bars: BarSeries, scratch: UnsafeMutablePointer<Double>
  ) throws(LocatedError) {
    guard block.count > 0 else { return }
    see(bars)
    do throws(ArgumentFailure) {
      if block.count > 1, try takeWhole(block, scratch) {
        block.doneCount = block.count
      } else {
        try takeSteps(&block, scratch)
      }
    } catch {
      throw names.error(error)
    }
  }

  override var isAverage: Bool { State.isAverage }

  override func chain(
    _ block: Block, bars: BarSeries, ranges: inout SharedRanges
  ) -> AverageChain? {
    guard State.isAverage, block.count > 1 else { return nil }
    for argument in 0..<block.argumentCount
    where block.arguments[argument] == block.results[0] { return nil }
    see(bars)
    outputs[0] = block.results[0]
    let whole = IndicatorBlock(
      chart: chart, bar: block.bar, count: block.count, fixedArguments: block.fixedArguments,
      arguments: block.arguments, outputs: outputs, scratchColumns: block.results[0])
    // What cannot be is told when the block is taken by itself.
    return (try? state.chain(whole, &ranges)) ?? nil
  }

  override func settle(_ average: Double) { state.settle(average) }

  /// Lets the state take a block at once if it can; false if nothing was done.
  private func takeWhole(
    _ block: Block, _ scratch: UnsafeMutablePointer<Double>
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
        chart: chart, bar: block.bar, count: block.count, fixedArguments: block.fixedArguments,
        arguments: block.arguments, outputs: outputs, scratchColumns: columns + block.count))
  }

  private func takeSteps(
    _ block: inout Block, _ scratch: UnsafeMutablePointer<Double>
  ) throws(ArgumentFailure) {
    let argumentCount = block.argumentCount
    let results = scratch + argumentCount
    let (arguments, outputs) = (block.arguments, block.results)
    let wantedCount = min(outputCount, block.resultCount)
    for place in block.doneCount..<block.count {
      for index in 0..<argumentCount { scratch[index] = arguments[index][place] }
      let word = try state.next(
        IndicatorStep(
          arguments: scratch, chart: chart, bar: block.bar + place, results: results))
      outputs[0][place] = word
      if wantedCount > 1 {
        for index in 0..<wantedCount { outputs[index][place] = results[index] }
      }
      block.doneCount = place + 1
    }
  }
}

import Kernels

/// What one execution of an indicator sees: its arguments, the bar, and where the results go.
///
/// The arguments are those of the strategy language: first the sources, then the parameters, all as
/// numbers (conditions are 0 or 1; NaN stands for no value).
struct IndicatorStep {
  /// The arguments, sources first.
  let arguments: UnsafePointer<Double>
  /// The bars, for indicators that read the chart's own columns; nothing after `bar` is read.
  let chart: UnsafePointer<ChartColumns>
  /// The current bar.
  let bar: Int
  /// One place for each output.
  let results: UnsafeMutablePointer<Double>
}

extension IndicatorStep {
  /// The argument at an index.
  subscript(index: Int) -> Double { arguments[index] }

  /// Whether an argument is there and true.
  func flag(_ index: Int) -> Bool {
    let word = arguments[index]
    return word != 0 && !word.isNaN
  }

  /// An argument that counts bars, cut to a whole number.
  ///
  /// - Throws: If it is NaN, less than `least`, or more than a series can hold.
  @inline(__always)
  func length(_ index: Int, atLeast least: Int = 1) throws(ArgumentFailure) -> Int {
    try ArgumentFailure.length(arguments[index], index, least)
  }

  var open: Double { chart.pointee.open[bar] }
  var high: Double { chart.pointee.high[bar] }
  var low: Double { chart.pointee.low[bar] }
  var close: Double { chart.pointee.close[bar] }
  /// The bar's volume; NaN if the bars have none.
  var volume: Double { chart.pointee.volume.map { $0[bar] } ?? .nan }
  /// The close of the bar before; NaN on the first bar.
  var previousClose: Double { bar > 0 ? chart.pointee.close[bar - 1] : .nan }
  /// Whether the bar is the first of its trading day.
  var startsDay: Bool { bar == 0 || chart.pointee.days[bar] != chart.pointee.days[bar - 1] }

  /// Whether an argument that starts something anew is true; an omitted one means a new trading day.
  func anchors(_ index: Int) -> Bool { arguments[index].isNaN ? startsDay : arguments[index] != 0 }

  /// Leaves two results and returns the first.
  func leave(_ first: Double, _ second: Double) -> Double {
    results[0] = first
    results[1] = second
    return first
  }

  /// Leaves three results and returns the first.
  func leave(_ first: Double, _ second: Double, _ third: Double) -> Double {
    results[2] = third
    return leave(first, second)
  }
}

/// An argument that an indicator cannot work with.
struct ArgumentFailure: Error {
  /// Which one, sources first.
  var argument: Int
  /// What it was.
  var found: Double
  /// The least allowed.
  var least: Int

  /// A word as a count of bars, cut to a whole number.
  @inline(__always)
  static func length(
    _ word: Double, _ argument: Int, _ least: Int
  ) throws(ArgumentFailure) -> Int {
    guard word > Double(least) - 1 || word == Double(least), word <= IndicatorParameter.longest
    else {
      throw ArgumentFailure(argument: argument, found: word, least: least)
    }
    return Int(word)
  }
}

/// The memory of one call of an indicator: what it makes of each execution, one after the other.
///
/// A state starts empty and takes every execution in the order of the bars; bars on which the call is
/// not executed leave it as it is. The column form of an indicator gives the same bits.
protocol IndicatorState: SendableMetatype, ~Copyable {
  /// Makes an empty state.
  init()

  /// Takes one execution and returns the first result.
  ///
  /// States of several outputs leave all of them in `step.results`; those of one leave that to the
  /// caller.
  /// - Throws: If an argument, usually a length, is impossible.
  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double

  /// Takes the executions of a block, to the bits and the memory of taking one after the other.
  ///
  /// - Returns: False, with nothing done, if it has no form for this block.
  /// - Throws: What the first execution would throw.
  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool

  /// Whether its blocks are averages that can be run beside others.
  static var isAverage: Bool { get }

  /// The average that a block is, to be run beside others; nil if it has to be taken by itself.
  ///
  /// The state stays as it is until `settle`.
  func chain(
    _ block: IndicatorBlock, _ ranges: inout SharedRanges
  ) throws(ArgumentFailure) -> AverageChain?

  /// Takes over the average that a chain ended with.
  mutating func settle(_ average: Double)
}

extension IndicatorState where Self: ~Copyable {
  static var isAverage: Bool { false }

  func chain(
    _ block: IndicatorBlock, _ ranges: inout SharedRanges
  ) throws(ArgumentFailure) -> AverageChain? { nil }

  mutating func settle(_ average: Double) {}

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool { false }
}

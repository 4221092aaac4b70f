import Market

/// The executions of consecutive bars that a state may take at once, column by column.
///
/// No result's column is an argument's.
struct IndicatorBlock {
  /// How many columns of scratch memory a state may use.
  static let scratchColumnCount = 8

  /// The bars, for indicators that read the chart's own columns.
  let bars: BarSeries
  /// The first bar.
  let bar: Int
  /// How many bars there are.
  let count: Int
  /// A bit for each argument that is the same on all bars.
  let fixedArguments: UInt64
  let arguments: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
  /// For each output its column; those that nobody wants share one and must not be read.
  let outputs: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
  let scratchColumns: UnsafeMutablePointer<Double>

  /// The column of an argument, from the first bar on.
  @inline(__always)
  subscript(index: Int) -> UnsafePointer<Double> { UnsafePointer(arguments[index]) }

  /// The column of the first output.
  var first: UnsafeMutablePointer<Double> { outputs[0] }

  /// A column of scratch memory.
  @inline(__always)
  func scratch(_ index: Int) -> UnsafeMutablePointer<Double> { scratchColumns + index * count }

  /// Whether an argument is the same on all bars.
  @inline(__always)
  func isFixed(_ index: Int) -> Bool { fixedArguments >> UInt64(index) & 1 != 0 }

  /// An argument that counts bars, cut to a whole number; nil if it varies.
  ///
  /// - Throws: If it is NaN, less than `least`, or more than a series can hold.
  @inline(__always)
  func length(_ index: Int, atLeast least: Int = 1) throws(ArgumentFailure) -> Int? {
    guard isFixed(index) else { return nil }
    return try ArgumentFailure.length(arguments[index][0], index, least)
  }

  /// An argument that is yes or no; nil if it varies.
  func flag(_ index: Int) -> Bool? {
    guard isFixed(index) else { return nil }
    let word = arguments[index][0]
    return word != 0 && !word.isNaN
  }
}

extension IndicatorBlock {
  // Base addresses outlive the closures: the series is immutable and held by the block.
  private func column(_ values: [Double]) -> UnsafePointer<Double> {
    values.withUnsafeBufferPointer { $0.baseAddress.unsafelyUnwrapped + bar }
  }

  var open: UnsafePointer<Double> { column(bars.open) }
  var high: UnsafePointer<Double> { column(bars.high) }
  var low: UnsafePointer<Double> { column(bars.low) }
  /// The closes, and before them those of the bars before.
  var close: UnsafePointer<Double> { column(bars.close) }
  /// The volumes; nil if the bars have none.
  var volume: UnsafePointer<Double>? { bars.hasVolume ? column(bars.volume) : nil }

  /// The trading days.
  var days: UnsafePointer<Int32> {
    bars.days.withUnsafeBufferPointer { $0.baseAddress.unsafelyUnwrapped + bar }
  }

  /// Writes the true ranges; the first bar of all has high - low or NaN.
  func trueRanges(fillsGaps: Bool, into results: UnsafeMutablePointer<Double>) {
    let (high, low, close) = (high, low, close)
    if bar == 0 { results[0] = fillsGaps ? high[0] - low[0] : .nan }
    for place in (bar == 0 ? 1 : 0)..<max(count, 1) {
      let before = close[place - 1]
      let range = high[place] - low[place]
      let rise = (high[place] - before).magnitude
      let fall = (low[place] - before).magnitude
      let larger = rise > fall ? rise : fall
      let whole = range > larger || range.isNaN ? range : larger
      results[place] = before.isNaN ? (fillsGaps ? range : .nan) : whole
    }
  }
}

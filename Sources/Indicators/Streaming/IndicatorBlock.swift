/// The executions of consecutive bars that a state may take at once, column by column.
///
/// No result's column is an argument's.
struct IndicatorBlock {
  /// How many columns of scratch memory a state may use.
  static let scratchColumnCount = 8

  /// The bars, for indicators that read the chart's own columns.
  let chart: UnsafePointer<ChartColumns>
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
  var open: UnsafePointer<Double> { chart.pointee.open + bar }
  var high: UnsafePointer<Double> { chart.pointee.high + bar }
  var low: UnsafePointer<Double> { chart.pointee.low + bar }
  /// The closes, and before them those of the bars before, as in all columns of bars.
  var close: UnsafePointer<Double> { chart.pointee.close + bar }
  /// The volumes; nil if the bars have none.
  var volume: UnsafePointer<Double>? { chart.pointee.volume.map { $0 + bar } }
  /// The trading days.
  var days: UnsafePointer<Int32> { chart.pointee.days + bar }

  /// Writes the true ranges; the first bar of all has high - low or NaN.
  func trueRanges(fillsGaps: Bool, into results: UnsafeMutablePointer<Double>) {
    let (high, low, closeBefore) = (high, low, close - 1)
    if bar == 0 { results[0] = fillsGaps ? high[0] - low[0] : .nan }
    for place in (bar == 0 ? 1 : 0)..<max(count, 1) {
      let before = closeBefore[place]
      let range = high[place] - low[place]
      let rise = (high[place] - before).magnitude
      let fall = (low[place] - before).magnitude
      let larger = rise > fall ? rise : fall
      let other = range == range ? larger : range
      let whole = range > larger ? range : other
      results[place] = before == before ? whole : fillsGaps ? range : .nan
    }
  }
}

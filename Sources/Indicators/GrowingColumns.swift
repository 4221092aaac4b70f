/// The columns of an indicator while they are computed, from the first bar on.
///
/// One thread lets them grow; what another reads of them has to be handed over to it. They have the
/// bits of columns that were computed whole.
package final class GrowingColumns: @unchecked Sendable {
  /// One column for each output, as long as the series; what has not grown yet means nothing.
  package let columns: [[Double]]
  private let fill: ColumnFill

  /// Nil if the indicator has no stream that could compute bit by bit.
  init?(_ indicator: Indicator, _ input: IndicatorInput, _ values: ParameterValues) {
    guard input.count > 0, let stream = indicator.stream(argumentCount: indicator.argumentCount),
      indicator.argumentCount > 0
    else { return nil }
    var columns = indicator.outputs.map { _ in input.memory.take(input.count) }
    // Asked for to be changed, memory that somebody still reads is copied; from then on the arrays
    // are nobody's but this object's, which never changes them by another way.
    let places = columns.indices.map { output in
      columns[output].withUnsafeMutableBufferPointer { $0.baseAddress! }
    }
    self.columns = columns
    fill = ColumnFill(stream, input, parameters: values.values, into: places)
  }

  /// How many bars there are values for.
  package var count: Int { fill.count }

  /// Computes the values up to a bar that has none yet.
  package func grow(to end: Int) { fill.advance(to: end) }
}

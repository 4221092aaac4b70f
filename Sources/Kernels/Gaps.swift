/// What windows and averages make of missing values.
///
/// The rule is that of the strategy language: a NaN stands for no value. On such a bar the result is
/// NaN and the state stays, so a window holds the last *n* values that are there.
enum Gaps {
  /// Writes the results of values that follow one another without a gap, and tells whether one of
  /// the values may be NaN after all.
  typealias Body = (
    _ values: UnsafePointer<Double>, _ count: Int, _ results: UnsafeMutablePointer<Double>
  ) -> Bool

  /// Computes on the values that are there and puts the results where the values were.
  ///
  /// Leading NaNs, which the warm-up of another indicator leaves, cost nothing. Gaps further on cost
  /// one copy of the column. Whoever sums the values sees a NaN in the sums, so that columns without
  /// gaps are not searched for one.
  @inline(__always)
  static func skipping(
    _ input: Span<Double>, into output: inout MutableSpan<Double>, _ body: Body
  ) {
    precondition(input.count == output.count, "a kernel's columns have one length")
    let start = firstNumber(in: input)
    for index in 0..<start { output[index] = .nan }
    let rest = input.extracting(start...)
    var target = output._mutatingExtracting(start...)
    if run(body, rest, &target), containsNaN(rest) { spread(rest, into: &target, body) }
  }

  @inline(__always)
  private static func run(
    _ body: Body, _ input: Span<Double>, _ output: inout MutableSpan<Double>
  ) -> Bool {
    input.withUnsafeBufferPointer { values in
      output.withUnsafeMutableBufferPointer { results in
        guard let first = values.baseAddress, let target = results.baseAddress else { return false }
        return body(first, values.count, target)
      }
    }
  }

  /// The index of the first value that is not NaN; the count if there is none.
  static func firstNumber(in input: Span<Double>) -> Int {
    var index = 0
    while index < input.count, input[index].isNaN { index += 1 }
    return index
  }

  private static func containsNaN(_ input: Span<Double>) -> Bool {
    // No early exit and no choice: the loop runs several elements at a time, one comparison for a
    // value of each half.
    var found: UInt64 = input.isEmpty ? 0 : missing(input[input.count - 1])
    let half = input.count / 2
    for index in 0..<half { found |= missing(input[index]) | missing(input[index + half]) }
    return found != 0
  }

  /// A word that is 0 unless the value is NaN.
  @inline(__always)
  private static func missing(_ value: Double) -> UInt64 { value == value ? 0 : 1 }

  private static func spread(
    _ input: Span<Double>, into output: inout MutableSpan<Double>, _ body: Body
  ) {
    var dense: [Double] = []
    for index in input.indices where !input[index].isNaN { dense.append(input[index]) }
    var results = [Double](repeating: 0, count: dense.count)
    var target = results.mutableSpan
    _ = run(body, dense.span, &target)
    var next = 0
    for index in input.indices {
      if input[index].isNaN {
        output[index] = .nan
      } else {
        output[index] = results[next]
        next += 1
      }
    }
  }
}

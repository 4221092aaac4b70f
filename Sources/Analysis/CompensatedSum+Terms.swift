import Kernels

extension CompensatedSum {
  /// The sum of terms made from values, in their order.
  static func of(_ values: some Sequence<Double>, _ term: (Double) -> Double = { $0 }) -> Double {
    var sum = CompensatedSum()
    for value in values { sum.add(term(value)) }
    return sum.value
  }

  /// The mean of values, in their order; 0 of none.
  static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : of(values) / Double(values.count)
  }
}

/// A sum that carries what rounding cuts off, so that its last digit does not depend on length.
///
/// Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen" (1974).
struct CompensatedSum {
  private var total = 0.0
  private var lost = 0.0

  /// The sum of what was added.
  var value: Double { total + lost }

  /// Adds a term.
  mutating func add(_ term: Double) {
    let next = total + term
    lost += total.magnitude >= term.magnitude ? (total - next) + term : (term - next) + total
    total = next
  }

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

  /// The sum of products of pairs, in their order.
  static func products(_ left: [Double], _ right: [Double]) -> Double {
    var sum = CompensatedSum()
    for index in left.indices { sum.add(left[index] * right[index]) }
    return sum.value
  }
}

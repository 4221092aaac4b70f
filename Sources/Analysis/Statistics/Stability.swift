import Kernels

/// How straight the logarithm of equity rises or falls.
package enum Stability: ReturnStatistic {
  package static let definition = MetricDefinition(
    .stability, "Stability R²", .ratio,
    formula: "R² of a line through ln(E_t / E_0), t = 1 … n", source: "as empyrical")

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    if record.count < 2 { throw .tooFewObservations(needed: 2) }
    let start = record.input.startEquity
    let logs = record.input.dailyEquity.prefix(record.count).map {
      Elementary.log($0 / start)
    }
    let moments = Moments(logs)
    _ = try moments.deviation()
    let middle = (record.n - 1) / 2
    let steps = (0..<record.count).map { Double($0) - middle }
    let distances = logs.map { $0 - moments.mean }
    let product = Reduce.dot(steps.span, distances.span)
    return Estimate(product * product / (moments.squares * Reduce.dot(steps.span, steps.span)))
  }
}

import Kernels

/// Gains above the required return over shortfalls below it.
package enum OmegaRatio: ReturnStatistic {
  package static let definition = MetricDefinition(
    .omega, "Omega ratio", .ratio,
    formula: "Σ max(r − θ, 0)/Σ max(θ − r, 0), θ the required return of a period",
    source: "Keating and Shadwick 2002", gate: .ratio)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    let required = record.requiredReturn
    let below = CompensatedSum.of(record.returns) { max(required - $0, 0) }
    if below == 0 { throw .noLosingPeriod }
    return Estimate(CompensatedSum.of(record.returns) { max($0 - required, 0) } / below)
  }
}

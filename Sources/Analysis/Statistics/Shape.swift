/// The skewness of returns, corrected for bias.
package enum Skewness: ReturnStatistic {
  package static let definition = MetricDefinition(
    .skewness, "Skewness", .ratio,
    formula: "G₁ = √(n(n−1))/(n−2)·γ₃; error √(6n(n−1)/((n−2)(n+1)(n+3)))",
    source: "Joanes and Gill 1998, as pandas")

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    let n = record.n
    let variance = 6 * n * (n - 1) / ((n - 2) * (n + 1) * (n + 3))
    return Estimate(try record.moments.skewness(), standardError: variance.squareRoot())
  }
}

/// The kurtosis of returns beyond that of a normal distribution, corrected for bias.
package enum ExcessKurtosis: ReturnStatistic {
  package static let definition = MetricDefinition(
    .excessKurtosis, "Excess kurtosis", .ratio,
    formula: "G₂ = (n−1)/((n−2)(n−3))·((n+1)(γ₄−3) + 6)", source: "Joanes and Gill 1998, as pandas")

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    Estimate(try record.moments.excessKurtosis())
  }
}

/// The skewness of the sample itself.
package enum PopulationSkewness: ReturnStatistic {
  package static let definition = MetricDefinition(
    .skewnessPopulation, "Skewness, population", .ratio, formula: "γ₃ with divisor n",
    source: "definition, as scipy")

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    Estimate(try record.moments.populationSkewness())
  }
}

/// The raw kurtosis of the sample itself; 3 for a normal distribution.
package enum PopulationKurtosis: ReturnStatistic {
  package static let definition = MetricDefinition(
    .kurtosisPopulation, "Raw kurtosis, population", .ratio, formula: "γ₄ with divisor n",
    source: "definition, as scipy with fisher=False")

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    Estimate(try record.moments.populationKurtosis())
  }
}

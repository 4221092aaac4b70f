import Kernels

/// Mean and central moments of a sample.
package struct Moments: Sendable {
  /// How many observations there are.
  package let count: Int
  /// The mean; 0 of none.
  package let mean: Double
  /// The means of the second, third and fourth powers of the distances from the mean.
  private let central: (second: Double, third: Double, fourth: Double)
  private let largest: Double

  /// Measures a sample in two passes.
  package init(_ values: [Double]) {
    count = values.count
    mean = CompensatedSum.mean(values)
    central = Reduce.centralMoments(values.span)
    largest = values.reduce(0) { max($0, abs($1)) }
  }

  /// The sum of squared distances from the mean.
  var squares: Double { central.second * Double(count) }

  /// The sample standard deviation, divisor n − 1; at most 1e-12 of the largest value is none.
  /// - Throws: `tooFewObservations` or `noVariation`.
  package func deviation() throws(MissingReason) -> Double {
    if count == 0 { throw .noObservations }
    if count < 2 { throw .tooFewObservations(needed: 2) }
    let deviation = (squares / Double(count - 1)).squareRoot()
    if deviation <= 1e-12 * largest { throw .noVariation }
    return deviation
  }

  /// Skewness with divisor n (scipy's default).
  func populationSkewness() throws(MissingReason) -> Double {
    _ = try deviation()
    return central.third / (central.second * central.second.squareRoot())
  }

  /// Fourth standardised moment with divisor n; 3 for a normal distribution.
  func populationKurtosis() throws(MissingReason) -> Double {
    _ = try deviation()
    return central.fourth / (central.second * central.second)
  }

  /// Skewness corrected for bias, as pandas and spreadsheets have it (Joanes and Gill 1998, G1).
  func skewness() throws(MissingReason) -> Double {
    if count < 3 { throw .tooFewObservations(needed: 3) }
    let n = Double(count)
    return try (n * (n - 1)).squareRoot() / (n - 2) * populationSkewness()
  }

  /// Excess kurtosis corrected for bias (Joanes and Gill 1998, G2); 0 for a normal distribution.
  func excessKurtosis() throws(MissingReason) -> Double {
    if count < 4 { throw .tooFewObservations(needed: 4) }
    let n = Double(count)
    let excess = try populationKurtosis() - 3
    return (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * excess + 6)
  }
}

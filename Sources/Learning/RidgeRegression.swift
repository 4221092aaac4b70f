/// Linear regression with a penalty on the squared coefficients of standardized features.
///
/// Minimizes Σ (y − b − x·β)² + λ·|β|², where x are the features less their mean over their
/// population deviation and the intercept b is not penalized (Hoerl and Kennard, 1970). Features
/// that do not vary get the coefficient 0.
public struct RidgeRegression: Sendable {
  /// Mean of each feature.
  public let means: [Double]
  /// Population deviation of each feature; 1 where it does not vary.
  public let deviations: [Double]
  /// Coefficients of the standardized features.
  public let coefficients: [Double]
  /// The prediction at the mean of all features: the mean of the targets.
  public let intercept: Double

  /// Fits the regression.
  ///
  /// Returns nil without samples, or if a number is not finite.
  ///
  /// - Parameters:
  ///   - samples: Rows of features, all of the same length.
  ///   - targets: One for each row.
  ///   - penalty: λ, above 0.
  /// - Complexity: O(rows · features² + features³).
  public init?(samples: [[Double]], targets: [Double], penalty: Double) {
    precondition(samples.count == targets.count, "each sample has a target")
    precondition(penalty > 0, "the penalty is above 0")
    guard let first = samples.first else { return nil }
    let width = first.count
    let count = Double(samples.count)
    var means = [Double](repeating: 0, count: width)
    for row in samples { for column in 0..<width { means[column] += row[column] } }
    for column in 0..<width { means[column] /= count }
    var deviations = [Double](repeating: 0, count: width)
    for row in samples {
      for column in 0..<width {
        deviations[column] += (row[column] - means[column]) * (row[column] - means[column])
      }
    }
    for column in 0..<width {
      let deviation = (deviations[column] / count).squareRoot()
      deviations[column] = deviation > 1e-300 ? deviation : 1
    }
    let mean = targets.reduce(0, +) / count
    var gram = [Double](repeating: 0, count: width * width)
    var moment = [Double](repeating: 0, count: width)
    for (row, target) in zip(samples, targets) {
      let scaled = (0..<width).map { (row[$0] - means[$0]) / deviations[$0] }
      for column in 0..<width {
        moment[column] += scaled[column] * (target - mean)
        for other in 0...column { gram[column * width + other] += scaled[column] * scaled[other] }
      }
    }
    for column in 0..<width { gram[column * width + column] += penalty }
    guard mean.isFinite, let factor = CholeskyFactor(gram, size: width) else { return nil }
    self.means = means
    self.deviations = deviations
    coefficients = factor.solve(moment)
    intercept = mean
    if !coefficients.allSatisfy(\.isFinite) { return nil }
  }

  /// The prediction for a row of features.
  public func callAsFunction(_ row: [Double]) -> Double {
    var value = intercept
    for column in row.indices {
      value += coefficients[column] * (row[column] - means[column]) / deviations[column]
    }
    return value
  }
}

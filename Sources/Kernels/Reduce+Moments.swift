extension Reduce {
  /// The mean square distance from the mean, in two passes.
  ///
  /// The divisor is the count, less 1 for the unbiased estimate of a sample. NaN if nothing is left
  /// to divide by.
  package static func variance(_ input: Span<Double>, unbiased: Bool = true) -> Double {
    let divisor = Double(input.count - (unbiased ? 1 : 0))
    guard divisor > 0 else { return .nan }
    let mean = mean(input)
    var squares = CompensatedSum()
    var distances = CompensatedSum()
    for index in input.indices {
      let distance = input[index] - mean
      squares.add(distance * distance)
      distances.add(distance)
    }
    // What the rounding of the mean left (Chan, Golub, LeVeque 1983); exact arithmetic gives 0.
    let correction = distances.value * distances.value / Double(input.count)
    return (squares.value - correction) / divisor
  }

  /// The square root of the variance.
  package static func standardDeviation(_ input: Span<Double>, unbiased: Bool = true) -> Double {
    variance(input, unbiased: unbiased).squareRoot()
  }

  /// The mean products of the distances from two means, with the divisor of `variance`.
  package static func covariance(
    _ left: Span<Double>, _ right: Span<Double>, unbiased: Bool = true
  ) -> Double {
    precondition(left.count == right.count, "a covariance takes columns of one length")
    let divisor = Double(left.count - (unbiased ? 1 : 0))
    guard divisor > 0 else { return .nan }
    let (leftMean, rightMean) = (mean(left), mean(right))
    var products = CompensatedSum()
    for index in left.indices {
      products.add((left[index] - leftMean) * (right[index] - rightMean))
    }
    return products.value / divisor
  }

  /// The third standardized moment, with divisors of *n*; NaN for a constant column.
  package static func skewness(_ input: Span<Double>) -> Double {
    let moments = centralMoments(input)
    return moments.third / (moments.second * moments.second.squareRoot())
  }

  /// The fourth standardized moment, with divisors of *n*; 3 for a normal distribution.
  ///
  /// NaN for a constant column.
  package static func kurtosis(_ input: Span<Double>) -> Double {
    let moments = centralMoments(input)
    return moments.fourth / (moments.second * moments.second)
  }

  /// The mean second, third and fourth powers of the distances from the mean.
  package static func centralMoments(
    _ input: Span<Double>
  ) -> (second: Double, third: Double, fourth: Double) {
    let mean = mean(input)
    var second = CompensatedSum()
    var third = CompensatedSum()
    var fourth = CompensatedSum()
    for index in input.indices {
      let distance = input[index] - mean
      let square = distance * distance
      second.add(square)
      third.add(square * distance)
      fourth.add(square * square)
    }
    let count = Double(input.count)
    return (second.value / count, third.value / count, fourth.value / count)
  }
}

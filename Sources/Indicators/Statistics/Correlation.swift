extension Indicator {
  /// How well two columns go together over the last values, from -1 to 1.
  static let correlation = Indicator(
    id: "correlation", title: "Correlation", family: .statistics,
    sources: [.price("source1"), .price("source2", .open)],
    parameters: [.length(standard: 20)],
    formula:
      "covariance / sqrt(variance variance) of the last length pairs; 0 where the covariance is "
      + "up to 1e-10, none where a column is constant",
    reference: "K. Pearson (1895)",
    forgets: true, isSparse: true,
    lookback: { [$0.whole(0) - 1] },
    state: CorrelationState.self)
}

/// The stream of `correlation`.
struct CorrelationState: IndicatorState {
  private var left = History()
  private var right = History()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(2)
    guard !step[0].isNaN, !step[1].isNaN else { return .nan }
    left.keep(length)
    right.keep(length)
    left.append(step[0])
    right.append(step[1])
    return left.window(length) { left in
      right.window(length) { right in Self.correlation(left, right) } ?? .nan
    } ?? .nan
  }

  private static func correlation(
    _ left: UnsafeBufferPointer<Double>, _ right: UnsafeBufferPointer<Double>
  ) -> Double {
    // Distances from a pair of the window: nothing cancels, whatever the prices' size.
    var (sumX, sumY, squareX, squareY, product) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for index in left.indices {
      let (x, y) = (left[index] - left[0], right[index] - right[0])
      sumX += x
      sumY += y
      squareX += x * x
      squareY += y * y
      product += x * y
    }
    let count = Double(left.count)
    let covariance = (product - sumX * sumY / count) / count
    let spreadX = (squareX - sumX * sumX / count) / count
    let spreadY = (squareY - sumY * sumY / count) / count
    guard spreadX > 0, spreadY > 0 else { return .nan }
    if covariance.magnitude <= Tolerance.step { return 0 }
    let ratio = covariance / (spreadX.squareRoot() * spreadY.squareRoot())
    return ratio > 1 ? 1 : ratio < -1 ? -1 : ratio
  }
}

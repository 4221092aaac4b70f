import Learning

/// ContestTrade's rule: shares in proportion to predicted utility, cash where none is positive.
///
/// After arXiv 2508.00554, section 3, in the form worked out in its version 4: the features of an
/// agent are mean and population deviation of its last 3 and 5 returns and its last one; mean and
/// deviation of the next `horizon` returns are predicted, only from samples whose window has
/// closed; utility is the mean over the deviation, at least `floor`. Shares are the positive
/// utilities over their sum. A share above `cap` is cut and the rest given to the others.
public struct ContestRule: Allocator {
  /// How the next returns are predicted.
  public enum Predictor: String, Sendable, Hashable, CaseIterable {
    /// By the mean of the last returns.
    case mean
    /// By ridge regressions on the five features, fitted anew at each decision.
    case ridge
  }

  /// The name in tables.
  public var name: String { "contest (\(predictor.rawValue))" }
  /// What it does.
  public let summary = "shares in proportion to predicted utility, cash where none is positive"
  /// How the next returns are predicted.
  public var predictor: Predictor
  /// Days of the features.
  public var memory: Int
  /// Days that are predicted.
  public var horizon: Int
  /// Samples that a model needs.
  public var minimumSamples: Int
  /// Least deviation that a utility is divided by.
  public var floor: Double
  /// Largest share of one agent.
  public var cap: Double
  /// Weight of the ridge penalty, per sample.
  public var penalty: Double
  /// Samples of each agent that a model looks back at.
  public var sampleWindow: Int

  /// Makes the rule with the paper's settings.
  public init(
    predictor: Predictor = .ridge, memory: Int = 5, horizon: Int = 5, minimumSamples: Int = 10,
    floor: Double = 0.01, cap: Double = 1, penalty: Double = 0.1, sampleWindow: Int = 252
  ) {
    self.predictor = predictor
    self.memory = max(3, memory)
    self.horizon = max(1, horizon)
    self.minimumSamples = minimumSamples
    self.floor = floor
    self.cap = min(max(cap, 0), 1)
    self.penalty = penalty
    self.sampleWindow = sampleWindow
  }

  /// Predicts, then shares.
  public func allocate(_ evidence: Evidence) -> Allocation {
    guard evidence.dayCount >= memory else {
      return Allocation(
        Array(repeating: 0, count: evidence.agents.count),
        ground: "only \(evidence.dayCount) of \(memory) days are known")
    }
    let recent = evidence.returns.map { $0.suffix(memory) }
    let (means, deviations, count) = predicted(evidence, recent)
    let utilities = zip(means, deviations).map { $0 / max($1, floor) }
    let isFitted = count > 0
    let weights = Self.shares(utilities, cap: cap)
    return Allocation(
      weights, utilities: utilities, predictions: means, sampleCount: count,
      ground: weights.allSatisfy { $0 == 0 }
        ? "no utility is positive" : isFitted ? "ridge on \(count) samples" : "trailing means")
  }

  private func predicted(
    _ evidence: Evidence, _ recent: [ArraySlice<Double>]
  ) -> (means: [Double], deviations: [Double], sampleCount: Int) {
    if predictor == .ridge {
      let (samples, means, deviations) = samples(evidence)
      if samples.count >= minimumSamples {
        let weight = penalty * Double(samples.count)
        if let mean = RidgeRegression(samples: samples, targets: means, penalty: weight),
          let deviation = RidgeRegression(samples: samples, targets: deviations, penalty: weight)
        {
          let features = recent.map(Self.features)
          return (features.map { mean($0) }, features.map { deviation($0) }, samples.count)
        }
      }
    }
    // The paper's fallback is the mean alone: every agent gets the same deviation.
    return (recent.map(TrailingStatistics.mean), recent.map { _ in floor }, 0)
  }

  /// Features and labels of all windows that have closed.
  private func samples(
    _ evidence: Evidence
  ) -> (features: [[Double]], means: [Double], deviations: [Double]) {
    var features: [[Double]] = []
    var means: [Double] = []
    var deviations: [Double] = []
    let last = evidence.dayCount - horizon
    for column in evidence.returns where last >= memory {
      for day in max(memory, last - sampleWindow + 1)...last {
        let start = column.startIndex + day
        let label = column[start..<(start + horizon)]
        features.append(Self.features(column[(start - memory)..<start]))
        means.append(TrailingStatistics.mean(label))
        deviations.append(TrailingStatistics.deviation(label))
      }
    }
    return (features, means, deviations)
  }

  /// Last return, mean and deviation of the last three, mean and deviation of all.
  private static func features(_ returns: ArraySlice<Double>) -> [Double] {
    let three = returns.suffix(3)
    return [
      returns.last ?? 0, TrailingStatistics.mean(three), TrailingStatistics.deviation(three),
      TrailingStatistics.mean(returns), TrailingStatistics.deviation(returns),
    ]
  }

  /// Shares in proportion to positive utilities, none above the cap.
  ///
  /// What the cap cuts goes to the others in proportion, until nobody is above it; what none can
  /// take stays in cash.
  static func shares(_ utilities: [Double], cap: Double) -> [Double] {
    var shares = [Double](repeating: 0, count: utilities.count)
    var isCapped = [Bool](repeating: false, count: utilities.count)
    var left = 1.0
    while true {
      let open = utilities.indices.filter { utilities[$0] > 0 && !isCapped[$0] }
      let sum = open.reduce(0) { $0 + utilities[$1] }
      guard sum > 0, left > 0 else { return shares }
      let above = open.filter { left * utilities[$0] / sum > cap }
      guard !above.isEmpty else {
        for index in open { shares[index] = left * utilities[index] / sum }
        return shares
      }
      for index in above {
        shares[index] = cap
        isCapped[index] = true
        left -= cap
      }
      left = max(0, left)
    }
  }
}

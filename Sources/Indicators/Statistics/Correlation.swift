import Kernels

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
    state: CorrelationState.self,
    columns: { input, values in
      let (left, right) = (input.sources[0], input.sources[1])
      if Lanes.containNaN(left) || Lanes.containNaN(right) {
        return columns(of: CorrelationState.self, input, values, outputCount: 1)
      }
      var column = [Double](repeating: .nan, count: input.count)
      var target = column.mutableSpan
      Rolling.correlation(
        left.span, right.span, length: values.whole(0), tolerance: Tolerance.step, into: &target)
      return [column]
    })
}

/// The stream of `correlation`.
struct CorrelationState: IndicatorState, ~Copyable {
  private var left = History()
  private var right = History()
  private var window = MomentWindow<PairMoments>()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(2)
    guard !step[0].isNaN, !step[1].isNaN else { return .nan }
    left.keep(length)
    right.keep(length)
    let parts = window.add((step[0], step[1]), length: length, pastCount: left.count) {
      (left[ago: $0 - 1], right[ago: $0 - 1])
    }
    left.append(step[0])
    right.append(step[1])
    guard let parts else { return .nan }
    return PairMoments.correlation(
      parts.ending, parts.beginning, length: length, tolerance: Tolerance.step)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(2), window.isReady(length),
      !Lanes.containNaN(block[0], block[1], count: block.count)
    else { return false }
    let x = left.append(block[0], count: block.count)
    let y = right.append(block[1], count: block.count)
    var spreads = PairSpreads(capacity: block.count, length: length)
    window.take(count: block.count) {
      (x[$0], y[$0])
    } leaveEndings: { place, endings in
      PairMoments.leaveEndings(x + place, y + place, length: length, in: endings)
    } take: { place, count, offset, pivot, endings, beginning in
      spreads.add(
        x + place, y + place, count: count, pivot: pivot, endings: endings + offset, &beginning)
    }
    spreads.finish(tolerance: Tolerance.step, into: block.first)
    return true
  }
}

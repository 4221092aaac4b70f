import Kernels

extension Indicator {
  /// The end of the straight line that fits the last values best.
  static let linearRegression = Indicator(
    id: "linreg", title: "Linear regression", family: .statistics,
    parameters: [
      .length(standard: 20), .number("offset", standard: 0, in: -1e9...1e9),
    ],
    formula:
      "intercept + slope (length - 1 - offset) of the least-squares line through the last length "
      + "values, the oldest at 0",
    reference: "common",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: LinearRegressionState.self,
    columns: column {
      Rolling.line($0, length: $1.whole(0), offset: $1.number(1), into: &$2)
    })
}

/// The stream of `linreg`.
struct LinearRegressionState: IndicatorState, ~Copyable {
  private var history = History()
  private var window = MomentWindow<LineMoments>()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(1)
    guard !step[0].isNaN else { return .nan }
    history.keep(length)
    let parts = window.add(step[0], length: length, pastCount: history.count) {
      history[ago: $0 - 1]
    }
    history.append(step[0])
    guard let parts else { return .nan }
    return LineMoments.value(
      parts.ending, parts.beginning, pivot: parts.pivot, place: parts.place, length: length,
      offset: step[2])
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1), block.isFixed(2), window.isReady(length),
      !Lanes.containNaN(block[0], count: block.count)
    else { return false }
    let values = history.append(block[0], count: block.count)
    let (offset, results) = (block[2][0], block.first)
    window.take(count: block.count) {
      values[$0]
    } leaveEndings: { place, endings in
      LineMoments.leaveEndings(values + place, length: length, in: endings)
    } take: { place, count, start, pivot, endings, beginning in
      LineMoments.values(
        values + place, count: count, pivot: pivot, place: start, length: length, offset: offset,
        endings: endings, &beginning, into: results + place)
    }
    return true
  }
}

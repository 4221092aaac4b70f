import Kernels

extension Indicator {
  /// The mean of the last values with weights in the shape of a bell.
  static let gaussianAverage = Indicator(
    id: "alma", title: "Arnaud Legoux moving average", family: .average,
    parameters: [
      .length(standard: 9), .number("offset", standard: 0.85, in: 0...1),
      .number("sigma", standard: 6, in: 1e-6...1e6), .flag("floor"),
    ],
    formula:
      "weights e^(-(i - m)^2 / (2 s^2)), i = 0 for the oldest, m = offset (length - 1), cut to a "
      + "whole number if floor, s = length / sigma",
    reference: "A. Legoux, D. Kouzis-Loukas (2009)",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: GaussianAverageState.self)
}

/// The stream of `alma`.
struct GaussianAverageState: IndicatorState, ~Copyable {
  private struct Shape: Equatable {
    var length = 0
    var offset = 0.0
    var sigma = 0.0
    var isCut = false
  }

  private var history = History()
  private var shape = Shape()
  private var weights: [Double] = []
  private var total = 0.0

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(1)
    let wanted = Shape(
      length: length, offset: step[2], sigma: step[3], isCut: step.flag(4))
    history.keep(length)
    guard !step[0].isNaN else { return .nan }
    history.append(step[0])
    guard history.count >= length else { return .nan }
    if shape != wanted { weigh(wanted) }
    guard let window = history.window(length) else { return .nan }
    var sum = 0.0
    for index in window.indices { sum += window[index] * weights[index] }
    return sum / total
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1), let isCut = block.flag(4), block.isFixed(2),
      block.isFixed(3), history.count >= length - 1,
      !Lanes.containNaN(block[0], count: block.count)
    else { return false }
    let wanted = Shape(
      length: length, offset: block[2][0], sigma: block[3][0], isCut: isCut)
    history.keep(length)
    if shape != wanted { weigh(wanted) }
    let windows = history.append(block[0], count: block.count) - (length - 1)
    let (results, total) = (block.first, total)
    weights.withUnsafeBufferPointer { weights in
      Lanes.forEachGroup(block.count, results) { place in
        var sum = Lanes.Vector()
        for index in 0..<length { sum += Lanes.load(windows + place + index) * weights[index] }
        return sum / total
      }
    }
    return true
  }

  private mutating func weigh(_ wanted: Shape) {
    shape = wanted
    let centre = shape.offset * Double(shape.length - 1)
    let middle = shape.isCut ? centre.rounded(.down) : centre
    let width = Double(shape.length) / shape.sigma
    weights = (0..<shape.length).map { index in
      let distance = Double(index) - middle
      return Elementary.exp(-(distance * distance) / (2 * width * width))
    }
    total = weights.reduce(0, +)
  }
}

extension Indicator {
  /// The mean price of the units traded since the anchor, and lines some deviations from it.
  static let volumeWeightedPrice = Indicator(
    id: "vwap", title: "Volume-weighted average price", family: .volume,
    sources: [.price("source", .hlc3), .optional("anchor")], barColumns: [.volume],
    parameters: [.number("factor", standard: 1, in: -1e6...1e6)],
    outputs: ["vwap", "upper", "lower"],
    formula:
      "sum(x volume) / sum(volume) since the anchor, its bar included (the day's first bar by "
      + "default), none before, +- factor sqrt(sum(x^2 volume) / sum(volume) - vwap^2)",
    reference: "common; bands as in Pine Script",
    forgets: false,
    lookback: { _ in [0] },
    state: VolumeWeightedPriceState.self)
}

/// The stream of `vwap`.
struct VolumeWeightedPriceState: IndicatorState, ~Copyable {
  private var sums = PriceSums()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    if step.anchors(1) { sums = PriceSums(hasStarted: true) }
    guard sums.add(step[0], step.volume) else { return step.leave(.nan, .nan, .nan) }
    let (mean, distance) = sums.line(step[2])
    return step.leave(mean, mean + distance, mean - distance)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard block.bar > 0, let volume = block.volume else { return false }
    let (values, anchors, factors) = (block[0], block[1], block[2])
    let (middle, upper, lower) = (block.first, block.outputs[1], block.outputs[2])
    let days = block.days
    for place in 0..<block.count {
      let word = anchors[place]
      if word.isNaN ? days[place] != days[place - 1] : word != 0 {
        sums = PriceSums(hasStarted: true)
      }
      guard sums.add(values[place], volume[place]) else {
        upper[place] = .nan
        lower[place] = .nan
        middle[place] = .nan
        continue
      }
      let (mean, distance) = sums.line(factors[place])
      upper[place] = mean + distance
      lower[place] = mean - distance
      middle[place] = mean
    }
    return true
  }
}

/// The sums since the anchor.
private struct PriceSums {
  private var volumes = 0.0
  private var products = 0.0
  /// Of the prices themselves, as the platform has it though half the digits cancel: what is left
  /// of them on the bar of an anchor decides whether its close lies above the band.
  private var squares = 0.0
  /// Whether an anchor has come; before the first there is no value.
  private let hasStarted: Bool

  init(hasStarted: Bool = false) { self.hasStarted = hasStarted }

  /// Takes a bar; false if it has no value.
  @inline(__always)
  mutating func add(_ price: Double, _ volume: Double) -> Bool {
    guard hasStarted, !(price * volume).isNaN else { return false }
    volumes += volume
    products += price * volume
    squares += price * price * volume
    return true
  }

  /// The mean, and the distance of lines so many deviations away.
  @inline(__always)
  func line(_ factor: Double) -> (mean: Double, distance: Double) {
    let mean = products / volumes
    let variance = squares / volumes - mean * mean
    return (mean, factor * (variance < 0 ? 0 : variance).squareRoot())
  }
}

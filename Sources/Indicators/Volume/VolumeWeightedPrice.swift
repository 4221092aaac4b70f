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
struct VolumeWeightedPriceState: IndicatorState {
  private var volumes = 0.0
  private var products = 0.0
  /// Of the prices themselves, as the platform has it though half the digits cancel: what is left
  /// of them on the bar of an anchor decides whether its close lies above the band.
  private var squares = 0.0
  /// Whether an anchor has come; before the first there is no value.
  private var hasStarted = false

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    if step.anchors(1) {
      self = VolumeWeightedPriceState()
      hasStarted = true
    }
    guard hasStarted else { return step.leave(.nan, .nan, .nan) }
    let (price, volume) = (step[0], step.volume)
    guard !(price * volume).isNaN else { return step.leave(.nan, .nan, .nan) }
    volumes += volume
    products += price * volume
    squares += price * price * volume
    let mean = products / volumes
    let variance = squares / volumes - mean * mean
    let distance = step[2] * (variance < 0 ? 0 : variance).squareRoot()
    return step.leave(mean, mean + distance, mean - distance)
  }
}

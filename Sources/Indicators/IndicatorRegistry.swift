public import Formats

/// All indicators there are.
public enum IndicatorRegistry {
  /// The indicators in the order in which they are listed to people, by family.
  public static let all: [Indicator] =
    averages + momenta + trends + volatilities + extremes + volumes + statistics + events

  private static let averages: [Indicator] = [
    .simpleAverage, .exponentialAverage, .wilderAverage, .weightedAverage, .hullAverage,
    .volumeWeightedAverage, .symmetricAverage, .gaussianAverage,
  ]
  private static let momenta: [Indicator] = [
    .relativeStrength, .averageDivergence, .stochastic, .commodityChannel, .change, .momentum,
    .rateOfChange, .chandeMomentum, .williamsRange, .trueStrength, .centreOfGravity,
  ]
  private static let trends: [Indicator] = [
    .supertrend, .directionalMovement, .parabolicStop,
  ]
  private static let volatilities: [Indicator] = [
    .trueRange, .averageTrueRange, .standardDeviation, .variance, .meanAbsoluteDeviation,
    .bollingerBands, .bollingerWidth, .keltnerChannels, .keltnerWidth, .range,
  ]
  private static let extremes: [Indicator] = [
    .highest, .lowest, .highestBars, .lowestBars, .allTimeHigh, .allTimeLow, .pivotHigh, .pivotLow,
    .pivotPointLevels,
  ]
  private static let volumes: [Indicator] = [
    .volumeWeightedPrice, .moneyFlow, .balanceVolume, .accumulationDistribution,
    .priceVolumeTrend, .negativeVolumeIndex, .positiveVolumeIndex, .williamsAccumulation,
    .williamsVariable, .intradayIntensity,
  ]
  private static let statistics: [Indicator] = [
    .sum, .cumulative, .median, .mode, .percentileNearestRank, .percentileInterpolation,
    .percentRank, .correlation, .rankCorrelation, .linearRegression,
  ]
  private static let events: [Indicator] = [
    .crossover, .crossunder, .cross, .rising, .falling, .barsSince, .valueWhen,
  ]

  /// The indicator with a name.
  ///
  /// - Throws: An error that suggests the name most like the unknown one.
  public static func indicator(named name: String) throws(LocatedError) -> Indicator {
    if let found = all.first(where: { $0.id == name }) { return found }
    let names = all.map(\.id)
    throw LocatedError(
      .usage, "unknown indicator '\(name)'",
      hint: Suggestion.hint(for: name, in: names)
        ?? "there are: " + names.joined(separator: ", "))
  }
}

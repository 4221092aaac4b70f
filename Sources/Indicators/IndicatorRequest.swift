/// Which column is wanted: an indicator with its source, its parameters, and one of its outputs.
///
/// ```swift
/// let fast = IndicatorRequest.sma(10)
/// let top = IndicatorRequest.highest(.close, 55)
/// ```
public struct IndicatorRequest: Sendable, Hashable {
  /// The indicator's name in the registry.
  public var indicator: String
  /// The columns to read, in order; those left out are the indicator's own choice.
  public var sources: [PriceSource]
  /// The parameters in the indicator's order; those left out have their defaults.
  public var parameters: [Double]
  /// Which of the indicator's columns, counted from 0.
  public var output: Int

  /// Makes a request.
  public init(
    _ indicator: String, source: PriceSource? = nil, parameters: [Double] = [], output: Int = 0
  ) {
    self.init(
      indicator, sources: source.map { [$0] } ?? [], parameters: parameters, output: output)
  }

  /// Makes a request for an indicator that reads several columns.
  public init(
    _ indicator: String, sources: [PriceSource], parameters: [Double] = [], output: Int = 0
  ) {
    self.indicator = indicator
    self.sources = sources
    self.parameters = parameters
    self.output = output
  }

  /// Makes a request for an indicator with a length as its only parameter.
  init(_ indicator: String, _ source: PriceSource? = nil, length: Int) {
    self.init(indicator, source: source, parameters: [Double(length)])
  }
}

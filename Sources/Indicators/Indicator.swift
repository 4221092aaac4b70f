public import Formats
public import Market

/// A rule that makes columns from the columns of a series, with what a person wants to know of it.
///
/// Each indicator is a value in a file of its own and one line in `IndicatorRegistry`; the contract
/// tests then cover it. Value *i* of every output depends on bars up to *i* only. The first
/// `lookback` values are NaN. A NaN in the source stands for no value: the bar gives NaN and the
/// state stays.
public struct Indicator: Sendable {
  /// What an indicator tells about.
  public enum Family: String, Sendable, CaseIterable {
    /// Where the price is, smoothed.
    case average
    /// How fast it moves, and how far from its usual place it is.
    case momentum
    /// How much it moves.
    case volatility
    /// Where its recent extremes are.
    case extremes
  }

  /// What an indicator reads.
  public enum Input: Sendable, Hashable {
    /// One column of the caller's choice; the associated one if the caller says nothing.
    case source(standard: PriceSource)
    /// Columns of the bars, named for people.
    case bars([PriceSource])
  }

  /// The name in requests and on the command line, for example `sma`.
  public let id: String
  /// The name for people, for example `Simple moving average`.
  public let title: String
  /// What it tells about.
  public let family: Family
  /// What it reads.
  public let input: Input
  /// What the caller can set, in the order of a request's parameters.
  public let parameters: [IndicatorParameter]
  /// The names of its columns, in the order of a request's output index.
  public let outputs: [String]
  /// The formula, as text.
  public let formula: String
  /// Where the formula comes from.
  public let reference: String
  /// Whether a bad value is forgotten: how far back a value is felt is bounded by the lookback.
  public let forgets: Bool

  let lookbackRule: @Sendable (ParameterValues) -> Int
  let columnRule: @Sendable (IndicatorInput, ParameterValues) -> [[Double]]

  /// Makes an indicator of one column.
  init(
    id: String, title: String, family: Family, input: Input,
    parameters: [IndicatorParameter], formula: String, reference: String, forgets: Bool,
    lookback: @escaping @Sendable (ParameterValues) -> Int,
    write:
      @escaping @Sendable (
        IndicatorInput, ParameterValues, inout MutableSpan<Double>
      ) -> Void
  ) {
    self.init(
      id: id, title: title, family: family, input: input, parameters: parameters, outputs: [id],
      formula: formula, reference: reference, forgets: forgets, lookback: lookback,
      columns: { input, values in
        var column = [Double](repeating: .nan, count: input.series.count)
        var target = column.mutableSpan
        write(input, values, &target)
        return [column]
      })
  }

  /// Makes an indicator of several columns, each as long as the series.
  init(
    id: String, title: String, family: Family, input: Input,
    parameters: [IndicatorParameter], outputs: [String], formula: String, reference: String,
    forgets: Bool, lookback: @escaping @Sendable (ParameterValues) -> Int,
    columns: @escaping @Sendable (IndicatorInput, ParameterValues) -> [[Double]]
  ) {
    self.id = id
    self.title = title
    self.family = family
    self.input = input
    self.parameters = parameters
    self.outputs = outputs
    self.formula = formula
    self.reference = reference
    self.forgets = forgets
    lookbackRule = lookback
    columnRule = columns
  }
}

extension Indicator {
  /// How many bars pass before the first value, exactly, on a source without gaps.
  ///
  /// - Parameter parameters: In order; those left out have their defaults.
  /// - Throws: An error that names the parameter that is out of range.
  public func lookback(_ parameters: [Double] = []) throws(LocatedError) -> Int {
    lookbackRule(try values(for: parameters))
  }

  /// Computes all columns over a series.
  ///
  /// `ColumnCache` does this once for all who ask.
  /// - Parameters:
  ///   - series: The bars.
  ///   - source: The column to read; nil for the indicator's own choice.
  ///   - parameters: In order; those left out have their defaults.
  /// - Throws: An error that names a parameter out of range, or a column that the series lacks.
  public func columns(
    of series: BarSeries, source: PriceSource? = nil, parameters: [Double] = []
  ) throws(LocatedError) -> [[Double]] {
    let values = try values(for: parameters)
    var column: [Double] = []
    switch input {
    case .source(let standard): column = try (source ?? standard).column(of: series)
    case .bars(let columns):
      if let source {
        throw LocatedError(
          .usage, "indicator '\(id)' reads whole bars and takes no source",
          found: source.rawValue, hint: "leave the source out")
      }
      if columns.contains(.volume) { _ = try PriceSource.volume.column(of: series) }
    }
    return columnRule(IndicatorInput(series: series, source: column), values)
  }

  /// The values of all parameters, checked.
  func values(for given: [Double]) throws(LocatedError) -> ParameterValues {
    guard given.count <= parameters.count else {
      throw LocatedError(
        .usage, "indicator '\(id)' has too many parameters", found: String(given.count),
        expected: "at most \(parameters.count)")
    }
    var values = parameters.map(\.standard)
    for (index, value) in given.enumerated() {
      try parameters[index].check(value, of: id)
      values[index] = value
    }
    return ParameterValues(values: values)
  }
}

/// What an indicator computes from.
struct IndicatorInput: Sendable {
  /// The bars, for indicators that need their times.
  let series: BarSeries
  /// The source column; empty for indicators that read whole bars.
  let source: [Double]
  let open, high, low, close, volume: [Double]

  init(series: BarSeries, source: [Double]) {
    self.series = series
    self.source = source
    open = series.open
    high = series.high
    low = series.low
    close = series.close
    volume = series.volume
  }

  /// How many bars there are.
  var count: Int { close.count }
}

/// The checked values of an indicator's parameters, in order.
struct ParameterValues: Sendable, Hashable {
  let values: [Double]

  /// A length or another whole number.
  func whole(_ index: Int) -> Int { Int(values[index]) }
  /// A number.
  func number(_ index: Int) -> Double { values[index] }
  /// A choice between yes and no.
  func flag(_ index: Int) -> Bool { values[index] != 0 }
}

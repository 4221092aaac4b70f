public import Formats
public import Market

/// A rule that makes columns from the columns of a series, with what a person wants to know of it.
///
/// Each indicator is a value in a file of its own and one line in `IndicatorRegistry`; the contract
/// tests then cover it. Value *i* of every output depends on bars up to *i* only. The first
/// `lookback` values are NaN. A NaN in the source stands for no value: the bar gives NaN and, but for
/// the indicators whose formula says otherwise, the state stays. Infinite and huge values are numbers
/// as all others: sums and squares beyond what a double holds are infinite, and what is made of two
/// infinities, as of 0 by 0, is NaN. Lengths below the least allowed and broken ones are refused by
/// name; a length beyond the data gives NaN only.
///
/// Every indicator has forms that give the same bits: columns over a whole series, and a stream that
/// takes one bar after the other, or blocks of them (`IndicatorStream`).
public struct Indicator: Sendable {
  /// What an indicator tells about.
  public enum Family: String, Sendable, CaseIterable {
    /// Where the price is, smoothed.
    case average
    /// How fast it moves, and how far from its usual place it is.
    case momentum
    /// Which way it goes, and with what stop.
    case trend
    /// How much it moves.
    case volatility
    /// Where its recent extremes are.
    case extremes
    /// What the volume says about the price.
    case volume
    /// Sums, quantiles and fits of the last values.
    case statistics
    /// When something happened, and how long ago.
    case events
  }

  /// The name in requests and on the command line, for example `sma`.
  public let id: String
  /// The name for people, for example `Simple moving average`.
  public let title: String
  /// What it tells about.
  public let family: Family
  /// The columns of the caller's choice.
  public let sources: [InputColumn]
  /// The columns of the bars that it reads besides.
  public let barColumns: [PriceSource]
  /// What the caller can set, in the order of a request's parameters.
  public let parameters: [IndicatorParameter]
  /// The names of its columns, in the order of a request's output index.
  public let outputs: [String]
  /// The formula, as text.
  public let formula: String
  /// Where the formula comes from.
  public let reference: String
  /// Whether a bad value is forgotten: how far back it is felt is bounded by lookback and lengths.
  public let forgets: Bool
  /// Whether bars after the lookback may have no value, as with pivots.
  public let isSparse: Bool
  /// Whether a call may leave the sources out and pass the parameters only.
  package let hasOptionalSource: Bool

  let lookbackRule: @Sendable (ParameterValues) -> [Int]
  let columnRule: @Sendable (IndicatorInput, ParameterValues) -> [[Double]]
  let streamRule: (@Sendable () -> IndicatorStream)?

  /// Makes an indicator from its state; the columns take every bar in turn.
  ///
  /// - Parameters:
  ///   - lookback: How many bars pass before the first value: one number for all outputs, or one
  ///     for each.
  ///   - columns: A faster way to the same bits.
  init<State: IndicatorState & ~Copyable>(
    id: String, title: String, family: Family, sources: [InputColumn] = [.price()],
    barColumns: [PriceSource] = [], hasOptionalSource: Bool = false,
    parameters: [IndicatorParameter] = [], outputs: [String]? = nil, formula: String,
    reference: String, forgets: Bool, isSparse: Bool = false,
    lookback: @escaping @Sendable (ParameterValues) -> [Int], state: State.Type,
    columns: (@Sendable (IndicatorInput, ParameterValues) -> [[Double]])? = nil
  ) {
    self.id = id
    self.title = title
    self.family = family
    self.sources = sources
    self.barColumns = barColumns
    self.hasOptionalSource = hasOptionalSource
    self.parameters = parameters
    let outputs = outputs ?? [id]
    self.outputs = outputs
    self.formula = formula
    self.reference = reference
    self.forgets = forgets
    self.isSparse = isSparse
    lookbackRule = lookback
    columnRule =
      columns ?? { Self.columns(of: State.self, $0, $1, outputCount: outputs.count) }
    streamRule = Self.streaming(
      State.self, id: id, sources: sources, parameters: parameters, outputCount: outputs.count)
  }

  /// Makes an indicator of one source and one column without a stream.
  init(
    id: String, family: Family, formula: String, forgets: Bool,
    write: @escaping @Sendable (Span<Double>, ParameterValues, inout MutableSpan<Double>) -> Void
  ) {
    self.id = id
    title = id
    self.family = family
    sources = [.price()]
    barColumns = []
    hasOptionalSource = false
    parameters = []
    outputs = [id]
    self.formula = formula
    reference = formula
    self.forgets = forgets
    isSparse = false
    lookbackRule = { _ in [0] }
    columnRule = Self.column(write)
    streamRule = nil
  }

  /// The column rule of a kernel that reads the first source and writes one column.
  static func column(
    _ write: @escaping @Sendable (Span<Double>, ParameterValues, inout MutableSpan<Double>) -> Void
  ) -> @Sendable (IndicatorInput, ParameterValues) -> [[Double]] {
    { input, values in
      let source = input.sources[0]
      var column = input.memory.take(input.count)
      var target = column.mutableSpan
      write(source.span, values, &target)
      return [column]
    }
  }
}

extension Indicator {
  /// How many bars pass before the first value of each output, exactly, on a source without gaps.
  ///
  /// - Parameter parameters: In order; those left out have their defaults.
  /// - Throws: An error that names the parameter that is out of range.
  public func lookbacks(_ parameters: [Double] = []) throws(LocatedError) -> [Int] {
    let lookbacks = lookbackRule(try values(for: parameters))
    return lookbacks.count == outputs.count
      ? lookbacks : [Int](repeating: lookbacks[0], count: outputs.count)
  }

  /// How many bars pass before all outputs have their first value.
  ///
  /// - Parameter parameters: In order; those left out have their defaults.
  /// - Throws: An error that names the parameter that is out of range.
  public func lookback(_ parameters: [Double] = []) throws(LocatedError) -> Int {
    try lookbacks(parameters).max() ?? 0
  }

  /// Computes all columns over a series.
  ///
  /// `ColumnCache` does this once for all who ask.
  /// - Parameters:
  ///   - series: The bars.
  ///   - chosen: The columns to read, in order; those left out are the indicator's own choice.
  ///   - parameters: In order; those left out have their defaults.
  /// - Throws: An error that names a parameter out of range, or a column that the series lacks.
  public func columns(
    of series: BarSeries, sources chosen: [PriceSource] = [], parameters: [Double] = []
  ) throws(LocatedError) -> [[Double]] {
    try columns(of: series, sources: chosen, parameters: parameters, memory: ColumnMemory())
  }

  /// Computes all columns over a series, in memory that other columns have left where it fits.
  func columns(
    of series: BarSeries, sources chosen: [PriceSource], parameters: [Double],
    memory: ColumnMemory
  ) throws(LocatedError) -> [[Double]] {
    let values = try values(for: parameters)
    return columnRule(try input(of: series, sources: chosen, memory: memory), values)
  }

  /// What it reads of a series.
  func input(
    of series: BarSeries, sources chosen: [PriceSource], memory: ColumnMemory
  ) throws(LocatedError) -> IndicatorInput {
    try check(sources: chosen)
    var columns: [[Double]] = []
    for (index, source) in sources.enumerated() {
      columns.append(
        index < chosen.count
          ? try chosen[index].column(of: series) : try source.column(of: series))
    }
    if barColumns.contains(.volume), series.count > 0 {
      _ = try PriceSource.volume.column(of: series)
    }
    return IndicatorInput(series: series, sources: columns, memory: memory)
  }

  /// Throws if more columns are chosen than it reads.
  package func check(sources chosen: [PriceSource]) throws(LocatedError) {
    guard chosen.count > sources.count else { return }
    throw LocatedError(
      .usage,
      sources.isEmpty
        ? "indicator '\(id)' reads whole bars and takes no source"
        : "indicator '\(id)' has too many sources",
      found: chosen[sources.count].rawValue,
      expected: sources.isEmpty ? nil : "at most \(sources.count)",
      hint: sources.isEmpty ? "leave the source out" : nil)
  }

  /// Computes all columns from columns that need not be the bars' own, each as long as the series.
  package func columns(
    of series: BarSeries, reading columns: [[Double]], parameters: [Double] = []
  ) throws(LocatedError) -> [[Double]] {
    precondition(
      columns.count == sources.count && columns.allSatisfy { $0.count == series.count },
      "an indicator reads as many columns as it has sources, as long as the series")
    return columnRule(
      IndicatorInput(series: series, sources: columns, memory: ColumnMemory()),
      try values(for: parameters))
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
  /// The bars, for indicators that read their own columns or times.
  let series: BarSeries
  /// The columns of the caller's choice.
  let sources: [[Double]]
  /// Where columns find memory; what they find there they overwrite.
  let memory: ColumnMemory

  /// How many bars there are.
  var count: Int { series.count }
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

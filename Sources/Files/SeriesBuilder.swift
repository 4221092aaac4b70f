import Formats
import Market

/// Makes series of the columns of a table.
struct SeriesBuilder {
  let table: PriceTable
  let options: LoadOptions
  let name: FileName

  /// The series of a table with one instrument.
  func build(symbol: String) throws(LocatedError) -> LoadedSeries {
    let columns = table.raw.columns
    switch table.layout.content {
    case .bars(let hasVolume):
      return try build(
        symbol: symbol, times: table.raw.times, open: columns[0], high: columns[1],
        low: columns[2], close: columns[3], volume: hasVolume ? columns[4] : [])
    case .closes, .wide:
      return try build(
        symbol: symbol, times: table.raw.times, open: columns[0], high: columns[0],
        low: columns[0], close: columns[0], volume: [])
    }
  }

  /// The series of one symbol of a table of closes; nil if it has no price at all.
  ///
  /// Days on which the symbol has no price are left out.
  func build(symbol: String, closes: [Double]) throws(LocatedError) -> LoadedSeries? {
    var times = table.raw.times
    var closes = closes
    if closes.contains(where: \.isNaN) {
      times = times.indices.compactMap { closes[$0].isNaN ? nil : times[$0] }
      closes.removeAll(where: \.isNaN)
    }
    guard !closes.isEmpty else { return nil }
    return try build(
      symbol: symbol, times: times, open: closes, high: closes, low: closes, close: closes,
      volume: [])
  }

  private func build(
    symbol: String, times: [Int64], open: [Double], high: [Double], low: [Double],
    close: [Double], volume: [Double]
  ) throws(LocatedError) -> LoadedSeries {
    var warnings = table.layout.warnings
    let (timeframe, origin) = try timeframe(times, &warnings)
    let inferred = InstrumentInference.metadata(
      symbol: symbol, isAdjusted: options.known(\.isAdjusted) ?? name.isAdjusted,
      prices: isCloseOnly ? [close] : [open, high, low, close], times: times,
      areDates: table.areDates, timeframe: timeframe, options: options)
    var layers = options.metadata.filter { !isWide || $0.metadata.symbol == nil }
    layers.append(MetadataLayer(.inferred, inferred))
    let resolved = try ResolvedInstrument.resolve(layers)
    let labels = BarLabels(times, end: options.label, areDates: table.areDates)
    let series = BarSeries(
      instrument: resolved.instrument, timeframe: timeframe, labels: labels, open: open,
      high: high, low: low, close: close, volume: volume)
    let repairs = RepairReport(table.raw.log)
    warnings += repairs.summary
    if let warning = closedDays(series) { warnings.append(warning) }
    return LoadedSeries(
      series: series, path: table.path, instrument: resolved, timeframeOrigin: origin,
      isCloseOnly: isCloseOnly, repairs: repairs, warnings: warnings,
      reading: LoadedSeries.Reading(options))
  }

  private var isWide: Bool {
    if case .wide = table.layout.content { true } else { false }
  }

  private var isCloseOnly: Bool {
    if case .bars = table.layout.content { false } else { true }
  }

  /// The timeframe: as told, as the file is named, or as its rows are spaced.
  private func timeframe(
    _ times: [Int64], _ warnings: inout [String]
  ) throws(LocatedError) -> (Timeframe, MetadataLayer.Origin) {
    if let timeframe = options.timeframe { return (timeframe, .flag) }
    let spacing = Timeframe.inferred(from: times)
    if let named = name.timeframe {
      guard let spacing, spacing != named, named.canBeBuilt(from: spacing) else {
        return (named, .inferred)
      }
      warnings.append(
        "the file is named \(named), but its rows are \(spacing) apart: taken as such")
      return (spacing, .inferred)
    }
    if let spacing { return (spacing, .inferred) }
    if table.areDates { return (.day, .inferred) }
    throw LocatedError(
      .data, "the rows do not show their timeframe", file: table.path,
      hint: "say it, for example with --timeframe 1h")
  }

  /// A warning about bars on days without trading.
  private func closedDays(_ series: BarSeries) -> String? {
    let session = series.instrument.session
    let isDailyOrFiner = series.timeframe == .day || series.timeframe.fixedNanoseconds != nil
    guard session != .continuous, isDailyOrFiner else { return nil }
    var cursor = SessionCursor(session)
    var count = 0
    var first: Int32?
    for day in series.days where !cursor.day(named: day).isTradingDay {
      count += 1
      first = first ?? day
    }
    guard let first else { return nil }
    let date = CivilDate(daysSinceEpoch: Int(first))
    return "\(count == 1 ? "1 bar lies" : "\(count) bars lie") on days on which"
      + " \(session.rawValue) is closed, the first on \(date)"
  }
}

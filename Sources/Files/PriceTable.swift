import Formats
import Market
import Platform

/// A file of prices that has been read: rows in order, and what was wrong with others.
struct PriceTable {
  let path: String
  let layout: TableLayout
  let raw: RawTable
  /// How many rows the file has, good and bad.
  let rowCount: Int
  /// Whether times are dates, which name trading days.
  let areDates: Bool

  static func read(
    _ path: String, options: LoadOptions, workers: Int, cancellation: Cancellation?
  ) throws(LocatedError) -> PriceTable {
    let file = try FileNature.open(path)
    return try file.withBytes { bytes throws(LocatedError) in
      try read(
        bytes.bindMemory(to: UInt8.self), path: path, options: options, workers: workers,
        cancellation: cancellation)
    }
  }

  static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, path: String, options: LoadOptions, workers: Int,
    pieceSize: Int = 1 << 20, cancellation: Cancellation? = nil
  ) throws(LocatedError) -> PriceTable {
    let layout = try TableLayout(bytes, file: path)
    let form: RowRules.Form =
      if case .bars(let hasVolume) = layout.content { .bars(hasVolume: hasVolume) } else { .prices }
    let rules = RowRules(
      form: form, allowsNonPositive: options.known(\.allowsNonPositivePrices) ?? false)
    let reader = TableReader(
      layout: layout, rules: rules, repair: options.repair, pieceSize: pieceSize,
      workers: workers, cancellation: cancellation)
    guard let raw = reader.read(bytes) else {
      throw LocatedError(.interrupted, "reading was interrupted", file: path)
    }
    return try PriceTable(raw, layout: layout, path: path, options: options)
  }

  private init(
    _ raw: RawTable, layout: TableLayout, path: String, options: LoadOptions
  ) throws(LocatedError) {
    self.path = path
    self.layout = layout
    rowCount = raw.times.count + raw.log.entries.count { $0.action != .widened }
    let isLocal = raw.hasLocalTimes && options.zone != .utc
    if isLocal, raw.hasInstants {
      throw LocatedError(
        .data, "some times have an offset and others have none", file: path,
        column: layout.timeName, expected: "all of one kind when a zone is given")
    }
    let spacing = options.timeframe ?? Timeframe.inferred(from: raw.times)
    let isLong = spacing.map { $0.fixedNanoseconds == nil } ?? !raw.hasTimesOfDay
    let areMidnights = raw.times.allSatisfy { $0 % Timestamp.nanosecondsPerDay == 0 }
    // As labels of closes, midnights with a time of day are instants.
    let isDated = !raw.hasTimesOfDay || options.label == .open
    areDates = isLong && areMidnights && isDated
    self.raw = RowOrder.apply(
      to: raw, zone: isLocal && !areDates ? options.zone : nil, repair: options.repair,
      timeName: layout.timeName)
  }

  /// Refuses the table if a row breaks a rule and no repair mends it.
  func requireRepaired() throws(LocatedError) {
    if let first = raw.log.firstUnrepaired {
      let others = raw.log.unrepairedCount - 1
      let rows = others == 1 ? "1 more row breaks" : "\(others) more rows break"
      let more = others == 0 ? "" : "\(rows) a rule; "
      throw first.error(file: path, hint: more + first.kind.remedies)
    }
    if raw.times.isEmpty {
      throw LocatedError(
        .data, "no row is left after repairs", file: path,
        hint: "rows in the file: \(rowCount), all of them against the rules")
    }
  }

  /// The series of the table, one for each symbol.
  func series(options: LoadOptions) throws(LocatedError) -> [LoadedSeries] {
    if case .ordinal = layout.timeStyle {
      throw LocatedError(
        .data, "the rows are numbered, not dated", file: path, column: layout.timeName,
        expected: "times or dates")
    }
    let name = FileName(path: path)
    guard case .wide(let symbols) = layout.content else {
      let symbol = options.known(\.symbol) ?? name.symbol
      return [try SeriesBuilder(table: self, options: options, name: name).build(symbol: symbol)]
    }
    let builder = SeriesBuilder(table: self, options: options, name: name)
    var all: [LoadedSeries] = []
    for symbol in options.symbols ?? symbols {
      guard let column = symbols.firstIndex(of: symbol) else {
        throw LocatedError(
          .usage, "unknown symbol", file: path, found: symbol,
          hint: Suggestion.hint(for: symbol, in: symbols))
      }
      if let series = try builder.build(symbol: symbol, closes: raw.columns[column]) {
        all.append(series)
      }
    }
    return all
  }
}

import Files
import Formats
import Market
import Platform
import Store
import Terminal

/// `tourney data import`: bars of price files into the store.
enum DataImportCommand {
  static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    let workers = try arguments.workers()
    var imports: [SeriesImport] = []
    for path in arguments.arguments {
      var options = try arguments.loadOptions()
      if let layer = try InstrumentFile.layer(beside: path) { options.metadata.append(layer) }
      for loaded in try DataFile.loadAll(path, options: options, workers: workers) {
        imports.append(
          SeriesImport(
            series: loaded.series, fingerprint: loaded.fingerprint(workers: workers)?.hex ?? "",
            origin: SeriesSource(loaded).path, repairs: loaded.repairs.fingerprintText,
            warnings: loaded.warnings, isCloseOnly: loaded.isCloseOnly))
      }
    }
    // All files are read before anything is kept: a bad one leaves the store as it was.
    let store = try arguments.requiredStore(.write)
    let areNew = try store.keep(imports)
    guard !arguments.has("quiet") else { return }
    for (entry, isNew) in zip(imports, areNew) {
      let series = entry.series
      StandardStream.output.write(
        "\(series.instrument.symbol) \(series.timeframe), \(series.count) bars, \(series.date(0)) "
          + "to \(series.date(series.count - 1)): \(isNew ? "kept" : "there already")\n")
      for warning in entry.warnings { StandardStream.output.write("  ! \(warning)\n") }
    }
  }
}

/// `tourney data list`: the bars in the store.
enum DataListCommand {
  static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    let all = try arguments.requiredStore(.read).series()
    let output = StandardStream.output
    if arguments.has("json") {
      return output.write(try Document.json(all.map(Entry.init)) + "\n")
    }
    if all.isEmpty { return output.write("no bars; 'tourney data import FILE' keeps some\n") }
    var table = Table([
      .init("symbol"), .init("timeframe"), .init("bars", .right), .init("from"), .init("to"),
      .init("fingerprint"), .init("origin"),
    ])
    for stored in all {
      table.append([
        stored.symbol, "\(stored.timeframe)", "\(stored.barCount)", stored.firstDay,
        stored.lastDay, String(stored.fingerprint.prefix(12)), stored.origin,
      ])
    }
    output.write(table.render(width: output.width, styling: .suited(to: output)))
  }

  private struct Entry: Encodable {
    let symbol: String
    let timeframe: String
    let bars: Int
    let first: String
    let last: String
    let fingerprint: String
    let origin: String
    let importedAt: String

    init(_ stored: StoredSeries) {
      symbol = stored.symbol
      timeframe = stored.timeframe.description
      bars = stored.barCount
      first = stored.firstDay
      last = stored.lastDay
      fingerprint = stored.fingerprint
      origin = stored.origin
      importedAt = stored.importedAt
    }
  }
}

/// `tourney data export`: bars from the store as a price file.
enum DataExportCommand {
  static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    let store = try arguments.requiredStore(.read)
    let symbol = arguments.arguments[0]
    let timeframe = try arguments.value("timeframe").map(Timeframe.parse)
    guard let stored = try store.series(symbol: symbol, timeframe: timeframe) else {
      let known = try store.series().map(\.symbol)
      throw LocatedError(
        .usage, "the store has no such bars", file: store.path, found: symbol,
        hint: Suggestion.hint(for: symbol, in: known) ?? "'tourney data list' shows what it has")
    }
    let text = BarWriter.csv(try store.bars(of: stored))
    guard let path = arguments.value("out") else {
      return text.span.bytes.withUnsafeBytes { StandardStream.output.write($0) }
    }
    do throws(PlatformError) {
      try FileSystem.writeFile(path, text, overwrite: arguments.has("force"))
    } catch {
      var located = LocatedError(error)
      if error.kind == .exists { located.hint = "--force replaces it" }
      throw located
    }
  }
}

import Files
import Formats
import Market
import Platform
import Store
import Terminal

/// Bars from the store in the form in which files give them.
enum StoredData {
  /// What the store has under a name that is no file; nil if it has nothing.
  static func load(
    symbol: String, from store: Store, _ arguments: ParsedArguments
  ) throws(LocatedError) -> LoadedSeries? {
    let timeframe = try arguments.value("timeframe").map(Timeframe.parse)
    guard let stored = try store.series(symbol: symbol, timeframe: timeframe) else { return nil }
    for option in ["zone", "label", "repair", "session", "symbol"] where arguments.has(option) {
      throw LocatedError(
        .usage, "'--\(option)' decides how a file is read, and '\(symbol)' is read from the store",
        hint: "leave it out, or import the file again with it")
    }
    let flags = try arguments.loadOptions().metadata
    return try load(stored, from: store, layers: flags)
  }

  /// The bars of a series.
  ///
  /// - Parameter layers: What is known of the instrument besides what the store says.
  static func load(
    _ stored: StoredSeries, from store: Store, layers: [MetadataLayer]
  ) throws(LocatedError) -> LoadedSeries {
    let resolved = try ResolvedInstrument.resolve(
      layers + [MetadataLayer(.store, stored.instrument, source: store.path)])
    let series = try store.bars(of: stored, as: resolved.instrument)
    guard let repairs = RepairReport(fingerprintText: stored.repairs) else {
      throw LocatedError(
        .data, "what the store says about repairs cannot be read", file: store.path,
        found: stored.repairs)
    }
    return LoadedSeries(
      series: series, path: stored.origin, instrument: resolved, timeframeOrigin: .store,
      isCloseOnly: stored.isCloseOnly, repairs: repairs, warnings: stored.warnings)
  }
}

extension StoredData {
  /// A series that was replayed before: from the store if it was imported, otherwise its file.
  ///
  /// - Throws: An error if the file has other bars now.
  static func again(
    _ wanted: RunConfiguration.Series, from source: SeriesSource, in store: Store, workers: Int
  ) throws(LocatedError) -> LoadedSeries {
    let layer = MetadataLayer(.flag, wanted.instrument)
    if let stored = try store.series(fingerprint: wanted.fingerprint) {
      return try load(stored, from: store, layers: [layer])
    }
    guard source.path != FileBytes.standardInputName else {
      throw LocatedError(
        .failed, "the bars of '\(wanted.symbol)' came from standard input and were not imported")
    }
    let loaded = try DataFile.load(
      source.path, options: try source.options(timeframe: wanted.timeframe, layer),
      workers: workers)
    let fingerprint = loaded.fingerprint(workers: workers)?.hex ?? ""
    guard fingerprint == wanted.fingerprint else {
      throw LocatedError(
        .failed, "the file has other bars than were replayed", file: source.path,
        found: String(fingerprint.prefix(12)), expected: String(wanted.fingerprint.prefix(12)))
    }
    return loaded
  }
}

extension SeriesSource {
  /// Where a series lies and how it was read; paths become absolute.
  init(_ loaded: LoadedSeries) {
    self.init(
      path: loaded.path == FileBytes.standardInputName
        ? loaded.path : FileSystem.join(FileSystem.currentDirectory, loaded.path),
      label: loaded.reading.label.rawValue, zone: loaded.reading.zone,
      repair: loaded.reading.repair.description)
  }

  /// How to read the file again, with all that is known of the instrument.
  func options(
    timeframe: String, _ layer: MetadataLayer
  ) throws(LocatedError) -> LoadOptions {
    LoadOptions(
      timeframe: try Timeframe.parse(timeframe), label: BarLabel(rawValue: label) ?? .open,
      zone: try TimeZoneRules.named(zone), repair: repair.isEmpty ? [] : try Repair.parse(repair),
      metadata: [layer], symbols: layer.metadata.symbol.map { [$0] })
  }
}

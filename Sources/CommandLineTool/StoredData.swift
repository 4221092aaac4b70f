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
  ) throws(LocatedError) -> (series: LoadedSeries, source: SeriesSource)? {
    let timeframe = try arguments.value("timeframe").map(Timeframe.parse)
    guard let stored = try store.series(symbol: symbol, timeframe: timeframe) else { return nil }
    for option in ["zone", "label", "repair", "session", "symbol"] where arguments.has(option) {
      throw LocatedError(
        .usage, "'--\(option)' decides how a file is read, and '\(symbol)' is read from the store",
        hint: "leave it out, or import the file again with it")
    }
    let flags = try arguments.loadOptions().metadata
    let loaded = try load(stored, from: store, layers: flags)
    return (loaded, source(of: stored))
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

  /// Where a stored series came from; its bars come back from the store.
  static func source(of stored: StoredSeries) -> SeriesSource {
    SeriesSource(path: stored.origin, label: "open", zone: "UTC", repair: "")
  }
}

extension LoadOptions {
  /// Where a file lies and how these options read it.
  func source(of path: String) -> SeriesSource {
    let place =
      path == FileBytes.standardInputName
      ? path : FileSystem.join(FileSystem.currentDirectory, path)
    return SeriesSource(
      path: place, label: label.rawValue, zone: zone.name, repair: repair.description)
  }
}

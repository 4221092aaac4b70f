public import Formats
public import Market
public import Platform

/// The bars of a file, and everything a person should know about how they came to be.
public struct LoadedSeries: Sendable {
  /// The bars.
  public let series: BarSeries
  /// The file, as the user named it.
  public let path: String
  /// The instrument, with the origin of each property.
  public let instrument: ResolvedInstrument
  /// Where the timeframe comes from: an option, or the data and the file's name.
  public let timeframeOrigin: MetadataLayer.Origin
  /// Whether the file has closes alone, to which open, high and low are equal.
  public let isCloseOnly: Bool
  /// What was changed in the rows.
  public let repairs: RepairReport
  /// What a person should know, one sentence each.
  public let warnings: [String]
  /// How the file was read, for whoever reads it again.
  public let reading: Reading

  /// What decides how the rows of a file become bars, besides the instrument and the timeframe.
  public struct Reading: Sendable, Hashable {
    /// Which end of its bar a time names.
    public let label: BarLabel
    /// The name of the clocks that times without an offset are of.
    public let zone: String
    /// What was done with rows that break rules.
    public let repair: Repair

    /// Takes it from options.
    public init(_ options: LoadOptions = LoadOptions()) {
      label = options.label
      zone = options.zone.name
      repair = options.repair
    }
  }

  package init(
    series: BarSeries, path: String, instrument: ResolvedInstrument,
    timeframeOrigin: MetadataLayer.Origin, isCloseOnly: Bool, repairs: RepairReport,
    warnings: [String], reading: Reading = Reading()
  ) {
    self.series = series
    self.path = path
    self.instrument = instrument
    self.timeframeOrigin = timeframeOrigin
    self.isCloseOnly = isCloseOnly
    self.repairs = repairs
    self.warnings = warnings
    self.reading = reading
  }

  /// Returns the hash of the bars and of what was repaired; nil if cancelled.
  public func fingerprint(
    workers: Int = 1, cancellation: Cancellation? = nil
  ) -> SHA256.Digest? {
    series.fingerprint(
      repairs: repairs.fingerprintText, workers: workers, cancellation: cancellation)
  }
}

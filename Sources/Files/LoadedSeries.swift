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

  package init(
    series: BarSeries, path: String, instrument: ResolvedInstrument,
    timeframeOrigin: MetadataLayer.Origin, isCloseOnly: Bool, repairs: RepairReport,
    warnings: [String]
  ) {
    self.series = series
    self.path = path
    self.instrument = instrument
    self.timeframeOrigin = timeframeOrigin
    self.isCloseOnly = isCloseOnly
    self.repairs = repairs
    self.warnings = warnings
  }

  /// Returns the hash of the bars and of what was repaired; nil if cancelled.
  public func fingerprint(
    workers: Int = 1, cancellation: Cancellation? = nil
  ) -> SHA256.Digest? {
    series.fingerprint(
      repairs: repairs.fingerprintText, workers: workers, cancellation: cancellation)
  }
}

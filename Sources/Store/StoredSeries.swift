public import Market

/// What the store knows about a series of bars, without the bars.
public struct StoredSeries: Sendable, Hashable {
  /// The number of its row.
  public let id: Int64
  /// The hash of the bars and of what was repaired in them.
  public let fingerprint: String
  /// The instrument's symbol.
  public let symbol: String
  /// The interval of one bar.
  public let timeframe: Timeframe
  /// How many bars there are.
  public let barCount: Int
  /// The session day of the first bar, as an ISO date.
  public let firstDay: String
  /// The session day of the last bar, as an ISO date.
  public let lastDay: String
  /// Every property of the instrument.
  public let instrument: InstrumentMetadata
  /// The file it was read from.
  public let origin: String
  /// What was repaired, in the form that the fingerprint takes in.
  public let repairs: String
  /// What a person should know, one sentence each.
  public let warnings: [String]
  /// Whether the file had closes alone.
  public let isCloseOnly: Bool
  /// When it was imported, UTC.
  public let importedAt: String
}

/// A series of bars on its way into the store.
public struct SeriesImport: Sendable {
  /// The bars.
  public var series: BarSeries
  /// The hash of the bars and of what was repaired in them.
  public var fingerprint: String
  /// The file it was read from.
  public var origin: String
  /// What was repaired, in the form that the fingerprint takes in.
  public var repairs: String
  /// What a person should know, one sentence each.
  public var warnings: [String]
  /// Whether the file had closes alone.
  public var isCloseOnly: Bool

  /// Makes an import.
  public init(
    series: BarSeries, fingerprint: String, origin: String, repairs: String = "",
    warnings: [String] = [], isCloseOnly: Bool = false
  ) {
    self.series = series
    self.fingerprint = fingerprint
    self.origin = origin
    self.repairs = repairs
    self.warnings = warnings
    self.isCloseOnly = isCloseOnly
  }
}

extension InstrumentMetadata {
  /// Every property of an instrument, as if one source had said it all.
  public init(allOf instrument: Instrument) {
    self.init(
      symbol: instrument.symbol, assetClass: instrument.assetClass,
      tickSize: instrument.tickSize, lotStep: instrument.lotStep,
      pointValue: instrument.pointValue, currency: instrument.currency,
      session: instrument.session, allowsNonPositivePrices: instrument.allowsNonPositivePrices,
      isAdjusted: instrument.isAdjusted)
  }
}

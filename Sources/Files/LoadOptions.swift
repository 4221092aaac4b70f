public import Formats
public import Market

/// How a file of prices is to be read.
public struct LoadOptions: Sendable {
  /// The timeframe; nil takes it from the file's name and the spacing of its rows.
  public var timeframe: Timeframe?
  /// Which end of its bar a time names.
  public var label: BarLabel
  /// The clocks that times without an offset are of.
  ///
  /// Times that clocks skip are refused. Of two instants with one local time it is the earlier,
  /// unless the row before is already there; then it is the later. Dates alone name trading days
  /// and have no clocks.
  public var zone: TimeZoneRules
  /// What to do with rows that break rules.
  public var repair: Repair
  /// What is known about the instrument, besides what the file shows.
  public var metadata: [MetadataLayer]
  /// Which symbols to take from a table of closes, in this order; nil for all.
  public var symbols: [String]?

  /// Makes options; the standard ones refuse every bad row and read local times as UTC.
  public init(
    timeframe: Timeframe? = nil, label: BarLabel = .open, zone: TimeZoneRules = .utc,
    repair: Repair = [], metadata: [MetadataLayer] = [], symbols: [String]? = nil
  ) {
    self.timeframe = timeframe
    self.label = label
    self.zone = zone
    self.repair = repair
    self.metadata = metadata
    self.symbols = symbols
  }

  /// What the strongest layer says about a property.
  func known<Value>(_ property: KeyPath<InstrumentMetadata, Value?>) -> Value? {
    for origin in MetadataLayer.Origin.allCases {
      for layer in metadata where layer.origin == origin {
        if let value = layer.metadata[keyPath: property] { return value }
      }
    }
    return nil
  }
}

extension InstrumentMetadata {
  /// The quantity step where fractions of a unit are allowed.
  private static let fractionalLot = 1e-6

  /// Returns what holds for an asset class.
  ///
  /// Lots: 1 share or contract, 1,000 units of a currency, 0.001 of a perpetual swap, 1e-6 of a
  /// crypto asset, and 1e-6 of anything with adjusted prices or that is an index. A tick is known
  /// for shares as traded only (0.01). Crypto assets trade around the clock; what else trades when
  /// depends on the place and is left to others.
  public static func preset(
    for assetClass: AssetClass, symbol: String, isAdjusted: Bool
  ) -> InstrumentMetadata {
    var preset = InstrumentMetadata()
    switch assetClass {
    case .equity:
      preset.tickSize = 0.01
      preset.lotStep = 1
    case .fx:
      preset.lotStep = 1_000
      preset.currency = SymbolName.quoteCurrency(of: symbol)
    case .crypto:
      preset.lotStep = fractionalLot
      preset.session = .continuous
      preset.currency = SymbolName.quoteCurrency(of: symbol)
    case .perpetual:
      preset.lotStep = 0.001
      preset.session = .continuous
      preset.currency = SymbolName.quoteCurrency(of: symbol)
    case .future: preset.lotStep = 1
    case .index: preset.lotStep = fractionalLot
    }
    if isAdjusted {
      preset.tickSize = nil
      preset.lotStep = fractionalLot
    }
    return preset
  }
}

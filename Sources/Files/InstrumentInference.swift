import Formats
import Market

/// Finds out from a file what nobody said about its instrument.
enum InstrumentInference {
  /// More prices of a column than this share off the exchange's grid show that they are adjusted.
  private static let offGridShare = 0.1

  /// Returns what the name, the times and the prices of a file show.
  ///
  /// - Parameter prices: Columns of prices. All of them count, because adjusted files often have
  ///   rounded closes and unrounded opens.
  static func metadata(
    symbol: String, isAdjusted: Bool?, prices: [[Double]], times: [Int64], areDates: Bool,
    timeframe: Timeframe, options: LoadOptions
  ) -> InstrumentMetadata {
    let assetClass = options.known(\.assetClass) ?? SymbolName.assetClass(of: symbol)
    var metadata = InstrumentMetadata(symbol: symbol, assetClass: assetClass)
    metadata.isAdjusted =
      isAdjusted
      ?? (assetClass == .equity
        && prices.contains { TickInference.share(of: $0, onGrid: 0.01) < 1 - offGridShare })
    metadata.tickSize = prices.map { TickInference.tickSize(of: $0) }.min()
    metadata.session = SessionInference.session(
      assetClass: assetClass, times: times, areDates: areDates, timeframe: timeframe)
    return metadata
  }
}

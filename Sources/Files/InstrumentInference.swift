import Formats
import Market

/// Finds out from a file what nobody said about its instrument.
enum InstrumentInference {
  /// More closes than this share off the exchange's grid show that prices are adjusted.
  private static let offGridShare = 0.1

  /// Returns what the name, the times and the closes of a file show.
  static func metadata(
    symbol: String, isAdjusted: Bool?, closes: [Double], times: [Int64], areDates: Bool,
    timeframe: Timeframe, options: LoadOptions
  ) -> InstrumentMetadata {
    let assetClass = options.known(\.assetClass) ?? SymbolName.assetClass(of: symbol)
    var metadata = InstrumentMetadata(symbol: symbol, assetClass: assetClass)
    metadata.isAdjusted =
      isAdjusted
      ?? (assetClass == .equity
        && TickInference.share(of: closes, onGrid: 0.01) < 1 - offGridShare)
    metadata.tickSize = TickInference.tickSize(of: closes)
    metadata.session = SessionInference.session(
      assetClass: assetClass, times: times, areDates: areDates, timeframe: timeframe)
    return metadata
  }
}

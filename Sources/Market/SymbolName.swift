/// What the name of an instrument tells about it.
public enum SymbolName {
  /// Returns the asset class that a symbol suggests; a share if it suggests nothing.
  ///
  /// `ETHUSDT-PERP` and `ETHUSDT.P` are perpetual swaps, `BTCUSD` and `SOL-EUR` crypto, `EURUSD`
  /// and `EUR/USD` currencies (`XAUUSD` too), `VIX`, `SPX` and `^GDAXI` indices.
  public static func assetClass(of symbol: String) -> AssetClass {
    let name = symbol.uppercased()
    if name.hasSuffix("PERP") || name.hasSuffix(".P") { return .perpetual }
    if name.hasPrefix("^") || indices.contains(name) { return .index }
    guard let (base, quote) = pair(of: name) else { return .equity }
    if currencies.contains(base), currencies.contains(quote) { return .fx }
    return cryptoAssets.contains(base) || stablecoins.contains(quote) ? .crypto : .equity
  }

  /// Returns the currency that a pair is quoted in, `USDT` for `ETHUSDT-PERP`; nil for no pair.
  public static func quoteCurrency(of symbol: String) -> String? {
    var name = Substring(symbol.uppercased())
    for suffix in ["PERP", ".P"] where name.hasSuffix(suffix) { name.removeLast(suffix.count) }
    while name.last == "-" || name.last == "_" { name.removeLast() }
    return pair(of: String(name))?.quote
  }

  /// Splits a name into base and quote.
  private static func pair(of name: String) -> (base: String, quote: String)? {
    let letters = name.filter { $0 != "/" && $0 != "-" && $0 != "_" }
    let splits = quotes.filter { letters.hasSuffix($0) && letters.count > $0.count }
      .map { (base: String(letters.dropLast($0.count)), quote: $0) }
    return splits.first { currencies.contains($0.base) || cryptoAssets.contains($0.base) }
      ?? splits.first { stablecoins.contains($0.quote) }
  }

  /// The longest first, so that `ETHUSDT` ends in `USDT`.
  private static let quotes =
    stablecoins.sorted() + currencies.sorted() + ["BTC", "ETH", "BNB"]

  private static let stablecoins: Set<String> = ["USDT", "USDC", "BUSD", "FDUSD"]

  private static let currencies: Set<String> = [
    "USD", "EUR", "GBP", "JPY", "CHF", "AUD", "NZD", "CAD", "SEK", "NOK", "DKK", "PLN", "CZK",
    "HUF", "TRY", "ZAR", "MXN", "SGD", "HKD", "CNH", "CNY", "INR", "BRL", "KRW", "THB", "ILS",
    "XAU", "XAG", "XPT", "XPD",
  ]

  private static let cryptoAssets: Set<String> = [
    "BTC", "XBT", "ETH", "BNB", "SOL", "XRP", "ADA", "DOGE", "LTC", "BCH", "DOT", "AVAX", "LINK",
    "TRX", "MATIC", "POL", "TON", "SHIB", "XLM", "ATOM", "UNI", "ETC", "XMR", "FIL", "NEAR", "APT",
    "ARB", "OP", "SUI", "AAVE", "ALGO", "EOS", "XTZ", "DASH", "ZEC",
  ]

  private static let indices: Set<String> = [
    "VIX", "VVIX", "SPX", "NDX", "DJI", "RUT", "NYA", "DAX", "FTSE", "N225", "HSI", "SX5E", "CAC",
    "US500", "US30", "NAS100", "GER40",
  ]
}

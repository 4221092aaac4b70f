/// The committed parameters of the sample markets: changing one changes the files in `data/`.
enum SimulationParameters {
  /// A share: its name, its sensitivity to the market, own volatility a day, sector and yield.
  struct Share {
    var symbol: String
    var price: Double
    var beta: Double
    var volatility: Double
    var sector: Int
    var yearlyYield: Double
    /// Extra drift a day.
    var drift = 0.0
  }

  /// A stretch of session days with its own drift and volatility of the market, a day.
  struct Scene {
    var days: Range<Int>
    var drift: Double
    var volatility: Double
  }

  /// Session days of the shares: 12 years from 2012-01-03.
  static let shareDayCount = 3_020
  /// 2012-01-03 in days since 1970-01-01.
  static let firstDay: Int32 = 15_342
  /// Bars of each intraday series.
  static let intradayBarCount = 10_000

  /// A crash of five weeks and the rebound after it.
  static let crash = Scene(days: 1_300..<1_325, drift: -0.014, volatility: 0.028)
  static let rebound = Scene(days: 1_325..<1_450, drift: 0.0022, volatility: 0.013)
  /// Two and a half years that lead nowhere.
  static let sideways = Scene(days: 1_700..<2_330, drift: -0.00005, volatility: 0.006)
  /// A sector that everybody wants, and its end.
  static let bubble = Scene(days: 2_450..<2_650, drift: 0.0065, volatility: 0.012)
  static let burst = Scene(days: 2_650..<2_740, drift: -0.0145, volatility: 0.025)
  static let bubbleSector = 3
  /// A share that does not trade for two weeks and opens far lower.
  static let haltedSymbol = "KLN"
  static let halt = 900..<910
  static let haltGap = -0.32

  static let shares: [Share] = [
    Share(symbol: "ACM", price: 42, beta: 1.0, volatility: 0.011, sector: 0, yearlyYield: 0.022),
    Share(symbol: "BRV", price: 18, beta: 1.3, volatility: 0.016, sector: 0, yearlyYield: 0),
    Share(symbol: "CDT", price: 63, beta: 0.8, volatility: 0.009, sector: 0, yearlyYield: 0.031),
    Share(symbol: "DLM", price: 25, beta: 1.1, volatility: 0.013, sector: 0, yearlyYield: 0.012),
    Share(symbol: "ELK", price: 88, beta: 0.7, volatility: 0.008, sector: 0, yearlyYield: 0.036),
    Share(symbol: "FNT", price: 31, beta: 1.2, volatility: 0.014, sector: 1, yearlyYield: 0.018),
    Share(symbol: "GRD", price: 54, beta: 1.4, volatility: 0.015, sector: 1, yearlyYield: 0.008),
    Share(symbol: "HVN", price: 22, beta: 0.9, volatility: 0.010, sector: 1, yearlyYield: 0.027),
    Share(symbol: "IRS", price: 77, beta: 1.0, volatility: 0.012, sector: 1, yearlyYield: 0.015),
    Share(symbol: "JSP", price: 15, beta: 1.5, volatility: 0.019, sector: 1, yearlyYield: 0),
    Share(symbol: "KLN", price: 36, beta: 1.0, volatility: 0.013, sector: 2, yearlyYield: 0.010),
    Share(symbol: "LMB", price: 49, beta: 0.6, volatility: 0.007, sector: 2, yearlyYield: 0.040),
    Share(symbol: "MRX", price: 58, beta: 0.8, volatility: 0.010, sector: 2, yearlyYield: 0.025),
    Share(symbol: "NVL", price: 27, beta: 1.1, volatility: 0.014, sector: 2, yearlyYield: 0.014),
    Share(symbol: "OPL", price: 95, beta: 0.9, volatility: 0.011, sector: 2, yearlyYield: 0.020),
    Share(
      symbol: "PXL", price: 20, beta: 1.2, volatility: 0.017, sector: 3, yearlyYield: 0,
      drift: 0.0003),
    Share(
      symbol: "QNT", price: 33, beta: 1.3, volatility: 0.018, sector: 3, yearlyYield: 0,
      drift: 0.0004),
    Share(symbol: "RVR", price: 46, beta: 1.0, volatility: 0.012, sector: 4, yearlyYield: 0.017),
    Share(
      symbol: "STL", price: 12, beta: 1.1, volatility: 0.016, sector: 4, yearlyYield: 0.006,
      drift: -0.0004),
    Share(symbol: "TRN", price: 69, beta: 0.7, volatility: 0.009, sector: 4, yearlyYield: 0.033),
  ]
}

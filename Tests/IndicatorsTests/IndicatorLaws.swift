@testable import Indicators

/// Which laws hold for which indicators; one entry for all outputs, or one for each.
enum IndicatorLaws {
  /// With what power the outputs grow when all prices do: 0 for ratios, 1 for prices, 2 for squares.
  static let degrees: [String: [Int]] = [
    "sma": [1], "ema": [1], "rma": [1], "wma": [1], "hma": [1], "vwma": [1], "swma": [1],
    "alma": [1], "rsi": [0], "macd": [1], "stoch": [0], "cci": [0], "change": [1], "mom": [1],
    "roc": [0], "cmo": [0], "wpr": [0], "tsi": [0], "cog": [0], "supertrend": [1, 0], "dmi": [0],
    "sar": [1], "tr": [1], "atr": [1], "stdev": [1], "variance": [2], "dev": [1], "bb": [1],
    "bbw": [0], "kc": [1], "kcw": [0], "range": [1], "highest": [1], "lowest": [1],
    "highestbars": [0], "lowestbars": [0], "max": [1], "min": [1], "pivothigh": [1],
    "pivotlow": [1], "pivot_point_levels": [1], "vwap": [1], "mfi": [0], "obv": [0],
    "accdist": [0], "pvt": [0], "nvi": [0], "pvi": [0], "wad": [1], "wvad": [0], "iii": [0],
    "sum": [1], "cum": [1], "median": [1], "mode": [1], "percentile_nearest_rank": [1],
    "percentile_linear_interpolation": [1], "percentrank": [0], "correlation": [0], "rci": [0],
    "linreg": [1], "crossover": [0], "crossunder": [0], "cross": [0], "rising": [0],
    "falling": [0], "barssince": [0], "valuewhen": [1],
  ]

  /// Whether the outputs move with the prices when all are raised; absent where neither holds.
  static let moves: [String: [Bool]] = [
    "sma": [true], "ema": [true], "rma": [true], "wma": [true], "hma": [true], "vwma": [true],
    "swma": [true], "alma": [true], "rsi": [false], "macd": [false], "stoch": [false],
    "change": [false], "mom": [false], "cmo": [false], "wpr": [false], "tsi": [false],
    "supertrend": [true, false], "dmi": [false], "sar": [true], "tr": [false], "atr": [false],
    "stdev": [false], "variance": [false], "dev": [false], "bb": [true], "kc": [true],
    "range": [false], "highest": [true], "lowest": [true], "highestbars": [false],
    "lowestbars": [false], "max": [true], "min": [true], "pivothigh": [true], "pivotlow": [true],
    "pivot_point_levels": [true], "vwap": [true], "obv": [false], "accdist": [false],
    "wad": [false], "wvad": [false], "iii": [false], "median": [true], "mode": [true],
    "percentile_nearest_rank": [true], "percentile_linear_interpolation": [true],
    "percentrank": [false], "correlation": [false], "rci": [false], "linreg": [true],
    "crossover": [false], "crossunder": [false], "cross": [false], "rising": [false],
    "falling": [false], "barssince": [false], "valuewhen": [true],
  ]

  /// Relative errors beyond rounding: of squares that vwap subtracts, half the digits cancel.
  static let slack: [String: Double] = ["vwap": 1e-6]

  /// What bars give whose prices are all 0.1.
  static let onConstant: [String: Double] = [
    "sma": 0.1, "ema": 0.1, "rma": 0.1, "wma": 0.1, "hma": 0.1, "vwma": 0.1, "swma": 0.1,
    "alma": 0.1, "highest": 0.1, "lowest": 0.1, "max": 0.1, "min": 0.1, "median": 0.1,
    "mode": 0.1, "percentile_nearest_rank": 0.1, "percentile_linear_interpolation": 0.1,
    "linreg": 0.1, "rsi": 100, "change": 0, "mom": 0, "roc": 0, "tr": 0, "atr": 0, "stdev": 0,
    "variance": 0, "dev": 0, "macd": 0, "obv": 0, "accdist": 0, "pvt": 0, "nvi": 1,
    "pvi": 1, "wad": 0, "percentrank": 100, "crossover": 0, "crossunder": 0, "cross": 0,
    "rising": 0, "falling": 0, "stoch": .nan, "wpr": .nan, "cmo": .nan, "tsi": .nan,
    "correlation": .nan, "rci": .nan, "cci": .nan, "dmi": .nan, "range": 0, "bbw": 0,
  ]

  /// Indicators of which nothing is said for prices that are raised: ratios to the price, and sums.
  static let movesOtherwise: Set = [
    "cci", "roc", "cog", "bbw", "kcw", "mfi", "pvt", "nvi", "pvi", "sum", "cum",
  ]
}

extension Indicator {
  /// Whether parameters leave it without values: an unbiased variance of one, a deviation of one.
  func isUndefined(_ parameters: [Double]) -> Bool {
    let isOne = (parameters.first ?? 2) == 1
    return switch id {
    case "stdev", "variance": isOne && parameters.count > 1 && parameters[1] == 0
    case "cci", "stoch", "wpr", "cmo", "tsi", "wvad", "iii", "dmi": isOne || self.parameters.isEmpty
    default: false
    }
  }
}

extension Indicator {
  /// What the tests compare an indicator's values with.
  public enum Oracle: Sendable, Hashable {
    /// What others compute, by the same definition.
    case external(String)
    /// Laws and examples worked out by hand only: nobody else has the definition, which differs so.
    case identities(String)

    /// The oracle in words.
    public var text: String {
      switch self {
      case .external(let source): source
      case .identities(let reason): "laws and examples worked out by hand only: \(reason)"
      }
    }
  }

  /// What the tests compare its values with.
  public var oracle: Oracle {
    Self.oracles[id] ?? .identities("it is not one of the registry's indicators")
  }

  /// An entry for each indicator of the registry; the tests hold them to it.
  static let oracles: [String: Oracle] = {
    var oracles: [String: Oracle] = [:]
    for (id, source) in external { oracles[id] = .external(source) }
    for (id, reason) in handmade { oracles[id] = .identities(reason) }
    return oracles
  }()

  private static let handmade: [(String, String)] = [
    ("supertrend", "its start is the language's"),
    (
      "sar",
      "TA-Lib keeps the stop out of the bars before it looks for a turn, the language after that"
    ),
    ("pivot_point_levels", "each type is a formula of one line"),
  ]

  private static let external: [(String, String)] = [
    ("sma", "TA-Lib SMA"), ("ema", "TA-Lib EMA"), ("rsi", "TA-Lib RSI"), ("tr", "TA-Lib TRANGE"),
    ("highest", "TA-Lib MAX"), ("lowest", "TA-Lib MIN"), ("wma", "TA-Lib WMA"),
    ("stoch", "TA-Lib STOCHF"), ("cci", "TA-Lib CCI"), ("mom", "TA-Lib MOM"),
    ("roc", "TA-Lib ROC"), ("wpr", "TA-Lib WILLR"), ("bb", "TA-Lib BBANDS"),
    ("bbw", "TA-Lib BBANDS"), ("obv", "TA-Lib OBV, which counts the first bar"),
    ("accdist", "TA-Lib AD"), ("correlation", "TA-Lib CORREL"),
    ("linreg", "TA-Lib LINEARREG and TSF"), ("mfi", "TA-Lib MFI, which starts a bar later"),
    ("stdev", "pandas rolling.std"), ("variance", "pandas rolling.var"),
    ("rma", "pandas ewm from the mean of the first values"),
    ("atr", "pandas ewm from the mean of the first values"),
    ("macd", "pandas ewm"), ("tsi", "pandas ewm"), ("dmi", "pandas ewm"), ("kc", "pandas ewm"),
    ("kcw", "pandas ewm"), ("vwma", "pandas rolling"), ("vwap", "pandas groupby, numpy average"),
    ("change", "pandas diff"), ("cmo", "pandas diff and rolling"), ("range", "pandas rolling"),
    ("max", "pandas cummax"), ("min", "pandas cummin"), ("sum", "pandas rolling"),
    ("cum", "pandas cumsum"), ("median", "pandas rolling.median"), ("pvt", "pandas cumsum"),
    ("nvi", "pandas and numpy"), ("pvi", "pandas and numpy"), ("wad", "numpy cumsum"),
    ("barssince", "pandas ffill"), ("valuewhen", "pandas ffill"),
    ("crossover", "pandas shift"), ("crossunder", "pandas shift"), ("cross", "pandas shift"),
    ("rising", "pandas diff and rolling"), ("falling", "pandas diff and rolling"),
    ("hma", "numpy average with weights"), ("swma", "numpy average with weights"),
    ("alma", "numpy average with weights"), ("cog", "numpy average with weights"),
    ("dev", "numpy mean"), ("wvad", "numpy"), ("iii", "numpy"),
    ("highestbars", "numpy argmax"), ("lowestbars", "numpy argmin"), ("pivothigh", "numpy max"),
    ("pivotlow", "numpy min"), ("percentile_nearest_rank", "numpy percentile, inverted_cdf"),
    ("percentile_linear_interpolation", "numpy percentile, hazen"),
    ("mode", "scipy stats.mode"), ("percentrank", "scipy stats.percentileofscore, weak"),
    ("rci", "scipy stats.spearmanr"),
  ]
}

extension Indicator {
  /// What a missing value does, in words.
  public var gaps: String {
    if Self.skipping.contains(id) {
      return "a bar without a value gives none, and is as if it had not been"
    }
    if Self.passing.contains(id) {
      return "a bar without a value changes nothing and gives what the bar before gave"
    }
    return sources.isEmpty
      ? "none: it reads the bars, which have their prices"
      : "a missing value goes through the formula: what is made of it is missing, what is compared "
        + "with it is false"
  }

  /// The indicators that give on a bar without a value what they gave before it.
  static let passing: Set<String> = ["max", "min"]

  /// The indicators for which a bar without a value is as if it had not been.
  static let skipping: Set<String> = [
    "sma", "ema", "rma", "alma", "macd", "stoch", "cci", "cog", "stdev", "variance", "dev", "bb",
    "bbw", "range", "highest", "lowest", "sum", "cum", "median", "mode",
    "percentile_nearest_rank", "percentile_linear_interpolation", "percentrank", "correlation",
    "rci", "linreg",
  ]
}

import Market
import TestSupport
import Testing

@testable import Indicators

@Suite struct IndicatorOracleTests {
  @Test("columns agree with TA-Lib and pandas")
  func oracles() throws {
    typealias V = IndicatorVectors
    let table: [(IndicatorRequest, [Double])] = [
      (.sma(7), V.sma), (.ema(7), V.ema), (.rma(7), V.rma), (.rsi(7), V.rsi), (.tr, V.tr),
      (.atr(7), V.atr), (.stdev(7), V.stdev), (.stdev(.close, 7, sample: true), V.sample),
      (.highest(7), V.highest), (.lowest(7), V.lowest),
    ]
    let cache = ColumnCache()
    var found = Mismatches()
    for (request, expected) in table {
      let actual = try cache.column(request, of: V.bars)
      found.check(request.indicator, actual, equals: expected, relative: 1e-12)
    }
    #expect(found.isEmpty, "\(found)")
  }

  private func mismatches(_ table: [Row], from first: Int = 0) throws -> Mismatches {
    typealias V = IndicatorVectors
    var found = Mismatches()
    for (name, parameters, output, expected) in table {
      let indicator = try IndicatorRegistry.indicator(named: name)
      let actual = try indicator.columns(of: V.bars, parameters: parameters)[output]
      found.check(
        "\(name)[\(output)]", Array(actual[first...]), equals: Array(expected[first...]),
        relative: IndicatorLaws.slack[name] ?? 1e-11, absolute: 1e-12)
    }
    return found
  }

  @Test("averages and bands agree with TA-Lib, pandas and numpy")
  func averages() throws {
    let found = try mismatches(Self.averages)
    #expect(found.isEmpty, "\(found)")
  }

  @Test("oscillators agree with TA-Lib, pandas and scipy")
  func oscillators() throws {
    let found = try mismatches(Self.oscillators)
    #expect(found.isEmpty, "\(found)")
  }

  @Test("statistics and extremes agree with TA-Lib, numpy, pandas and scipy")
  func statistics() throws {
    let found = try mismatches(Self.statistics)
    #expect(found.isEmpty, "\(found)")
  }

  @Test("indicators that start otherwise in TA-Lib agree with it later")
  func laterAgreement() throws {
    let found = try mismatches(Self.later, from: 8)
    #expect(found.isEmpty, "\(found)")
  }

  @Test("events agree with pandas")
  func events() throws {
    let found = try mismatches(Self.events)
    #expect(found.isEmpty, "\(found)")
  }

  @Test("every indicator names its oracle, and is compared with it unless there is none")
  func coverage() {
    var named: Set = ["sma", "ema", "rma", "rsi", "tr", "atr", "stdev", "highest", "lowest"]
    let tables = [Self.averages, Self.oscillators, Self.statistics, Self.later, Self.events]
    for (name, _, _, _) in tables.joined() { named.insert(name) }
    var found = Mismatches()
    for indicator in IndicatorRegistry.all {
      found.require(Indicator.oracles[indicator.id] != nil, "\(indicator.id) names no oracle")
      let isExternal = if case .external = indicator.oracle { true } else { false }
      found.check(indicator.id, named.contains(indicator.id), equals: isExternal)
    }
    found.check("oracles", Indicator.oracles.count, equals: IndicatorRegistry.all.count)
    #expect(found.isEmpty, "\(found)")
  }

  @Test("sources are the means they say")
  func sources() throws {
    let series = IndicatorVectors.bars
    var found = Mismatches()
    for source in PriceSource.allCases {
      let column = try source.column(of: series)
      for (bar, value) in column.enumerated() {
        let b = series[bar]
        let expected =
          switch source {
          case .open: b.open
          case .high: b.high
          case .low: b.low
          case .close: b.close
          case .volume: b.volume ?? .nan
          case .hl2: (b.high + b.low) / 2
          case .hlc3: (b.high + b.low + b.close) / 3
          case .ohlc4: (b.open + b.high + b.low + b.close) / 4
          case .hlcc4: (b.high + b.low + b.close + b.close) / 4
          }
        found.check("\(source)[\(bar)]", value, hasBitsOf: expected)
      }
    }
    #expect(found.isEmpty, "\(found)")
  }
}

/// The values, by what computed them: TA-Lib, pandas, numpy or scipy.
extension IndicatorOracleTests {
  /// An indicator with its parameters, the output looked at, and the values it must have.
  private typealias Row = (String, [Double], Int, [Double])
  private typealias V = IndicatorVectors

  private static let averages: [Row] = [
    ("wma", [7], 0, V.wma),  // TA-Lib WMA
    ("hma", [7], 0, V.hma), ("vwma", [7], 0, V.vwma),  // numpy.average, pandas rolling
    ("swma", [], 0, V.swma), ("alma", [7], 0, V.alma),  // numpy.average with weights
    ("macd", [5, 8, 3], 0, V.macd0), ("macd", [5, 8, 3], 1, V.macd1),  // pandas ewm
    ("macd", [5, 8, 3], 2, V.macd2),
    ("bb", [7], 0, V.bb0), ("bb", [7], 1, V.bb1), ("bb", [7], 2, V.bb2),  // TA-Lib BBANDS
    ("bbw", [7], 0, V.bbw),
    ("kc", [7], 0, V.kc0), ("kc", [7], 1, V.kc1), ("kc", [7], 2, V.kc2),  // pandas ewm
    ("kcw", [7], 0, V.kcw),
    ("vwap", [], 0, V.vwap0), ("vwap", [], 1, V.vwap1),  // pandas groupby, numpy.average
  ]

  private static let oscillators: [Row] = [
    ("stoch", [7], 0, V.stoch), ("cci", [7], 0, V.cci),  // TA-Lib STOCHF, CCI
    ("mom", [7], 0, V.mom), ("roc", [7], 0, V.roc), ("wpr", [7], 0, V.wpr),  // TA-Lib
    ("change", [7], 0, V.change), ("cmo", [7], 0, V.cmo),  // pandas diff, rolling
    ("tsi", [5, 7], 0, V.tsi), ("cog", [7], 0, V.cog),  // pandas ewm, numpy.average
    ("dmi", [7, 5], 0, V.dmi0), ("dmi", [7, 5], 1, V.dmi1),  // pandas ewm
    ("dmi", [7, 5], 2, V.dmi2),
    ("obv", [], 0, V.obv), ("accdist", [], 0, V.accdist),  // TA-Lib OBV less its start, AD
    ("pvt", [], 0, V.pvt), ("nvi", [], 0, V.nvi), ("pvi", [], 0, V.pvi),  // pandas, numpy
    ("wad", [], 0, V.wad), ("wvad", [], 0, V.wvad), ("iii", [], 0, V.iii),  // numpy
    ("rci", [7], 0, V.rci),  // scipy.stats.spearmanr
  ]

  private static let statistics: [Row] = [
    ("variance", [7], 0, V.variance), ("dev", [7], 0, V.dev),  // pandas, numpy
    ("range", [7], 0, V.rangeValues), ("max", [], 0, V.max), ("min", [], 0, V.min),  // pandas
    ("highestbars", [7], 0, V.highestbars), ("lowestbars", [7], 0, V.lowestbars),  // numpy argmax
    ("pivothigh", [2, 2], 0, V.pivothigh), ("pivotlow", [2, 2], 0, V.pivotlow),  // numpy max
    ("sum", [7], 0, V.sumValues), ("cum", [], 0, V.cum), ("median", [7], 0, V.median),  // pandas
    ("mode", [7], 0, V.mode),  // scipy.stats.mode
    // numpy.percentile, methods inverted_cdf and hazen
    ("percentile_nearest_rank", [7, 30], 0, V.percentileNearestRank),
    ("percentile_linear_interpolation", [7, 30], 0, V.percentileLinearInterpolation),
    ("percentrank", [7], 0, V.percentrank),  // scipy.stats.percentileofscore, weak
    ("correlation", [7], 0, V.correlation), ("linreg", [7], 0, V.linreg),  // TA-Lib
    ("linreg", [7, -1], 0, V.linregOffset),  // TA-Lib TSF
    ("barssince", [], 0, V.barssince), ("valuewhen", [], 0, V.valuewhen),  // pandas ffill
  ]

  private static let events: [Row] = [
    ("crossover", [], 0, V.crossover), ("crossunder", [], 0, V.crossunder),  // pandas
    ("cross", [], 0, V.cross), ("rising", [2], 0, V.rising), ("falling", [2], 0, V.falling),
  ]

  /// TA-Lib's first flow is that of the second bar.
  private static let later: [Row] = [("mfi", [7], 0, V.mfi)]
}

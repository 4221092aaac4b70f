import Indicators
import Market
import TestSupport
import Testing

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

import Formats
import Market
import Platform
import TestSupport
import Testing

@testable import Indicators

@Suite struct ColumnCacheTests {
  private let bars = IndicatorVectors.bars

  @Test("requests for the same column are computed once, also by parallel callers")
  func sharing() throws {
    let cache = ColumnCache()
    let requests: [IndicatorRequest] = [
      .sma(7), .sma(.close, 7), IndicatorRequest("sma", parameters: [7]), .stdev(20),
      IndicatorRequest("stdev"), .sma(.open, 7),
    ]
    let columns = try parallelMap(count: 60, workers: 4) { index throws(LocatedError) in
      try cache.column(requests[index % requests.count], of: bars)
    }
    let first = try cache.column(.sma(7), of: bars)
    #expect(cache.count == 3)
    var found = Mismatches()
    for index in stride(from: 0, to: 60, by: 6) {
      found.check("\(index)", columns[index] ?? [], equals: first, relative: 0)
    }
    #expect(found.isEmpty, "\(found)")
    _ = try cache.column(.sma(7), of: IndicatorVectors.bars)
    #expect(cache.count == 3)
  }

  @Test("a column that is still read keeps its values while another grows in recycled memory")
  func recycledGrowth() throws {
    let cache = ColumnCache()
    let read = try cache.column(.sma(7), of: bars)
    let values = Array(read.map(\.bitPattern))
    cache.recycle()
    let growing = try #require(try cache.growing(.sma(3), of: bars))
    growing.grow(to: bars.count)
    #expect(read.map(\.bitPattern) == values)
    let whole = try ColumnCache().column(.sma(3), of: bars)
    #expect(growing.columns[0].map(\.bitPattern) == whole.map(\.bitPattern))
  }

  @Test("a length beyond the data gives NaN only")
  func longLength() throws {
    let cache = ColumnCache()
    for request in [IndicatorRequest.sma(37), .ema(1_000_000_000), .rsi(36), .stdev(100)] {
      #expect(try cache.column(request, of: bars).allSatisfy(\.isNaN))
    }
  }

  @Test("wrong requests say what is wrong")
  func errors() {
    let cache = ColumnCache()
    let table: [(IndicatorRequest, String)] = [
      (
        .sma(0),
        "error: parameter 'length' of indicator 'sma' is out of range, was '0', "
          + "expected a whole number from 1 on"
      ),
      (
        IndicatorRequest("ema", parameters: [2.5]),
        "error: parameter 'length' of indicator 'ema' is out of range, was '2.5', "
          + "expected a whole number from 1 on"
      ),
      (
        .atr(-3),
        "error: parameter 'length' of indicator 'atr' is out of range, was '-3', "
          + "expected a whole number from 1 on"
      ),
      (
        IndicatorRequest("rsi", parameters: [.nan]),
        "error: parameter 'length' of indicator 'rsi' is out of range, was 'nan', "
          + "expected a whole number from 1 on"
      ),
      (
        IndicatorRequest("sma", parameters: [.infinity]),
        "error: parameter 'length' of indicator 'sma' is out of range, was 'inf', "
          + "expected a whole number from 1 on"
      ),
      (
        IndicatorRequest("sma", parameters: [3, 4]),
        "error: indicator 'sma' has too many parameters, was '2', expected at most 1"
      ),
      (
        IndicatorRequest("stdev", parameters: [3, 2]),
        "error: parameter 'biased' of indicator 'stdev' is out of range, was '2', expected 0 or 1"
      ),
      (
        IndicatorRequest("higest", parameters: [3]),
        "error: unknown indicator 'higest'\nhint: did you mean 'highest'?"
      ),
      (
        IndicatorRequest("atr", source: .close),
        "error: indicator 'atr' reads whole bars and takes no source, was 'close'\n"
          + "hint: leave the source out"
      ),
      (
        IndicatorRequest("sma", output: 1),
        "error: indicator 'sma' has no such output, was '1', expected 0 to 0"
      ),
    ]
    var found = Mismatches()
    for (request, message) in table {
      do throws(LocatedError) {
        _ = try cache.column(request, of: bars)
        found.add("\(request) is accepted")
      } catch {
        found.check("\(request)", "\(error)", equals: message)
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("volume that is not there is missed by name")
  func missingVolume() throws {
    let silent = BarSeries(
      instrument: bars.instrument, timeframe: bars.timeframe, openTimes: bars.openTimes,
      closeTimes: bars.closeTimes, days: bars.days, open: bars.open, high: bars.high,
      low: bars.low, close: bars.close)
    let error = #expect(throws: LocatedError.self) {
      try ColumnCache().column(.sma(.volume, 3), of: silent)
    }
    #expect(error?.exitClass == .data && error?.message == "the bars of 'TEST' have no volume")
  }
}

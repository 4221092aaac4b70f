import Formats
import Market
import TestSupport
import Testing

@testable import Indicators

/// What the streams of the registry must do.
@Suite struct IndicatorStreamTests {
  /// Takes the bars in turn and gives the columns, as long as the bars.
  private func take(
    _ stream: IndicatorStream, _ series: BarSeries, bars: [Int]? = nil,
    arguments: (Int) -> [Double]
  ) throws -> [[Double]] {
    var columns = [[Double]](
      repeating: [Double](repeating: .nan, count: series.count), count: stream.outputCount)
    var results = [Double](repeating: .nan, count: 32)
    for bar in bars ?? Array(0..<series.count) {
      let words = arguments(bar)
      let first = try words.withUnsafeBufferPointer { words in
        try results.withUnsafeMutableBufferPointer { results in
          try stream.next(
            words, bars: series, bar: bar, results: try #require(results.baseAddress))
        }
      }
      if stream.outputCount == 1 { results[0] = first }
      for output in columns.indices { columns[output][bar] = results[output] }
    }
    return columns
  }

  private func compare(
    _ label: String, _ actual: [[Double]], _ expected: [[Double]], _ found: inout Mismatches
  ) {
    found.check(label, actual.count, equals: expected.count)
    for (output, (new, old)) in zip(actual, expected).enumerated() {
      let bar = new.indices.first {
        new[$0].bitPattern != old[$0].bitPattern && !(new[$0].isNaN && old[$0].isNaN)
      }
      guard let bar else { continue }
      found.check("\(label)[\(output)] at \(bar)", new[bar], hasBitsOf: old[bar])
    }
  }

  /// Columns to read, with runs of missing values if wanted; conditions are 0 or 1.
  private func sources(
    _ indicator: Indicator, _ series: BarSeries, hasGaps: Bool, _ random: inout SeededGenerator
  ) -> [[Double]] {
    indicator.sources.map { source in
      var column = (0..<series.count).map { source.value(of: series, at: $0) }
      if case .none = source.standard {
        for bar in column.indices { column[bar] = random.unit() < 0.1 ? 1 : 0 }
      }
      if hasGaps {
        for bar in column.indices where bar < 4 || random.unit() < 0.08 { column[bar] = .nan }
        for bar in 40..<60 { column[bar] = .nan }
      }
      return column
    }
  }

  @Test("streams give the bits of the columns", arguments: [false, true])
  func agreement(hasGaps: Bool) throws {
    var found = Mismatches()
    var random = SeededGenerator.fromEnvironment(or: 17)
    let series = MarketFixture.bars(count: 260, random: &random)
    for indicator in IndicatorRegistry.all {
      for length in [1.0, 2, 3, 5, 14, 33, 100, 259, 260, 261, 1e9] {
        let parameters = indicator.parameters.map { parameter in
          parameter.kind == .whole
            ? min(max(length, parameter.range.lowerBound), parameter.range.upperBound)
            : parameter.standard
        }
        let columns = sources(indicator, series, hasGaps: hasGaps, &random)
        let expected = try indicator.columns(
          of: series, reading: columns, parameters: parameters)
        let stream = try #require(indicator.stream(argumentCount: indicator.argumentCount))
        let actual = try take(stream, series) { bar in columns.map { $0[bar] } + parameters }
        compare("\(indicator.id)\(parameters), seed \(random.seed)", actual, expected, &found)
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("calls that leave arguments out have the standard ones")
  func omittedArguments() throws {
    var found = Mismatches()
    var random = SeededGenerator(seed: 3)
    let series = MarketFixture.bars(count: 80, random: &random)
    for indicator in IndicatorRegistry.all where indicator.hasOptionalSource {
      let parameters = indicator.parameters.map(\.standard)
      let stream = try #require(indicator.stream(argumentCount: parameters.count))
      let actual = try take(stream, series) { _ in parameters }
      compare(indicator.id, actual, try indicator.columns(of: series), &found)
    }
    let tables: [(String, [[Double]])] = [
      ("change", [series.close]), ("stdev", [series.close, Array(repeating: 20, count: 80)]),
      ("vwap", [series.close]), ("alma", [series.close]),
    ]
    for (name, words) in tables {
      let indicator = try IndicatorRegistry.indicator(named: name)
      let stream = try #require(indicator.stream(argumentCount: words.count))
      let actual = try take(stream, series) { bar in words.map { $0[bar] } }
      compare(name, actual, try indicator.columns(of: series, sources: [.close]), &found)
    }
    #expect(found.isEmpty, "\(found)")
    #expect(try IndicatorRegistry.indicator(named: "sma").stream(argumentCount: 3) == nil)
  }

  @Test("variables of the language do not depend on when they are read")
  func variables() throws {
    var found = Mismatches()
    var random = SeededGenerator(seed: 4)
    let series = MarketFixture.bars(count: 90, random: &random)
    let bars = (0..<90).filter { _ in random.unit() < 0.4 }
    for name in ["obv", "accdist", "pvt", "nvi", "pvi", "wad", "wvad", "iii", "tr", "vwap"] {
      let indicator = try IndicatorRegistry.indicator(named: name)
      let stream = try #require(indicator.stream(argumentCount: 0))
      let actual = try take(stream, series, bars: bars) { _ in [] }
      let whole = try indicator.columns(of: series)
      for bar in bars {
        found.check("\(name) at \(bar)", actual[0][bar], hasBitsOf: whole[0][bar])
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("bars on which a call is not executed do not advance it, but for what reads the chart")
  func conditionalExecution() throws {
    var found = Mismatches()
    var random = SeededGenerator(seed: 5)
    let series = MarketFixture.bars(count: 90, random: &random)
    let bars = (0..<90).filter { $0 % 3 != 1 }
    let close = bars.map { series.close[$0] }
    let executed = MarketFixture.bars(open: close, high: close, low: close, close: close)
    for name in ["sma", "ema", "rsi", "change", "stdev", "linreg", "wma", "percentrank"] {
      let indicator = try IndicatorRegistry.indicator(named: name)
      let stream = try #require(indicator.stream(argumentCount: 2))
      let actual = try take(stream, series, bars: bars) { [series.close[$0], 7] }
      let expected = try indicator.columns(of: executed, parameters: [7])
      for (place, bar) in bars.enumerated() {
        found.check("\(name) at \(bar)", actual[0][bar], hasBitsOf: expected[0][place])
      }
    }
    let range = try #require(IndicatorRegistry.indicator(named: "tr").stream(argumentCount: 1))
    let ranges = try take(range, series, bars: bars) { _ in [0] }
    let whole = try IndicatorRegistry.indicator(named: "tr").columns(of: series)
    for bar in bars { found.check("tr at \(bar)", ranges[0][bar], hasBitsOf: whole[0][bar]) }

    let highest = try #require(
      IndicatorRegistry.indicator(named: "highest").stream(argumentCount: 2))
    let tops = try take(highest, series, bars: bars) { [series.high[$0], 7] }
    for bar in bars where bar >= 6 {
      let window = bars.filter { $0 > bar - 7 && $0 <= bar }.map { series.high[$0] }
      found.check("highest at \(bar)", tops[0][bar], hasBitsOf: window.max() ?? .nan)
    }
    let stop = try #require(IndicatorRegistry.indicator(named: "sar").stream(argumentCount: 3))
    let stops = try take(stop, series, bars: bars) { _ in [0.02, 0.02, 0.2] }
    found.require(stops[0].allSatisfy { $0.isNaN || false }, "sar after a gap has values")
    #expect(found.isEmpty, "\(found)")
  }

  @Test("lengths that vary from bar to bar give what the constant length gives on that bar")
  func varyingLengths() throws {
    var found = Mismatches()
    var random = SeededGenerator(seed: 6)
    let series = MarketFixture.bars(count: 200, random: &random)
    let lengths = (0..<200).map { _ in 1 + (random.unit() * 30).rounded(.down) }
    let names = [
      "sma", "wma", "highest", "lowest", "highestbars", "lowestbars", "stdev", "variance", "sum",
      "linreg", "median", "mode", "percentrank", "change", "mom", "roc", "dev", "cci", "alma",
      "percentile_nearest_rank", "percentile_linear_interpolation", "range", "vwma", "bb", "cog",
    ]
    for name in names {
      let indicator = try IndicatorRegistry.indicator(named: name)
      let rest = indicator.parameters.dropFirst().map(\.standard)
      let stream = try #require(indicator.stream(argumentCount: indicator.argumentCount))
      let source = series.close
      let actual = try take(stream, series) { [source[$0], lengths[$0]] + rest }
      let constant = try (1...30).map {
        try indicator.columns(of: series, reading: [source], parameters: [Double($0)] + rest)
      }
      for bar in 0..<200 {
        let expected = constant[Int(lengths[bar]) - 1]
        for output in expected.indices {
          found.check(
            "\(name) at \(bar), length \(lengths[bar])", actual[output][bar],
            equals: expected[output][bar], relative: 1e-9, absolute: 1e-9)
        }
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("impossible lengths are refused by name")
  func badLengths() throws {
    var found = Mismatches()
    var random = SeededGenerator(seed: 7)
    let series = MarketFixture.bars(count: 3, random: &random)
    for indicator in IndicatorRegistry.all {
      let first = indicator.parameters.firstIndex { $0.kind == .whole && $0.name != "type" }
      guard let first else { continue }
      for bad in [0, -1, -5, .nan, .infinity, -.infinity, 1e10] as [Double] {
        var parameters = indicator.parameters.map(\.standard)
        parameters[first] = bad
        let allowed =
          (bad == 0 && indicator.parameters[first].range.contains(0))
          || (bad.isNaN && indicator.id.hasPrefix("percent"))
        let stream = try #require(indicator.stream(argumentCount: indicator.argumentCount))
        do {
          _ = try take(stream, series) { _ in indicator.sources.map { _ in 1 } + parameters }
          found.require(allowed, "\(indicator.id) takes \(bad)")
        } catch let error as LocatedError {
          found.require(!allowed, "\(indicator.id) refuses \(bad)")
          let name = indicator.parameters[first].name
          found.require(error.message.contains("'\(name)'"), "\(error)")
        }
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("no prices and no lengths bring an indicator down")
  func extremePrices() throws {
    var found = Mismatches()
    let prices: [[Double]] = [
      Array(repeating: 1e300, count: 40), Array(repeating: 1e-300, count: 40),
      (0..<40).map { $0 % 2 == 0 ? 1e300 : -1e300 }, Array(repeating: .infinity, count: 40),
      (0..<40).map { $0 % 2 == 0 ? .infinity : -.infinity }, Array(repeating: .nan, count: 40),
      Array(repeating: 0, count: 40), (0..<40).map { $0 == 20 ? 1e300 : 1e-300 },
    ]
    for column in prices {
      let series = MarketFixture.bars(open: column, high: column, low: column, close: column)
      for indicator in IndicatorRegistry.all {
        for length in [1.0, 2, 39, 40, 41, 1e9] {
          let parameters = indicator.parameters.map {
            $0.kind == .whole
              ? min(max(length, $0.range.lowerBound), $0.range.upperBound) : $0.standard
          }
          let columns = try indicator.columns(of: series, parameters: parameters)
          found.require(columns.allSatisfy { $0.count == 40 }, "\(indicator.id) \(length)")
        }
      }
    }
    #expect(found.isEmpty, "\(found)")
  }
}

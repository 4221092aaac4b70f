import Market
import TestSupport
import Testing

@testable import Indicators

/// What every indicator of the registry must do.
@Suite struct IndicatorContractTests {
  /// Parameters to try: the defaults, then small and uneven ones.
  private func choices(_ indicator: Indicator) -> [[Double]] {
    let lengths: [Double] = indicator.parameters.isEmpty ? [] : [1, 2, 3, 7, 20]
    let uneven = lengths.map { length in
      indicator.parameters.map {
        $0.kind == .whole && $0.name != "type" ? max(length, $0.range.lowerBound) : $0.standard
      }
    }
    let flags = indicator.parameters.map { $0.kind == .flag ? 1 - $0.standard : $0.standard }
    return indicator.parameters.isEmpty ? [[]] : [[], flags] + uneven
  }

  private func forEach(
    _ body: (Indicator, [Double], inout SeededGenerator, inout Mismatches) throws -> Void
  ) throws -> Mismatches {
    var found = Mismatches()
    var random = SeededGenerator.fromEnvironment(or: 11)
    for indicator in IndicatorRegistry.all {
      for parameters in choices(indicator) { try body(indicator, parameters, &random, &found) }
    }
    return found
  }

  @Test("names are unique and everything is documented")
  func metadata() {
    var found = Mismatches()
    let all = IndicatorRegistry.all
    found.check("names", Set(all.map(\.id)).count, equals: all.count)
    for indicator in all {
      let texts = [indicator.id, indicator.title, indicator.formula, indicator.reference]
      found.require(texts.allSatisfy { !$0.isEmpty }, indicator.id)
      found.require(!indicator.outputs.isEmpty, "\(indicator.id) has outputs")
      for parameter in indicator.parameters {
        found.require(parameter.range.contains(parameter.standard), "\(indicator.id) \(parameter)")
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("the laws speak of every indicator")
  func coverage() {
    let names = Set(IndicatorRegistry.all.map(\.id))
    #expect(Set(IndicatorLaws.degrees.keys) == names)
    let moving = Set(IndicatorLaws.moves.keys)
    #expect(moving.union(IndicatorLaws.movesOtherwise) == names)
    #expect(moving.isDisjoint(with: IndicatorLaws.movesOtherwise))
    #expect(names.isSuperset(of: IndicatorLaws.onConstant.keys))
    #expect(names.isSuperset(of: Indicator.skipping.union(Indicator.passing)))
  }

  @Test("the first value comes exactly after the lookback, for any number of bars")
  func lookback() throws {
    let found = try forEach { indicator, parameters, random, found in
      let lookbacks = try indicator.lookbacks(parameters)
      let longest = lookbacks.max() ?? 0
      for count in [0, 1, 2, longest, longest + 1, longest + 2, longest + 40] {
        let series = MarketFixture.bars(count: count, random: &random)
        let columns = try indicator.columns(of: series, parameters: parameters)
        for (lookback, column) in zip(lookbacks, columns) {
          let label = "\(indicator.id)\(parameters), \(count) bars"
          found.check(label, column.count, equals: count)
          let first = column.firstIndex { !$0.isNaN } ?? count
          if indicator.isSparse {
            found.require(first >= min(lookback, count), label + ": a value too soon")
          } else if !indicator.isUndefined(parameters) {
            found.check(label, first, equals: min(lookback, count))
            found.require(!column[first...].contains { $0.isNaN }, label + ": a hole")
          }
        }
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("columns that grow in uneven steps are the columns computed whole")
  func growth() throws {
    let found = try forEach { indicator, parameters, random, found in
      let series = MarketFixture.bars(count: 700, random: &random)
      let values = try indicator.values(for: parameters)
      let input = try indicator.input(of: series, sources: [], memory: ColumnMemory())
      // What takes no argument at all is computed whole.
      guard let growing = GrowingColumns(indicator, input, values) else {
        return found.check(indicator.id, indicator.argumentCount, equals: 0)
      }
      for end in [0, 1, 3, 300, 300, 557, 700] {
        growing.grow(to: end)
        found.check(indicator.id, growing.count, equals: end)
      }
      let whole = try indicator.columns(of: series, parameters: parameters)
      for (one, other) in zip(growing.columns, whole) {
        found.require(
          one.map(\.bitPattern) == other.map(\.bitPattern), "\(indicator.id)\(parameters)")
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("no indicator sees the future")
  func prefixStability() throws {
    let found = try forEach { indicator, parameters, random, found in
      let series = MarketFixture.bars(count: 90, random: &random)
      let leak = try PrefixStability.check(
        indicator, parameters: parameters, on: series, cuts: 30)
      if let leak { found.add("seed \(random.seed): \(leak)") }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("an indicator that sees the future is caught", arguments: [1, 5])
  func plantedLeak(distance: Int) throws {
    let leaking = Indicator(
      id: "leaking", family: .average, formula: "x[-\(distance)]", forgets: true,
      write: { source, _, output in
        for bar in source.indices { output[bar] = source[min(bar + distance, source.count - 1)] }
      })
    var random = SeededGenerator(seed: 1)
    let series = MarketFixture.bars(count: 60, random: &random)
    let leak = try PrefixStability.check(leaking, on: series)
    #expect(leak?.indicator == "leaking")
    #expect(leak.map { $0.bar <= $0.lastKnownBar && $0.bar > $0.lastKnownBar - distance } == true)
  }

  @Test("an indicator that centres on the whole column is caught")
  func plantedNormalization() throws {
    let leaking = Indicator(
      id: "share", family: .momentum, formula: "x / max of all x", forgets: false,
      write: { source, _, output in
        var top = 0.0
        for bar in source.indices { top = max(top, source[bar]) }
        for bar in source.indices { output[bar] = source[bar] / top }
      })
    var random = SeededGenerator(seed: 2)
    let series = MarketFixture.bars(count: 60, random: &random)
    #expect(try PrefixStability.check(leaking, on: series) != nil)
  }

  @Test("prices eight times as high scale what is a price and leave what is a ratio")
  func scale() throws {
    let found = try forEach { indicator, parameters, random, found in
      let series = MarketFixture.bars(count: 80, random: &random)
      let scaled = MarketFixture.map(series) { $0 * 8 }
      guard let degrees = IndicatorLaws.degrees[indicator.id] else { return }
      let before = try indicator.columns(of: series, parameters: parameters)
      let after = try indicator.columns(of: scaled, parameters: parameters)
      for (output, (old, new)) in zip(before, after).enumerated() {
        let label = "\(indicator.id)\(parameters)"
        let degree = degrees[min(output, degrees.count - 1)]
        let factor: Double = [0: 1, 1: 8, 2: 64][degree] ?? .nan
        // Powers of two scale without rounding, so the law holds to the bit.
        found.check(label, new, equals: old.map { $0 * factor }, relative: 0)
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("prices 512 higher move what is a price and leave what measures change")
  func shift() throws {
    let found = try forEach { indicator, parameters, random, found in
      guard let moves = IndicatorLaws.moves[indicator.id] else { return }
      // On a grid of 64ths sums are exact, so that equal prices stay equal.
      let series = MarketFixture.map(MarketFixture.bars(count: 80, random: &random)) {
        ($0 * 64).rounded() / 64
      }
      let shifted = MarketFixture.map(series) { $0 + 512 }
      let before = try indicator.columns(of: series, parameters: parameters)
      let after = try indicator.columns(of: shifted, parameters: parameters)
      for (output, (old, new)) in zip(before, after).enumerated() {
        let label = "\(indicator.id)\(parameters)"
        let shift: Double = moves[min(output, moves.count - 1)] ? 512 : 0
        // The first bar of supertrend is 0 by definition.
        let first = indicator.id == "supertrend" ? 1 : 0
        found.check(
          label, Array(new[first...]), equals: old[first...].map { $0 + shift },
          relative: IndicatorLaws.slack[indicator.id] ?? 1e-9, absolute: 1e-10)
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("constant prices give the price, no deviation, and a full relative strength")
  func constant() throws {
    let found = try forEach { indicator, parameters, random, found in
      guard let answer = IndicatorLaws.onConstant[indicator.id] else { return }
      let series = MarketFixture.replacing(
        MarketFixture.bars(count: 60, random: &random), 0..<60, with: 0.1)
      let lookback = try indicator.lookback(parameters)
      for column in try indicator.columns(of: series, parameters: parameters) {
        let values = Array(column[min(lookback, 60)...])
        let expected = [Double](repeating: answer, count: values.count)
        found.check(
          "\(indicator.id)\(parameters)", values, equals: expected, relative: 1e-14,
          absolute: 1e-15)
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test(
    "a bad value is forgotten with the window, to the bit, except by recurrences",
    arguments: [Double.infinity, -.infinity, 1e300])
  func badValue(bad: Double) throws {
    let found = try forEach { indicator, parameters, random, found in
      guard indicator.forgets else { return }
      let series = MarketFixture.bars(count: 120, random: &random)
      let spoilt = MarketFixture.replacing(series, 50..<51, with: bad)
      var lookback = try indicator.lookback(parameters)
      // What answers at once, yes or no, still remembers as many steps as it looks at.
      if indicator.family == .events { lookback += Int(parameters.first ?? 3) }
      let before = try indicator.columns(of: series, parameters: parameters)
      let after = try indicator.columns(of: spoilt, parameters: parameters)
      for (old, new) in zip(before, after) {
        // One bar more than the lookback: the true range looks at the close before even where its
        // first bar needs none.
        for bar in Array(0..<50) + Array(min(52 + lookback, 120)..<120) {
          let label = "\(indicator.id)\(parameters)[\(bar)], \(bad), seed \(random.seed)"
          found.check(label, new[bar], hasBitsOf: old[bar])
        }
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("bars without a value give NaN and change nothing after them")
  func gaps() throws {
    let found = try forEach { indicator, parameters, random, found in
      guard Indicator.skipping.contains(indicator.id) else { return }
      let series = MarketFixture.bars(count: 80, random: &random)
      func without(_ column: [Double]) -> [Double] {
        column.prefix(5) + [.nan, .nan] + column[5..<30] + [.nan] + column[30...]
      }
      let holed = MarketFixture.bars(
        open: without(series.open), high: without(series.high), low: without(series.low),
        close: without(series.close))
      let before = try indicator.columns(of: series, parameters: parameters)
      let after = try indicator.columns(of: holed, parameters: parameters)
      for (old, new) in zip(before, after) {
        for (bar, (actual, expected)) in zip(new, without(old)).enumerated() {
          found.check("\(indicator.id)\(parameters)[\(bar)]", actual, hasBitsOf: expected)
        }
      }
    }
    #expect(found.isEmpty, "\(found)")
  }
}

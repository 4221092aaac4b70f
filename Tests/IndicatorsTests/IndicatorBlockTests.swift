import Market
import TestSupport
import Testing

@testable import Indicators

/// Blocks of bars must give the bits of single bars, whatever their sizes.
@Suite struct IndicatorBlockTests {
  /// What the bars of a case are like.
  enum Kind: String, CaseIterable {
    /// Every bar has its values.
    case whole
    /// Sources have runs of missing values.
    case gaps
    /// Lengths change now and then.
    case lengths
    /// Some bars are left out.
    case skips
    /// Values are zeros of both signs and a few others, so that the order of equal ones shows.
    case zeros
    /// Prices are infinite, huge, tiny or missing, with stretches that are constant.
    case extremes
  }

  private static let extremes: [Double] = [
    1e300, -1e300, 1e-300, .infinity, -.infinity, 0, 1, .nan, 100, 101,
  ]

  private func series(_ kind: Kind, _ random: inout SeededGenerator) -> BarSeries {
    let series = MarketFixture.bars(count: 420, random: &random)
    guard kind == .extremes else { return series }
    func change(_ column: [Double]) -> [Double] {
      var (column, price) = (column, column[0])
      for bar in column.indices {
        // Long stretches of ordinary prices, so that there are windows without a bad one.
        if bar % 140 < 90 { continue }
        if random.unit() < 0.4 {
          price = Self.extremes[Int(random.unit() * Double(Self.extremes.count))]
        }
        column[bar] = price
      }
      return column
    }
    return MarketFixture.bars(
      open: change(series.open), high: change(series.high), low: change(series.low),
      close: change(series.close))
  }

  private func columns(
    _ indicator: Indicator, _ series: BarSeries, _ kind: Kind, _ random: inout SeededGenerator
  ) -> [[Double]] {
    indicator.sources.map { source in
      var column = (0..<series.count).map { source.value(of: series, at: $0) }
      if case .none = source.standard {
        for bar in column.indices { column[bar] = random.unit() < 0.1 ? 1 : 0 }
      }
      if kind == .zeros, source.standard != .rose {
        let choices = [0.0, -0.0, 1, -1]
        for bar in column.indices { column[bar] = choices[Int(random.unit() * 4)] }
      }
      if kind == .gaps {
        for bar in column.indices where bar < 3 || random.unit() < 0.01 { column[bar] = .nan }
        let start = Int(random.unit() * 300)
        for bar in start..<start + 30 { column[bar] = .nan }
      }
      return column
    }
  }

  /// The columns of parameters: the lengths of one choice, or of another from bar to bar.
  private func parameters(
    _ indicator: Indicator, _ series: BarSeries, _ kind: Kind, _ random: inout SeededGenerator
  ) -> [[Double]] {
    let lengths: [Double] = [1, 2, 3, 5, 14, 20, 33, 100, 255, 256, 257, 300, 420, 1e9]
    return indicator.parameters.map { parameter in
      guard parameter.kind == .whole else {
        let word = parameter.kind == .flag && random.unit() < 0.3 ? 1 - parameter.standard : nil
        return Array(repeating: word ?? parameter.standard, count: series.count)
      }
      func next() -> Double {
        let length = lengths[Int(random.unit() * Double(lengths.count))]
        return parameter.name == "type"
          ? length.truncatingRemainder(dividingBy: 6) : max(length, parameter.range.lowerBound)
      }
      var length = next()
      return (0..<series.count).map { _ in
        if kind == .lengths, random.unit() < 0.02 { length = next() }
        return length
      }
    }
  }

  private func take(
    _ run: inout StreamRun, _ blocks: inout StreamRun, _ kind: Kind,
    _ random: inout SeededGenerator
  ) throws {
    var bar = 0
    while bar < run.series.count {
      if kind == .skips, random.unit() < 0.3 { bar += 1 + Int(random.unit() * 3) }
      let size = random.unit() < 0.3 ? 1 : 1 + Int(random.unit() * 300)
      let bars = min(bar, run.series.count)..<min(bar + size, run.series.count)
      for bar in bars { try run.step(bar) }
      if bars.count == 1, random.unit() < 0.5 {
        try blocks.step(bar)
      } else if !bars.isEmpty {
        try blocks.take(bars, declaringFixed: random.unit() < 0.9)
      }
      bar += size
    }
  }

  @Test("columns, single bars and blocks of any size give the same bits", arguments: Kind.allCases)
  func agreement(kind: Kind) throws {
    var found = Mismatches()
    var random = SeededGenerator.fromEnvironment(or: 23)
    for indicator in IndicatorRegistry.all {
      for round in 0..<4 {
        let series = series(kind, &random)
        let sources = columns(indicator, series, kind, &random)
        let words = parameters(indicator, series, kind, &random)
        let arguments = sources + words
        var steps = StreamRun(
          try #require(indicator.stream(argumentCount: arguments.count)), series,
          arguments: arguments)
        var blocks = StreamRun(
          try #require(indicator.stream(argumentCount: arguments.count)), series,
          arguments: arguments)
        try take(&steps, &blocks, kind, &random)
        let label =
          "\(indicator.id)\(words.map { $0[0] }), \(kind), round \(round), seed \(random.seed)"
        found.check(label + ", blocks", blocks.results, haveBitsOf: steps.results)
        guard kind != .lengths, kind != .skips else { continue }
        let whole = try indicator.columns(
          of: series, reading: sources, parameters: words.map { $0[0] })
        found.check(label + ", column", whole, haveBitsOf: steps.results)
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("calls that leave arguments out, and variables, take blocks too")
  func completedStreams() throws {
    var found = Mismatches()
    var random = SeededGenerator.fromEnvironment(or: 29)
    let series = MarketFixture.bars(count: 420, random: &random)
    for indicator in IndicatorRegistry.all {
      for count in 0...indicator.argumentCount {
        guard let stream = indicator.stream(argumentCount: count),
          let other = indicator.stream(argumentCount: count)
        else { continue }
        let isBare = indicator.hasOptionalSource && count == indicator.parameters.count
        let standards =
          (isBare ? [] : columns(indicator, series, .whole, &random))
          + indicator.parameters.map { Array(repeating: $0.standard, count: series.count) }
        let arguments = Array(standards.prefix(count))
        var steps = StreamRun(stream, series, arguments: arguments)
        var blocks = StreamRun(other, series, arguments: arguments)
        try take(&steps, &blocks, count == 0 ? .skips : .whole, &random)
        found.check(
          "\(indicator.id) of \(count) arguments, seed \(random.seed)", blocks.results,
          haveBitsOf: steps.results)
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("a length that becomes impossible fails on its bar, with what was done before it kept")
  func failure() throws {
    var random = SeededGenerator(seed: 31)
    let series = MarketFixture.bars(count: 40, random: &random)
    let lengths = (0..<40).map { $0 < 25 ? 5.0 : 0 }
    let indicator = try IndicatorRegistry.indicator(named: "sma")
    var run = StreamRun(
      try #require(indicator.stream(argumentCount: 2)), series, arguments: [series.close, lengths])
    #expect(throws: (any Error).self) { try run.take(0..<40, declaringFixed: true) }
    let whole = try indicator.columns(of: series, sources: [.close], parameters: [5])[0]
    #expect(run.results[0][24] == whole[24] && run.results[0][25].isNaN)
  }
}

extension Mismatches {
  /// Adds a line for each column whose values differ, with the first place at which they do.
  mutating func check(_ label: String, _ actual: [[Double]], haveBitsOf expected: [[Double]]) {
    check(label + ": count", actual.count, equals: expected.count)
    for (output, (new, old)) in zip(actual, expected).enumerated() {
      let bar = zip(new, old).enumerated().first { _, pair in
        pair.0.bitPattern != pair.1.bitPattern && !(pair.0.isNaN && pair.1.isNaN)
      }
      guard let bar = bar?.offset else { continue }
      check("\(label)[\(output)] at \(bar)", new[bar], hasBitsOf: old[bar])
    }
  }
}

import Market
import TestSupport
import Testing

@testable import Replay

/// The clock hands out the same instants as a plain scan over all series does.
@Suite struct ReplayClockTests {
  /// One instant: when, what closes and what opens.
  private struct Instant: Equatable {
    var time: Int64
    var closing: [Int]
    var opening: [Int]
  }

  /// Bars at random hours, some of no length, some that begin where others end.
  private static func series(_ generator: inout SeededGenerator, symbol: Int) -> BarSeries {
    var opens: [Int64] = []
    var closes: [Int64] = []
    let isTogether = Int.random(in: 0..<3, using: &generator) > 0
    var time = isTogether ? 0 : Int64.random(in: 0...20, using: &generator)
    for _ in 0..<Int.random(in: 1...30, using: &generator) {
      let length = isTogether ? 10 : Int64.random(in: 0...10, using: &generator)
      opens.append(time)
      closes.append(time + length)
      let pause = Int.random(in: 0..<3, using: &generator) == 0
      time += max(1, length) + (pause ? 10 * Int64.random(in: 0...3, using: &generator) : 0)
    }
    let prices = opens.map { _ in 1.0 }
    return BarSeries(
      instrument: Instrument(symbol: "S\(symbol)"), timeframe: .hour, openTimes: opens,
      closeTimes: closes, days: opens.map { Int32($0 / 24) }, open: prices, high: prices,
      low: prices, close: prices)
  }

  /// All instants by looking at every series each time.
  private static func scan(_ series: [BarSeries]) -> [Instant] {
    var instants: [Instant] = []
    var places = series.map { _ in 0 }
    var isOpen = series.map { _ in false }
    func due(_ index: Int) -> Int64 {
      guard places[index] < series[index].count else { return .max }
      return isOpen[index]
        ? series[index].closeTimes[places[index]] : series[index].openTimes[places[index]]
    }
    while let time = series.indices.map(due).min(), time != .max {
      var instant = Instant(time: time, closing: [], opening: [])
      for index in series.indices {
        if isOpen[index], due(index) == time {
          instant.closing.append(index)
          isOpen[index] = false
          places[index] += 1
        }
        if !isOpen[index], due(index) == time {
          instant.opening.append(index)
          isOpen[index] = true
        }
      }
      instants.append(instant)
    }
    return instants
  }

  @Test("500 random sets of series give the instants of a plain scan")
  func instants() {
    var generator = SeededGenerator.fromEnvironment(or: 4_711)
    for round in 0..<500 {
      let series = (0..<Int.random(in: 1...12, using: &generator)).map {
        Self.series(&generator, symbol: $0)
      }
      var clock = ReplayClock(series: series, tradedCount: series.count)
      var found: [Instant] = []
      while let time = clock.advance() {
        found.append(
          Instant(time: time, closing: Array(clock.closing), opening: Array(clock.opening)))
      }
      let isSame = found == Self.scan(series)
      #expect(isSame, "seed \(generator.seed), round \(round)")
    }
  }

  @Test("a thousand series at their own times come in the order of time and index")
  func agendaOrder() {
    var generator = SeededGenerator.fromEnvironment(or: 99)
    var agenda = ReplayAgenda(capacity: 1_000)
    var expected: [Int64: [Int]] = [:]
    for index in 0..<1_000 {
      let time = Int64.random(in: 0..<300, using: &generator)
      agenda.add(index, at: time)
      expected[time, default: []].append(index)
    }
    var count = 0
    var last = Int64.min
    while let (time, first) = agenda.next() {
      #expect(time > last)
      last = time
      var indices: [Int] = []
      var next: Int? = first
      while let index = next {
        indices.append(index)
        next = agenda.following(index)
      }
      #expect(indices == expected[time])
      count += indices.count
    }
    #expect(count == 1_000)
  }
}

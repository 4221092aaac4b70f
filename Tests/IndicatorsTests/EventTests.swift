import Market
import TestSupport
import Testing

@testable import Indicators

/// Indicators without an oracle, worked out by hand.
@Suite struct EventTests {
  private func column(
    _ name: String, _ sources: [[Double]], _ parameters: [Double] = [], output: Int = 0
  ) throws -> [Double] {
    let close = sources[0]
    let series = MarketFixture.bars(open: close, high: close, low: close, close: close)
    let indicator = try IndicatorRegistry.indicator(named: name)
    return try indicator.columns(of: series, reading: sources, parameters: parameters)[output]
  }

  @Test("crosses look at the last bar on which both are there; cross remembers the side")
  func crosses() throws {
    let a = [1.0, 2, 2, 3, .nan, 1, 2, 2, 1, 3, 2, 3]
    let b = [2.0, 2, 2, 2, 2.0, 2, 2, 2, 2, 2, 2, 2]
    var found = Mismatches()
    let table: [(String, [Double])] = [
      ("crossover", [0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1]),
      ("crossunder", [0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0]),
      ("cross", [0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0]),
    ]
    for (name, expected) in table {
      found.check(name, try column(name, [a, b]), equals: expected, relative: 0)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("rising and falling count strict steps, beyond a ten-billionth")
  func steps() throws {
    let x = [1.0, 2, 3, 4, 4 + 5e-11, 5, 6, .nan, 7, 6, 5, 5, 4]
    var found = Mismatches()
    let rising: [Double] = [0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]
    let falling: [Double] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0]
    found.check("rising", try column("rising", [x], [2]), equals: rising, relative: 0)
    found.check("falling", try column("falling", [x], [2]), equals: falling, relative: 0)
    #expect(found.isEmpty, "\(found)")
  }

  @Test("valuewhen counts occurrences back and keeps missing values; barssince counts bars")
  func occurrences() throws {
    let condition: [Double] = [0, 1, 0, 1, .nan, 1, 0]
    let x: [Double] = [10, 11, 12, .nan, 14, 15, 16]
    var found = Mismatches()
    let table: [(Double, [Double])] = [
      (0, [.nan, 11, 11, .nan, .nan, 15, 15]), (1, [.nan, .nan, .nan, 11, 11, .nan, .nan]),
      (2, [.nan, .nan, .nan, .nan, .nan, 11, 11]),
    ]
    for (occurrence, expected) in table {
      found.check(
        "valuewhen \(occurrence)", try column("valuewhen", [condition, x], [occurrence]),
        equals: expected, relative: 0)
    }
    found.check(
      "barssince", try column("barssince", [condition]), equals: [.nan, 0, 1, 0, 1, 0, 1],
      relative: 0)
    #expect(found.isEmpty, "\(found)")
  }

  @Test("a pivot may have equals before it and none after")
  func equalPivots() throws {
    let x: [Double] = [1, 3, 3, 1, 0, 2, 2, 1]
    let high = try column("pivothigh", [x], [1, 1])
    #expect(high.map { $0.isNaN ? -1 : $0 } == [-1, -1, -1, 3, -1, -1, -1, 2])
  }

  @Test("a weighted average counts a missing value as the one before")
  func weightedGap() throws {
    let average = try column("wma", [[1, 2, .nan, 3]], [3])
    // (3 * 3 + 2 * 2 + 1 * 2) / 6 with the gap filled by 2.
    #expect(average[2].isNaN && average[3] == 15.0 / 6)
  }

  @Test("the supertrend starts as the language does and turns with the close")
  func supertrend() throws {
    let high: [Double] = [11, 12, 13, 14, 15, 9]
    let low: [Double] = [9, 10, 11, 12, 13, 7]
    let close: [Double] = [10, 11, 12, 13, 14, 8]
    let series = MarketFixture.bars(open: close, high: high, low: low, close: close)
    let columns = try IndicatorRegistry.indicator(named: "supertrend")
      .columns(of: series, parameters: [0.4, 2])
    // True ranges 2, 2, 2, 2, 2, 7; their averages 2 from bar 1 on, 4.5 on bar 5. Upper band 11.8 on
    // bar 1, and again on bar 2, whose close of 12 is above: up, with the lower bands 11.2, 12.2 and
    // 13.2. The close of 8 is below 13.2: down, with the upper band 8 + 0.4 4.5.
    var found = Mismatches()
    found.check("stop", columns[0], equals: [0, 11.8, 11.2, 12.2, 13.2, 9.8], relative: 1e-15)
    found.check("direction", columns[1], equals: [1, 1, -1, -1, -1, 1], relative: 0)
    #expect(found.isEmpty, "\(found)")
  }

  /// By hand from high 12, low 8, close 11, open 9, and the next open 10.
  private static func levels(_ type: Int) -> [Double] {
    let pivot = 31.0 / 3
    switch type {
    case 0: return [pivot, 38.0 / 3, 26.0 / 3, 43.0 / 3, 19.0 / 3, 50.0 / 3, 14.0 / 3, 19, 3]
    case 1: return [pivot, pivot + 1.528, pivot - 1.528, pivot + 2.472, pivot - 2.472]
    case 2: return [10, 12, 8, 14, 6, 16, 4, 20, 0]
    case 3: return [pivot, 38.0 / 3, 26.0 / 3, 43.0 / 3, 19.0 / 3, 55.0 / 3, 7.0 / 3]
    case 4: return [10.75, 13.5, 9.5]
    default: return [pivot, 11 + 1.1 / 3, 11 - 1.1 / 3, 11 + 2.2 / 3, 11 - 2.2 / 3, 12.1, 9.9]
    }
  }

  @Test("pivot levels are those worked out by hand", arguments: 0...5)
  func pivotLevels(type: Int) throws {
    let series = MarketFixture.bars(
      open: [9, 10, 10], high: [10, 12, 10], low: [9, 8, 10], close: [10, 11, 10])
    let indicator = try IndicatorRegistry.indicator(named: "pivot_point_levels")
    let columns = try indicator.columns(
      of: series, reading: [[1, 0, 1]], parameters: [Double(type), 0])
    var found = Mismatches()
    for (index, level) in Self.levels(type).enumerated() {
      found.check(
        indicator.outputs[index], columns[index][2], equals: level, relative: 1e-14,
        absolute: 1e-14)
      found.require(columns[index][1].isNaN, "before the first anchor's end")
    }
    #expect(found.isEmpty, "\(found)")
  }
}

import Formats
import Market
import Platform
import Simulation
import TestSupport
import Testing

@Suite struct SampleFilesTests {
  static let markets = SampleMarkets.all()

  @Test("the files in data/ are what the simulator writes, byte for byte")
  func filesAreReproducible() throws {
    var differing: [String] = []
    var size = 0
    for file in SampleFiles.all() {
      size += file.bytes.count
      let bytes = try FileBytes(path: Repository.path("data/" + file.path))
      if !bytes.withBytes({ $0.elementsEqual(file.bytes) }) { differing.append(file.path) }
    }
    #expect(differing.isEmpty)
    #expect(size <= 8_000_000)
  }

  @Test("another seed gives other prices")
  func seedsDiffer() {
    let other = SampleMarkets.shares(seed: 1)[0].series.close
    #expect(other != Self.markets[0].series.close)
  }

  @Test("bars keep the order of their prices and the grid of cents")
  func barsAreSound() {
    var broken: [String] = []
    for market in Self.markets {
      let series = market.series
      for index in 0..<series.count {
        let bar = series[index]
        let isOrdered =
          bar.low <= min(bar.open, bar.close) && bar.high >= max(bar.open, bar.close)
          && bar.low > 0 && (bar.volume ?? 0) > 0
        if !isOrdered { broken.append("\(series.instrument.symbol) \(index)") }
      }
    }
    #expect(broken.isEmpty)
  }

  @Test("shares move together, and the promised scenes are there")
  func scenesExist() throws {
    let shares = Self.markets.prefix(20).map(\.series)
    let halted = try #require(shares.first { $0.instrument.symbol == "KLN" })
    #expect(shares.count >= 20 && halted.count == shares[0].count - 10)
    let bubble = try #require(shares.first { $0.instrument.symbol == "QNT" })
    let before = bubble.close[2_450]
    let splits = Self.markets.flatMap(\.events).filter { $0.kind == .split }
    let factor = splits.filter { $0.symbol == "QNT" }.reduce(1) { $0 * $1.value }
    #expect(bubble.close[2_645] * factor > 1.8 * before)
    let crash = shares.map { $0.close[1_324] / $0.close[1_299] }
    #expect(crash.filter { $0 < 0.9 }.count >= 15)
    #expect(splits.count >= 3)
    #expect(Self.markets.flatMap(\.events).count { $0.kind == .dividend } > 200)
  }
}

import Formats
import TestSupport
import Testing

@testable import Market

@Suite struct BarSeriesTests {
  private func series(
    _ symbol: String = "X", count: Int = 10, assetClass: AssetClass = .equity, hours: Int64 = 24,
    volume: [Double] = [], change: Int? = nil
  ) -> BarSeries {
    var closes = (0..<count).map { Double($0 + 1) }
    if let change { closes[change] += 0.5 }
    let times = (0..<Int64(count)).map { $0 * hours * 3_600_000_000_000 }
    return BarSeries(
      instrument: Instrument(symbol: symbol, assetClass: assetClass),
      timeframe: hours == 1 ? .hour : .day,
      labels: BarLabels(times), open: closes, high: closes, low: closes, close: closes,
      volume: volume)
  }

  @Test func `the fingerprint is a tree of hashes over the columns`() {
    // Python 3.11: hashlib over the same header and leaves of struct.pack('<...').
    #expect(
      series(count: 3).fingerprint()?.hex
        == "1bac7da53aec8435d3cf796cda4f6f7173c22f0545cb0ae9ebf77bf05ac333f9")
  }

  @Test func `the fingerprint sees every change and no count of workers`() {
    var found = Mismatches()
    let whole = series(count: 140_000, hours: 1)
    let digest = whole.fingerprint(workers: 1)
    found.check("workers", whole.fingerprint(workers: 3), equals: digest)
    let others = [
      series("Y", count: 140_000, hours: 1).fingerprint(), whole.fingerprint(repairs: "drop 7"),
      series(count: 140_000, hours: 1, change: 139_999).fingerprint(),
      series(count: 140_000, hours: 1, change: 0).fingerprint(),
      series(count: 140_000, hours: 1, volume: Array(repeating: 0, count: 140_000)).fingerprint(),
      series(count: 139_999, hours: 1).fingerprint(),
    ]
    found.check("all differ", Set(others + [digest]).count, equals: 7)
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `whether there is trading at weekends`() {
    var found = Mismatches()
    found.check("every day", series(count: 30).tradesEveryDay, equals: true)
    found.check("every Thursday", series(count: 30, hours: 7 * 24).tradesEveryDay, equals: false)
    found.check("short share", series(count: 3).tradesEveryDay, equals: false)
    found.check("short crypto", series(count: 3, assetClass: .crypto).tradesEveryDay, equals: true)
    found.check("a year", series(count: 30).sessionDaysPerYear, equals: 365)
    #expect(found.isEmpty, "\(found)")
  }
}

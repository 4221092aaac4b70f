import Files
import Market
import TestSupport
import Testing

@testable import CommandLineTool

@Suite struct TradeListComparisonTests {
  private func listed(_ number: Int, at hour: Int64, isOpen: Bool = false) -> ListedTrade {
    ListedTrade(
      number: number, isLong: true, entryTime: Timestamp(seconds: hour * 3600),
      exitTime: Timestamp(seconds: hour * 3600 + 1800), entryPrice: 100, exitPrice: 101,
      quantity: 2, netProfit: 2, entrySignal: "in", exitSignal: "out", isOpen: isOpen)
  }

  private func found(at hour: Int64) -> FoundTrade {
    FoundTrade(
      isLong: true, quantity: 2, entryTime: Timestamp(seconds: hour * 3600),
      exitTime: Timestamp(seconds: hour * 3600 + 1800), entryPrice: 100, exitPrice: 101,
      netProfit: 2, fees: 0, entryName: "L", exitName: "X")
  }

  private func compare(_ listed: [ListedTrade], _ found: [FoundTrade]) -> TradeListComparison {
    TradeListComparison(listed, found, tolerance: .init(price: 0.0026))
  }

  @Test func `missing, extra and duplicate trades count, in any order, open ones do not`() {
    var results = Mismatches()
    func check(_ label: String, _ comparison: TradeListComparison, _ exact: Int, _ total: Int) {
      results.check(label, [comparison.exactCount, comparison.totalCount], equals: [exact, total])
    }
    let list = [listed(2, at: 5), listed(1, at: 1), listed(3, at: 9, isOpen: true)]
    check("same", compare(list, [found(at: 1), found(at: 5)]), 2, 2)
    check("missing", compare(list, [found(at: 5)]), 1, 2)
    check("extra", compare(list, [found(at: 1), found(at: 5), found(at: 7)]), 2, 3)
    check("after the end", compare(list, [found(at: 1), found(at: 5), found(at: 11)]), 2, 2)
    check("duplicate", compare(list, [found(at: 1), found(at: 1), found(at: 5)]), 2, 3)
    check("listed twice", compare(list + [listed(4, at: 5)], [found(at: 1), found(at: 5)]), 2, 3)
    let differences = compare(list, [found(at: 5), found(at: 7)]).differences
    results.check("order", differences.map(\.time.seconds), equals: [3600, 7 * 3600])
    #expect(results.isEmpty, "\(results)")
  }

  @Test func `every property counts, money within a quarter of a percent`() {
    var results = Mismatches()
    func check(_ property: String?, _ change: (inout FoundTrade) -> Void) {
      var trade = found(at: 1)
      change(&trade)
      let comparison = compare([listed(1, at: 1)], [trade])
      results.check(
        "\(property ?? "same")", comparison.differences.first?.property, equals: property)
    }
    check(nil) { $0.netProfit = 2.01 }
    check("profit") { $0.netProfit = 2.1 }
    check("side") { $0.isLong = false }
    check("exit time") { $0.exitTime = Timestamp(seconds: 4500) }
    check("entry price") { $0.entryPrice += 0.01 }
    check("exit price") { $0.exitPrice -= 0.01 }
    check("quantity") { $0.quantity = 3 }
    // A size that follows from money may differ by the rate of the day.
    check(nil) { $0.quantity = 2.003 }
    check("quantity") { $0.quantity = 2.01 }
    #expect(results.isEmpty, "\(results)")
  }
}

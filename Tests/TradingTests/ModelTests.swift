import Market
import Testing

@testable import Trading

@Suite struct ModelTests {
  @Test(
    "fees add up within their minimum and cap",
    arguments: [
      (FeeModel(rate: 0.001), 10.0, 1_000.0, 1.0), (FeeModel.usEquities, 100, 5_000, 1),
      (FeeModel.usEquities, 1_000, 50_000, 5), (FeeModel(perOrder: 2, minimum: 3), 1, 10, 3),
      (FeeModel(rate: 0.5, capRate: 0.01), 1, 100, 1),
    ])
  func fees(model: FeeModel, quantity: Double, notional: Double, expected: Double) {
    let fee = model.fee(
      quantity: quantity, notional: notional, isMaker: false, order: (0, 0), monthNotional: 0)
    #expect(abs(fee - expected) < 1e-12)
  }

  @Test("a minimum holds over all partial fills of one order")
  func minimumIsPerOrder() {
    let model = FeeModel(perUnit: 0.01, perOrder: 0, minimum: 1)
    let first = model.fee(
      quantity: 10, notional: 100, isMaker: false, order: (0, 0), monthNotional: 0)
    let second = model.fee(
      quantity: 10, notional: 100, isMaker: false, order: (10, first), monthNotional: 0)
    #expect(first == 1 && abs(second - 0.1) < 1e-12)
  }

  @Test("volume steps and resting orders change the rate")
  func tiers() {
    let model = FeeModel(
      rate: 0.001, makerRate: 0.0005,
      tiers: [.init(threshold: 1_000_000, takerRate: 0.0008, makerRate: 0.0002)])
    func fee(_ isMaker: Bool, _ month: Double) -> Double {
      model.fee(
        quantity: 1, notional: 10_000, isMaker: isMaker, order: (0, 0), monthNotional: month)
    }
    #expect([fee(false, 0), fee(true, 0), fee(false, 1e6), fee(true, 2e6)] == [10, 5, 8, 2])
  }

  @Test(
    "levels and quantities lie on the grid",
    arguments: [(101.234, 101.23, 101.24), (101.23, 101.23, 101.23), (0.3, 0.3, 0.3)])
  func grid(price: Double, down: Double, up: Double) {
    let grid = Grid(Instrument(symbol: "T", tickSize: 0.01, lotStep: 0.001))
    #expect(grid.tickDown(price) == down && grid.tickUp(price) == up)
    #expect(grid.floorToLot(0.0079999) == 0.007 && grid.floorToLot(0.3) == 0.3)
  }

  @Test("every movement of the books leaves their sum at zero")
  func ledgerBalances() {
    var ledger = Ledger(capital: 1_000)
    ledger.move(250, from: .cash, to: .securities)
    ledger.move(3, from: .cash, to: .fees)
    ledger.move(40, from: .realized, to: .cash)
    #expect(ledger.cash == 787 && ledger.imbalance == 0)
  }
}

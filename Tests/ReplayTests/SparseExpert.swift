import Market
import Synchronization
import TestSupport
import Trading

/// Acts on a fixed set of bars, with orders that depend on the bar and the view alone.
struct SparseExpert: ColumnExpert {
  /// The ways to give an order.
  enum Request: CaseIterable {
    case market, enterLong, enterShort, enterLimit, enterStop, enterStopLimit, bracket, trailed,
      plain
    case plainLimit, atOpen, atClose, limit, stop, stopLimit, trailingStop, child, group
    case exitPrices, exitTicks, exitTrail, exitPart, close, closePart, closeNow, closeAll
    case targetUnits, targetWeight, cancel, cancelAll
    case units, cash, percent
  }

  var seed: UInt64
  var bars: [Int]
  /// Hears of each way in which an order is given.
  var note: @Sendable (Request) -> Void = { _ in }

  var requirements: Requirements { Requirements(warmUp: 1) }
  func makeSession() -> any ExpertSession { Session(expert: self, bars: Set(bars)) }
  func activeBars(_ columns: borrowing RunColumns, in range: Range<Int>) -> [Int] {
    bars.filter(range.contains)
  }

  struct Session: ExpertSession {
    let expert: SparseExpert
    let bars: Set<Int>

    mutating func barClosed(
      _ view: borrowing MarketView, _ desk: inout Desk
    ) throws(ExpertFailure) {
      let bar = view.barIndex()
      guard bars.contains(bar) else { return }
      var orders = SparseOrders(
        generator: SeededGenerator(seed: expert.seed &+ UInt64(bar) &* 7919), close: view.close(),
        note: expert.note)
      orders.give(&desk)
      if Int.random(in: 0..<3, using: &orders.generator) == 0 {
        expert.note(.closeAll)
        desk.closeAll()
      }
    }
  }
}

/// The ways in which orders were given in a run.
final class AskedRequests: Sendable {
  private let found = Mutex<Set<SparseExpert.Request>>([])

  func note(_ request: SparseExpert.Request) { found.withLock { _ = $0.insert(request) } }

  var requests: Set<SparseExpert.Request> { found.withLock { $0 } }
}

/// The orders of one bar.
private struct SparseOrders {
  var generator: SeededGenerator
  let close: Double
  let note: @Sendable (SparseExpert.Request) -> Void

  private mutating func chance(_ bound: Int) -> Bool {
    Int.random(in: 0..<bound, using: &generator) == 0
  }

  private mutating func near(_ range: ClosedRange<Double>) -> Double {
    max(0.01, (close * Double.random(in: range, using: &generator) * 100).rounded() / 100)
  }

  private mutating func sizing() -> Sizing? {
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: return nil
    case 1:
      note(.units)
      return .units(Double(Int.random(in: 1...40, using: &generator)))
    case 2:
      note(.cash)
      return .cash(5_000)
    default:
      note(.percent)
      return .equityPercent(30)
    }
  }

  mutating func give(_ desk: inout Desk) {
    switch Int.random(in: 0..<10, using: &generator) {
    case 0...3: enter(&desk)
    case 4, 5: submit(&desk)
    case 6, 7: exit(&desk)
    case 8: leave(&desk)
    default: target(&desk)
    }
  }

  private mutating func enter(_ desk: inout Desk) {
    let size = sizing()
    switch Int.random(in: 0..<9, using: &generator) {
    case 0, 1:
      note(.enterLong)
      desk.enter("a", .long, quantity: size)
    case 2:
      note(.enterShort)
      desk.enter("a", .short, quantity: size)
    case 3:
      note(.enterLimit)
      desk.enter("b", .long, quantity: size, limit: near(0.97...1))
    case 4:
      note(.enterStop)
      desk.enter("c", .long, quantity: size, stop: near(1...1.03))
    case 5:
      note(.enterStopLimit)
      desk.enter("d", .long, quantity: size, limit: near(1...1.02), stop: near(1...1.02))
    case 6:
      note(.plain)
      desk.order("e", .sell, quantity: size)
    case 7:
      note(.plainLimit)
      desk.order("f", .buy, quantity: size, limit: near(0.97...1))
    default:
      note(.group)
      let rule: GroupRule = chance(2) ? .cancel : .reduce
      desk.enter(
        "g", .long, quantity: size, limit: near(0.96...0.99), group: OrderGroup("G", rule))
      desk.enter("h", .long, quantity: size, stop: near(1.01...1.04), group: OrderGroup("G", rule))
    }
  }

  private mutating func submit(_ desk: inout Desk) {
    let size = sizing()
    switch Int.random(in: 0..<10, using: &generator) {
    case 0:
      note(.market)
      desk.submit(Order(chance(2) ? .buy : .sell, quantity: size, reduceOnly: chance(4)))
    case 1:
      note(.bracket)
      desk.submit(
        Order(.buy, quantity: size), stopLoss: near(0.93...0.99), takeProfit: near(1.01...1.07))
    case 2:
      note(.trailed)
      desk.submit(Order(.buy, quantity: size), trail: Trail(offset: close * 0.02))
    case 3:
      note(.atOpen)
      desk.submit(Order(.buy, .marketOnOpen, quantity: size))
    case 4:
      note(.atClose)
      desk.submit(Order(.buy, .marketOnClose, quantity: size))
    case 5:
      note(.limit)
      desk.submit(
        Order(
          .sell, .limit, quantity: size, limit: near(1...1.04), timeInForce: force(),
          reduceOnly: true))
    case 6:
      note(.stop)
      desk.submit(Order(.sell, .stop, quantity: size, stop: near(0.95...1), timeInForce: force()))
    case 7:
      note(.stopLimit)
      desk.submit(
        Order(.buy, .stopLimit, quantity: size, limit: near(1...1.03), stop: near(0.99...1.02)))
    case 8:
      note(.trailingStop)
      desk.submit(
        Order(.sell, .trailingStop, quantity: size, trail: Trail(offset: close * 0.015)))
    default:
      note(.child)
      let parent = desk.submit(Order(.buy, .limit, quantity: size, limit: near(0.97...1.01)))
      desk.submit(Order(.sell, .limit, quantity: size, limit: near(1...1.04), parent: parent))
    }
  }

  private mutating func force() -> TimeInForce {
    [
      .goodTillCancelled, .day, .immediateOrCancel, .fillOrKill,
      .goodTill(Timestamp(nanoseconds: 40 * Timestamp.nanosecondsPerDay)),
    ].randomElement(using: &generator)!
  }

  private mutating func exit(_ desk: inout Desk) {
    let names = ["a", "b", "c", nil]
    var exit = ExitOrder("x", from: names.randomElement(using: &generator)!)
    switch Int.random(in: 0..<4, using: &generator) {
    case 0:
      note(.exitPrices)
      exit.stop = near(0.95...0.99)
      exit.limit = near(1.01...1.05)
    case 1:
      note(.exitTicks)
      exit.profit = Double(Int.random(in: 50...400, using: &generator))
      exit.loss = Double(Int.random(in: 50...400, using: &generator))
    case 2:
      note(.exitTrail)
      exit.trailPoints = Double(Int.random(in: 20...200, using: &generator))
      exit.trailOffset = Double(Int.random(in: 10...150, using: &generator))
    default:
      note(.exitPart)
      exit.name = "y"
      exit.percent = 50
      exit.limit = near(1...1.03)
    }
    if chance(2) { desk.enter("a", .long, quantity: sizing()) }
    desk.exit(exit)
  }

  private mutating func leave(_ desk: inout Desk) {
    switch Int.random(in: 0..<6, using: &generator) {
    case 0:
      note(.close)
      desk.close("a")
    case 1:
      note(.closePart)
      desk.close("a", percent: 50)
    case 2:
      note(.closeNow)
      desk.closeAll(immediately: true)
    case 3:
      note(.closeAll)
      desk.closeAll()
    case 4:
      note(.cancel)
      desk.cancel("b")
    default:
      note(.cancelAll)
      desk.cancelAll()
    }
  }

  private mutating func target(_ desk: inout Desk) {
    if chance(2) {
      note(.targetUnits)
      desk.target(units: Double(Int.random(in: -20...40, using: &generator)))
    } else {
      note(.targetWeight)
      desk.target(weight: Double.random(in: -0.4...0.8, using: &generator))
    }
  }
}

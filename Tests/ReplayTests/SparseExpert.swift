import Market
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
    case units, cash, percent, standard
    case day, untilDate, immediate, fillOrKill

    /// Whether there is an order that can fill.
    var orders: Bool { self != .cancel && self != .cancelAll }
  }

  var seed: UInt64
  var bars: [Int]
  /// Whether orders take either side, in ways that have come to be tried later.
  var isWide = true
  var warmUp = 1
  /// Hears of the ways in which orders are given, and of the orders' numbers.
  var note: @Sendable ([Request], Range<Int32>) -> Void = { _, _ in }

  var requirements: Requirements { Requirements(warmUp: warmUp) }
  func makeSession() -> any ExpertSession { Session(expert: self, bars: Set(bars)) }
  func activeBars(_ columns: borrowing RunColumns, in bars: Range<Int>) -> [Int] {
    self.bars.filter(bars.contains)
  }

  struct Session: ExpertSession {
    let expert: SparseExpert
    let bars: Set<Int>

    mutating func barClosed(
      _ view: borrowing MarketView, _ desk: inout Desk
    ) throws(ExpertFailure) {
      let bar = view.barIndex()
      guard bars.contains(bar) else { return }
      let seed = expert.seed &+ UInt64(bar) &* 7919
      var orders = SparseOrders(
        generator: SeededGenerator(seed: seed),
        more: expert.isWide ? SeededGenerator(seed: ~seed) : nil, close: view.close())
      let first = desk.account.lastOrderNumber + 1
      orders.give(&desk)
      let next = desk.account.lastOrderNumber + 1
      expert.note(orders.requests, first..<next)
      if Int.random(in: 0..<3, using: &orders.generator) == 0 {
        desk.closeAll()
        expert.note([.closeAll], next..<(desk.account.lastOrderNumber + 1))
      }
    }
  }
}

/// The orders of one bar.
struct SparseOrders {
  var generator: SeededGenerator
  /// Chooses what came to be tried later, so that older seeds keep their orders; nil for them.
  var more: SeededGenerator?
  let close: Double
  /// The ways in which orders were given.
  var requests: [SparseExpert.Request] = []

  init(generator: SeededGenerator, more: SeededGenerator?, close: Double) {
    self.generator = generator
    self.more = more
    self.close = close
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

  // MARK: Choices

  private mutating func note(_ request: SparseExpert.Request) { requests.append(request) }

  private mutating func chance(_ bound: Int) -> Bool {
    Int.random(in: 0..<bound, using: &generator) == 0
  }

  /// One of two ways that older seeds do not know, for which it is false.
  private mutating func turns() -> Bool {
    guard more != nil else { return false }
    return Bool.random(using: &more!)
  }

  /// A price so far from the close, on the other side of it if mirrored.
  private mutating func near(_ range: ClosedRange<Double>, mirrored: Bool = false) -> Double {
    let share = Double.random(in: range, using: &generator)
    return max(0.01, (close * (mirrored ? 2 - share : share) * 100).rounded() / 100)
  }

  private mutating func sizing() -> Sizing? {
    switch Int.random(in: 0..<4, using: &generator) {
    case 0:
      note(.standard)
      return nil
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

  private mutating func force() -> TimeInForce {
    switch Int.random(in: 0..<5, using: &generator) {
    case 0: return .goodTillCancelled
    case 1:
      note(.day)
      return .day
    case 2:
      note(.immediate)
      return .immediateOrCancel
    case 3:
      note(.fillOrKill)
      return .fillOrKill
    default:
      note(.untilDate)
      return .goodTill(Timestamp(nanoseconds: 40 * Timestamp.nanosecondsPerDay))
    }
  }

  // MARK: Orders

  private mutating func enter(_ desk: inout Desk) {
    let size = sizing()
    let choice = Int.random(in: 0..<9, using: &generator)
    let isShort = choice > 2 && turns()
    let direction: Direction = isShort ? .short : .long
    switch choice {
    case 0, 1:
      note(.enterLong)
      desk.enter("a", .long, quantity: size)
    case 2:
      note(.enterShort)
      desk.enter("a", .short, quantity: size)
    case 3:
      note(.enterLimit)
      desk.enter("b", direction, quantity: size, limit: near(0.97...1, mirrored: isShort))
    case 4:
      note(.enterStop)
      desk.enter("c", direction, quantity: size, stop: near(1...1.03, mirrored: isShort))
    case 5:
      note(.enterStopLimit)
      desk.enter(
        "d", direction, quantity: size, limit: near(1...1.02, mirrored: isShort),
        stop: near(1...1.02, mirrored: isShort))
    case 6:
      note(.plain)
      desk.order("e", direction.entrySide.opposite, quantity: size)
    case 7:
      note(.plainLimit)
      desk.order(
        "f", direction.entrySide, quantity: size, limit: near(0.97...1, mirrored: isShort))
    default:
      note(.group)
      let group = OrderGroup("G", chance(2) ? .cancel : .reduce)
      let limit = near(0.96...0.99, mirrored: isShort)
      desk.enter("g", direction, quantity: size, limit: limit, group: group)
      let stop = near(1.01...1.04, mirrored: isShort)
      desk.enter("h", direction, quantity: size, stop: stop, group: group)
    }
  }

  private mutating func submit(_ desk: inout Desk) {
    let size = sizing()
    let choice = Int.random(in: 0..<10, using: &generator)
    let isShort = choice > 0 && turns()
    let (side, other): (Side, Side) = isShort ? (.sell, .buy) : (.buy, .sell)
    switch choice {
    case 0:
      note(.market)
      desk.submit(Order(chance(2) ? .buy : .sell, quantity: size, reduceOnly: chance(4)))
    case 1:
      note(.bracket)
      let loss = near(0.93...0.99, mirrored: isShort)
      let profit = near(1.01...1.07, mirrored: isShort)
      desk.submit(Order(side, quantity: size), stopLoss: loss, takeProfit: profit)
    case 2:
      note(.trailed)
      let start = close * (isShort ? 0.99 : 1.01)
      let trail = Trail(offset: close * 0.02, activation: turns() ? start : nil)
      desk.submit(Order(side, quantity: size), trail: trail)
    case 3:
      note(.atOpen)
      desk.submit(Order(side, .marketOnOpen, quantity: size))
    case 4:
      note(.atClose)
      desk.submit(Order(side, .marketOnClose, quantity: size))
    case 5:
      note(.limit)
      desk.submit(
        Order(
          other, .limit, quantity: size, limit: near(1...1.04, mirrored: isShort),
          timeInForce: force(), reduceOnly: !turns()))
    case 6:
      note(.stop)
      desk.submit(
        Order(
          other, .stop, quantity: size, stop: near(0.95...1, mirrored: isShort),
          timeInForce: force()))
    case 7:
      note(.stopLimit)
      desk.submit(
        Order(
          side, .stopLimit, quantity: size, limit: near(1...1.03, mirrored: isShort),
          stop: near(0.99...1.02, mirrored: isShort)))
    case 8:
      note(.trailingStop)
      desk.submit(
        Order(other, .trailingStop, quantity: size, trail: Trail(offset: close * 0.015)))
    default:
      note(.child)
      let limit = near(0.97...1.01, mirrored: isShort)
      let parent = desk.submit(Order(side, .limit, quantity: size, limit: limit))
      let target = near(1...1.04, mirrored: isShort)
      desk.submit(Order(other, .limit, quantity: size, limit: target, parent: parent))
    }
  }

  private mutating func exit(_ desk: inout Desk) {
    let names = ["a", "b", "c", nil]
    var exit = ExitOrder("x", from: names.randomElement(using: &generator)!)
    let isShort = turns()
    switch Int.random(in: 0..<4, using: &generator) {
    case 0:
      note(.exitPrices)
      exit.stop = near(0.95...0.99, mirrored: isShort)
      exit.limit = near(1.01...1.05, mirrored: isShort)
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
      exit.limit = near(1...1.03, mirrored: isShort)
    }
    if chance(2) { desk.enter("a", isShort ? .short : .long, quantity: sizing()) }
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

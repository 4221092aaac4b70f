import Trading

/// The rules of a strategy that builds a position in layers and protects it by a stop in ranges.
///
/// The eight rules of this kind come from MM-DREX (arXiv 2509.05080, appendix A). What the paper
/// names but does not define is defined in each expert's documentation; what it prints wrong is
/// corrected there. The short side mirrors the long one.
protocol LayerRules: Sendable {
  /// The indicator columns it reads; the first is the average true range of its stop.
  var columns: [Requirements.Column] { get }
  /// Bars before it can decide.
  var warmUp: Int { get }
  /// Layers at most, each an equal share of equity; at least 1.
  var layers: Int { get }
  /// The stop's distance from the average entry, in average true ranges.
  var stopRanges: Double { get }
  /// Whether layers are added as the price moves in favour; against it otherwise.
  var addsInFavour: Bool { get }

  /// Reads a bar that has closed; called for every bar, before anything is asked.
  mutating func read(_ view: borrowing MarketView)
  /// The side to enter now; nil to stay out.
  func entry() -> Direction?
  /// Whether to leave the position.
  func leaves(_ held: LayerState) -> Bool
  /// Whether the stop holds back although its price has been passed.
  func holdsBack(_ held: LayerState) -> Bool
  /// Whether to add a layer, the price having moved half a range since the last one.
  func adds(_ held: LayerState) -> Bool
  /// Whether to take one layer's profit.
  func takesPart(_ held: LayerState) -> Bool
}

extension LayerRules {
  func holdsBack(_ held: LayerState) -> Bool { false }
  func takesPart(_ held: LayerState) -> Bool { false }
}

/// A position as its rules see it.
struct LayerState {
  /// Which way it points.
  var direction: Direction
  /// Layers entered so far.
  var layers: Int
  /// Mean entry price.
  var average: Double
  /// The latest close.
  var price: Double

  /// 1 for long, −1 for short.
  var sign: Double { direction.sign }
  /// Profit as a fraction of the mean entry price.
  var profit: Double { sign * (price / average - 1) }
}

/// An expert made of layer rules.
struct LayeredExpert<Rules: LayerRules>: Expert {
  let rules: Rules
  let sellsShort: Bool

  var requirements: Requirements {
    Requirements(columns: rules.columns, warmUp: rules.warmUp)
  }

  func makeSession() -> any ExpertSession {
    Session(rules: rules, sellsShort: sellsShort)
  }

  private struct Session: ExpertSession {
    var rules: Rules
    let sellsShort: Bool
    var layers = 0
    var lastLayerPrice = 0.0
    var hasTakenPart = false

    mutating func barClosed(
      _ view: borrowing MarketView, _ desk: inout Desk
    ) throws(ExpertFailure) {
      rules.read(view)
      let price = view.close()
      let range = view.column(0)
      let position = view.position()
      guard position != 0, let average = view.averagePrice() else {
        layers = 0
        hasTakenPart = false
        enter(at: price, &desk)
        return
      }
      let held = LayerState(
        direction: position > 0 ? .long : .short, layers: layers, average: average, price: price)
      let moved = held.sign * (price - average)
      if moved < -rules.stopRanges * range, !rules.holdsBack(held) {
        desk.closeAll(comment: "stop")
      } else if rules.leaves(held) {
        desk.closeAll(comment: "exit")
      } else if layers > 1, !hasTakenPart, rules.takesPart(held) {
        hasTakenPart = true
        desk.submit(
          Order(
            held.direction == .long ? .sell : .buy, .market,
            quantity: .units(abs(position) / Double(layers)), reduceOnly: true,
            name: "take part"))
      } else if layers < rules.layers, hasMoved(price, range, held), rules.adds(held) {
        add(held.direction, at: price, &desk)
      }
    }

    private mutating func enter(at price: Double, _ desk: inout Desk) {
      guard let direction = rules.entry(), direction == .long || sellsShort else { return }
      add(direction, at: price, &desk)
    }

    private mutating func add(_ direction: Direction, at price: Double, _ desk: inout Desk) {
      layers += 1
      lastLayerPrice = price
      desk.submit(
        Order(
          direction.entrySide, .market, quantity: .equityPercent(100 / Double(rules.layers)),
          name: "layer \(layers)"))
    }

    /// Whether the price is half a range from the last layer, on the side where layers are added.
    private func hasMoved(_ price: Double, _ range: Double, _ held: LayerState) -> Bool {
      let way = held.sign * (price - lastLayerPrice) * (rules.addsInFavour ? 1 : -1)
      return way >= 0.5 * range
    }
  }
}

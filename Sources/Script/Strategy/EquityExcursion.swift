import Market
import Trading

/// The largest fall from a peak of equity and the largest rise from a trough, inside bars too.
///
/// Peaks and troughs are equity at closes and right after fills. From them it falls to the worst and
/// rises to the best that a bar's range makes of the position held at its close, as a trade's own
/// excursions are measured: over whole bars from its entry on, and on its last bar to the exit.
/// Without a range within bars, the percentage is that of the report's maximum drawdown.
struct EquityExcursion {
  private var peak: Double
  private var trough: Double
  private(set) var drawdown = 0.0
  private(set) var drawdownPercent = 0.0
  private(set) var runUp = 0.0
  private(set) var runUpPercent = 0.0

  /// Begins with the capital, which is the first peak and the first trough.
  init(capital: Double) { (peak, trough) = (capital, capital) }

  /// Takes what equity may have been between two of its peaks and troughs.
  mutating func reach(worst: Double, best: Double) {
    if peak - worst > drawdown { drawdown = peak - worst }
    if peak > 0 { drawdownPercent = max(drawdownPercent, 100 * (peak - worst) / peak) }
    if best - trough > runUp { runUp = best - trough }
    if trough > 0 { runUpPercent = max(runUpPercent, 100 * (best - trough) / trough) }
  }

  /// Takes equity at a fill or a close.
  mutating func pass(_ equity: Double) {
    reach(worst: equity, best: equity)
    peak = max(peak, equity)
    trough = min(trough, equity)
  }
}

/// Follows equity from bar to bar, and within a bar from fill to fill.
final class ExcursionState: CallState {
  private let read: @Sendable (EquityExcursion) -> Double
  private var excursion: EquityExcursion?
  private var lastBar = -1
  private var seenFillCount = 0

  init(_ read: @escaping @Sendable (EquityExcursion) -> Double) { self.read = read }

  override func next(
    _ arguments: ArgumentWords, _ context: ExecutionContext
  ) throws(ScriptFailure) -> Double {
    guard let account = context.account else { return .nan }
    var excursion = self.excursion ?? EquityExcursion(capital: account.rules.initialCapital)
    if context.barIndex != lastBar {
      lastBar = context.barIndex
      for equity in equityAfterFills(account) { excursion.pass(equity) }
      let units = account.positions[0].quantity * account.instruments[0].pointValue
      let close = context.bars.close[lastBar]
      let high = account.equity + units * (context.bars.high[lastBar] - close)
      let low = account.equity + units * (context.bars.low[lastBar] - close)
      excursion.reach(worst: min(high, low), best: max(high, low))
      excursion.pass(account.equity)
      self.excursion = excursion
    }
    return read(excursion)
  }

  /// Equity right after each fill since the last call, the oldest first.
  ///
  /// It is found by going back from what the account holds now.
  private func equityAfterFills(_ account: Account) -> [Double] {
    let fills = account.fills
    guard seenFillCount < fills.count else { return [] }
    let pointValue = account.instruments[0].pointValue
    var quantity = account.positions[0].quantity
    var rest = account.equity - quantity * account.marks[0] * pointValue
    if quantity == 0 { rest = account.equity }
    var found: [Double] = []
    for fill in fills[seenFillCount...].reversed() where fill.instrument == 0 {
      found.append(rest + quantity * fill.price * pointValue)
      let bought = fill.side.sign * fill.quantity
      quantity -= bought
      rest += bought * fill.price * pointValue + fill.fee
    }
    seenFillCount = fills.count
    return found.reversed()
  }
}

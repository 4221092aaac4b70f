import Market
import Trading

/// What equity leaves above the maintenance margin, near enough to tell when no call can come.
///
/// The exact test sums all positions in a fixed order, for every bar of every position, which costs
/// the square of their number. These sums follow the marks one by one and carry their rounding;
/// where they leave equity well above what is required, the exact test would find the same, and
/// only where they do not is it made.
struct MarginCushion {
  private let account: Account
  private var equity = 0.0
  private var required = 0.0
  /// The sizes of all that was added, of which rounding is a tiny part.
  private var size = 0.0
  /// How many fills there were when the sums were made; −1 for no sums.
  private var fillCount = -1

  /// Of fewer positions the exact sums cost less.
  private static let fewestPositions = 8
  /// Far above the rounding of any sum, far below what matters.
  private static let slack = 1e-6

  init(_ account: Account) { self.account = account }

  /// Gives up the sums: what holds at one instant need not hold at the next.
  mutating func forget() { fillCount = -1 }

  /// Follows an instrument to a price, before its mark moves there.
  mutating func move(_ instrument: Int, to price: Double) {
    guard fillCount >= 0 else { return }
    let change = self.change(instrument, to: price)
    equity += change.equity
    required += change.required
    size += change.size
  }

  /// Whether equity surely stays above what is required with an instrument at a price.
  mutating func isSafe(_ instrument: Int, at price: Double) -> Bool {
    guard account.openInstruments.count >= Self.fewestPositions else { return false }
    if fillCount != account.fillCount { sum() }
    let change = self.change(instrument, to: price)
    let left = equity + change.equity - required - change.required
    return left > Self.slack * (size + change.size)
  }

  private func change(
    _ instrument: Int, to price: Double
  ) -> (equity: Double, required: Double, size: Double) {
    let before = value(instrument, at: account.marks[instrument])
    let after = value(instrument, at: price)
    let fraction = self.fraction(instrument)
    return (
      after - before, fraction * (abs(after) - abs(before)), abs(after) + abs(before)
    )
  }

  private mutating func sum() {
    fillCount = account.fillCount
    equity = account.ledger.cash
    required = 0
    size = abs(equity)
    for instrument in account.openInstruments {
      let value = value(instrument, at: account.marks[instrument])
      equity += value
      required += fraction(instrument) * abs(value)
      size += abs(value)
    }
  }

  private func value(_ instrument: Int, at price: Double) -> Double {
    account.positions[instrument].quantity * price * account.instruments[instrument].pointValue
  }

  private func fraction(_ instrument: Int) -> Double {
    account.positions[instrument].direction.map(account.rules.margin.maintenance) ?? 0
  }
}

import Market
import Replay
import Trading

/// An agent's account as the master follows it: its fills in order, and the master's share of it.
struct FollowedAccount {
  /// The agent, as an index into the ensemble's agents.
  let agent: Int
  let record: RunRecord
  /// The fills of each instrument of the master, in order; empty for others.
  private let queues: [[Fill]]
  private var cursors: [Int]
  /// The account's own units.
  var own: [Double]
  /// The units that the master holds on its behalf.
  var held: [Double]
  /// The decision to which the holding of each instrument was last fitted.
  var fitted: [Int]
  private var mark = 0

  init(agent: Int, record: RunRecord, instruments: [Int], masterCount: Int) {
    self.agent = agent
    self.record = record
    var queues = [[Fill]](repeating: [], count: masterCount)
    for fill in record.fills { queues[instruments[fill.instrument]].append(fill) }
    self.queues = queues
    cursors = Array(repeating: 0, count: masterCount)
    own = Array(repeating: 0, count: masterCount)
    held = Array(repeating: 0, count: masterCount)
    fitted = Array(repeating: 0, count: masterCount)
  }

  /// Equity at the last mark at or before an instant.
  mutating func equity(at time: Int64) -> Double {
    while mark < record.times.count, record.times[mark] <= time { mark += 1 }
    return mark == 0 ? record.rules.initialCapital : record.equity[mark - 1]
  }

  /// The next fill of an instrument in a bar, if it takes place at such a moment.
  mutating func next(_ instrument: Int, bar: Int, at moment: FillMoment) -> Fill? {
    let queue = queues[instrument]
    let cursor = cursors[instrument]
    guard cursor < queue.count, queue[cursor].bar == Int32(bar),
      queue[cursor].rule.happens(at: moment)
    else { return nil }
    cursors[instrument] += 1
    return queue[cursor]
  }

  /// Takes a fill of the account over at a scale; returns the signed units for the master.
  ///
  /// What closes part of the account's position closes the same part of the master's; what opens
  /// is scaled and floored to the lot. So the master is flat whenever the account is.
  mutating func follow(_ fill: Fill, _ instrument: Int, scale: Double, grid: Grid) -> Double {
    let sign = fill.side.sign
    let before = own[instrument]
    let closing = before * sign < 0 ? min(fill.quantity, abs(before)) : 0
    var units = 0.0
    if closing > 0 {
      let isWhole = closing >= abs(before) - 1e-9 * grid.lot
      let part =
        isWhole
        ? abs(held[instrument])
        : grid.floorToLot(abs(held[instrument]) * closing / abs(before))
      units += sign * part
    }
    let opening = fill.quantity - closing
    if opening > 1e-9 * grid.lot { units += sign * grid.floorToLot(opening * scale) }
    own[instrument] = grid.snapToLot(before + sign * fill.quantity)
    held[instrument] = grid.snapToLot(held[instrument] + units)
    return units
  }
}

extension FillRule {
  /// Whether fills of this rule take place at a moment of the bar.
  fileprivate func happens(at moment: FillMoment) -> Bool {
    switch self {
    case .open, .gap, .cashInLieu: moment != .close
    case .limit, .stop, .trail, .marginCall: moment == .inside
    case .close: moment == .close
    }
  }
}

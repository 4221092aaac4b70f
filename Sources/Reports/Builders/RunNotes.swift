import Market
public import Replay
import Trading

/// What a reader must know of a run before believing its figures.
public enum RunNotes {
  /// Returns one sentence for each.
  ///
  /// - Parameters:
  ///   - record: The run.
  ///   - optimisticEquity: Final equity under the better assumption, where bars left it open.
  ///   - dataNotes: What is to be said of the data.
  public static func notes(
    of record: RunRecord, optimisticEquity: Double? = nil, dataNotes: [String] = []
  ) -> [String] {
    var notes: [String] = []
    if let failure = record.failure { notes.append("the expert stopped: \(failure)") }
    if record.isInterrupted { notes.append("interrupted: the figures end where the run did") }
    if record.isRuined { notes.append("the account was ruined") }
    if !record.fills.isEmpty {
      let counts = Certainty.allCases.map { record.fillCount($0) }
      notes.append(
        "fills: \(counts[0]) exact, \(counts[1]) path-assumed, \(counts[2]) ambiguous")
    }
    if let better = optimisticEquity {
      notes.append(
        "equity band: \(moneyText(record.finalEquity)) to \(moneyText(better)) "
          + "with the better assumption")
    }
    if record.rules.fillsAtClose, record.rules.fills.intrabar == .range {
      notes.append(
        "orders fill at the close they were decided on, as the strategy asks; a contest under this "
          + "convention would wait for the next open")
    }
    if record.trailsOpenToPath > 0 {
      notes.append(
        "\(record.trailsOpenToPath) bars could have met a trailing stop if the high came first")
    }
    if record.rules.fees.isFree, record.rules.slippage == .none {
      notes.append("frictionless: no fees, no slippage")
    }
    let open = record.openLots.enumerated().filter { !$0.element.isEmpty }
    if !open.isEmpty {
      let symbols = open.prefix(5).map { record.instruments[$0.offset].symbol }
      notes.append(
        "open at the end, marked at the last close: \(symbols.joined(separator: ", "))")
    }
    return notes + rejections(record) + dataNotes
  }

  private static func rejections(_ record: RunRecord) -> [String] {
    var notes: [String] = []
    for reason in RejectionReason.allCases {
      let count = record.rejections.count { $0.reason == reason }
      if count > 0 { notes.append("rejected or cut, \(reason): \(count)") }
    }
    if record.trades.isEmpty, record.fills.isEmpty {
      notes.append(
        "no trade: \(record.orderCount) orders were placed, "
          + "\(record.rejections.count) were rejected")
    }
    return notes
  }
}

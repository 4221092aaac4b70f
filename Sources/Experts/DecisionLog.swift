public import Formats
public import Market
public import Trading

/// Something an agent elsewhere decided: to hold a share of equity in an instrument.
public struct LoggedDecision: Sendable, Hashable {
  /// When it was known.
  public var time: Timestamp
  /// The instrument's symbol.
  public var symbol: String
  /// The share of equity to hold, negative for short; nil to let things be.
  public var weight: Double?
  /// The line of the file it stands in, from 1.
  public var line: Int

  /// Makes a decision.
  public init(time: Timestamp, symbol: String, weight: Double?, line: Int) {
    self.time = time
    self.symbol = symbol
    self.weight = weight
    self.line = line
  }
}

/// Follows a log of decisions that were made elsewhere.
///
/// A decision acts at the first close at or after its time and fills at the next open, under the
/// same rules as every other agent's orders. A decision stamped inside a bar, or with the date of a
/// bar, therefore acts at that bar's close: whoever stamps so may have used the bar.
public struct DecisionLog: Expert {
  /// The decisions, in order of time.
  public let decisions: [LoggedDecision]

  /// Makes the expert.
  ///
  /// - Throws: A data error when a decision is earlier than the one before it.
  public init(_ decisions: [LoggedDecision], file: String? = nil) throws(LocatedError) {
    for (before, next) in zip(decisions, decisions.dropFirst()) where next.time < before.time {
      throw LocatedError(
        .data, "the decision is earlier than the one before it", file: file, line: next.line,
        found: ISODateFormat.instant(nanoseconds: next.time.nanoseconds),
        expected: ISODateFormat.instant(nanoseconds: before.time.nanoseconds) + " or later",
        hint: "sort the log by time")
    }
    self.decisions = decisions
  }

  /// Symbols of the log, each once, in order.
  public var symbols: [String] { Set(decisions.map(\.symbol)).sorted() }

  /// Holds the log against the prices it will be replayed over.
  ///
  /// - Returns: Sentences that a reader should know.
  /// - Throws: A data error for a symbol without prices, or a time beyond the last bar.
  public func check(
    against series: [BarSeries], file: String? = nil
  ) throws(LocatedError) -> [String] {
    let known = series.map(\.instrument.symbol)
    let bySymbol = Dictionary(zip(known, series)) { first, _ in first }
    var insideCount = 0
    for decision in decisions {
      guard let own = bySymbol[decision.symbol] else {
        throw LocatedError(
          .data, "there are no prices of this instrument", file: file, line: decision.line,
          found: decision.symbol, expected: known.prefix(12).joined(separator: ", "),
          hint: Suggestion.hint(for: decision.symbol, in: known))
      }
      let time = decision.time.nanoseconds
      let last = own.closeTimes[own.count - 1]
      guard time <= last else {
        throw LocatedError(
          .data, "the decision lies beyond the last bar", file: file, line: decision.line,
          found: ISODateFormat.instant(nanoseconds: time),
          expected: "at or before " + ISODateFormat.instant(nanoseconds: last))
      }
      if Self.isInside(time, own) { insideCount += 1 }
    }
    if insideCount == 0 { return [] }
    return [
      "\(insideCount) of \(decisions.count) decisions are stamped inside a bar or with its date: "
        + "each acts at that bar's close, as if it had used the bar"
    ]
  }

  /// Whether an instant lies in a bar, its close left out.
  private static func isInside(_ time: Int64, _ series: BarSeries) -> Bool {
    var low = 0
    var high = series.count
    while low < high {
      let middle = (low + high) / 2
      if series.closeTimes[middle] < time { low = middle + 1 } else { high = middle }
    }
    guard low < series.count, series.closeTimes[low] != time else { return false }
    let isDate = time % Timestamp.nanosecondsPerDay == 0
    let day = Int32(truncatingIfNeeded: time / Timestamp.nanosecondsPerDay)
    return time >= series.openTimes[low] || (isDate && series.days[low] == day)
  }

  /// Nothing but closed bars.
  public var requirements: Requirements { Requirements(warmUp: 1) }

  /// Makes a session.
  public func makeSession() -> any ExpertSession { Session(decisions: decisions) }

  private struct Session: ExpertSession {
    let decisions: [LoggedDecision]
    var next = 0
    /// The instruments of each symbol; empty until the first decision.
    var instruments: [String: [Int]] = [:]

    mutating func barClosed(
      _ view: borrowing MarketView, _ desk: inout Desk
    ) throws(ExpertFailure) {
      while next < decisions.count, decisions[next].time <= view.now {
        let decision = decisions[next]
        next += 1
        guard let weight = decision.weight else { continue }
        if instruments.isEmpty {
          for index in 0..<view.instrumentCount {
            instruments[view.instrument(index).symbol, default: []].append(index)
          }
        }
        for instrument in instruments[decision.symbol] ?? [] {
          if weight == 0 {
            desk.target(units: 0, instrument: instrument)
          } else {
            desk.target(weight: weight, instrument: instrument)
          }
        }
      }
    }
  }
}

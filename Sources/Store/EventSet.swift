import Formats
public import Market

/// The dividends, splits and rates of a run, with a hash and a text form.
public struct EventSet: Sendable, Hashable {
  /// The events, oldest first.
  public let events: [CashFlowEvent]
  /// The file they were read from.
  public let origin: String

  /// Takes the events that concern some symbols or the account; nil if there are none.
  public init?(_ events: [CashFlowEvent], symbols: [String], origin: String) {
    self.events = events.filter { event in event.symbol.map(symbols.contains) ?? true }
    self.origin = origin
    if self.events.isEmpty { return nil }
  }

  /// One line for each event: nanoseconds since 1970, kind, value, symbol.
  var document: String {
    events.map {
      "\($0.time.nanoseconds),\($0.kind.rawValue),\(NumberFormat.shortest($0.value)),"
        + ($0.symbol ?? "") + "\n"
    }.joined()
  }

  /// The hash of the events.
  public var fingerprint: String { SHA256.digest("events 1\n" + document).hex }

  /// Reads the text form; nil if it is none.
  init?(document: String, origin: String) {
    var events: [CashFlowEvent] = []
    for line in document.split(separator: "\n") {
      let parts = line.split(separator: ",", maxSplits: 3, omittingEmptySubsequences: false)
      guard parts.count == 4, let time = Int64(parts[0]),
        let kind = CashFlowEvent.Kind(rawValue: String(parts[1])),
        let value = NumberParser.double(String(parts[2]))
      else { return nil }
      events.append(
        CashFlowEvent(
          symbol: parts[3].isEmpty ? nil : String(parts[3]), time: Timestamp(nanoseconds: time),
          kind: kind, value: value))
    }
    self.events = events
    self.origin = origin
  }
}

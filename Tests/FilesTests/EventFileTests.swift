import Formats
import Market
import TestSupport
import Testing

@testable import Files

@Suite struct EventFileTests {
  private func events(_ text: String) throws -> [CashFlowEvent] {
    try Array(text.utf8).withUnsafeBufferPointer { try EventFile.read($0, file: "events.csv") }
  }

  private func words(_ events: [CashFlowEvent]) -> [String] {
    events.map { event in
      "\(event.symbol ?? "-") \(ISODateFormat.short(nanoseconds: event.time.nanoseconds))"
        + " \(event.kind) \(NumberFormat.shortest(event.value))"
    }
  }

  @Test func `events of all kinds, oldest first`() throws {
    let text = """
      Value,Kind,Ex_Date,Symbol
      0.22,Dividend,2024-02-09,AAPL
      4:1,SPLIT,2020-08-31,AAPL
      3:2,split,2020-08-31,MSFT

      -0.0001,funding,2024-02-09T08:00:00Z,ETHUSDT-PERP
      0.05,interest,2024-01-01,
      0.03,borrow,2024-01-01,GME
      """
    #expect(
      try words(events(text)) == [
        "AAPL 2020-08-31 split 4", "MSFT 2020-08-31 split 1.5", "- 2024-01-01 interest 0.05",
        "GME 2024-01-01 borrow 0.03", "AAPL 2024-02-09 dividend 0.22",
        "ETHUSDT-PERP 2024-02-09 08:00 funding -0.0001",
      ])
  }

  @Test func `bad events are refused in their own words`() {
    let header = "symbol,date,kind,value\n"
    var found = Mismatches()
    for (text, message) in [
      ("", "events.csv: error: the file is empty, expected a header and rows"),
      (
        "symbol,date,value\nA,2024-01-01,1\n",
        "events.csv:1: error: no column has the kind, was 'symbol, date, value', expected symbol,"
          + " date, kind and value"
      ),
      (
        header + "A,2024-01-01,split\n",
        "events.csv:2: error: the row has too few columns, was '3', expected 4: symbol, date, kind,"
          + " value"
      ),
      (
        header + "A,1/2/2024,split,2\n",
        "events.csv:2:date: error: this is no date, was '1/2/2024', expected a date or a date and"
          + " time, such as 2024-01-02 or 2024-01-02T03:04:05Z"
      ),
      (
        header + "A,2024-01-02,dividendd,2\n",
        "events.csv:2:kind: error: unknown kind of event, was 'dividendd', expected dividend,"
          + " split, funding, borrow, interest\nhint: did you mean 'dividend'?"
      ),
      (
        header + "A,2024-01-02,split,0\n",
        "events.csv:2:value: error: this is no value of a split, was '0', expected new units per"
          + " old unit above 0, such as 2 or 3:2"
      ),
      (
        header + "A,2024-01-02,dividend,x\n",
        "events.csv:2:value: error: this is no value of a dividend, was 'x', expected cash per"
          + " unit, such as 0.22"
      ),
      (
        header + ",2024-01-02,dividend,1\n",
        "events.csv:2:symbol: error: a dividend needs a symbol"
      ),
    ] {
      var refusal: String?
      do { _ = try events(text) } catch { refusal = "\(error)" }
      found.check(text, refusal, equals: message)
    }
    #expect(found.isEmpty, "\(found)")
  }
}

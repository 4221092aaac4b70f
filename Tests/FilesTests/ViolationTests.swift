import Formats
import Market
import Platform
import TestSupport
import Testing

@testable import Files

@Suite struct ViolationTests {
  private let header = "date,open,high,low,close,volume\n"
  private let good = "2024-01-02,10,12,9,11,100\n"

  @Test func `each bad row is refused in its own words`() {
    var found = Mismatches()
    for (row, message) in [
      (
        "2024-01-03,10,12,9",
        "3: error: the row has too few columns, was '4', expected at least 6:"
          + " date, open, high, low, close, volume\nhint: --repair drop leaves out such rows"
      ),
      (
        "\"2024-01-03,10,12,9,11,100",
        "3: error: a quote does not end, was '\"2024-01-03,10,12,9,11,100'\n"
          + "hint: --repair drop leaves out such rows"
      ),
      (
        "03.01.2024,10,12,9,11,100",
        "3:date: error: this is no time, was '03.01.2024', expected a date or a date and time, such"
          + " as 2024-01-02 or 2024-01-02T03:04:05Z\nhint: --repair drop leaves out such rows"
      ),
      (
        "2024-02-30,10,12,9,11,100",
        "3:date: error: this is no time, was '2024-02-30', expected a date or a date and time, such"
          + " as 2024-01-02 or 2024-01-02T03:04:05Z\nhint: --repair drop leaves out such rows"
      ),
      (
        "2024-01-03,10,NaN,9,11,100",
        "3:high: error: this is no number, was 'NaN', expected a number such as 1234.5\n"
          + "hint: --repair drop leaves out such rows"
      ),
      (
        "2024-01-03,10,12,9,11,",
        "3:volume: error: this is no number, was '', expected a number such as 1234.5\n"
          + "hint: --repair drop leaves out such rows"
      ),
      (
        "2024-01-03,10,1e999,9,11,100",
        "3:high: error: this is no number, was '1e999', expected a number such as 1234.5\n"
          + "hint: --repair drop leaves out such rows"
      ),
      (
        "2024-01-03,10,12,0,11,100",
        "3:low: error: the price is not above zero, was '0', expected a price above 0, unless the"
          + " instrument allows others\nhint: --repair drop leaves out such rows"
      ),
      (
        "2024-01-03,10,12,9,11,-1",
        "3:volume: error: the volume is below zero, was '-1', expected 0 or more\n"
          + "hint: --repair drop leaves out such rows"
      ),
      (
        "2024-01-03,10,10.5,9,11,100",
        "3:high: error: the high is below the close, was '10.5', expected at least 11\n"
          + "hint: --repair drop leaves out such rows, --repair clamp widens high and low"
      ),
      (
        "2024-01-03,10,12,10.5,11,100",
        "3:low: error: the low is above the open, was '10.5', expected at most 10\n"
          + "hint: --repair drop leaves out such rows, --repair clamp widens high and low"
      ),
      (
        "2024-01-01,10,12,9,11,100",
        "3:date: error: the time goes backwards, was '2024-01-01', expected later"
          + " than 2024-01-02 of"
          + " the row before\nhint: --repair sort puts rows in order, --repair drop"
          + " leaves out those"
          + " that are late"
      ),
      (
        "2024-01-02,10,12,9,11,100",
        "3:date: error: the time repeats, was '2024-01-02', expected later than"
          + " 2024-01-02 of the row"
          + " before\nhint: --repair first or --repair last keeps one of the rows"
      ),
      (
        "2024-01-03,10,12,9," + String(repeating: "9", count: 2_000_000) + "x,1",
        "3:close: error: this is no number, was '" + String(repeating: "9", count: 40)
          + "…', expected a number such as 1234.5\nhint: --repair drop leaves out such rows"
      ),
    ] {
      let refusal = TextFile.refusal(header + good + row + "\n2024-01-04,10,12,9,11,100\n")
      found.check(String(row.prefix(40)), refusal, equals: "X-1d.csv:" + message)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `the first bad row is named, whatever its kind, and the others are counted`() {
    let text =
      header + good
      + "2024-01-02,10,12,9,11,100\n2024-01-03,x,12,9,11,100\n2024-01-04,10,1,9,11,1\n"
    #expect(
      TextFile.refusal(text)
        == "X-1d.csv:3:date: error: the time repeats, was '2024-01-02', expected later than"
        + " 2024-01-02 of the row before\n"
        + "hint: 2 more rows break a rule; --repair first or --repair last keeps one of the rows")
  }

  @Test func `prices of zero and below are taken where the instrument allows them`() throws {
    let options = LoadOptions(
      metadata: [MetadataLayer(.flag, InstrumentMetadata(allowsNonPositivePrices: true))])
    let text = header + "2020-04-20,-37.63,0,-40.32,-37.63,100\n"
    let series = try TextFile.series(text, options: options).series
    #expect(series.low == [-40.32] && series.instrument.allowsNonPositivePrices)
  }

  @Test func `files that are no tables are refused in their own words`() throws {
    var found = Mismatches()
    for (text, message) in [
      ("", "X.csv: error: the file is empty, expected a header and rows"),
      ("\n \n", "X.csv: error: the file is empty, expected a header and rows"),
      (
        "date,open\0,high",
        "X.csv: error: the file is binary: byte 10 is zero, expected text with separated values"
      ),
      (
        "date,open,high,low,close\n",
        "X.csv: error: the file has a header and no rows, was 'date,open,high,low,close'"
      ),
      (
        "date,open,high,low,close\n\n\r\n",
        "X.csv: error: the file has a header and no rows, was 'date,open,high,low,close'"
      ),
      (
        "a\rb\rc",
        "X.csv: error: lines end with a carriage return alone, expected a line feed\n"
          + "hint: convert the line ends, for example with tr '\\r' '\\n'"
      ),
      (
        "PK\u{3}\u{4}",
        "X.csv: error: the file is a zip archive or spreadsheet, expected text with"
          + " separated values\nhint: unpack it or export it as CSV"
      ),
      (
        "open,high,low,close\n1,1,1,1\n",
        "X.csv:1: error: no column has the time, was 'open, high, low, close',"
          + " expected a column named time, timestamp, date or datetime"
      ),
      (
        "date,open,high,close\n2024-01-02,1,1,1\n",
        "X.csv:1: error: no column has the low, was 'date, open, high, close',"
          + " expected columns for open, high, low and close"
      ),
      (
        "time,bid_open,ask_open\n1,1,1\n",
        "X.csv:1: error: no column has the open, high, low, close, was 'time, bid_open, ask_open',"
          + " expected columns for open, high, low and close\n"
          + "hint: these are quotes: keep one side and name its columns open, high, low and close"
      ),
      (
        "date,note\n2024-01-02,hello\n",
        "X.csv:1: error: no column has prices, was 'date, note', expected columns for"
          + " open, high, low and close"
      ),
      (
        "2024-01-02,1,2\n",
        "X.csv:1: error: the file has no header and too few columns to do without,"
          + " was '3', expected time, open, high, low, close and volume\n"
          + "hint: put the names of the columns into the first line"
      ),
      (
        "period,a,b\n1,1.5,2\n",
        "X.csv:period: error: the rows are numbered, not dated, expected times or dates"
      ),
      (
        String(repeating: "x", count: 1 << 21),
        "X.csv:1: error: the line is too long for a table, was '"
          + String(repeating: "x", count: 40) + "…', expected at most 1 MiB"
      ),
      (
        "just some prose\nand more of it\n",
        "X.csv:1: error: no column has the time, was 'just some prose', expected a"
          + " column named time, timestamp, date or datetime"
      ),
    ] {
      found.check(String(text.prefix(30)), TextFile.refusal(text, path: "X.csv"), equals: message)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `paths that lead nowhere are refused with a hint`() throws {
    var found = Mismatches()
    try withTemporaryDirectory { folder in
      let path = folder + "/SPY-1d.csv"
      let series = try TextFile.series(header + good).series
      try BarWriter.write(series, to: path)
      for (name, message) in [
        ("SPX-1d.csv", "there is no such file\nhint: did you mean 'SPY-1d.csv'?"),
        (
          "",
          "this is a directory, expected a file\n"
            + "hint: name the files in it, for example \(folder)/*.csv"
        ),
        ("SPY-1d.csv/x", "there is no such file\nhint: there is no directory '\(path)'"),
      ] {
        let given = name.isEmpty ? folder : folder + "/" + name
        let error = #expect(throws: LocatedError.self) { try DataFile.load(given) }
        found.check(name, error?.description, equals: "\(given): error: \(message)")
        found.check(name, error?.exitClass, equals: .data)
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `cancelled reading ends with its own class`() throws {
    try withTemporaryDirectory { folder in
      let path = folder + "/SPY-1d.csv"
      try BarWriter.write(try TextFile.series(header + good).series, to: path)
      let cancellation = Cancellation()
      cancellation.cancel()
      let error = #expect(throws: LocatedError.self) {
        try DataFile.load(path, cancellation: cancellation)
      }
      #expect(error?.exitClass == .interrupted)
    }
  }
}

import Formats
import Market
import TestSupport
import Testing

@testable import Files

@Suite struct DialectTests {
  private let bars = ["2024-01-02 10 12 9 11 100", "2024-01-03 11 13 10 12 200"]

  @Test func `one table in many forms`() throws {
    var found = Mismatches()
    for (name, text) in [
      (
        "plain",
        "timestamp,open,high,low,close,volume\n2024-01-02,10,12,9,11,100\n"
          + "2024-01-03,11,13,10,12,200\n"
      ),
      (
        "no last newline",
        "Date,Open,High,Low,Close,Volume\n2024-01-02,10,12,9,11,100\n2024-01-03,11,13,10,12,200"
      ),
      (
        "mark, CRLF, blank lines",
        "\u{FEFF}time,o,h,l,c,v\r\n\r\n2024-01-02,10,12,9,11,100\r\n"
          + "\r\n2024-01-03,11,13,10,12,200\r\n\r\n \r\n"
      ),
      (
        "any order",
        "Volume,Close,Low,High,Open,Date\n100,11,9,12,10,2024-01-02\n200,12,10,13,11,2024-01-03\n"
      ),
      (
        "semicolons",
        "date;open;high;low;close;vol\n2024-01-02;10;12;9;11;100\n2024-01-03;11;13;10;12;200\n"
      ),
      (
        "tabs",
        "<DATE>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\n"
          + "2024.01.02\t10\t12\t9\t11\t100\n2024.01.03\t11\t13\t10\t12\t200\n"
      ),
      (
        "quotes",
        "\"Date\",\"Open\",\"High\",\"Low\",\"Close\",\"Volume\"\n"
          + "\"2024-01-02\",\"10\",\"12\",\"9\",\"11\",\"100\"\n"
          + "\"2024-01-03\",\"11\",\"13\",\"10\",\"12\",\"200\"\n"
      ),
      (
        "spaces",
        "date, open, high, low, close, volume\n2024-01-02, 10 , 12, 9, 11, 100 \n"
          + "2024-01-03, 11, 13, 10, 12, 200\n"
      ),
      (
        "slashes",
        "date,open,high,low,close,volume\n2024/01/02,10,12,9,11,100\n2024/01/03,11,13,10,12,200\n"
      ),
      (
        "compact",
        "date,open,high,low,close,volume\n20240102,10,12,9,11,100\n20240103,11,13,10,12,200\n"
      ),
      ("no header", "2024-01-02,10,12,9,11,100\n2024-01-03,11,13,10,12,200\n"),
      (
        "comments",
        "# from somewhere\ndate,open,high,low,close,volume\n"
          + "2024-01-02,10,12,9,11,100\n2024-01-03,11,13,10,12,200\n"
      ),
      (
        "seconds",
        "time,open,high,low,close,volume\n1704153600,10,12,9,11,100\n1704240000,11,13,10,12,200\n"
      ),
      (
        "milliseconds",
        "time,open,high,low,close,volume\n1704153600000,10,12,9,11,100\n"
          + "1704240000000,11,13,10,12,200\n"
      ),
      (
        "microseconds",
        "time,open,high,low,close,volume\n1704153600000000,10,12,9,11,100\n"
          + "1704240000000000,11,13,10,12,200\n"
      ),
      (
        "nanoseconds",
        "time,open,high,low,close,volume\n1704153600000000000,10,12,9,11,100\n"
          + "1704240000000000000,11,13,10,12,200\n"
      ),
      (
        "seconds with a point",
        "time,open,high,low,close,volume\n1704153600.0,10,12,9,11,100\n1.70424e9,11,13,10,12,200\n"
      ),
      (
        "extra columns",
        "time,open,high,low,close,Volume,MA,MA\n2024-01-02,10,12,9,11,100,NaN,\n"
          + "2024-01-03,11,13,10,12,200,11.5,x\n"
      ),
      (
        "columns between",
        "unix,date,symbol,open,high,low,close,Volume X,Volume USD\n"
          + "1704153600,2024-01-02,\"X, Y\",10,12,9,11,100,5\n"
          + "1704240000,2024-01-03,X,11,13,10,12,200,6\n"
      ),
      (
        "numbered",
        "timestamp,1. open,2. high,3. low,4. close,5. volume\n"
          + "2024-01-02,10,12,9,11,100\n2024-01-03,11,13,10,12,200\n"
      ),
      (
        "offsets",
        "time,open,high,low,close,volume\n2024-01-02T01:00:00+01:00,10,12,9,11,100\n"
          + "2024-01-02T19:00:00-05:00,11,13,10,12,200\n"
      ),
      (
        "numbers",
        "time,open,high,low,close,volume\n2024-01-02,1e1,+12.,.9e1,11.000,100.0\n"
          + "2024-01-03,11,13,10,12,2E2\n"
      ),
      (
        "adjusted closes",
        "Date,Open,High,Low,Close,Adj Close,Volume\n"
          + "2024-01-02,10,12,9,11,5.5,100\n2024-01-03,11,13,10,12,6,200\n"
      ),
    ] {
      do {
        found.check(name, TextFile.words(try TextFile.series(text).series), equals: bars)
      } catch {
        found.add("\(name): \(error)")
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `times of many forms`() throws {
    var found = Mismatches()
    for (header, first, second) in [
      ("time", "2024-01-02 09:30", "2024-01-02 09:31"),
      ("time", "2024-01-02T09:30:00", "2024-01-02T09:31:00"),
      ("time", "2024-01-02T09:30:00.000Z", "2024-01-02T09:31:00.000Z"),
      ("time", "2024-01-02 09:30:00+00:00", "2024-01-02 09:31:00+00:00"),
      ("time", "20240102 093000", "20240102 0931"),
      ("time", "2024.01.02 09:30", "2024.01.02 09:31"),
      ("time", "2024/01/02 04:30:00-05:00", "2024/01/02 04:31:00-05:00"),
      ("date,time", "2024.01.02,09:30", "2024.01.02,09:31"),
      ("Time,Date", "09:30:00,2024-01-02", "09:31:00,2024-01-02"),
      ("date,time", "20240102,093000", "20240102,093100"),
      ("time", "1704187800", "1704187860"), ("time", "1704187800000", "1704187860000"),
    ] {
      let text = "\(header),open,high,low,close\n\(first),1,1,1,1\n\(second),2,2,2,2\n"
      let words = try TextFile.words(TextFile.series(text, path: "X.csv").series)
      found.check(first, words, equals: ["2024-01-02 09:30 1 1 1 1", "2024-01-02 09:31 2 2 2 2"])
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `what is taken for granted is said`() throws {
    var found = Mismatches()
    for (text, warnings) in [
      (
        "2024-01-02,1,1,1,1\n",
        ["there is no header: columns taken as time, open, high, low, close"]
      ),
      (
        "time,open,high,low,close,Volume,MA,RSI\n2024-01-02,1,1,1,1,1,1,1\n",
        ["columns 'MA', 'RSI' ignored"]
      ),
      (
        "Date,Open,High,Low,Close,Adj Close,Volume\n2024-01-02,1,1,1,1,1,1\n",
        ["column 'Adj Close' ignored: prices are those of the column 'close'"]
      ),
      (
        "date,close\n2024-01-02,1\n",
        ["only closes: open, high and low are taken to be equal to them"]
      ),
    ] {
      found.check(text, try TextFile.series(text).warnings, equals: warnings)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `early times take the unit of the latest`() throws {
    // 1970-04-26 in milliseconds is below the bound that tells milliseconds from seconds.
    let text = "time,open,high,low,close\n10000000000,1,1,1,1\n1704153600000,2,2,2,2\n"
    let words = try TextFile.words(TextFile.series(text).series)
    #expect(words == ["1970-04-26 17:46:40 1 1 1 1", "2024-01-02 2 2 2 2"])
  }

  @Test func `a table of closes gives one series for each symbol`() throws {
    let text = "date,AAA,C,T\n2024-01-02,1,,3\n2024-01-03,2,5,4\n2024-01-04,2.5,,4\n"
    let all = try TextFile.table(text, path: "wide.csv").series(options: LoadOptions())
    var found = Mismatches()
    found.check("symbols", all.map(\.series.instrument.symbol), equals: ["AAA", "C", "T"])
    found.check("counts", all.map(\.series.count), equals: [3, 1, 3])
    found.check("flag", all.allSatisfy(\.isCloseOnly), equals: true)
    found.check("C", TextFile.words(all[1].series), equals: ["2024-01-03 5 5 5 5"])
    let some = try TextFile.table(text).series(options: LoadOptions(symbols: ["T", "AAA"]))
    found.check("chosen", some.map(\.series.instrument.symbol), equals: ["T", "AAA"])
    let error = #expect(throws: LocatedError.self) {
      try TextFile.table(text).series(options: LoadOptions(symbols: ["AAB"]))
    }
    found.check("unknown", error?.message, equals: "unknown symbol")
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `what the name of a file tells`() {
    var found = Mismatches()
    for (path, symbol, timeframe, isAdjusted) in [
      ("data/SPY-1d.csv", "SPY", "1d", nil as Bool?),
      ("ETHUSDT-PERP-15m.csv", "ETHUSDT-PERP", "15m", nil),
      ("EURUSD-1h.csv", "EURUSD", "1h", nil), ("EURUSD-1h-quotes.csv", "EURUSD", "1h", nil),
      ("SPY-1d-raw.csv", "SPY", "1d", false), ("SPY_adjusted_1d.csv", "SPY", "1d", true),
      ("NASDAQ_AAPL, 60.csv", "AAPL", "1h", nil),
      ("BINANCE_BTCUSDT, 1D_a1b2c.csv", "BTCUSDT", "1d", nil),
      ("BRK-B.csv", "BRK-B", nil, nil), ("BRK-B-1w.csv", "BRK-B", "1w", nil),
      ("0700-HK-1d.csv", "0700-HK", "1d", nil), ("SPY_daily.csv", "SPY", "1d", nil),
      ("1d.csv", "1d", nil, nil), ("X-1M.csv", "X", "1M", nil), ("/a.b/SPY", "SPY", nil, nil),
    ] {
      let name = FileName(path: path)
      found.check(path, name.symbol, equals: symbol)
      found.check(path, name.timeframe?.description, equals: timeframe)
      found.check(path, name.isAdjusted, equals: isAdjusted)
    }
    found.check(
      "metadata", FileName.metadataPath(beside: "data/SPY-1d.csv"),
      equals: "data/SPY.instrument.json")
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `the timeframe is told, named or shown by the rows`() throws {
    func text(_ times: [String]) -> String {
      "time,open,high,low,close\n" + times.map { "\($0),1,1,1,1\n" }.joined()
    }
    let quarters = text(["2024-01-02T00:00Z", "2024-01-02T00:15Z", "2024-01-02T00:30Z"])
    var found = Mismatches()
    for (path, content, told, expected) in [
      ("X.csv", quarters, nil as Timeframe?, "15m"), ("X-15m.csv", quarters, nil, "15m"),
      ("X-1h.csv", quarters, nil, "15m"), ("X-5m.csv", quarters, nil, "5m"),
      ("X-5m.csv", quarters, .minute, "1m"), ("X.csv", text(["2024-01-02"]), nil, "1d"),
      ("X-1h.csv", text(["2024-01-02T00:00Z"]), nil, "1h"),
    ] {
      let loaded = try TextFile.series(content, path: path, options: LoadOptions(timeframe: told))
      found.check("\(path)", loaded.series.timeframe.description, equals: expected)
      found.check("\(path) origin", loaded.timeframeOrigin, equals: told == nil ? .inferred : .flag)
    }
    found.check(
      "unknown", TextFile.refusal(text(["2024-01-02T00:00Z"]), path: "X.csv"),
      equals: "X.csv: error: the rows do not show their timeframe\n"
        + "hint: say it, for example with --timeframe 1h")
    #expect(found.isEmpty, "\(found)")
  }
}

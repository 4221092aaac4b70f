import Analysis
import Contests
import Experts
import Formats
import Market
import Platform
import Replay
import TestSupport
import Testing
import Trading

@testable import Rosters

@Suite struct OutsideAgentTests {
  /// Five daily bars of two instruments, 24 hours each from 2020-01-06 on.
  static func series(_ symbol: String, _ opens: [Double]) -> BarSeries {
    let day = Timestamp.nanosecondsPerDay
    let start = 18_267 * day
    let times = opens.indices.map { start + Int64($0) * day }
    return BarSeries(
      instrument: Instrument(symbol: symbol), timeframe: .day, labels: BarLabels(times),
      open: opens, high: opens.map { $0 + 2 }, low: opens.map { $0 - 2 },
      close: opens.map { $0 + 1 }, volume: [])
  }

  static let prices = [
    series("A", [100, 101, 102, 103, 104]), series("B", [50, 49, 48, 47, 46]),
  ]

  static func decisions(_ text: String, name: String = "log.csv") throws -> [LoggedDecision] {
    try withTemporaryDirectory { folder in
      let path = FileSystem.join(folder, name)
      try FileSystem.writeFile(path, text)
      return try OutsideFile.decisions(path)
    }
  }

  @Test("decisions act at the first close after them and fill at the next open")
  func fills() throws {
    let log = try DecisionLog(
      Self.decisions(
        """
        time,symbol,weight
        2020-01-06,A,0.5
        2020-01-07T24:00:00Z,A,0
        2020-01-09T00:00:00Z,B,-0.25
        """.replacing("2020-01-07T24:00:00Z", with: "2020-01-08T00:00:00Z")))
    var rules = TradingRules.frictionless
    rules.initialCapital = 10_000
    let record = try Replay.run(log, over: ReplayInput(series: Self.prices), rules: rules)
    // 2020-01-06 is known at that bar's close: half of 10,000 at 101 is 49 units, at the open 101.
    // Midnight of the 8th is the close of the 7th's bar: sold at the open of the 8th, 102.
    // Midnight of the 9th is the close of the 8th's bar, B at 49: short 2,500 / 49 = 51 units, 47.
    #expect(record.fills.map(\.price) == [101, 102, 47])
    #expect(record.fills.map(\.quantity)[0...1] == [49, 49])
    #expect(record.fills[2].quantity == (10_049 * 0.25 / 49).rounded(.down))
    #expect(record.fills.map(\.side) == [.buy, .sell, .sell])
    #expect(record.fills.map(\.bar) == [1, 2, 3])
    let notes = try log.check(against: Self.prices)
    #expect(notes.count == 1 && notes[0].hasPrefix("1 of 3 decisions"))
  }

  @Test("JSON lines and actions say the same as rows and weights")
  func forms() throws {
    let rows = try Self.decisions(
      "symbol,action,time\nA,buy,2020-01-06\nB,short,2020-01-06\n"
        + "A,hold,2020-01-07\nA,sell,2020-01-08\n"
    )
    #expect(rows.map(\.weight) == [0.5, -0.5, nil, 0])
    let lines = try Self.decisions(
      """
      {"time": "2020-01-06", "symbol": "A", "weight": 0.5}

      {"time": "2020-01-06", "symbol": "B", "action": "short"}
      """, name: "log.jsonl")
    #expect(lines.map(\.weight) == [0.5, -0.5] && lines.map(\.line) == [1, 3])
  }

  @Test(
    "mistakes are told with their line",
    arguments: [
      ("time,symbol,weight\n2020-01-06,A,half\n", 2, "this is no weight"),
      ("time,symbol,weight\nyesterday,A,1\n", 2, "this is no time"),
      ("time,symbol,action\n2020-01-06,A,bye\n", 2, "there is no such action"),
      ("time,symbol\n2020-01-06,A\n", 1, "the header lacks a column"),
      ("time,symbol,weight\n2020-01-06,A\n", 2, "the row has another number of columns"),
      ("time,symbol,weight\n", 0, "the log has no decisions"), ("", 0, "the file is empty"),
    ])
  func mistakes(text: String, line: Int, message: String) throws {
    let error = #expect(throws: LocatedError.self) { try Self.decisions(text) }
    #expect(error?.message.hasPrefix(message) == true && (error?.line ?? 0) == line)
    #expect(error?.exitClass == .data)
  }

  @Test(
    "a log out of order, with unknown symbols or beyond the data is refused",
    arguments: [
      ("2020-01-08,A,1\n2020-01-07,A,0\n", "earlier than the one before"),
      ("2020-01-06,C,1\n", "no prices of this instrument"),
      ("2021-01-06,A,1\n", "beyond the last bar"),
    ])
  func logsAreChecked(rows: String, message: String) throws {
    let error = #expect(throws: LocatedError.self) {
      let log = try DecisionLog(Self.decisions("time,symbol,weight\n" + rows))
      _ = try log.check(against: Self.prices)
    }
    #expect(error?.message.contains(message) == true)
  }

  @Test("logs and returns stand in a contest, marked for what they are")
  func contest() throws {
    try withTemporaryDirectory { folder in
      let log = FileSystem.join(folder, "oracle.csv")
      try FileSystem.writeFile(log, "time,symbol,weight\n2012-02-01,TRN,1\n2020-01-02,TRN,0\n")
      let returns = FileSystem.join(folder, "fund.csv")
      var text = "date,return\n"
      let prices = try String(
        decoding: FileBytes(path: Repository.path("data/daily/TRN-1d.csv")).withBytes { Array($0) },
        as: UTF8.self)
      for line in prices.split(separator: "\n").dropFirst() {
        text += line.prefix(10) + ",0.0001\n"
      }
      try FileSystem.writeFile(returns, text)
      let roster = Roster(
        data: [.init(Repository.path("data/daily/TRN-1d.csv"))],
        entries: [.init(try OutsideFile.source(log)), .init(try OutsideFile.source(returns))])
      let contest = try roster.prepare().contest
      let record = Referee.run(contest)
      #expect(record["oracle"]?.agent.kind == .decisionLog)
      #expect(record["oracle"]?.trades.count == 1)
      #expect(record["fund"]?.agent.kind == .returnsSeries)
      #expect(abs((record["fund"]?.finalEquity ?? 0) / 100_000 - 1.3525) < 0.01)
      #expect(record.standings["fund"]?.rank == 1)
    }
  }
}

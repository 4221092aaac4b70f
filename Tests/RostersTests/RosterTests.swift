import Analysis
import Contests
import Experts
import Files
import Formats
import Market
import Platform
import TestSupport
import Testing
import Trading

@testable import Rosters

@Suite struct RosterTests {
  static func read(_ text: String) throws(LocatedError) -> Roster {
    try Roster.read(Array(text.utf8), file: "r.json", folder: Repository.path("data/daily"))
  }

  /// What reading and preparing says.
  static func failure(_ text: String) -> String {
    do throws(LocatedError) {
      _ = try read(text).prepare()
      return "accepted"
    } catch { return error.description }
  }

  static func agents(_ text: String) -> String {
    "{\"data\": [\"ACM-1d.csv\"], \"agents\": [\(text)]}"
  }

  @Test(
    "mistakes are refused with the path in the document",
    arguments: [
      (
        agents(#"{"expert":"sma-cross"}, {"expert":"sma-cross","inputs":{"fast":"ten"}}"#),
        ":agents[1].inputs.fast: error: input 'fast' is out of range, was 'ten'"
      ),
      (
        agents(#"{"expert":"sma-cross","inputs":{"fats":5}}"#),
        "hint: did you mean 'fast'?"
      ),
      (agents(#"{"expert":"sma-cros"}"#), "hint: did you mean 'sma-cross'?"),
      (
        agents(#"{"expert":"sma-cross","symbols":["ACN"]}"#),
        "r.json:1:70:agents[0].symbols[0]: error: there are no prices of this instrument, was 'ACN'"
      ),
      (agents(#"{"expret":"sma-cross"}"#), "agents[0].expret: error: there is no such member"),
      (agents(#"{"expret":"sma-cross"}"#), "hint: did you mean 'expert'?"),
      (
        agents(#"{"expert":"sma-cross"}, {"expert":"sma-cross"}"#),
        ":agents[1]: error: agents[0] has the same name 'sma-cross'"
      ),
      (agents(#"{"expert":5}"#), "agents[0].expert: error: the value is not what it should be"),
      (agents(#"{"expert":5}"#), "was '5', expected a text"),
      (
        agents(#"{"expert":"sma-cross","settings":{"pyramiding":2}}"#),
        "agents[0].settings: error: only a script has settings"
      ),
      (agents(#"{"name":"x"}"#), "agents[0]: error: an agent has one source, was 'none'"),
      (agents(#"{"expert":"sma-cross","returns":"x.csv"}"#), "was 'expert and returns'"),
      (agents(#"{"strategy":"none.pine"}"#), ":agents[0].strategy: error: there is no such file"),
      (agents(#"{"returns":"nowhere.csv"}"#), ":agents[0].returns: error: there is no such file"),
      (agents(""), "agents: error: the value is not what it should be, was 'a list'"),
      (agents(#"{"expert":"sma-cross","name":"cash"}"#), "two agents have the name 'cash'"),
      (#"{"data":["none.csv"],"agents":[{"expert":"sma-cross"}]}"#, "r.json:1:10:data[0]: error: "),
      (
        #"{"data":[{"file":"ACM-1d.csv","timeframe":"1x"}],"agents":[{"expert":"sma-cross"}]}"#,
        ":data[0].timeframe: error: "
      ),
      (
        #"{"agents":[{"expert":"sma-cross"}],"rulebook":{"comission":1}}"#,
        "hint: did you mean 'commission'?"
      ),
      (
        #"{"agents":[{"expert":"sma-cross"}],"rulebook":{"capital":-1}}"#,
        "rulebook.capital: error: the value is not what it should be, was '-1', expected a number "
          + "above 0"
      ),
      (
        #"{"agents":[{"expert":"sma-cross"}],"rulebook":{"size":"all"}}"#,
        "rulebook.size: error: the size of an entry is not understood, was 'all'"
      ),
      (#"{"agents":[{"expert":"sma-cross"}],"from":"tomorrow"}"#, "expected a day such as"),
      (
        #"{"agents":[{"expert":"sma-cross"}],"from":"2020-01-02","to":"2020-01-01"}"#,
        "to: error: 'to' lies before 'from'"
      ),
      (#"{"data":["ACM-1d.csv"]}"#, "error: 'agents' is missing, expected a list with at least 1"),
      (#"{"agents":[{"expert":"sma-cross"}]}"#, "no price file is named"),
      (
        #"{"data":["ACM-1d.csv","ACM-1d.csv"],"agents":[{"expert":"sma-cross"}]}"#,
        "symbol 'ACM' is given twice"
      ),
    ])
  func mistakes(text: String, expected: String) {
    let found = Self.failure(text)
    #expect(found.contains(expected))
  }

  @Test func `a document says what a contest needs`() throws {
    let roster = try Self.read(
      """
      {
        "$schema": "roster.schema.json", "comment": "for a person",
        "name": "all of it", "data": [{"file": "ACM-1d.csv", "symbol": "XYZ", "tick": 0.05}],
        "agents": [
          {"name": "a", "expert": "sma-cross", "inputs": {"fast": 5, "short": true},
           "symbols": ["XYZ"], "pyramiding": 3},
          {"expert": "buy-and-hold"}
        ],
        "rulebook": {
          "convention": "strict", "capital": 50000, "size": "25%", "commission": 0.1,
          "slippage": 2, "leverage": 2, "borrow": 3, "interest": 1, "participation": 5,
          "window": "union", "score": "cagr", "draws": 500, "blockLength": 7,
          "confidence": 90, "lookback": 30, "horizon": 5
        },
        "from": "2013-01-02", "to": "2014-01-02", "seed": 9
      }
      """)
    let contest = try roster.prepare().contest
    let book = contest.rulebook
    let agent = try #require(contest.agents.first { $0.name == "a" })
    var found = Mismatches()
    found.check("agents", contest.agents.map(\.name), equals: ["a", "buy-and-hold", "cash"])
    found.check("inputs", agent.inputs.map(\.value), equals: ["5", "30", "1"])
    found.check("pyramiding", agent.pyramiding, equals: 3)
    found.check("symbol", contest.series[0].instrument.symbol, equals: "XYZ")
    found.check("tick", contest.series[0].instrument.tickSize, equals: 0.05)
    found.check("capital", book.rules.initialCapital, equals: 50_000)
    found.check("size", book.rules.sizing, equals: .equityPercent(25))
    found.check("fees", book.rules.fees.takerRate, equals: 0.001)
    found.check("slippage", book.rules.slippage.basisPoints, equals: 2)
    found.check("margin", book.rules.margin.longInitial, equals: 0.5)
    found.check("interest", book.rules.financing.creditRate, equals: 0.01)
    found.check("participation", book.rules.fills.participation, equals: 0.05)
    found.check("span", book.span, equals: .union)
    found.check("score", book.score, equals: .growth)
    found.check(
      "resampling", book.resampling,
      equals: Resampling(draws: 500, blockLength: 7, confidence: 0.9))
    found.check("prediction", book.prediction, equals: PredictionPlan(lookback: 30, horizon: 5))
    found.check("from", "\(contest.window.first)", equals: "2013-01-02")
    found.check("seed", contest.seed, equals: 9)
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `a script's requests read the contest's other instruments`() throws {
    let text = """
      //@version=6
      strategy("Relative")
      other = request.security("BRV", "D", close)
      if close / other > (close / other)[20]
          strategy.entry("long", strategy.long)
      else
          strategy.close("long")
      """
    try withTemporaryDirectory { folder in
      try FileSystem.writeFile(FileSystem.join(folder, "relative.pine"), text)
      let data = ["ACM", "BRV"].map { "\"" + Repository.path("data/daily/\($0)-1d.csv") + "\"" }
      let roster =
        "{\"data\": [\(data.joined(separator: ", "))], \"from\": \"2023-01-03\", "
        + "\"agents\": [{\"strategy\": \"relative.pine\", \"symbols\": [\"ACM\"]}]}"
      let contest = try Roster.read(Array(roster.utf8), file: "r.json", folder: folder)
        .prepare().contest
      let record = try #require(Referee.run(contest)["relative"])
      #expect(record.isRanked && record.fillCount > 10, "\(record.reason ?? "")")
    }
  }

  @Test func `a script is an agent, and its mistakes stand where they are`() throws {
    let text = """
      //@version=6
      strategy("Momentum", pyramiding=2, commission_value=0.1)
      n = input.int(5, "Length", minval=1, maxval=50)
      if close > close[n]
          strategy.entry("long", strategy.long)
      else
          strategy.close("long")
      """
    try withTemporaryDirectory { folder in
      for (name, text) in [
        ("momentum.pine", text), ("broken.pine", "//@version=6\nstrategy(\"x\")\nx = (1 +\n"),
        ("drawing.pine", "//@version=6\nindicator(\"x\")\nplot(close)\n"),
      ] {
        try FileSystem.writeFile(FileSystem.join(folder, name), text)
      }
      func prepare(_ agents: String) throws -> Contest {
        let data = Repository.path("data/daily/ACM-1d.csv")
        let text = "{\"data\": [\"\(data)\"], \"from\": \"2023-01-03\", \"agents\": [\(agents)]}"
        return try Roster.read(Array(text.utf8), file: "r.json", folder: folder).prepare().contest
      }
      func failure(_ agents: String) -> String {
        do { _ = try prepare(agents) } catch { return "\(error)" }
        return "accepted"
      }
      let contest = try prepare(#"{"strategy":"momentum.pine","inputs":{"n":10}}"#)
      let agent = contest.agents[2]
      var found = Mismatches()
      found.check("name", agent.name, equals: "momentum n=10")
      found.check("inputs", agent.inputs.dropFirst().map(\.value), equals: ["10"])
      found.check("own", [agent.pyramiding], equals: [2])
      found.check("overridden", agent.overrides, equals: ["commission"])
      let record = Referee.run(contest)[agent.name]
      found.require((record?.fillCount ?? 0) > 10, "it trades: \(record?.reason ?? "")")
      let others = try prepare(
        #"{"strategy":"momentum.pine","settings":{"pyramiding":5,"close_entries_rule":"ANY"}}"#)
      let other = others.agents[2]
      found.check(
        "replaced", other.name, equals: "momentum pyramiding=5 close_entries_rule=ANY")
      found.check("layers", other.pyramiding, equals: 5)
      found.check("rule", other.closeRule, equals: .named)
      found.check(
        "recorded", other.inputs.suffix(2).map { "\($0.name)=\($0.value)" },
        equals: ["strategy.close_entries_rule=ANY", "strategy.pyramiding=5"])
      let layered = Referee.run(others)[other.name]
      found.require(layered?.finalEquity != record?.finalEquity, "more layers earn otherwise")
      for (settings, words) in [
        (
          #""settings":{"initial_capital":5}"#,
          "agents[0].settings.initial_capital: error: argument 'initial_capital' of strategy() is "
            + "not an agent's to choose"
        ),
        (#""settings":{"pyramiding":"many"}"#, "was 'many', expected a whole number of at least 0"),
        (#""settings":{"piramiding":2}"#, "did you mean 'pyramiding'?"),
        (
          #""settings":{"pyramiding":2},"pyramiding":3"#,
          "agents[0].settings.pyramiding: error: 'pyramiding' is given twice"
        ),
      ] {
        let text = failure(#"{"strategy":"momentum.pine",\#(settings)}"#)
        found.require(text.contains(words), text)
      }
      let value = failure(#"{"strategy":"momentum.pine","inputs":{"n":99}}"#)
      found.require(value.contains("agents[0].inputs.n: error: input 'Length'"), value)
      let broken = failure(#"{"strategy":"broken.pine"}"#)
      found.require(broken.contains("broken.pine:"), broken)
      let drawing = failure(#"{"strategy":"drawing.pine"}"#)
      found.require(drawing.contains("the script places no orders"), drawing)
      #expect(found.isEmpty, "\(found)")
    }
  }

  @Test func `the schema is valid JSON, names every member, and is the published one`() throws {
    let schema = try JSONParser.parse(Array(Roster.schema.utf8), file: nil)
    let properties = schema["properties"]?.members.map(\.name)
    let agent = schema["properties"]?["agents"]?["items"]?["properties"]?.members.map(\.name)
    #expect(properties == RosterShape.fields.map(\.name))
    #expect(agent == RosterShape.agentFields.map(\.name))
    #expect(
      Golden.difference(Roster.schema, from: "Tests/Goldens/Rosters/roster.schema.json") == nil)
  }

  @Test func `a roster of files and experts needs no document`() throws {
    let roster = Roster(
      data: ["ACM", "TRN"].map { Roster.DataSource(Repository.path("data/daily/\($0)-1d.csv")) },
      entries: ExpertCatalog.all.map { Roster.Entry(.expert($0.name, inputs: [])) })
    let contest = try roster.prepare().contest
    let expected = ExpertCatalog.all.map(\.name) + ["cash"]
    #expect(contest.agents.map(\.name) == expected.sorted())
    #expect(contest.series.map(\.instrument.symbol) == ["ACM", "TRN"])
  }

  @Test func `what a rulebook takes from scripts is said, with who asked for it`() throws {
    let body = "\nif close > open\n    strategy.entry(\"l\", strategy.long)\n"
    let headers = [
      "a": "backtest_fill_limits_assumption=3, commission_type=strategy.commission.cash_per_order",
      "b": "initial_capital=5000, process_orders_on_close=true, risk_free_rate=3",
      "c": "pyramiding=2, backtest_fill_limits_assumption=1", "d": "close_entries_rule=\"ANY\"",
    ]
    try withTemporaryDirectory { folder in
      for (name, header) in headers {
        try FileSystem.writeFile(
          FileSystem.join(folder, name + ".pine"),
          "//@version=6\nstrategy(\"\(name)\", \(header))" + body)
      }
      func said(_ rulebook: String) throws -> [String] {
        let data = Repository.path("data/daily/ACM-1d.csv")
        let agents = ["a", "b", "c", "d"].map { "{\"strategy\":\"\($0).pine\"}" }
        let text =
          "{\"data\": [\"\(data)\"], \"from\": \"2023-01-03\", \"rulebook\": {\(rulebook)}, "
          + "\"agents\": [\(agents.joined(separator: ", "))]}"
        let roster = try Roster.read(Array(text.utf8), file: "r.json", folder: folder)
        return Referee.run(try roster.prepare().contest).standings.conventions.filter {
          $0.hasPrefix("the rulebook stands") || $0.contains("at the close")
        }
      }
      let account =
        "the rulebook stands above what strategies say of their own capital (b), commission (a), "
        + "fills of limits (a, c), interest (b)"
      #expect(
        try said("") == [
          account,
          "convention strict fills nothing at the close it was decided on, which is asked for by b",
        ])
      #expect(try said("\"convention\": \"tradingview\"") == [account])
    }
  }
}

import Analysis
import Formats
import Market
import Platform
import Replay
import Synchronization
import TestSupport
import Testing
import Trading

@testable import Contests

@Suite struct RefereeTests {
  @Test func `an agent is the sum of its accounts, each replayed alone`() throws {
    let contest = try Fixture.contest(Fixture.mixed)
    let record = try #require(Referee.run(contest)["slow"])
    var rules = contest.rulebook.rules
    rules.initialCapital /= 3
    let runs = try Fixture.three.map {
      try Replay.run(Rhythm(on: 20, off: 10), over: ReplayInput(series: [$0]), rules: rules)
    }
    var found = Mismatches()
    for day in record.equity.indices {
      let sum = runs[0].equity[day] + runs[1].equity[day] + runs[2].equity[day]
      found.check("equity \(day)", record.equity[day], hasBitsOf: sum)
    }
    let notional = zip(record.turnover, record.equity).map { $0 * $1 }.reduce(0, +)
    found.check(
      "turnover", notional, equals: runs.map(\.turnover).reduce(0, +), relative: 1e-9)
    found.check("trades", record.trades.count, equals: runs.map(\.trades.count).reduce(0, +))
    found.check("instruments", Set(record.tradeInstruments), equals: [0, 1, 2])
    found.require(record.grossExposure.max()! > 0.9, "it holds")
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `cash and buy-and-hold stand in every table`() throws {
    let result = Referee.run(try Fixture.contest([]))
    #expect(result.standings.rows.map(\.agent).sorted() == ["buy-and-hold", "cash"])
    #expect(result["cash"]?.equity.allSatisfy { $0 == 100_000 } == true)
    #expect(result.standings["cash"]?.score == 0)
    #expect(result["buy-and-hold"]?[.beta]?.value == 1)
  }

  @Test func `interest is no skill`() throws {
    var rulebook = Fixture.quick
    rulebook.rules.financing.creditRate = 0.05
    let idle = Agent("idle", .sleeves(Trouble()))
    let result = Referee.run(try Fixture.contest([idle], rulebook: rulebook))
    let cash = try #require(result["cash"])
    #expect(abs(cash.finalEquity / 100_000 - 1 - 0.05 * 400 / 365) < 0.005)
    #expect(result.standings["cash"]?.score == 0 && result.standings["idle"]?.score == 0)
    #expect(result.standings.ties == [["cash", "idle"]])
  }

  @Test func `who reads the future is marked where that is allowed`() throws {
    var rulebook = Fixture.quick
    rulebook.rules.fills = .tradingview
    let seer = Agent("seer", .sleeves(Trouble(capabilities: .futureAccess)))
    let result = Referee.run(try Fixture.contest([seer], rulebook: rulebook))
    #expect(result.standings.warnings.contains { $0.hasPrefix("seer: reads the future") })
  }

  /// Everything in a record that must not depend on order, as one text.
  private static func digest(_ record: ContestRecord) -> String {
    var text = ""
    for row in record.standings.rows {
      text += "\(row.agent) \(row.rank ?? 0) \(row.rankInterval ?? 0...0) "
      text += "\(row.score ?? 0) \(row.scoreInterval ?? 0...0) \(row.probabilityOfBest ?? 0) "
      text += "\(row.tiedWith) \(row.metrics.map { $0.value ?? -1 })\n"
    }
    for agent in record.records {
      text += "\(agent.name) \(agent.equity) \(agent.exposure) \(agent.turnover) \(agent.fees)"
      text += "\(agent.trades.netProfit) \(agent.tradeInstruments)\n"
    }
    return text + "\(String(describing: record.standings.prediction))"
  }

  @Test func `permuting agents, symbols and workers changes nothing`() throws {
    let straight = Referee.run(try Fixture.contest(Fixture.mixed), workers: 1)
    let turned = Referee.run(
      try Fixture.contest(
        [2, 0, 3, 1].map { Fixture.mixed[$0] }, series: [1, 2, 0].map { Fixture.three[$0] }),
      workers: 3)
    #expect(Golden.firstDifference(Self.digest(turned), Self.digest(straight)) == nil)
    #expect(
      straight.contest.dataFingerprint() == turned.contest.dataFingerprint(workers: 2))
  }

  @Test func `twins tie to the last digit`() throws {
    let result = Referee.run(
      try Fixture.contest(
        Fixture.mixed + [Agent("twin", .sleeves(Rhythm(on: 20, off: 10)))]))
    let (one, two) = (result.standings["slow"], result.standings["twin"])
    #expect(result.standings.ties == [["slow", "twin"]])
    #expect(one?.rank == two?.rank && one?.rankInterval == two?.rankInterval)
    #expect(one?.tiedWith.contains("twin") == true)
    #expect(one?.probabilityOfBest == two?.probabilityOfBest)
  }

  @Test func `an agent in trouble is in the table with its reason and harms nobody`() throws {
    var rulebook = Fixture.quick
    rulebook.rules.margin = .unlimited
    let crash = Fixture.series("AAA", seed: 4, drift: -0.05)
    let healthy = [Agent("fast", .sleeves(Rhythm(on: 2, off: 2)))]
    let troubled = [
      Agent("throws", .sleeves(Trouble(failsAtBar: 50))),
      Agent("never starts", .sleeves(Trouble(startFailure: "no licence"))),
      Agent("idle", .sleeves(Trouble())),
      Agent("gambler", .sleeves(Trouble(weight: 20))),
      Agent("seer", .sleeves(Trouble(capabilities: .futureAccess))),
      Agent("reader", .sleeves(Trouble(capabilities: .standings))),
    ]
    let alone = Referee.run(try Fixture.contest(healthy, series: [crash], rulebook: rulebook))
    let together = Referee.run(
      try Fixture.contest(healthy + troubled, series: [crash], rulebook: rulebook))
    let rows = together.standings
    var found = Mismatches()
    found.check("throws", rows["throws"]?.reason, equals: "ran out of ideas")
    found.check(
      "never starts", rows["never starts"]?.reason, equals: "the expert could not start: no licence"
    )
    found.require(rows["seer"]?.reason?.contains("reads the future") == true, "seer")
    found.require(rows["reader"]?.reason?.contains("standings") == true, "reader")
    found.check("gambler", rows["gambler"]?.reason, equals: "lost everything")
    found.check("gambler's rank", rows["gambler"]?.rank, equals: 5)
    found.check("gambler's outcome", together["gambler"]?.outcome, equals: .ruined)
    found.check("idle", rows["idle"]?.warnings, equals: ["never traded"])
    found.check("idle's score", rows["idle"]?.score, equals: 0)
    found.check("unranked", rows.rows.suffix(3).map(\.rank), equals: [nil, nil, nil])
    found.require(rows.ties == [["cash", "idle"]], "idle ties with cash: \(rows.ties)")
    found.check("harm", together["fast"]?.equity, equals: alone["fast"]?.equity)
    found.check("all there", rows.rows.count, equals: 9)
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `an interruption keeps what is finished`() throws {
    let contest = try Fixture.contest(Fixture.mixed)
    let cancellation = Cancellation()
    let progress = Progress { done, _ in if done == 8 { cancellation.cancel() } }
    let result = Referee.run(
      contest, workers: 1, cancellation: cancellation, progress: progress)
    let finished = result.records.filter(\.isRanked)
    let whole = Referee.run(contest)
    #expect(result.isInterrupted && !whole.isInterrupted)
    #expect(finished.map(\.name) == ["buy-and-hold", "cash", "fast", "pair"])
    #expect(finished.allSatisfy { $0.equity == whole[$0.name]?.equity })
    #expect(result.standings["slow"]?.reason == "not replayed to the end")
    #expect(result.standings.warnings.first == "interrupted: 2 of 6 agents are not ranked")
    // Interrupted before anything was done, it is a table without ranks.
    let nothing = Referee.run(contest, cancellation: cancellation)
    #expect(nothing.standings.rows.count == 6)
    #expect(nothing.standings.rows.allSatisfy { $0.rank == nil })
  }

  @Test func `what comes after a day changes nothing before it`() throws {
    let whole = Referee.run(try Fixture.contest(Fixture.mixed))
    let cut = Referee.run(try Fixture.contest(Fixture.mixed, to: 18_250))
    var found = Mismatches()
    for record in cut.records {
      let full = whole[record.name]?.equity.prefix(record.equity.count)
      found.check(record.name, Array(full ?? []), equals: record.equity)
      found.check("days", record.equity.count, equals: 251)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test(arguments: [0, 1, 2])
  func `a window of a day or three is ranked without a word too much`(length: Int32) throws {
    let contest = try Fixture.contest(Fixture.mixed, from: 18_200, to: 18_200 + length)
    let standings = Referee.run(contest).standings
    #expect(standings.rows.count == 6 && standings.rows.allSatisfy { $0.rank != nil })
    #expect(standings.prediction == nil && standings.headline == nil)
    #expect(standings.rows.allSatisfy { ($0.score ?? .nan).isFinite })
  }

  @Test func `details are kept where they are asked for`() throws {
    let contest = try Fixture.contest(Fixture.mixed)
    let detailed = Referee.run(contest, detail: .runs)
    #expect(Referee.run(contest)["slow"]?.runs.isEmpty == true)
    #expect(detailed["slow"]?.runs.count == 3 && detailed["pair"]?.runs.count == 1)
  }

  @Test func `the headline counts attempts`() throws {
    let contest = try Fixture.contest(Fixture.mixed)
    let ledger = MemoryTrialLedger()
    let first = Referee.run(contest)
    let fingerprint = contest.dataFingerprint()
    try ledger.append(first.trials(dataFingerprint: fingerprint))
    var other = first.trials(dataFingerprint: fingerprint)[0]
    other.inputs = "on=3"
    other.mean *= 2
    try ledger.append([other])
    let second = Referee.run(contest, pastTrials: try ledger.trials(on: fingerprint))
    let (one, two) = (first.standings.headline, second.standings.headline)
    // What was tried before with the same inputs is the same attempt.
    #expect(one?.trialCount == 4 && two?.trialCount == 5)
    #expect(one?.probabilistic.value ?? 0 > one?.deflated.value ?? 1)
    #expect(one?.deflated.value != two?.deflated.value)
  }
}

import Analysis
import Contests
import Formats
import Market
import Platform
import Replay
import SQLite
import TestSupport
import Testing
import Trading

@testable import Store

@Suite struct ContestStoreTests {
  private func finished(seed: UInt64 = 1) throws -> FinishedContest {
    let series = StoreFixture.series()
    var rulebook = Rulebook(rules: TradingRules(), score: .growth)
    rulebook.resampling = Resampling(draws: 50, blockLength: 7, confidence: 0.9)
    let contest = try Contest(
      agents: [3, 4].map { pause in
        Agent(
          "every \(pause)", .sleeves(StoreFixture.Trader(pause: pause)), family: "trader",
          inputs: [.init("pause", "\(pause)")], pyramiding: pause)
      }, series: [series], rulebook: rulebook, benchmark: StoreFixture.Trader(pause: 999),
      seed: seed)
    let record = Referee.run(contest)
    return FinishedContest(
      name: "two traders",
      configuration: ContestConfiguration(
        contest, fingerprints: [series.fingerprint()?.hex ?? ""], events: nil),
      engineVersion: "1.0",
      sources: [SeriesSource(path: "/data/ABC.csv", label: "open", zone: "UTC", repair: "")],
      events: nil, dataFingerprint: contest.dataFingerprint(), record: record)
  }

  @Test("a contest comes back with its configuration and its table, and is kept once")
  func contestsRoundTrip() throws {
    try StoreFixture.withPath { (path) throws in
      let contest = try finished()
      let store = try Store(path, access: .write)
      let saved = [
        try store.save(contest), try store.save(contest), try store.save(finished(seed: 2)),
      ]
      #expect(saved.map(\.id) == [1, 1, 2] && saved.map(\.isRepeated) == [false, true, false])
      #expect(saved.map(\.agrees) == [true, true, true])
      let stored = try #require(try store.contest(named: "c1"))
      #expect(stored.configuration == contest.configuration && stored.name == "two traders")
      #expect(try stored.configuration.rulebook() == contest.record.contest.rulebook)
      #expect(stored.digest == contest.digest && stored.sources == contest.sources)
      let rows = contest.record.standings.rows
      #expect(stored.standings.map(\.agent) == rows.map(\.agent))
      #expect(stored.standings.map(\.rank) == rows.map(\.rank))
      #expect(stored.standings.map(\.rankHigh) == rows.map { $0.rankInterval?.upperBound })
      #expect(try store.contest(named: "last") == nil && store.contests().count == 2)
      #expect(throws: LocatedError.self) { try store.contest(named: "c3") }
    }
  }

  @Test("decisions belong to their contest, and a table of the shell shows them")
  func decisionsRoundTrip() throws {
    try StoreFixture.withPath { (path) throws in
      let store = try Store(path, access: .write)
      let id = try store.save(finished()).id
      let decisions = (0..<3).map { number in
        DecisionRow(
          allocator: "equal weight", day: 18_262 + number, lastKnownDay: 18_261 + number,
          evidence: "{\"day\":\(number)}",
          weights: [
            .init(agent: "every 3", score: 0.1 + 0.2, prediction: -1e-300, weight: 0.5),
            .init(agent: "every 4", weight: -0.5),
          ],
          orders: [
            .init(symbol: "ABC", side: .sell, quantity: 3),
            .init(agent: "every 4", symbol: "ABC", side: .buy, quantity: 0.25),
          ])
      }
      for _ in 0..<2 { try store.keep(decisions, ofContest: id) }
      #expect(try store.decisions(ofContest: id) == decisions)
      let first = try store.use { connection throws(SQLiteError) in
        try connection.text("SELECT day || ' ' || last_known_day FROM decision ORDER BY id DESC")
      }
      #expect(first == "2020-01-03 2020-01-02")
      #expect(throws: LocatedError.self) { try store.keep(decisions, ofContest: 99) }
      try store.deleteContests([id])
      #expect(try store.decisions(ofContest: id).isEmpty)
    }
  }
}

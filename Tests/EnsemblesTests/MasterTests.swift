import Contests
import Experts
import Files
import Market
import Replay
import TestSupport
import Testing
import Trading

@testable import Ensembles

@Suite struct MasterTests {
  static func hold(
    _ names: [String], on files: [String], frictionless: Bool = false
  ) throws -> ContestRecord {
    let series = try files.map { try DataFile.load(Repository.path($0)).series }
    let agents = try names.map { name in
      Agent(name, .sleeves(try ExpertCatalog.expert(named: name).expert()))
    }
    let events = try EventFile.load(Repository.path("data/events.csv"))
    let contest = try Contest(
      agents: agents, series: series, events: events, benchmark: BuyAndHold())
    return Referee.run(contest, workers: 2, detail: .runs)
  }

  @Test(
    "the master of a single agent is that agent, bit for bit",
    arguments: ["sma-cross", "turtle", "rsi-reversal", "atr-breakout"],
    ["data/daily/TRN-1d.csv", "data/intraday/SIMUSD-1h.csv"])
  func oneAgent(name: String, file: String) throws {
    let record = try Self.hold([name], on: [file])
    let agent = try #require(record[name]?.runs.first)
    let ensemble = try Ensemble.run(DecisionPlan(EqualWeight()), over: record)
    let master = ensemble.master
    #expect(master.equity == agent.equity && agent.fills.count > 50)
    #expect(master.fills.map(\.price) == agent.fills.map(\.price))
    #expect(master.fills.map(\.quantity) == agent.fills.map(\.quantity))
    #expect(master.trades.map(\.netProfit) == agent.trades.map(\.netProfit))
  }

  @Test("two opposite agents of equal weight trade nothing and pay nothing")
  func opposites() throws {
    let record = try Self.hold(
      ["always-long", "always-short"], on: ["data/intraday/EURUSD-1h.csv"])
    #expect(record.records.filter { $0.fillCount > 0 }.count >= 2)
    let ensemble = try Ensemble.run(DecisionPlan(EqualWeight()), over: record)
    #expect(ensemble.master.fills.isEmpty && ensemble.master.slippageCost == 0)
    #expect(ensemble.equity.allSatisfy { $0 == ensemble.master.rules.initialCapital })
    #expect(ensemble.nettedNotional > 0)
  }

  @Test("the order of agents and instruments changes nothing")
  func permutations() throws {
    let names = ["sma-cross", "turtle", "bollinger-reversal"]
    let files = ["data/daily/TRN-1d.csv", "data/daily/ACM-1d.csv"]
    let plan = DecisionPlan(ContestRule(cap: 0.5))
    let one = try Ensemble.run(plan, over: Self.hold(names, on: files))
    let other = try Ensemble.run(plan, over: Self.hold(names.reversed(), on: files.reversed()))
    #expect(one.equity == other.equity && one.agents == other.agents)
    #expect(one.master.fills == other.master.fills && one.master.fills.count > 100)
    #expect(one.decisions.count == other.decisions.count && one.decisions.count > 500)
  }

  @Test("holdings add up to the master's position, and money is conserved")
  func books() throws {
    let record = try Self.hold(
      ["sma-cross", "ma-trend", "kdj-reversal"],
      on: ["data/daily/TRN-1d.csv", "data/daily/MRX-1d.csv"])
    let ensemble = try Ensemble.run(
      DecisionPlan(ContestRule(predictor: .mean, cap: 0.6)), over: record)
    let master = ensemble.master
    // Equity again, from the fills and the events alone.
    #expect(master.fills.count > 100 && master.checkedEvents > 0)
    let orders = ensemble.adjustments.flatMap { $0 }
    #expect(!orders.isEmpty && ensemble.yearlyTurnover > 0)
    #expect(abs(master.ledger.imbalance) < 1e-6)
    // A mix of agents cannot do better than each of them on every day, nor worse.
    let best = record.records.filter { ensemble.agents.contains($0.name) }.map(\.finalEquity)
    #expect(ensemble.equity.last! < 2 * best.max()! && ensemble.equity.last! > 0.3 * best.min()!)
  }
}

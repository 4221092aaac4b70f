import Market
import Replay
import Trading

/// What the master account trades: the agents' orders, scaled by their weights and netted.
///
/// An order of an agent is scaled by w · E_master / E_agent at the close before it. Market orders
/// that meet at one open or close are netted across agents, so that two opposite agents of equal
/// weight trade nothing and pay nothing. What fills inside a bar was decided by the same fill
/// machine in the agent's own account and is taken over at its price. After a decision the holdings
/// are fitted to the new weights at the next open.
final class MasterBook: FillSource {
  /// Units that were traded to fit holdings to a decision.
  struct Adjustment {
    var decision: Int
    var instrument: Int
    var units: Double
  }

  private let series: [BarSeries]
  private let agents: [String]
  private var accounts: [FollowedAccount]
  private let decisions: [AllocationDecision]
  private var current = 0
  private let grids: [Grid]
  private(set) var adjustments: [Adjustment] = []
  /// Notional that agents would have traded against each other.
  private(set) var nettedNotional = 0.0

  init(
    series: [BarSeries], agents: [String], accounts: [FollowedAccount],
    decisions: [AllocationDecision]
  ) {
    self.series = series
    self.agents = agents
    self.accounts = accounts
    self.decisions = decisions
    grids = series.map { Grid($0.instrument) }
  }

  func fills(
    at moment: FillMoment, of instrument: Int, bar: Int, in account: Account
  ) -> [OutsideFill] {
    advance(to: series[instrument].days[bar])
    if moment == .inside { return copied(instrument, bar: bar, account) }
    var flows: [(agent: Int, units: Double)] = []
    for index in accounts.indices {
      if moment == .open, let units = fit(index, instrument, account), units != 0 {
        flows.append((accounts[index].agent, units))
      }
      while let fill = accounts[index].next(instrument, bar: bar, at: moment) {
        let scale = scale(of: accounts[index].agent, account)
        let units = accounts[index].follow(
          fill, instrument, scale: scale, grid: grids[instrument])
        // The master's own account pays for the fraction that a split leaves.
        if units != 0, fill.rule != .cashInLieu {
          flows.append((accounts[index].agent, units))
        }
      }
    }
    return netted(flows, instrument, at: moment, price: account.marks[instrument])
  }

  func split(_ instrument: Int, ratio: Double, in account: Account) {
    for index in accounts.indices {
      accounts[index].own[instrument] *= ratio
      accounts[index].held[instrument] *= ratio
    }
    // Fractions are the account's to pay out; whoever holds most carries the difference.
    let total = accounts.reduce(0) { $0 + $1.held[instrument] }
    let difference = account.positions[instrument].quantity - total
    let largest = accounts.indices.max {
      (abs(accounts[$0].held[instrument]), $1) < (abs(accounts[$1].held[instrument]), $0)
    }
    if let largest { accounts[largest].held[instrument] += difference }
  }

  /// Moves to the last decision that was made before a session day.
  private func advance(to day: Int32) {
    while current + 1 < decisions.count, decisions[current + 1].day < day { current += 1 }
  }

  /// Master's units for one unit of the agent: w · E_master / E_agent.
  private func scale(of agent: Int, _ account: Account) -> Double {
    var equity = 0.0
    for index in accounts.indices where accounts[index].agent == agent {
      equity += accounts[index].equity(at: account.now)
    }
    guard equity > 0, account.closingEquity > 0 else { return 0 }
    return decisions[current].allocation.weights[agent] * account.closingEquity / equity
  }

  /// Fits a holding to weights that have changed; nil where there is nothing to fit.
  private func fit(_ index: Int, _ instrument: Int, _ account: Account) -> Double? {
    let last = accounts[index].fitted[instrument]
    guard last != current else { return nil }
    accounts[index].fitted[instrument] = current
    let agent = accounts[index].agent
    let before = decisions[last].allocation.weights[agent]
    guard before != decisions[current].allocation.weights[agent],
      accounts[index].own[instrument] != 0 || accounts[index].held[instrument] != 0
    else { return nil }
    let own = accounts[index].own[instrument]
    let wanted = grids[instrument].floorToLot(abs(own) * scale(of: agent, account))
    let target = own < 0 ? -wanted : wanted
    let units = grids[instrument].snapToLot(target - accounts[index].held[instrument])
    accounts[index].held[instrument] = target
    if units != 0 {
      adjustments.append(Adjustment(decision: current, instrument: instrument, units: units))
    }
    return units
  }

  /// Fills inside a bar, one by one at the agent's price.
  private func copied(_ instrument: Int, bar: Int, _ account: Account) -> [OutsideFill] {
    var fills: [OutsideFill] = []
    for index in accounts.indices {
      while let fill = accounts[index].next(instrument, bar: bar, at: .inside) {
        let agent = accounts[index].agent
        let units = accounts[index].follow(
          fill, instrument, scale: scale(of: agent, account), grid: grids[instrument])
        guard units != 0, fill.rule != .cashInLieu else { continue }
        let slippage =
          fill.slippageCost / (fill.quantity * series[instrument].instrument.pointValue)
        fills.append(
          OutsideFill(
            units > 0 ? .buy : .sell, abs(units), at: fill.price, slippage: slippage,
            rule: fill.rule, certainty: fill.certainty,
            isMaker: fill.rule == .limit, name: agents[agent]))
      }
    }
    return fills
  }

  /// One fill of what is left when opposing flows are taken against each other.
  ///
  /// The flows of a single agent stay as they are, so that its master trades exactly as it does.
  private func netted(
    _ flows: [(agent: Int, units: Double)], _ instrument: Int, at moment: FillMoment,
    price: Double
  ) -> [OutsideFill] {
    let rule: FillRule = moment == .open ? .open : .close
    guard let first = flows.first else { return [] }
    if flows.allSatisfy({ $0.agent == first.agent }) {
      return flows.map {
        OutsideFill($0.units > 0 ? .buy : .sell, abs($0.units), rule: rule, name: agents[$0.agent])
      }
    }
    var net = 0.0
    var gross = 0.0
    for flow in flows {
      net += flow.units
      gross += abs(flow.units)
    }
    net = grids[instrument].snapToLot(net)
    nettedNotional += (gross - abs(net)) * price * series[instrument].instrument.pointValue
    guard net != 0 else { return [] }
    return [OutsideFill(net > 0 ? .buy : .sell, abs(net), rule: rule, name: "netted")]
  }
}

import Market
public import Replay
public import Trading

/// One account of an agent: an expert on its instruments with a share of the capital.
public struct Sleeve: Sendable {
  /// The expert.
  public let expert: any Expert
  /// Its instruments, as indices into the contest's series.
  public let instruments: [Int]
  /// How its account trades; the capital is the sleeve's.
  public let rules: TradingRules
  /// What is replayed to it.
  public let input: ReplayInput
}

extension Contest {
  /// The instruments of an agent, as indices into `series`, ascending.
  public func instruments(of agent: Agent) -> [Int] {
    guard let symbols = agent.symbols else { return Array(series.indices) }
    return series.indices.filter { symbols.contains(series[$0].instrument.symbol) }
  }

  /// The accounts of an agent, in the order of its instruments; none for returns.
  ///
  /// An expert for one instrument gets an account for each with 1/k of the capital, which is not
  /// rebalanced; an expert for several gets one. `Replay.run` over each gives the agent's orders.
  public func sleeves(of agent: Agent) -> [Sleeve] {
    let own = instruments(of: agent)
    var rules = rulebook.rules
    rules.pyramiding = agent.pyramiding
    rules.closeRule = agent.closeRule
    if rules.fills.intrabar != .range, agent.fillsAtClose { rules.fillsAtClose = true }
    switch agent.performer {
    case .sleeves(let expert):
      rules.initialCapital /= Double(own.count)
      return own.map { sleeve(expert, on: [$0], rules) }
    case .account(let expert): return [sleeve(expert, on: own, rules)]
    case .cash: return [sleeve(IdleExpert(), on: Array(own.prefix(1)), rules)]
    case .returns: return []
    }
  }

  private func sleeve(_ expert: any Expert, on own: [Int], _ rules: TradingRules) -> Sleeve {
    let symbols = own.map { series[$0].instrument.symbol }
    return Sleeve(
      expert: expert, instruments: own, rules: rules,
      input: ReplayInput(
        series: own.map { series[$0] },
        events: events.filter { $0.symbol.map(symbols.contains) ?? true },
        tradesFrom: tradesFrom(own)))
  }

  /// The first close within the window; bars before it warm up.
  private func tradesFrom(_ own: [Int]) -> Int64 {
    let first = window.days[0]
    let closes = own.compactMap { index -> Int64? in
      let one = series[index]
      return one.days.firstIndex { $0 >= first }.map { one.closeTimes[$0] }
    }
    return closes.min() ?? .max
  }
}

/// An expert that does nothing.
struct IdleExpert: Expert {
  var requirements: Requirements { Requirements() }
  func makeSession() -> any ExpertSession { Session() }

  private struct Session: ExpertSession {
    mutating func barClosed(
      _ view: borrowing MarketView, _ desk: inout Desk
    ) throws(ExpertFailure) {}
  }
}

import Contests
import Experts
import Files
import Formats
import Market
import Platform
import Rosters
import Store

/// The replay of a stored contest.
struct ContestVerification {
  let contest: StoredContest
  let store: Store
  let workers: Int

  /// What differs between the stored result and that of holding the contest again.
  func differences(_ cancellation: Cancellation) throws(LocatedError) -> [RunDifference] {
    let configuration = contest.configuration
    let own = configuration.fingerprint(engineVersion: contest.engineVersion)
    guard own == contest.fingerprint else {
      return [RunDifference(subject: "fingerprint", left: contest.fingerprint, right: own)]
    }
    guard contest.events?.fingerprint == configuration.events else {
      return [
        RunDifference(
          subject: "events", left: configuration.events, right: contest.events?.fingerprint)
      ]
    }
    let again = try repeated()
    let record = Referee.run(again, workers: workers, cancellation: cancellation)
    if record.isInterrupted { throw LocatedError(.interrupted, "the replay was interrupted") }
    return differences(from: record)
  }

  private func differences(from record: ContestRecord) -> [RunDifference] {
    var found: [RunDifference] = []
    let rows = record.standings.rows
    for index in 0..<max(rows.count, contest.standings.count) {
      let left = index < contest.standings.count ? contest.standings[index].line : nil
      let right = index < rows.count ? rows[index].line(record[rows[index].agent]) : nil
      if left != right {
        found.append(RunDifference(subject: "row \(index + 1)", left: left, right: right))
        break
      }
    }
    let digest = FinishedContest.digest(of: record)
    if digest != contest.digest {
      found.append(
        RunDifference(
          subject: "result", left: String(contest.digest.prefix(12)),
          right: String(digest.prefix(12))))
    }
    return found
  }

  /// The contest that the stored configuration stands for.
  func repeated() throws(LocatedError) -> Contest {
    let configuration = contest.configuration
    var series: [BarSeries] = []
    for (wanted, source) in zip(configuration.series, contest.sources) {
      series.append(
        try StoredData.again(wanted, from: source, in: store, workers: workers).series)
    }
    var agents: [Agent] = []
    for participant in configuration.agents {
      agents.append(try agent(participant, over: series))
    }
    return try Contest(
      agents: agents, series: series, events: contest.events?.events ?? [],
      rulebook: try configuration.rulebook(), benchmark: BuyAndHold(),
      from: Self.day(configuration.first), to: Self.day(configuration.last),
      seed: configuration.seed)
  }

  private static func day(_ text: String) -> Int32? {
    ISODateParser.date(text).map { Int32($0.daysSinceEpoch) }
  }

  private func agent(
    _ participant: ContestConfiguration.Participant, over series: [BarSeries]
  ) throws(LocatedError) -> Agent {
    guard participant.kind == Agent.Kind.replayed.rawValue else {
      throw LocatedError(
        .failed, "agent '\(participant.name)' cannot be made again: it came from a file",
        found: participant.kind, expected: "an expert of the catalog")
    }
    if let source = participant.source {
      // The digest is no input, and what is computed from other inputs cannot be set.
      let given = participant.inputs.filter { $0.name != "source" && $0.value != "computed" }
        .map { Agent.Input($0.name, $0.value) }
      let isSetting = { (input: Agent.Input) in input.name.hasPrefix(Agent.settingPrefix) }
      return try .script(
        named: participant.name, path: participant.family, bytes: Array(source.utf8),
        inputs: given.filter { !isSetting($0) },
        settings: given.filter(isSetting).map {
          Agent.Input(String($0.name.dropFirst(Agent.settingPrefix.count)), $0.value)
        },
        symbols: participant.symbols, pyramiding: participant.pyramiding, companions: series)
    }
    let description = try ExpertCatalog.expert(named: participant.family)
    let expert = try description.expert(
      setting: participant.inputs.map { (name: $0.name, value: $0.value) })
    return Agent(
      participant.name, participant.performer == "account" ? .account(expert) : .sleeves(expert),
      symbols: participant.symbols, family: participant.family,
      inputs: participant.inputs.map { Agent.Input($0.name, $0.value) },
      pyramiding: participant.pyramiding)
  }
}

extension StandingRow {
  /// The row in a form that is compared and shown.
  fileprivate var line: String {
    StandingLine.text(agent, rank, rankLow, rankHigh, score, finalEquity)
  }
}

extension Standings.Row {
  fileprivate func line(_ record: AgentRecord?) -> String {
    StandingLine.text(
      agent, rank, rankInterval?.lowerBound, rankInterval?.upperBound, score,
      record?.finalEquity ?? .nan)
  }
}

private enum StandingLine {
  static func text(
    _ agent: String, _ rank: Int?, _ low: Int?, _ high: Int?, _ score: Double?, _ equity: Double
  ) -> String {
    let place = rank.map { "rank \($0) of \(low ?? 0) to \(high ?? 0)" } ?? "not ranked"
    // The tables have no −0.
    let number = score.map { NumberFormat.shortest($0 == 0 ? 0 : $0) } ?? "–"
    return "\(agent): \(place), score \(number), equity \(NumberFormat.shortest(equity))"
  }
}

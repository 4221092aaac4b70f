import Contests
import Files
import Formats
import Market
import Rosters
import Store
import Terminal

extension RankResult {
  /// Notes the attempts in the ledger and keeps the contest.
  ///
  /// What was finished before an interruption counts as attempts; a part of a contest is no contest.
  func keep(in store: Store) throws(LocatedError) -> SavedRun? {
    try store.append(record.trials(dataFingerprint: dataFingerprint))
    return record.isInterrupted ? nil : try store.save(finishedContest)
  }

  /// The contest with everything that the store keeps of it.
  var finishedContest: FinishedContest {
    let data = prepared.data.sorted {
      $0.series.instrument.symbol < $1.series.instrument.symbol
    }
    let contest = record.contest
    let events = EventSet(
      contest.events, symbols: data.map(\.series.instrument.symbol), origin: eventsOrigin)
    return FinishedContest(
      name: name,
      configuration: ContestConfiguration(
        contest, fingerprints: data.map { $0.fingerprint(workers: workers)?.hex ?? "" },
        events: events),
      engineVersion: CommandLineTool.version, sources: data.map { SeriesSource($0) },
      events: events, dataFingerprint: dataFingerprint, record: record)
  }
}

extension SavedRun {
  /// What a person is told about a contest that was kept.
  func contestLine(_ styling: Styling) -> String {
    let again = isRepeated ? ", there already" : ""
    var text = styling(.dim, "kept as contest c\(id) (\(fingerprint.prefix(12)))\(again)") + "\n"
    if !agrees {
      text +=
        styling(.yellow, "! ") + "contest c\(id) has the same fingerprint and another result: see "
        + "tourney runs verify c\(id)\n"
    }
    return text
  }
}

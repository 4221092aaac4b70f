import Formats
public import Market

extension Contest {
  /// The hash of the data of the contest: all series and events, 64 hexadecimal digits.
  ///
  /// It is that of all bars given, whatever the window, so that attempts on parts of one history
  /// count as attempts on it. It depends on neither the order of instruments nor `workers`.
  /// - Complexity: O(*n*), about 20 ns per bar and worker.
  public func dataFingerprint(workers: Int = 1) -> String {
    Self.dataFingerprint(of: givenSeries, events: events, workers: workers)
  }

  /// The hash of data under which attempts on them are counted, in a contest or alone.
  public static func dataFingerprint(
    of series: [BarSeries], events: [CashFlowEvent], workers: Int = 1
  ) -> String {
    var root = SHA256()
    root.update("contest data 1\n")
    for one in series.sorted(by: { $0.instrument.symbol < $1.instrument.symbol }) {
      root.update((one.fingerprint(workers: workers)?.hex ?? "") + "\n")
    }
    let lines = events.map {
      "\($0.symbol ?? "") \($0.time.nanoseconds) \($0.kind.rawValue) \($0.value)\n"
    }
    for line in lines.sorted() { root.update(line) }
    return root.finalize().hex
  }
}

extension ContestRecord {
  /// The attempts that the contest made, for a ledger: every ranked agent but the references.
  ///
  /// - Parameter dataFingerprint: That of the contest's data.
  public func trials(dataFingerprint: String) -> [Trial] {
    records.filter { $0.isRanked && $0.agent.kind != .reference }.map { record in
      Trial(record, dataFingerprint: dataFingerprint, window: contest.window)
    }
  }
}

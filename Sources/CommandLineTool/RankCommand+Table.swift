import Analysis
import Contests
import Formats
import Market
import Rosters
import Terminal
import Trading

/// Standings as a person reads them in a terminal.
struct RankTable {
  let result: RankResult
  let width: Int
  let styling: Styling
  let showsAll: Bool

  init(_ result: RankResult, width: Int, styling: Styling, showsAll: Bool) {
    self.result = result
    self.width = min(max(width, 72), 120)
    self.styling = styling
    self.showsAll = showsAll
  }

  private var standings: Standings { result.record.standings }
  private var rankedCount: Int { standings.rows.count { $0.rank != nil } }

  func render() -> String {
    var lines = [title(), span(), "", standingsTable(), ""]
    lines += verdicts()
    let notes = standings.warnings + result.prepared.warnings
    let shown = showsAll ? notes[...] : notes.prefix(8)
    if !shown.isEmpty { lines.append("") }
    lines += shown.map { styling(.yellow, "! ") + clean($0) }
    if shown.count < notes.count {
      lines.append(styling(.dim, "  … \(notes.count - shown.count) more with --all"))
    }
    if showsAll {
      lines += [""] + standings.conventions.map { styling(.dim, $0) }
      lines.append(styling(.dim, "data \(result.dataFingerprint)"))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func title() -> String {
    let symbols = result.record.contest.series.map(\.instrument.symbol)
    let shown = symbols.prefix(6).joined(separator: " ") + (symbols.count > 6 ? " …" : "")
    let count = symbols.count == 1 ? "" : " (\(symbols.count) instruments)"
    return styling(.bold, clean(result.name ?? "Standings") + " on " + clean(shown)) + count
  }

  private func span() -> String {
    let window = standings.window
    let days = NumberFormat.fixed(Double(window.count), decimals: 0, isGrouped: true)
    let rules = result.record.contest.rulebook.rules
    return styling(
      .dim,
      "\(window.first) to \(window.last), \(days) days, \(window.periodsPerYear) a year; "
        + "convention \(rules.fills.name); --all shows how it is counted")
  }

  // MARK: - The table

  private func standingsTable() -> String {
    var table = Table([
      .init("place", .right), .init("agent"), .init(standings.score.title, .decimal),
      .init("±", .decimal), .init("\(level) % places"), .init("", .right),
      .init("best", .right), .init("return", .decimal), .init("drawdown", .decimal),
      .init("trades", .right),
    ])
    for row in standings.rows { table.append(cells(row)) }
    var text = table.render(width: width, styling: styling)
    text.removeLast()
    return text
  }

  private var level: String {
    NumberFormat.shortest((standings.resampling.confidence * 1_000).rounded() / 10)
  }

  private func cells(_ row: Standings.Row) -> [Table.Cell] {
    let isPerson = row.kind != .reference
    let name = Table.Cell(clean(row.agent), row.rank == nil ? .dim : isPerson ? .bold : .cyan)
    guard let rank = row.rank, let interval = row.rankInterval else {
      return [
        .init("–", .dim), name, .init("–", .dim), "", .init(clean(row.reason ?? ""), .red), "",
        "", "", "", "",
      ]
    }
    let places =
      interval.lowerBound == interval.upperBound
      ? "\(interval.lowerBound)" : "\(interval.lowerBound)–\(interval.upperBound)"
    return [
      .init("\(rank)"), name, .init(row.score.map(score) ?? row.reason ?? "–"),
      .init(row.scoreError.map(score) ?? "", .dim), .init(strip(rank, interval)),
      .init(places, .dim), .init(row.probabilityOfBest.map(chance) ?? ""),
      .init(percent(row[.totalReturn]), .gain(row[.totalReturn]?.value ?? 0)),
      .init(percent(row[.maxDrawdown])), .init(trades(row)),
    ]
  }

  private func score(_ value: Double) -> String {
    standings.score == .growth
      ? NumberFormat.percent(value, decimals: 1) : NumberFormat.fixed(value, decimals: 2)
  }

  private func chance(_ value: Double) -> String {
    if value > 0, value < 0.005 { return "<1%" }
    return NumberFormat.percent(value, decimals: 0)
  }

  private func percent(_ metric: Metric?) -> String {
    metric?.value.map { NumberFormat.percent($0, decimals: 1, isGrouped: true) } ?? "–"
  }

  private func trades(_ row: Standings.Row) -> String {
    guard row.kind != .returnsSeries, let count = row[.trades]?.value else { return "–" }
    return NumberFormat.fixed(count, decimals: 0, isGrouped: true)
  }

  /// The places from first to last: a line over the interval, a point at the rank.
  private func strip(_ rank: Int, _ interval: ClosedRange<Int>) -> String {
    let width = min(rankedCount, 20)
    func cell(_ place: Int) -> Int { (place - 1) * width / max(rankedCount, 1) }
    return (0..<width).map { index in
      if index == cell(rank) { return "●" }
      return (cell(interval.lowerBound)...cell(interval.upperBound)).contains(index) ? "━" : "·"
    }.joined()
  }

  // MARK: - What it means

  private func verdicts() -> [String] {
    var lines: [String] = []
    if let headline = standings.headline { lines.append(text(headline)) }
    lines.append(standings.prediction.map(text) ?? silence)
    return lines
  }

  private func text(_ headline: Standings.Headline) -> String {
    let sharpe = headline.sharpe
    var line =
      styling(.bold, clean(headline.agent)) + " is the best of the agents: Sharpe "
      + NumberFormat.fixed(sharpe.value ?? 0, decimals: 2)
    if let error = sharpe.standardError {
      line += " ± " + NumberFormat.fixed(error, decimals: 2)
    }
    let attempts = "\(headline.trialCount) attempts"
    line += "; truly above 0 with \(probability(headline.probabilistic))"
    guard headline.trialCount > 1 else { return line }
    return line + ", above the luck of \(attempts) with \(probability(headline.deflated))"
  }

  private func probability(_ metric: Metric) -> String {
    metric.value.map { NumberFormat.percent($0, decimals: 1) }
      ?? "unknown probability (\(metric.missing?.description ?? "missing"))"
  }

  private func text(_ prediction: PredictionResult) -> String {
    let plan = prediction.plan
    func fixed(_ value: Double) -> String { NumberFormat.fixed(value, decimals: 2) }
    let numbers =
      "mean rank correlation \(fixed(prediction.meanCorrelation)) over \(prediction.periodCount) "
      + "periods, t = \(fixed(prediction.tStatistic)), "
      + "p = \(NumberFormat.fixed(prediction.pValue, decimals: 3))"
    let verdict =
      prediction.pValue >= 0.05
      ? "cannot be told from chance"
      : prediction.meanCorrelation > 0 ? "points the right way" : "points the wrong way"
    return "a ranking by \(plan.lookback) days " + styling(.bold, verdict)
      + " about the next \(plan.horizon): " + numbers
  }

  private var silence: String {
    let contenders = standings.rows.count { $0.score != nil && $0.kind != .reference }
    return contenders < 3
      ? "whether such a ranking predicts cannot be asked of fewer than three agents"
      : "the window is too short to ask whether such a ranking predicts"
  }

  /// Control characters of a name must not reach the terminal.
  private func clean(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: Self.isControl) else { return text }
    return String(
      String.UnicodeScalarView(text.unicodeScalars.map { Self.isControl($0) ? "\u{FFFD}" : $0 }))
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
  }
}

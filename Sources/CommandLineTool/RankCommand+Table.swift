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
    var lines = [title()] + span() + ["", standingsTable(), ""]
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
      lines.append(styling(.dim, "code paths of the accounts: \(result.record.pathText)"))
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

  private func span() -> [String] {
    let window = standings.window
    let days = NumberFormat.fixed(Double(window.count), decimals: 0, isGrouped: true)
    let rules = result.record.contest.rulebook.rules
    let text =
      "\(window.first) to \(window.last), \(days) days, \(window.periodsPerYear) a year; "
      + "convention \(rules.fills.name); --all shows how it is counted"
    return TextLayout.wrap(text, width: width).map { styling(.dim, $0) }
  }

  // MARK: - The table

  /// A column, and from which width of the terminal on it is shown.
  private struct Column {
    let column: Table.Column
    var least = 0
    let cell: (Standings.Row) -> Table.Cell
  }

  private func standingsTable() -> String {
    let columns = columns().filter { width >= $0.least }
    var table = Table(columns.map(\.column))
    for row in standings.rows { table.append(columns.map { $0.cell(row) }) }
    var text = table.render(width: width, styling: styling)
    text.removeLast()
    return text
  }

  private func columns() -> [Column] {
    [
      Column(column: .init("place", .right)) { .init($0.rank.map(String.init) ?? "–") },
      Column(column: .init("agent"), cell: name),
      Column(column: .init(standings.score.title, .decimal)) { row in
        .init(row.score.map(score) ?? (row.rank == nil ? "–" : "lost"))
      },
      Column(column: .init("±", .decimal), least: 92) { row in
        .init(row.scoreError.map(score) ?? "", .dim)
      },
      // Lined up to the right only because the table cuts what is lined up to the left.
      Column(
        column: .init(TextLayout.padRight(stripTitle, to: stripWidth), .right), cell: strip),
      Column(column: .init("", .right)) { .init($0.rankInterval.map(places) ?? "", .dim) },
      Column(column: .init("best", .right)) { .init($0.probabilityOfBest.map(chance) ?? "") },
      Column(column: .init("return", .decimal)) { row in
        .init(percent(row[.totalReturn]), .gain(row[.totalReturn]?.value ?? 0))
      },
      Column(column: .init("drawdown", .decimal), least: 84) { .init(percent($0[.maxDrawdown])) },
      Column(column: .init("trades", .right), least: 100) { .init(trades($0)) },
    ]
  }

  private var level: String {
    NumberFormat.shortest((standings.resampling.confidence * 1_000).rounded() / 10)
  }

  private func name(_ row: Standings.Row) -> Table.Cell {
    if row.rank == nil { return .init(clean(row.agent), .dim) }
    return .init(clean(row.agent), row.kind == .reference ? .cyan : .bold)
  }

  private func places(_ interval: ClosedRange<Int>) -> String {
    interval.count == 1
      ? "\(interval.lowerBound)" : "\(interval.lowerBound)–\(interval.upperBound)"
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
  private func strip(_ row: Standings.Row) -> Table.Cell {
    guard let rank = row.rank, let interval = row.rankInterval else {
      return .init(TextLayout.padRight("not ranked", to: stripWidth), .dim)
    }
    let width = min(rankedCount, 20)
    func cell(_ place: Int) -> Int { (place - 1) * width / max(rankedCount, 1) }
    let line = (0..<width).map { index in
      if index == cell(rank) { return "●" }
      return (cell(interval.lowerBound)...cell(interval.upperBound)).contains(index) ? "━" : "·"
    }
    return .init(TextLayout.padRight(line.joined(), to: stripWidth))
  }

  private var stripWidth: Int { max(stripTitle.count, min(rankedCount, 20)) }
  private var stripTitle: String { "\(level) % places" }

  // MARK: - What it means

  private func verdicts() -> [String] {
    var lines: [String] = []
    if let headline = standings.headline {
      lines += wrapped(text(headline), bold: clean(headline.agent))
    }
    guard let prediction = standings.prediction else { return lines + wrapped(silence) }
    return lines + wrapped(text(prediction), bold: verdict(prediction))
  }

  /// Lines that fit, the first occurrence of some words set off where they are on one line.
  private func wrapped(_ text: String, bold words: String = "") -> [String] {
    var lines = TextLayout.wrap(text, width: width)
    if let index = lines.firstIndex(where: { $0.contains(words) }), !words.isEmpty,
      let range = lines[index].firstRange(of: words)
    {
      lines[index].replaceSubrange(range, with: styling(.bold, words))
    }
    return lines
  }

  private func text(_ headline: Standings.Headline) -> String {
    let sharpe = headline.sharpe
    var line =
      "\(clean(headline.agent)) is the best of the agents: Sharpe "
      + NumberFormat.fixed(sharpe.value ?? 0, decimals: 2)
    if let error = sharpe.standardError {
      line += " ± " + NumberFormat.fixed(error, decimals: 2)
    }
    let attempts = "\(headline.trialCount) attempts"
    line += "; truly above 0 with probability \(probability(headline.probabilistic))"
    guard headline.trialCount > 1 else { return line }
    return line + ", above the luck of \(attempts) with \(probability(headline.deflated))"
  }

  private func probability(_ metric: Metric) -> String {
    metric.value.map { $0 >= 0.9995 ? "over 99.9%" : NumberFormat.percent($0, decimals: 1) }
      ?? "unknown (\(metric.missing?.description ?? "missing"))"
  }

  private func text(_ prediction: PredictionResult) -> String {
    let plan = prediction.plan
    func fixed(_ value: Double) -> String { NumberFormat.fixed(value, decimals: 2) }
    let numbers =
      "mean rank correlation \(fixed(prediction.meanCorrelation)) over \(prediction.periodCount) "
      + "periods, t = \(fixed(prediction.tStatistic)), "
      + "p = \(NumberFormat.fixed(prediction.pValue, decimals: 3))"
    return "a ranking by \(plan.lookback) days \(verdict(prediction)) about the next "
      + "\(plan.horizon): " + numbers
  }

  private func verdict(_ prediction: PredictionResult) -> String {
    if prediction.pValue >= 0.05 { return "cannot be told from chance" }
    return prediction.meanCorrelation > 0 ? "points the right way" : "points the wrong way"
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

import Experts
import Files
import Formats
import Market
import Platform
import Replay
import Reports
import Trading

/// Reports as files; the name's ending decides the form.
enum ReportFile {
  /// Checks before any work that the file can be written.
  /// - Throws: An error of class `usage` for an unknown ending, or for a file that exists.
  static func check(_ path: String, replaces: Bool) throws(LocatedError) {
    guard path.hasSuffix(".html") || path.hasSuffix(".md") else {
      throw LocatedError(
        .usage, "the report's form is not known", file: path, expected: "a name in .html or .md")
    }
    if !replaces, FileSystem.exists(path) {
      throw LocatedError(
        .usage, "the report exists already", file: path,
        hint: "name another file, or replace it with --force")
    }
  }

  /// Writes a report.
  static func write(_ report: Report, to path: String, replaces: Bool) throws(LocatedError) {
    try check(path, replaces: replaces)
    let text = path.hasSuffix(".md") ? report.markdown() : report.html()
    do { try FileSystem.writeFile(path, text) } catch { throw LocatedError(error, as: .failed) }
  }
}

extension BacktestResult {
  /// The run laid out for a reader, with what its script plots.
  func report() throws(LocatedError) -> RunReport {
    let symbols = record.instruments.map(\.symbol)
    let shown = symbols.prefix(6).joined(separator: " ") + (symbols.count > 6 ? " …" : "")
    let timeframe = request.data[0].series.timeframe.description
    let span = [record.days.first, record.days.last].map { $0.map(dayText) ?? "–" }
    let rules = record.rules
    let bars = NumberFormat.fixed(Double(record.times.count), decimals: 0, isGrouped: true)
    var facts: [Report.Fact] = [
      .init("convention", rules.fills.name), .init("capital", moneyText(rules.initialCapital)),
      .init("costs", costText), .init("path", record.path.rawValue),
      .init("version", CommandLineTool.version),
    ]
    if !inputText.isEmpty { facts.insert(.init("inputs", inputText), at: 0) }
    let plots = try PlotSections(self)
    var report = RunReport(
      title: "\(request.strategy.name) on \(shown)",
      subtitle: "\(span[0]) to \(span[1]), \(bars) bars of \(timeframe)",
      facts: facts,
      notes: RunNotes.notes(
        of: record, optimisticEquity: optimisticEquity,
        dataNotes: dataNotes + [plots.note].compactMap(\.self)),
      record: record, analysis: analysis, benchmarkName: "\(symbols[0]), bought and held")
    report.plots = plots.sections
    return report
  }

  /// Fees and slippage in a few words.
  private var costText: String {
    let fees = record.rules.fees
    let slippage = record.rules.slippage
    var parts: [String] = []
    if fees.takerRate != 0 { parts.append("\(NumberFormat.shortest(fees.takerRate * 100)) % fee") }
    if fees.perUnit != 0 { parts.append("\(NumberFormat.shortest(fees.perUnit)) per unit") }
    if fees.perOrder != 0 { parts.append("\(NumberFormat.shortest(fees.perOrder)) per order") }
    if slippage.basisPoints != 0 {
      parts.append("\(NumberFormat.shortest(slippage.basisPoints)) bp slippage")
    }
    if slippage.ticks != 0 {
      parts.append("\(NumberFormat.shortest(slippage.ticks)) ticks slippage")
    }
    return parts.isEmpty ? "none" : parts.joined(separator: ", ")
  }
}

public import Analysis
import Formats

/// Lays several runs out side by side.
public struct RunComparison: Sendable {
  /// A run with its name.
  public struct Run: Sendable {
    /// What tells it from the others.
    public var name: String
    /// Its settings in a few words.
    public var facts: String
    /// Its measures.
    public var analysis: PerformanceAnalysis

    /// Makes a run.
    public init(name: String, facts: String, analysis: PerformanceAnalysis) {
      self.name = name
      self.facts = facts
      self.analysis = analysis
    }
  }

  /// The runs, in the order of the columns.
  public var runs: [Run]

  /// Makes a comparison.
  public init(runs: [Run]) { self.runs = runs }

  /// The report.
  public func report() -> Report {
    let names = runs.map(\.name)
    return Report(
      title: "\(runs.count) runs", subtitle: names.joined(separator: "; "),
      facts: runs.map { .init($0.name, $0.facts.isEmpty ? "no inputs" : $0.facts) },
      warnings: sharesDays ? [] : ["the runs cover different days: compare with care"],
      sections: [curves(), measures()])
  }

  private var sharesDays: Bool {
    runs.allSatisfy { $0.analysis.input.days == runs[0].analysis.input.days }
  }

  /// Equity from 1, on all days that any run has.
  private func curves() -> ReportSection {
    let days = Set(runs.flatMap(\.analysis.input.days)).sorted()
    let lines = runs.map { run in
      let input = run.analysis.input
      var values: [Double] = []
      values.reserveCapacity(days.count)
      var place = 0
      for day in days {
        let isOwn = place < input.days.count && input.days[place] == day
        values.append(isOwn ? max(input.dailyEquity[place], 1e-9) / input.startEquity : .nan)
        if isOwn { place += 1 }
      }
      return LineChart.Line(run.name, values)
    }
    return ReportSection(
      "Equity", note: "Each starts at 1.",
      .lines(LineChart(days: days, lines: lines, unit: .number)))
  }

  private func measures() -> ReportSection {
    var table = ReportTable([.text("metric")] + runs.map { .number($0.name) })
    for metric in runs[0].analysis.metrics {
      table.append(
        [.init(metric.title)]
          + runs.map { run in
            guard let own = run.analysis[metric.id] else { return "–" }
            return .init(own.textWithError, own.value == nil ? .quiet : .plain)
          })
    }
    return ReportSection("Measures", .table(table))
  }
}

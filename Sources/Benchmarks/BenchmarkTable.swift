import Formats
import Terminal

/// What was measured as a table for a person.
struct BenchmarkTable {
  let run: MeasuredRun
  let styling: Styling

  /// A line about the yardstick, and a row for each benchmark.
  func render() -> String {
    var table = Table([
      .init("benchmark"), .init("min ms", .right), .init("median ms", .right),
      .init("ns each", .right), .init("M/s", .right), .init("of yardstick", .right),
      .init("limit", .right), .init("kept"), .init("result"),
    ])
    var area: BenchmarkArea?
    for measurement in run.measurements {
      if measurement.area != area {
        area = measurement.area
        let rest = Array(repeating: Table.Cell(""), count: 8)
        table.append([Table.Cell(measurement.area.rawValue, .bold)] + rest)
      }
      table.append(row(measurement))
    }
    return table.render(styling: styling) + "\n" + summary
  }

  private var summary: String {
    let rate = NumberFormat.fixed(1e3 / run.yardstick, decimals: 1)
    let clock = run.clock == .wall ? "" : " by \(run.clock.rawValue) time"
    return "\(run.runs) runs each\(clock); the yardstick loop does \(rate) million bars a "
      + "second\n"
  }

  private func row(_ measurement: Measurement) -> [Table.Cell] {
    let name = Table.Cell("  " + measurement.name)
    switch measurement.result {
    case .skipped(let reason):
      return [name] + Array(repeating: "", count: 7) + [.init("skipped: " + reason, .dim)]
    case .wrong(let reason):
      return [name] + Array(repeating: "", count: 7) + [.init("wrong: " + reason, .red)]
    case .times(let times, let outcome):
      let each = times.least / Double(measurement.count)
      let kept = run.keepsLimit(measurement)
      return [
        name, .init(NumberFormat.fixed(times.least / 1e6, decimals: 2)),
        .init(NumberFormat.fixed(times.median / 1e6, decimals: 2)),
        .init(measurement.count > 1 ? NumberFormat.fixed(each, decimals: 2) : ""),
        .init(measurement.count > 1 ? NumberFormat.fixed(1e3 / each, decimals: 1) : ""),
        .init(
          measurement.count > 1
            ? NumberFormat.fixed(run.yardstick / each, decimals: 3) : ""),
        .init(measurement.limit.map(Self.text) ?? ""),
        kept.map { $0 ? .init("yes", .green) : .init("no", .red) } ?? "", .init(outcome.text),
      ]
    }
  }

  /// A limit in the units of the table.
  private static func text(_ limit: Limit) -> String {
    switch limit {
    case .millionsPerSecond(let least): "≥ \(NumberFormat.shortest(least)) M/s"
    case .nanoseconds(let most): "≤ \(NumberFormat.shortest(most)) ns"
    case .milliseconds(let most): "≤ \(NumberFormat.shortest(most)) ms"
    case .times(let most, let name): "≤ \(NumberFormat.shortest(most)) × \(name)"
    }
  }
}

extension BenchmarkComparison {
  /// Ratios as a table for a person.
  func render(styling: Styling) -> String {
    var table = Table([
      .init("benchmark"), .init("ns then", .right), .init("ns now", .right),
      .init("ratio", .right), .init("beside yardstick", .right), .init("result"),
    ])
    for row in rows {
      table.append([
        .init(row.name), .init(NumberFormat.fixed(row.then, decimals: 2)),
        .init(NumberFormat.fixed(row.now, decimals: 2)),
        .init(NumberFormat.fixed(row.ratio, decimals: 3)),
        .init(
          NumberFormat.fixed(row.adjustedRatio, decimals: 3),
          isSlower(row) ? .red : .plain),
        .init(row.isSameResult ? "same" : "other"),
      ])
    }
    var text = table.render(styling: styling)
    if !missing.isEmpty { text += "not in the baseline: \(missing.joined(separator: "; "))\n" }
    let ratio = NumberFormat.fixed(yardstickRatio, decimals: 3)
    return text + "\nratios are times, above 1 slower; the yardstick's own is \(ratio), and beside "
      + "it the machines' share is left out\n"
  }
}

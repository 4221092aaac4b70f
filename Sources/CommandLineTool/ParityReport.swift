import Formats
import Terminal

/// The table of probes, the list of those that cannot be checked, and the last line.
struct ParityReport {
  let results: [ParityResult]
  let excluded: [ExcludedProbe]
  let showsDifferences: Bool
  let showsTimes: Bool

  private var checked: [ParityResult] { results.filter { $0.exclusion == nil } }

  /// Exact trades as a fraction of all; 1 where there are none.
  var share: Double {
    let total = checked.reduce(0) { $0 + $1.totalCount }
    return total == 0 ? 1 : Double(checked.reduce(0) { $0 + $1.exactCount }) / Double(total)
  }

  func render(styling: Styling) -> String {
    var text = table().render(styling: styling)
    text += differences()
    text += exclusions()
    let exact = checked.reduce(0) { $0 + $1.exactCount }
    let total = checked.reduce(0) { $0 + $1.totalCount }
    text += "exact \(exact) of \(total) trades (\(NumberFormat.percent(share, decimals: 3))), "
    text += "\(checked.count(where: \.isComplete)) of \(checked.count) probes complete\n"
    return text
  }

  private func table() -> Table {
    var table = Table([
      .init("probe"), .init("exact", .right), .init("of", .right), .init("listed", .right),
      .init("found", .right), .init("start"), .init(showsTimes ? "ms" : "", .right),
      .init("state"),
    ])
    for result in checked {
      let state: Table.Cell =
        result.isComplete
        ? .init("complete", .green)
        : result.failure == nil ? .init("differs", .yellow) : .init("failed", .red)
      table.append([
        .init(result.name), .init("\(result.exactCount)"), .init("\(result.totalCount)"),
        .init("\(result.listedCount)"), .init("\(result.foundCount)"),
        .init(result.start.map { "\($0)" } ?? ""),
        .init(showsTimes ? NumberFormat.fixed(result.milliseconds, decimals: 1) : ""), state,
      ])
    }
    return table
  }

  private func differences() -> String {
    var text = ""
    for result in checked where !result.isComplete {
      if let failure = result.failure {
        text +=
          "\n\(result.name): failed\n" + indented(failure.split(separator: "\n").map(String.init))
      } else if showsDifferences {
        text += "\n\(result.name): \(result.exactCount) of \(result.totalCount)\n"
        text += indented(result.difference)
      }
    }
    return text
  }

  private func exclusions() -> String {
    var all = excluded
    all += results.compactMap { result in
      result.exclusion.map { ExcludedProbe(name: result.name, reason: $0) }
    }
    guard !all.isEmpty else { return "\n" }
    all.sort { $0.name < $1.name }
    return "\nnot checked:\n" + indented(all.map { "\($0.name): \($0.reason)" }) + "\n"
  }

  private func indented(_ lines: [String]) -> String {
    lines.map { "  \($0)\n" }.joined()
  }
}

import Formats
import Platform
import Store
import Terminal

/// `tourney runs diff`: what differs between two runs.
enum RunsDiffCommand {
  static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    let store = try arguments.requiredStore(.read)
    let left = try store.load(store.run(named: arguments.arguments[0]))
    let right = try store.load(store.run(named: arguments.arguments[1]))
    let difference = DifferenceDocument(left, right)
    let output = StandardStream.output
    if arguments.has("json") { return output.write(try Document.json(difference) + "\n") }
    output.write(
      text(
        difference, showsAll: arguments.has("all"), width: output.width,
        styling: .suited(to: output)))
  }

  /// The metrics that are shown unless all are asked for.
  private static let headlines: Set<String> = [
    "total-return", "cagr", "volatility", "sharpe", "sortino", "calmar", "max-drawdown", "psr",
    "trades", "win-rate", "profit-factor", "net-profit", "fees", "exposure", "beta",
  ]

  private static func text(
    _ difference: DifferenceDocument, showsAll: Bool, width: Int?, styling: Styling
  ) -> String {
    let shown = difference.metrics.filter { showsAll || headlines.contains($0.subject) }
    let hiddenCount = difference.metrics.count - shown.count
    let sections = [
      ("configuration", difference.configuration), ("data", difference.data),
      ("metrics" + (hiddenCount > 0 ? ", and \(hiddenCount) more with --all" : ""), shown),
      ("first trade that differs", difference.firstTrade.map { [$0] } ?? []),
    ]
    var text = ""
    for (title, entries) in sections where !entries.isEmpty {
      text += styling(.bold, title) + "\n"
      if title.hasPrefix("first") {
        let entry = entries[0]
        text += "  \(entry.subject)\n    run \(difference.left): \(entry.left ?? "none")\n"
        text += "    run \(difference.right): \(entry.right ?? "none")\n"
        continue
      }
      var table = Table([
        .init("what"), .init("run \(difference.left)", .right),
        .init("run \(difference.right)", .right),
      ])
      for entry in entries { table.append([entry.subject, entry.left ?? "–", entry.right ?? "–"]) }
      text += table.render(width: width, styling: styling)
    }
    if text.isEmpty {
      return "runs \(difference.left) and \(difference.right) have the same configuration, data "
        + "and result\n"
    }
    return text
  }
}

/// What differs between two runs, for machines.
struct DifferenceDocument: Encodable {
  struct Entry: Encodable {
    let subject: String
    let left: String?
    let right: String?

    init(_ difference: RunDifference) {
      subject = difference.subject
      left = difference.left
      right = difference.right
    }
  }

  let left: Int64
  let right: Int64
  let configuration: [Entry]
  let data: [Entry]
  let metrics: [Entry]
  let firstTrade: Entry?
  /// Whether both results are the same to the bit.
  let isSameResult: Bool

  init(_ left: StoredRun, _ right: StoredRun) {
    self.left = left.id
    self.right = right.id
    let all = left.configuration.differences(from: right.configuration)
    func isData(_ difference: RunDifference) -> Bool {
      difference.subject.hasPrefix("series[") || difference.subject == "events"
    }
    var settings = all.filter { !isData($0) }
    if left.summary.engineVersion != right.summary.engineVersion {
      settings.append(
        RunDifference(
          subject: "version", left: left.summary.engineVersion,
          right: right.summary.engineVersion))
    }
    configuration = settings.map(Entry.init)
    data = all.filter(isData).map(Entry.init)
    metrics = left.content.metricDifferences(from: right.content).map(Entry.init)
    firstTrade = left.content.firstTradeDifference(from: right.content).map(Entry.init)
    isSameResult = left.content.digest == right.content.digest
  }
}

import Formats
import Kernels
import Market
import Platform
import Replay
import Script
import Terminal
import Trading

/// What came of one probe whose inputs were changed.
struct AgreementResult: Sendable {
  var name: String
  /// The inputs that were changed, in words.
  var changes: [String] = []
  var tradeCount = 0
  /// Whether the column evaluation let the replay pass over bars.
  var passesBars = false
  /// Why the script stopped before the end of the feed, in both evaluations.
  var failure: String?
  /// What differs between the evaluations; nil if nothing does.
  var difference: String?
}

/// Runs chosen probes with other inputs, per bar and by columns, and compares all that came of it.
struct ParityAgreement {
  let feed: BarSeries
  let seed: UInt64

  private enum Purpose {
    static let choice: UInt64 = 1
    static let values: UInt64 = 2
  }

  /// So many probes that have inputs to change, chosen by the seed, in the order of their names.
  func choose(_ count: Int, of probes: [ParityProbe]) -> [ParityProbe] {
    var random = RandomStream(seed: seed, purpose: Purpose.choice)
    var chosen: [ParityProbe] = []
    for probe in random.shuffled(probes) {
      if chosen.count == count { break }
      guard let script = try? ParityScript(probe),
        script.script.inputs.contains(where: { canChange($0) })
      else { continue }
      chosen.append(probe)
    }
    return chosen.sorted { $0.name < $1.name }
  }

  /// Compares the evaluations of one probe, under both conventions.
  ///
  /// - Parameter index: Its number among the chosen, which tells its random numbers from others'.
  func run(_ probe: ParityProbe, index: Int) -> AgreementResult {
    var result = AgreementResult(name: probe.name)
    do throws(LocatedError) {
      let script = try ParityScript(probe)
      let changes = changes(for: script, index: index)
      result.changes = changes.map { "\($0.input.title)=\($0.value)" }
      let values = Dictionary(changes.map { ($0.input.name, $0.value) }) { $1 }
      let conventions: [FillModel] =
        script.script.readsFuture ? [.tradingview] : [.tradingview, .strict]
      for fills in conventions {
        let slow = try script.run(feed, changes: values, fills: fills, evaluation: .perBar)
        let fast = try script.run(feed, changes: values, fills: fills, evaluation: .columns)
        result.tradeCount += slow.trades.count
        result.passesBars = result.passesBars || fast.path == .columns
        result.failure = slow.failure
        if let difference = Self.difference(slow, fast) {
          result.difference = "\(fills): \(difference)"
          break
        }
      }
    } catch {
      result.difference = error.description
    }
    return result
  }

  /// What differs between two runs, to the bit; nil if nothing does.
  static func difference(_ slow: RunRecord, _ fast: RunRecord) -> String? {
    if slow.failure != fast.failure {
      return "it ends with \(fast.failure ?? "success"), not \(slow.failure ?? "success")"
    }
    let fill = zip(slow.fills, fast.fills).enumerated().first { $1.0 != $1.1 }
    if let fill { return "fill \(fill.offset + 1) is another" }
    if slow.fills.count != fast.fills.count {
      return "\(fast.fills.count) fills, not \(slow.fills.count)"
    }
    if slow.trades != fast.trades { return "trades are others" }
    if slow.names != fast.names { return "names and comments are others" }
    if slow.rejections != fast.rejections { return "refused orders are others" }
    if slow.times != fast.times { return "times are others" }
    if slow.equity.map(\.bitPattern) != fast.equity.map(\.bitPattern) { return "equity differs" }
    if slow.exposure.map(\.bitPattern) != fast.exposure.map(\.bitPattern) {
      return "exposure differs"
    }
    return nil
  }

  // MARK: Inputs

  private func canChange(_ input: ScriptInput) -> Bool {
    if input.options.count > 1 { return true }
    switch input.kind {
    case .int, .float, .bool, .source: return input.options.isEmpty
    default: return false
    }
  }

  /// Other values for some of a script's inputs, at least for one.
  func changes(
    for script: ParityScript, index: Int
  ) -> [(input: ScriptInput, value: ScriptInputValue)] {
    var random = RandomStream(seed: seed, stream: UInt64(index), purpose: Purpose.values)
    let possible = script.script.inputs.filter { canChange($0) }
    guard !possible.isEmpty else { return [] }
    let certain = random.nextIndex(below: possible.count)
    var found: [(input: ScriptInput, value: ScriptInputValue)] = []
    for (place, input) in possible.enumerated()
    where place == certain || random.nextUniform() < 0.6 {
      if let value = otherValue(input, &random) { found.append((input, value)) }
    }
    return found
  }

  /// A value that the input takes and that is not its default; nil where none was found.
  private func otherValue(
    _ input: ScriptInput, _ random: inout RandomStream
  ) -> ScriptInputValue? {
    if !input.options.isEmpty {
      let others = input.options.filter { $0 != input.defaultValue }
      return others.isEmpty ? nil : others[random.nextIndex(below: others.count)]
    }
    switch (input.kind, input.defaultValue) {
    case (.bool, .bool(let flag)): return .bool(!flag)
    case (.source, _):
      let names = ["open", "high", "low", "close", "hl2", "hlc3", "ohlc4"]
      return .text(names[random.nextIndex(below: names.count)])
    case (.int, .number(let number)), (.float, .number(let number)):
      return otherNumber(number, input, &random)
    default: return nil
    }
  }

  /// A number between half and twice the default, within the input's range and on its steps.
  private func otherNumber(
    _ number: Double, _ input: ScriptInput, _ random: inout RandomStream
  ) -> ScriptInputValue? {
    let size = max(abs(number), 1)
    let step = input.kind == .int ? 1 : input.step.map { $0 > 0 ? $0 : 0.01 } ?? 0.01
    for _ in 0..<20 {
      let drawn = number + size * (random.nextUniform() * 1.5 - 0.5)
      let base = input.minimum ?? 0
      let exact = base + ((drawn - base) / step).rounded() * step
      let value = (exact * 1e6).rounded() / 1e6
      let isWithin =
        value >= input.minimum ?? (number >= 0 ? 0 : -.infinity)
        && value <= input.maximum ?? .infinity
      let isWhole = input.kind != .int || value == value.rounded()
      if isWithin, isWhole, value != number { return .number(value) }
    }
    return nil
  }

  // MARK: Report

  /// A line per probe and a last line with the counts.
  static func report(_ results: [AgreementResult], seed: UInt64) -> String {
    var text = ""
    for result in results {
      var line = "\(result.name): "
      line += result.difference.map { "differs: \($0)" } ?? "agrees"
      line += ", \(result.tradeCount) trades"
      if result.passesBars { line += ", passes over bars" }
      if let failure = result.failure { line += ", ends early: \(failure)" }
      text += line + "; " + result.changes.joined(separator: ", ") + "\n"
    }
    let agreeing = results.count { $0.difference == nil }
    let changed = results.reduce(0) { $0 + $1.changes.count }
    let trades = results.reduce(0) { $0 + $1.tradeCount }
    text += "\(agreeing) of \(results.count) probes agree per bar and by columns, with \(changed) "
    text += "inputs changed and \(trades) trades (seed \(seed))\n"
    return text
  }
}

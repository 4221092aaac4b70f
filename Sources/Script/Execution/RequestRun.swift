import Market

/// What the arguments of a request ask for, texts as handles.
struct RequestKey: Equatable {
  var symbol: Double
  var timeframe: Double
  /// Whether bars without a new value have `na`; of a collecting request, whether a timeframe that
  /// is too long gives `na`.
  var hasGaps: Bool
  /// Whether values show before their bar has closed.
  var looksAhead: Bool
}

/// One `request.security` of a run: a machine over other bars, and where it stands.
final class RequestRun {
  private let plan: RequestPlan
  private let choices: InputChoices
  private var machine: Machine?
  private var key: RequestKey?
  private var lastBar = -1
  private var words: [Double]
  private let missing: [Double]

  init(_ plan: RequestPlan, choices: InputChoices) {
    self.plan = plan
    self.choices = choices
    words = Array(repeating: .nan, count: plan.program.results.count)
    missing = words
  }

  /// The requested values as the chart's current bar sees them.
  func values(
    _ wanted: RequestKey, for chart: Machine
  ) throws(ScriptFailure) -> [Double] {
    if plan.isCollecting { return try collected(wanted, for: chart) }
    if machine == nil || key != wanted { try open(wanted, chart) }
    guard let machine else { return missing }
    let target = visibleBar(of: machine.context.bars, wanted.looksAhead, for: chart.context)
    guard target > lastBar else { return wanted.hasGaps ? missing : words }
    while lastBar < target {
      lastBar += 1
      try machine.run(bar: lastBar)
    }
    for (index, register) in machine.program.results.enumerated() {
      words[index] = machine.registers[Int(register)]
    }
    return words
  }

  /// Lists of the values on the bars within the chart's current bar, oldest first.
  private func collected(
    _ wanted: RequestKey, for chart: Machine
  ) throws(ScriptFailure) -> [Double] {
    if machine == nil || key != wanted {
      if try isCoarser(wanted, than: chart.context) { return missing }
      try open(wanted, chart)
    }
    guard let machine else { return missing }
    let bars = machine.context.bars
    let first = chart.context.bars.openTimes[chart.context.barIndex]
    let target = visibleBar(of: bars, false, for: chart.context)
    var lists: [[Double]] = missing.map { _ in [] }
    while lastBar < target {
      lastBar += 1
      try machine.run(bar: lastBar)
      guard bars.openTimes[lastBar] >= first else { continue }
      for (index, register) in machine.program.results.enumerated() {
        lists[index].append(machine.registers[Int(register)])
      }
    }
    for (index, list) in lists.enumerated() {
      words[index] = try chart.context.heap.newArray(list)
    }
    return words
  }

  /// Whether bars are wanted that are longer than the chart's, which hold no part of one.
  private func isCoarser(
    _ wanted: RequestKey, than context: ExecutionContext
  ) throws(ScriptFailure) -> Bool {
    let own = context.bars.timeframe
    guard let text = context.heap.text(wanted.timeframe),
      let timeframe = TimeframeText.parse(text, chart: own), timeframe != own,
      timeframe.canBeBuilt(from: own)
    else { return false }
    if wanted.hasGaps { return true }
    throw ScriptFailure(
      "timeframe '\(text)' is longer than the chart's \(own); request.security_lower_tf takes "
        + "shorter ones unless ignore_invalid_timeframe is true")
  }

  /// Visits the values that it can still show.
  func visitWords(_ visit: (Double) -> Void) {
    words.forEach(visit)
    if let key {
      visit(key.symbol)
      visit(key.timeframe)
    }
    machine?.visitWords(visit)
  }

  private func open(
    _ wanted: RequestKey, _ chart: Machine
  ) throws(ScriptFailure) {
    let context = chart.context
    let bars = try chart.requestedSeries.bars(
      symbol: context.heap.text(wanted.symbol) ?? "",
      timeframe: context.heap.text(wanted.timeframe) ?? "",
      for: context.bars)
    let inner = ExecutionContext(
      heap: context.heap, bars: bars, settings: context.settings, version: context.version,
      isRequested: true)
    inner.mainTimeframe = context.mainTimeframe ?? context.bars.timeframe
    machine = Machine(
      chart.evaluation == .columns ? plan.columnForm : plan.program, context: inner,
      series: chart.requestedSeries, choices: choices, evaluation: chart.evaluation)
    key = wanted
    lastBar = -1
    words = missing
  }

  /// The newest bar that the chart's bar may show; −1 for none.
  private func visibleBar(
    of bars: BarSeries, _ looksAhead: Bool, for chart: ExecutionContext
  ) -> Int {
    if bars === chart.bars { return chart.barIndex }
    var bar = lastBar
    if looksAhead {
      let now = chart.bars.openTimes[chart.barIndex]
      while bar + 1 < bars.count, bars.openTimes[bar + 1] <= now { bar += 1 }
    } else {
      let now = chart.bars.closeTimes[chart.barIndex]
      while bar + 1 < bars.count, bars.closeTimes[bar + 1] <= now { bar += 1 }
    }
    return bar
  }
}

/// The series that requests of a run read, each made once.
final class RequestedSeries {
  private struct Key: Hashable {
    var bars: ObjectIdentifier
    var symbol: String
    var timeframe: Timeframe
    var isHeikinAshi: Bool
  }

  private var series: [Key: BarSeries] = [:]
  /// Bars besides the chart's: other symbols, and the chart's symbol in finer steps.
  private let companions: [BarSeries]

  init(companions: [BarSeries] = []) { self.companions = companions }

  /// The bars of a symbol and timeframe, as seen from other bars.
  func bars(
    symbol: String, timeframe text: String, for bars: BarSeries
  ) throws(ScriptFailure) -> BarSeries {
    let isHeikinAshi = symbol.hasPrefix(BuiltinBinding.heikinAshiPrefix)
    let name =
      isHeikinAshi ? String(symbol.dropFirst(BuiltinBinding.heikinAshiPrefix.count)) : symbol
    let candidates = try candidates(symbol: name, for: bars)
    guard
      let timeframe = text.isEmpty
        ? bars.timeframe : TimeframeText.parse(text, chart: bars.timeframe)
    else {
      throw ScriptFailure("'\(text)' is no timeframe, expected one such as 60, 240, 1D or 1W")
    }
    let key = Key(
      bars: ObjectIdentifier(bars), symbol: name, timeframe: timeframe, isHeikinAshi: isHeikinAshi)
    if let known = series[key] { return known }
    guard let source = Self.source(of: timeframe, among: candidates) else {
      let held = candidates.map(\.timeframe.description).joined(separator: " or ")
      let owner = name.isEmpty || candidates.contains { $0 === bars } ? "the chart's" : "'\(name)'s"
      throw ScriptFailure(
        "bars of timeframe '\(text)' cannot be made of \(owner) \(held) bars; give finer ones "
          + "with --with")
    }
    var made = source.timeframe == timeframe ? source : source.aggregated(to: timeframe).series
    if isHeikinAshi { made = made.heikinAshi }
    series[key] = made
    return made
  }

  /// The series of a symbol, the chart's own first.
  private func candidates(
    symbol name: String, for bars: BarSeries
  ) throws(ScriptFailure) -> [BarSeries] {
    let own = bars.instrument.symbol
    let wanted = name.isEmpty ? own : name
    let others = companions.filter {
      $0 !== bars && SymbolFacts.isSame(wanted, $0.instrument.symbol)
    }
    if name.isEmpty || SymbolFacts.isSame(name, own) { return [bars] + others }
    guard others.isEmpty else { return others }
    let known = ([own] + companions.map(\.instrument.symbol)).joined(separator: ", ")
    throw ScriptFailure(
      "there are no bars of symbol '\(name)', only of \(known); give its file with --with")
  }

  /// The first series of the very timeframe, else the first that it can be built from.
  private static func source(of timeframe: Timeframe, among candidates: [BarSeries]) -> BarSeries? {
    candidates.first { $0.timeframe == timeframe }
      ?? candidates.first { timeframe.canBeBuilt(from: $0.timeframe) }
  }
}

extension SymbolFacts {
  /// Whether two names mean the same symbol; the exchange's prefix and punctuation do not count.
  static func isSame(_ left: String, _ right: String) -> Bool {
    normalized(left) == normalized(right)
  }

  private static func normalized(_ name: String) -> String {
    let ticker = name.split(separator: ":").last.map(String.init) ?? name
    let plain = ticker.uppercased().filter { $0.isLetter || $0.isNumber }
    // A perpetual is written ABC.P here and ABC-PERP there.
    if plain.hasSuffix("PERP") { return String(plain.dropLast(4)) }
    return ticker.hasSuffix(".P") ? String(plain.dropLast(1)) : plain
  }
}

extension BarSeries {
  /// The bars as averages of prices: open from the bar before, close of the four prices.
  var heikinAshi: BarSeries {
    var (opens, highs, lows, closes) = (open, high, low, close)
    for index in 0..<count {
      closes[index] = (open[index] + high[index] + low[index] + close[index]) / 4
      opens[index] =
        index == 0
        ? (open[0] + close[0]) / 2 : (opens[index - 1] + closes[index - 1]) / 2
      highs[index] = max(high[index], opens[index], closes[index])
      lows[index] = min(low[index], opens[index], closes[index])
    }
    return BarSeries(
      instrument: instrument, timeframe: timeframe, openTimes: openTimes, closeTimes: closeTimes,
      days: days, open: opens, high: highs, low: lows, close: closes, volume: volume)
  }
}

import Market

/// What the arguments of a request ask for, texts as handles.
struct RequestKey: Equatable {
  var symbol: Double
  var timeframe: Double
  /// Whether bars without a new value have `na`.
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

  /// Visits the values that it can still show.
  func visitWords(_ visit: (Double) -> Void) {
    words.forEach(visit)
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
    var timeframe: Timeframe
    var isHeikinAshi: Bool
  }

  private var series: [Key: BarSeries] = [:]

  /// The bars of a symbol and timeframe, as seen from other bars.
  func bars(
    symbol: String, timeframe text: String, for bars: BarSeries
  ) throws(ScriptFailure) -> BarSeries {
    let isHeikinAshi = symbol.hasPrefix(BuiltinBinding.heikinAshiPrefix)
    let name =
      isHeikinAshi ? String(symbol.dropFirst(BuiltinBinding.heikinAshiPrefix.count)) : symbol
    guard name.isEmpty || SymbolFacts.isSame(name, bars.instrument.symbol) else {
      throw ScriptFailure(
        "there are no bars of symbol '\(name)'; the chart shows '\(bars.instrument.symbol)'")
    }
    guard
      let timeframe = text.isEmpty
        ? bars.timeframe : TimeframeText.parse(text, chart: bars.timeframe)
    else {
      throw ScriptFailure("'\(text)' is no timeframe, expected one such as 60, 240, 1D or 1W")
    }
    let key = Key(
      bars: ObjectIdentifier(bars), timeframe: timeframe, isHeikinAshi: isHeikinAshi)
    if let known = series[key] { return known }
    guard timeframe == bars.timeframe || timeframe.canBeBuilt(from: bars.timeframe) else {
      throw ScriptFailure(
        "bars of timeframe '\(text)' cannot be made of the chart's \(bars.timeframe) bars")
    }
    var made = bars.aggregated(to: timeframe).series
    if isHeikinAshi { made = made.heikinAshi }
    series[key] = made
    return made
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

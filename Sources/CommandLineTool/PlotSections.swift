import Files
import Formats
import Market
import Replay
import Reports
import Script

/// What a script plots, as parts of a run's report.
///
/// The run itself computes no plots. For a report the script is compiled again with them and
/// replayed once more, so that they can neither slow a run down nor change it.
struct PlotSections {
  /// The charts; empty if the script plots nothing.
  private(set) var sections: [ReportSection] = []
  /// What a reader should know of them; nil for nothing.
  private(set) var note: String?

  let bars: BarSeries
  /// What is drawn with the prices.
  var over: PlotChart
  /// What has a pane of its own.
  var below: PlotChart

  /// Replays the script of a result with its plots.
  init(_ result: BacktestResult) throws(LocatedError) {
    let request = result.request
    let input = try BacktestResult.input(request)
    bars = input.series[0]
    over = PlotChart(times: bars.openTimes, lines: [])
    below = over
    guard case .script(let file) = request.strategy,
      let (expert, recorder) = try file.plottingExpert(
        companions: request.companions.map(\.series))
    else { return }
    let record = try Replay.run(expert, over: input, rules: request.rules, workers: request.workers)
    let plots = recorder.plots
    if recorder.barCount < bars.count, record.failure != nil {
      note = "the plots end where the script stopped, at bar \(recorder.barCount)"
    }
    for plot in plots { add(plot) }
    makeSections()
  }

  private mutating func makeSections() {
    let count = NumberFormat.fixed(Double(bars.count), decimals: 0, isGrouped: true)
    let detail =
      "Drawn by the script on \(count) bars; of what shares a pixel the lowest and the "
      + "highest are kept."
    // Grounds alone have no numbers that would make an axis.
    if below.hasOnlyGrounds {
      over.grounds += below.grounds
      below.grounds = []
    }
    if !over.isEmpty {
      let price = PlotChart.Line("\(bars.instrument.symbol) close", bars.close)
      let low = bars.low.min() ?? 0
      let isWide = low > 0 && (bars.high.max() ?? 0) > 8 * low
      over.lines.insert(price, at: 0)
      over.isLogarithmic = isWide && over.isPositive
      sections.append(ReportSection("Price with the script's plots", note: detail, .plots(over)))
    }
    if !below.isEmpty {
      sections.append(
        ReportSection(
          "The script's plots", note: sections.isEmpty ? detail : "", .plots(below)))
    }
  }

  // MARK: Plots

  private mutating func add(_ plot: ScriptPlot) {
    switch plot.form {
    case .plot: addLine(plot)
    case .level: addLevel(plot)
    case .bars, .candles: addBars(plot)
    case .fill: addFill(plot)
    case .background: addGround(plot)
    case .barColor: addBarColors(plot)
    case .shape, .char: addMarks(plot, where: { $0 != 0 }, plot.colors, name: name(of: plot))
    case .arrow:
      addMarks(plot, where: { $0 > 0 }, plot.colors, name: name(of: plot), shape: .up)
      addMarks(
        plot, where: { $0 < 0 }, plot.otherColors ?? plot.colors, name: name(of: plot),
        shape: .down)
    }
  }

  func name(of plot: ScriptPlot) -> String {
    [plot.title, plot.text].first { !$0.isEmpty }.map(Self.oneLine) ?? plot.form.rawValue
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private mutating func addLine(_ plot: ScriptPlot) {
    let colors = reportColors(plot.colors, plot)
    let values = shifted(plot.values, plot)
    if case .all(let color) = colors, color & 0xFF == 0 { return }
    guard values.contains(where: \.isFinite) else { return }
    let looks: [(String, PlotChart.Line.Look)] = [
      ("stepline", .steps), ("area", .area), ("columns", .columns), ("histogram", .columns),
      ("circles", .dots), ("cross", .dots),
    ]
    let line = PlotChart.Line(
      name(of: plot), values, colors: colors,
      look: looks.first { plot.style.hasPrefix($0.0) }?.1 ?? .line,
      hasGaps: plot.style.hasSuffix("br"), width: plot.width, base: plot.base)
    // A line far from all prices would press them flat.
    if plot.isOverlay, isNearPrice(values) {
      over.lines.append(line)
    } else {
      below.lines.append(line)
    }
  }

  private mutating func addLevel(_ plot: ScriptPlot) {
    guard let value = plot.values.last, value.isFinite, case .all(let color) = plot.colors,
      let color = Self.color(color)
    else { return }
    let level = PlotChart.Level(
      "\(name(of: plot)) \(NumberFormat.shortest(value))", value, color: color,
      isDashed: plot.style != "solid")
    if plot.isOverlay, isNearPrice([value]) {
      over.levels.append(level)
    } else {
      below.levels.append(level)
    }
  }

  /// Whether some number lies among the prices or not further off than they range.
  func isNearPrice(_ values: [Double]) -> Bool {
    guard let low = bars.low.min(), let high = bars.high.max() else { return true }
    let reach = max(high - low, high * 0.1)
    return values.contains { $0 >= low - reach && $0 <= high + reach }
  }

  private mutating func addMarks(
    _ plot: ScriptPlot, where isShown: (Double) -> Bool, _ colors: ScriptPlot.Colors, name: String,
    shape: PlotChart.Marks.Shape? = nil
  ) {
    let values = shifted(plot.values, plot)
    let all = reportColors(colors, plot)
    let found = values.indices.filter { bar in
      guard values[bar].isFinite, isShown(values[bar]) else { return false }
      if case .perBar(let each) = all { return each[bar] & 0xFF > 0 }
      return true
    }
    if case .all(let color) = all, color & 0xFF == 0 { return }
    guard !found.isEmpty else { return }
    let location =
      plot.form == .arrow ? shape == .up ? "belowbar" : "abovebar" : plot.location
    let (place, heights) = Self.place(location)
    let column = heights.map { bars[keyPath: $0] } ?? values
    let marks = PlotChart.Marks(
      name, bars: found, values: found.map { column[$0] },
      colors: Self.picked(all, found), shape: shape ?? Self.shape(of: plot), place: place)
    // What stands beside bars stands beside prices, wherever the script draws the rest.
    if plot.isOverlay || heights != nil {
      over.marks.append(marks)
    } else {
      below.marks.append(marks)
    }
  }

  private static func picked(_ colors: PlotChart.Colors, _ bars: [Int]) -> PlotChart.Colors {
    if case .perBar(let each) = colors { .perBar(bars.map { each[$0] }) } else { colors }
  }

  private static func place(
    _ location: String
  ) -> (place: PlotChart.Marks.Place, heights: KeyPath<BarSeries, [Double]>?) {
    switch location {
    case "belowbar": (.below, \.low)
    case "top": (.top, nil)
    case "bottom": (.bottom, nil)
    case "absolute": (.at, nil)
    default: (.above, \.high)
    }
  }

  private static func shape(of plot: ScriptPlot) -> PlotChart.Marks.Shape {
    if plot.form == .char { return .character(plot.style.first ?? "★") }
    switch plot.style {
    case "triangleup", "arrowup", "labelup": return .up
    case "triangledown", "arrowdown", "labeldown": return .down
    case "circle": return .circle
    case "square": return .square
    case "diamond": return .diamond
    case "cross": return .cross
    case "flag": return .flag
    default: return .diagonalCross
    }
  }

  // MARK: Columns

  /// A number for each bar of the series: moved by the offset, of the last bars only if so wanted.
  func shifted(_ values: [Double], _ plot: ScriptPlot) -> [Double] {
    moved(values, plot, missing: .nan)
  }

  func moved<Element>(
    _ values: [Element], _ plot: ScriptPlot, missing: Element
  ) -> [Element] {
    let first = plot.shownCount.map { max(0, values.count - $0) } ?? 0
    return bars.openTimes.indices.map { bar in
      let source = bar - plot.offset
      return source >= first && source < values.count ? values[source] : missing
    }
  }

  func reportColors(
    _ colors: ScriptPlot.Colors, _ plot: ScriptPlot
  ) -> PlotChart.Colors {
    switch colors {
    case .all(let color): .all(Self.color(color) ?? 0)
    case .perBar(let each): .perBar(moved(each.map { Self.color($0) ?? 0 }, plot, missing: 0))
    }
  }

  /// A colour as the report has it; nil for none.
  static func color(_ word: Double) -> UInt32? {
    word >= 0 && word <= Double(UInt32.max) ? UInt32(word) : nil
  }
}

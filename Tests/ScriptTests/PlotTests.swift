import Formats
import Market
import Platform
import Replay
import TestSupport
import Testing
import Trading

@testable import Script

/// What scripts plot, and that keeping it changes nothing else.
@Suite struct PlotTests {
  /// The plots of a script over bars whose close is 1, 2, 3 and so on.
  static func plots(
    _ body: String, version: Int = 6, header: String = "strategy(\"t\")", bars: Int = 6,
    inputs: [String: ScriptInputValue] = [:], evaluation: ScriptEvaluation = .columns
  ) throws -> [ScriptPlot] {
    let source = SourceText(
      name: "t.pine", text: "//@version=\(version)\n\(header)\n" + body + "\n")
    let script = try Script.compile(source, keepsPlots: true).requireScript(source)
    let recorder = PlotRecorder()
    let record = try Replay.run(
      script.expert(inputs: inputs, evaluation: evaluation, plots: recorder),
      over: ReplayInput(series: [ScriptRun.series(bars)]), rules: script.rules(over: .tradingview))
    #expect(record.failure == nil)
    #expect(recorder.barCount == bars)
    return recorder.plots
  }

  /// Bodies with the numbers that their only plot shows on six bars.
  static let columns: [(String, [Double])] = [
    ("plot(close * 2)", [2, 4, 6, 8, 10, 12]),
    ("plot(7)", [7, 7, 7, 7, 7, 7]),
    ("plot(close[2])", [.nan, .nan, 1, 2, 3, 4]),
    ("plot(ta.sma(close, 3))", [.nan, .nan, 2, 3, 4, 5]),
    ("x = close\nplot(x)\nx := -1.0", [1, 2, 3, 4, 5, 6]),
    ("var n = 0\nn += 2\nplot(n)", [2, 4, 6, 8, 10, 12]),
    ("plot(bar_index % 2 == 0 ? close : na)", [1, .nan, 3, .nan, 5, .nan]),
    (
      "if bar_index == 1\n    strategy.entry(\"L\", strategy.long, qty=3)\n"
        + "plot(strategy.position_size)", [0, 0, 3, 3, 3, 3]
    ),
    ("plotshape(close > 4)", [0, 0, 0, 0, 1, 1]),
    ("plotchar(close > 4 ? 5 : na)", [.nan, .nan, .nan, .nan, 5, 5]),
    ("plotarrow(close - 3)", [-2, -1, 0, 1, 2, 3]),
    ("n = input.int(3)\nhline(n * 2)", [6, 6, 6, 6, 6, 6]),
  ]

  @Test(arguments: [ScriptEvaluation.perBar, .columns])
  func `a plot has the value that the script gives it on each bar`(
    _ evaluation: ScriptEvaluation
  ) throws {
    for (body, expected) in Self.columns {
      let plots = try Self.plots(body, evaluation: evaluation)
      let found = plots.map { $0.values.map(\.description) }
      #expect(found == [expected.map(\.description)], "\(body)")
    }
  }

  @Test func `a plot keeps what the script says of its look`() throws {
    let plots = try Self.plots(
      """
      lag = input.int(2)
      plot(close, "Line", close > 3 ? #112233 : na, 4, plot.style_stepline, offset=-lag,
           show_last=3, force_overlay=true)
      plotshape(close > 1, "Up", shape.triangleup, location.belowbar, #01020380, text="go")
      plotarrow(close, "Arrow", #000001, #000002)
      hline(50, "Half", #0A0B0C, hline.style_dotted)
      plot(close, display=display.none)
      if close > 2
          plotchar(close > 2)
      """, inputs: ["lag": .number(5)])
    #expect(plots.map(\.form) == [.plot, .shape, .arrow, .level])
    #expect(plots.map(\.title) == ["Line", "Up", "Arrow", "Half"])
    #expect(plots.map(\.style) == ["stepline", "triangleup", "", "dotted"])
    #expect(plots.map(\.location) == ["", "belowbar", "", ""])
    #expect(plots.map(\.isOverlay) == [true, false, false, false])
    #expect(plots[0].width == 4 && plots[0].offset == -5 && plots[0].shownCount == 3)
    #expect(plots[1].text == "go" && plots[1].shownCount == nil)
    guard case .perBar(let colors) = plots[0].colors else {
      Issue.record("one colour for all bars")
      return
    }
    #expect(
      colors.map { $0.isNaN ? "na" : String(UInt32($0), radix: 16) }
        == ["na", "na", "na"] + Array(repeating: "112233ff", count: 3))
    #expect(plots[1].colors == .all(0x0102_0380))
    #expect(plots[2].colors == .all(0x01FF) && plots[2].otherColors == .all(0x02FF))
  }

  @Test(arguments: [
    ("strategy(\"t\", overlay=true)", true), ("strategy(\"t\")", false),
    ("indicator(\"t\", overlay=true)", true), ("indicator(\"t\")", false),
  ])
  func `overlay decides where plots belong`(_ header: String, _ isOverlay: Bool) throws {
    #expect(try Self.plots("plot(close)", header: header).map(\.isOverlay) == [isOverlay])
  }

  @Test(arguments: [ScriptEvaluation.perBar, .columns])
  func `fills join the numbers of their plots, seen or not`(
    _ evaluation: ScriptEvaluation
  ) throws {
    let plots = try Self.plots(
      """
      a = plot(close, "A", offset=1)
      b = plot(close * 2, "B", display=display.none)
      fill(a, b, close > 3 ? #11223344 : na, "Band", fillgaps=true)
      fill(hline(10), hline(20))
      fill(a, plot(close[1], display=input.bool(false) ? display.all : display.none))
      """, evaluation: evaluation)
    #expect(plots.map(\.form) == [.plot, .fill, .level, .level, .fill, .fill])
    #expect(plots[1].title == "Band" && plots[1].offset == 1 && plots[1].fillsGaps)
    #expect(plots[1].values == [1, 2, 3, 4, 5, 6])
    #expect(plots[1].otherValues == [[2, 4, 6, 8, 10, 12]])
    guard case .perBar(let colors) = plots[1].colors else {
      Issue.record("one colour for all bars")
      return
    }
    #expect(colors.map(\.isNaN) == [true, true, true, false, false, false])
    #expect(colors[3] == 0x1122_3344)
    #expect(plots[4].values == [10, 10, 10, 10, 10, 10] && !plots[4].fillsGaps)
    #expect(plots[4].otherValues == [[20, 20, 20, 20, 20, 20]])
    #expect(plots[4].colors == .all(0x2962_FF1A))
    #expect(plots[5].otherValues.map { $0.dropFirst() } == [[1, 2, 3, 4, 5]])
  }

  @Test func `a gradient becomes the mean of its colours at both edges`() throws {
    let plots = try Self.plots(
      """
      a = plot(close, display=display.none)
      b = plot(2, display=display.none)
      fill(a, b, 6, 2, #FF0000, #0000FF)
      fill(a, b, 6, 2, #FF0000, na)
      """)
    guard plots.count == 2, case .perBar(let whole) = plots[0].colors,
      case .perBar(let fading) = plots[1].colors
    else {
      Issue.record("\(plots.map(\.colors))")
      return
    }
    // At 2 and below the lower colour alone; at 6 half of either.
    #expect(whole[0] == 0x0000_FFFF && whole[1] == 0x0000_FFFF && whole[5] == 0x8000_80FF)
    #expect(fading[1] == 0xFF00_0000 && fading[5] == 0xFF00_0080)
  }

  @Test func `bars, candles and colours of bars keep what the script says`() throws {
    let plots = try Self.plots(
      """
      c = close > 3 ? #00FF00 : #FF0000
      plotcandle(close - 1, close + 2, close - 2, close, "C", c, wickcolor=#010203)
      plotbar(close, close, close, close, "B", color=c, display=display.pane)
      bgcolor(close > 5 ? #0000FF80 : na, title="Ground", offset=-1, show_last=4)
      barcolor(na)
      if close > 2
          bgcolor(c)
      plotbar(close, close, close, close, display=display.data_window)
      """)
    #expect(plots.map(\.form) == [.candles, .bars, .background, .barColor])
    #expect(plots[0].values == [1, 2, 3, 4, 5, 6])
    #expect(plots[0].otherValues.map { $0[0] } == [0, 3, -1])
    #expect(plots[0].otherColors == .all(0x0102_03FF) && plots[0].borderColors == nil)
    #expect(plots[2].values.isEmpty && plots[2].offset == -1 && plots[2].shownCount == 4)
    guard case .perBar(let ground) = plots[2].colors, case .all(let none) = plots[3].colors else {
      Issue.record("\(plots[2].colors)")
      return
    }
    #expect(ground.map(\.isNaN) == [true, true, true, true, true, false])
    #expect(none.isNaN)
  }

  @Test func `version 5 fades colours by another argument`() throws {
    let plots = try Self.plots("plot(close, color=#112233, transp=100)", version: 5)
    #expect(plots[0].colors == .all(0x1122_3300))
  }

  @Test func `plots are not computed unless they are kept`() throws {
    let text =
      "//@version=6\nstrategy(\"t\")\np = plot(ta.sma(close, 5) * ta.ema(high, 7))\n"
      + "fill(p, p, ta.rsi(close, 9) > 50 ? #FF0000 : na)\n"
      + "bgcolor(ta.cci(close, 9) > 0 ? #FF0000 : na)\n"
      + "barcolor(ta.mom(close, 9) > 0 ? #FF0000 : na)\n"
      + "plotcandle(ta.wma(open, 3), ta.wma(high, 3), ta.wma(low, 3), ta.wma(close, 3))\n"
    let source = SourceText(name: "t.pine", text: text)
    let plain = try #require(Script.compile(source).script)
    let kept = try #require(Script.compile(source, keepsPlots: true).script)
    #expect(plain.plotCount == 0 && plain.program.instructions.count == 1)
    #expect(kept.plotCount == 5 && kept.program.instructions.count > 12)
    #expect(plain.ignoredCalls.map(\.count) == [1, 1, 1, 1, 1])
  }

  // MARK: Alike

  static let scripts = ((try? FileSystem.names(in: Repository.path("strategies"))) ?? [])
    .filter { $0.hasSuffix(".pine") }.sorted()

  @Test(arguments: scripts)
  func `keeping plots changes no trade of our strategies`(_ name: String) throws {
    let bytes = try FileBytes(path: Repository.path("strategies/" + name)).withBytes { Array($0) }
    // Plots of the account and of an average beside whatever the script plots.
    let more =
      "\nfill(plot(strategy.equity), plot(ta.ema(close, 9)), close > open ? #FF0000 : na)\n"
      + "plotshape(strategy.opentrades > 0)\nbgcolor(strategy.position_size > 0 ? #FF0000 : na)\n"
      + "plotcandle(open[1], high[1], low[1], close[1], color=close > open ? #FF0000 : #00FF00)\n"
    let source = SourceText(name: name, bytes: bytes + Array(more.utf8))
    let plain = try #require(Script.compile(source).script)
    let kept = try #require(Script.compile(source, keepsPlots: true).script)
    let input = ReplayInput(series: [RandomBars.series(1_500, seed: 5)])
    let rules = plain.rules(over: .tradingview)
    let wanted = try Replay.run(plain.expert(), over: input, rules: rules)
    var found: [[ScriptPlot]] = []
    for evaluation in [ScriptEvaluation.perBar, .columns] {
      let recorder = PlotRecorder()
      let record = try Replay.run(
        kept.expert(evaluation: evaluation, plots: recorder), over: input, rules: rules)
      #expect(record.fills == wanted.fills && record.trades == wanted.trades)
      #expect(record.equity == wanted.equity && record.failure == wanted.failure)
      found.append(recorder.plots)
    }
    #expect(found[0].count >= 6)
    #expect(Self.words(found[0]) == Self.words(found[1]))
  }

  /// All numbers of plots as bits, because `na` is unlike itself.
  static func words(_ plots: [ScriptPlot]) -> [[UInt64]] {
    plots.map { plot in
      var words = (plot.values + plot.otherValues.joined()).map(\.bitPattern)
      for colors in [plot.colors, plot.otherColors, plot.borderColors] {
        switch colors {
        case .all(let color)?: words.append(color.bitPattern)
        case .perBar(let each)?: words += each.map(\.bitPattern)
        case nil: break
        }
      }
      return words
    }
  }
}

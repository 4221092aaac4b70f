import Platform
import TestSupport
import Testing

@testable import CommandLineTool

/// What scripts plot, in the reports of backtests.
@Suite struct PlotReportTests {
  /// The report of a script on daily bars, and the exit code.
  static func report(
    _ text: String, _ words: [String] = [], ending: String = "html"
  ) throws -> (page: String, code: Int32) {
    try withTemporaryDirectory { folder in
      let script = FileSystem.join(folder, "s.pine")
      let report = FileSystem.join(folder, "r." + ending)
      try FileSystem.writeFile(script, text)
      let code = CommandLineTool.run(
        [
          "backtest", script, Repository.path("data/daily/ACM-1d.csv"), "--no-store", "-q",
          "--report", report,
        ] + words)
      return (try KeptResultTests.text(report), code)
    }
  }

  static let strategy = """
    //@version=6
    strategy("s", overlay=true)
    plot(ta.sma(close, 20), "Average", color.orange)
    plot(strategy.equity, "Equity of mine")
    plotshape(close > close[1] and close[1] < close[2], "Turn up", shape.triangleup,
         location.belowbar, color.green)
    hline(50, "Middle")
    if close > close[1]
        strategy.entry("l", strategy.long)
    else
        strategy.close("l")
    """

  @Test func `plots stand over the price, and apart what lies far from it`() throws {
    let (page, code) = try Self.report(Self.strategy)
    #expect(code == 0 && page.utf8.count < 400_000)
    let parts = page.split(separator: "<h2>").map(String.init)
    let over = try #require(parts.first { $0.hasPrefix("Price with the script&#39;s plots") })
    let below = try #require(parts.first { $0.hasPrefix("The script&#39;s plots") })
    for name in ["ACM close", "Average", "Turn up (", "Middle 50"] {
      #expect(over.contains(name), "\(name)")
    }
    #expect(below.contains("Equity of mine") && !over.contains("Equity of mine"))
  }

  @Test func `a user decides whether plots lie over the price`() throws {
    let (page, _) = try Self.report(Self.strategy, ["--override", "overlay=false"])
    let parts = page.split(separator: "<h2>").map(String.init)
    let over = try #require(parts.first { $0.hasPrefix("Price with the script&#39;s plots") })
    #expect(over.contains("Turn up (") && !over.contains("Average"))
  }

  @Test func `an indicator trades nothing and shows its plots`() throws {
    let (page, code) = try Self.report(
      "//@version=6\nindicator(\"i\")\nplot(ta.rsi(close, 14), \"Strength\")\n")
    #expect(code == 0)
    #expect(page.contains("Strength") && page.contains("there is nothing to trade"))
    #expect(!page.contains("<h2>Equity") && !page.contains("<h2>Drawdown"))
    #expect(try Self.report(Self.strategy).page.contains("<h2>Equity"))
  }

  @Test func `a script without plots has no chart of them, Markdown has their extremes`() throws {
    let bare =
      "//@version=6\nstrategy(\"s\")\nif close > open\n    strategy.entry(\"l\", "
      + "strategy.long)\n"
    #expect(try !Self.report(bare).page.contains("plots</h2>"))
    let text = try Self.report(Self.strategy, ending: "md").page
    #expect(text.contains("| Average | ") && text.contains("| Turn up |  |  |  |  | "))
  }

  @Test func `plots that fail say where they end, and the run is as it was`() throws {
    let (page, code) = try Self.report(
      Self.strategy + "\nplot(bar_index > 100 ? array.get(array.new<float>(), 5) : close, \"x\")\n")
    #expect(code == 0)
    #expect(page.contains("the plots end where the script stopped, at bar 101"))
    #expect(page.contains("3,020 bars"))
  }

  @Test func `fills, bars and grounds lie in the pane of their numbers`() throws {
    let script = """
      //@version=6
      strategy("s")
      level = plot(50, "Fifty", display=display.none)
      fill(plot(ta.rsi(close, 14), "Strength"), level, color.new(color.red, 80), "Distance")
      plotcandle(open / 100, high / 100, low / 100, close / 100, "Cents", color.red)
      barcolor(close > open ? color.lime : na, title="Risen")
      bgcolor(close > open ? color.new(color.blue, 90) : na, title="Rising")
      plotbar(na, na, na, na, "Nothing")
      bgcolor(na, title="No ground")
      """
    func parts(_ script: String, _ words: [String] = []) throws -> (over: String, below: String?) {
      let parts = try Self.report(script, words).page.split(separator: "<h2>").map(String.init)
      return (
        try #require(parts.first { $0.hasPrefix("Price with the script&#39;s plots") }),
        parts.first { $0.hasPrefix("The script&#39;s plots") }
      )
    }
    let (over, below) = try parts(script)
    for name in ["Strength", "Distance", "Cents", "Rising"] {
      #expect(below?.contains(name) == true && !over.contains(name), "\(name)")
    }
    #expect(over.contains("Risen") && below?.contains("Risen") == false)
    for name in ["Fifty", "Nothing", "No ground"] {
      #expect(below?.contains(name) == false && !over.contains(name), "\(name)")
    }
    #expect(try parts(script, ["--override", "overlay=true"]).over.contains("Rising"))
    // A pane of grounds alone would have no axis.
    let alone = try parts("//@version=6\nindicator(\"i\")\nbgcolor(#FF000020, title=\"Ground\")\n")
    #expect(alone.over.contains("Ground") && alone.below == nil)
  }
}

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
}

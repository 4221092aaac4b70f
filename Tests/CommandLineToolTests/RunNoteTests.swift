import Testing

@testable import CommandLineTool

/// What a report tells of a run before its figures are believed.
@Suite struct RunNoteTests {
  static let script = """
    //@version=6
    strategy("s", process_orders_on_close=true)
    if close > open
        strategy.entry("l", strategy.long)
    else
        strategy.close("l")
    """

  @Test(arguments: [
    (["--convention", "strict"], true), (["--convention", "tradingview"], false),
    (["--convention", "strict", "--override", "process_orders_on_close=false"], false),
  ])
  func `a strict run tells of fills at the close they were decided on`(
    _ words: [String], _ isTold: Bool
  ) throws {
    let (page, code) = try PlotReportTests.report(Self.script, words)
    #expect(code == 0)
    #expect(page.contains("orders fill at the close they were decided on") == isTold)
  }

  @Test func `a script that reads the future is told with its line`() throws {
    let script = """
      //@version=6
      strategy("s")
      w = request.security(syminfo.tickerid, "W", close, lookahead=barmerge.lookahead_on)
      if w > close
          strategy.entry("l", strategy.long)
      """
    let (page, code) = try PlotReportTests.report(script, ["--convention", "tradingview"])
    #expect(code == 0)
    #expect(page.contains("s.pine:3:5: warning: the request shows values before their bar"))
    #expect(page.contains("the script reads the future"))
  }
}

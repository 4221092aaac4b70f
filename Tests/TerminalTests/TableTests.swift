import Formats
import TestSupport
import Testing

@testable import Terminal

@Suite struct TableTests {
  private func sample() -> Table {
    var table = Table([
      .init("symbol"), .init("trades", .right), .init("net", .decimal), .init("note"),
    ])
    table.append(["SPY", "1,204", "104.5", "the usual"])
    table.append([.init("日経"), "7", .init("-3", .red), "wide characters take two cells"])
    table.append(["EURUSD", "", "12.345 %", ""])
    table.append(["Σ", "n/a", "7 %", "x"])
    return table
  }

  @Test func `columns line up`() {
    let text = """
      symbol  trades        net  note
      ──────  ──────  ─────────  ──────────────────────────────
      SPY      1,204  104.5      the usual
      日経         7   -3        wide characters take two cells
      EURUSD           12.345 %
      Σ          n/a    7 %      x

      """
    #expect(Golden.firstDifference(sample().render(), text) == nil)
  }

  @Test func `a narrow terminal cuts the widest text`() {
    let text = """
      symbol  trades        net  note
      ──────  ──────  ─────────  ─────────────
      SPY      1,204  104.5      the usual
      日経         7   -3        wide charact…
      EURUSD           12.345 %
      Σ          n/a    7 %      x

      """
    #expect(Golden.firstDifference(sample().render(width: 40), text) == nil)
  }

  @Test func `styles surround the text only`() {
    var table = Table([.init("a"), .init("b", .right)], hasHeader: false)
    table.append([.init("x", .bold), .init("-1", .red)])
    table.append(["yy", "100"])
    let styled = table.render(styling: Styling(isEnabled: true))
    #expect(styled == "\u{1B}[1mx\u{1B}[0m    \u{1B}[31m-1\u{1B}[0m\nyy  100\n")
    #expect(table.render() == "x    -1\nyy  100\n")
  }

  @Test func `text is measured, cut and wrapped by cells`() {
    var found = Mismatches()
    for (text, width, cut) in [
      ("abc", 3, "abc"), ("abcdef", 4, "abc…"), ("日経平均", 5, "日経…"), ("日経平均", 4, "日…"),
      ("abc", 0, ""), ("e\u{301}tude", 4, "e\u{301}tu…"),
    ] {
      found.check("cut \(text)", TextLayout.truncate(text, to: width), equals: cut)
      found.require(TextLayout.width(of: cut) <= width, "\(cut) is wider than \(width)")
    }
    found.check(
      "wrap", TextLayout.wrap("one two  three\n\nanextremelylongword x", width: 9),
      equals: ["one two", "three", "", "anextremelylongword", "x"])
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `errors are coloured at their keywords`() {
    let error = LocatedError(.data, "no error: here", file: "hint: a.csv", line: 3, hint: "stop")
    let text = Styling(isEnabled: true).render(error)
    #expect(
      text == "\u{1B}[1mhint: a.csv:3:\u{1B}[0m \u{1B}[1;31merror:\u{1B}[0m no error: here\n"
        + "\u{1B}[36mhint:\u{1B}[0m stop")
    #expect(Styling.plain.render(error) == error.description)
    #expect(Style.gain(1) == .green && Style.gain(-1) == .red && Style.gain(0) == .plain)
  }
}

import Formats
import TestSupport
import Testing

@testable import Script

@Suite struct SyntaxDiagnosticTests {
  private static let samples = [
    // Many errors, each told once, and nothing else.
    """
    //@version=6
    strategy("x", overlay=true //! unclosed-bracket: '(' is never closed
    a = 1 + //! unexpected-token: unexpected end of the line, expected an expression
    b = ta.sma(close, 10 //! unclosed-bracket
    if a = b //! unexpected-token: unexpected '='
        c := 2
        d = (1 + 2 //! unclosed-bracket
    if close > open
      x := 5 //! unexpected-token: unexpected name 'x'
    y = close > open ? 1 : //! unexpected-token
    z = close && open //! unexpected-character: '&&' does not belong
    plot(z)
    """,
    """
    //@version=5
    for i = 0 10 //! unexpected-token: expected 'to'
        e = 1
    switch a
        1 => b
        2 = c //! unexpected-token: expected '=>'
        3 => d
    [p, q = f() //! unexpected-token: expected ',' or ']'
    f(x, y) =>
        x + y
    type Pivot
        int x
        float //! unexpected-token: expected the name of the field
        bool z
    enum M
        a = "x"
        5 //! unexpected-token: expected the name of a member
    var a //! unexpected-token: expected the name of the variable
    while true //! missing-block
    m = array.new<float>( //! unclosed-bracket
    if true
        plot(close)
    else
        plot(open //! unclosed-bracket
    g(int a, float[] b = 3) => [a, b]
    """,
    """
    //@version=5
    x y z //! unexpected-token: unexpected name 'y'
    else //! unexpected-token: 'else' without an 'if'
        q = 1
    12abc = 5 //! invalid-number
    -5 := 3 //! invalid-target
    a[1] := 3 //! invalid-target
    var [a, b] = f() //! invalid-tuple
    c = #12345 //! invalid-color
    s = "abc
    //!^ unterminated-string: a closing "
            k = 3 //! unexpected-indentation
    t = 1 + if a //! structure-in-expression
        2
    u = {1} //! unexpected-character, unexpected-character
    import user/lib //! unexpected-token: the version of the library
    v = f(1 2) //! unexpected-token: expected ',' or ')'
    w = a[1 //! unclosed-bracket
    e = a = b //! unexpected-token: expected the end of the line
    a.b = 3 //! dotted-declaration
    n = 1e999 //! invalid-number: out of range
    """,
    """
    //@version=6
    if a
            b()
        c() //! inconsistent-indentation
    /* no comment */ //! warning block-comment
    f()
    """,
    "x = 1 //! warning missing-version",
    "//@version=4\n//!^ unknown-version: version 4 is not supported\nx = 1",
    "//@version=seven\n//!^ unknown-version: unknown version 'seven'",
    "//! warning missing-version",
  ]

  @Test func `each mistake is told once, at its line`() {
    var found = Mismatches()
    for (index, sample) in Self.samples.enumerated() {
      let script = AnnotatedScript(sample, name: "sample\(index).pine")
      for line in script.mismatches(Parser.parse(script.source).diagnostics.diagnostics) {
        found.add(line)
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `a diagnostic shows its line with a caret below the place`() {
    let source = SourceText(name: "cross.pine", text: "//@version=6\n\tx = 1 + \u{E9}a )\n\tif ü\n")
    let lines = Parser.parse(source).diagnostics.diagnostics.map { $0.rendered(in: source) }
    let expected = """
      cross.pine:2:2: warning: the first statement is indented
       2 |     x = 1 + éa )
         |     ^
      hint: begin it in the first column; the others are taken relative to it
      cross.pine:2:10: error: 'é' does not belong to the language
       2 |     x = 1 + éa )
         |             ^
      cross.pine:3:5: error: 'ü' does not belong to the language
       3 |     if ü
         |        ^
      """
    #expect(lines.joined(separator: "\n") == expected)
  }

  @Test func `a long line is shown in part and a located error carries the place`() {
    let text = "//@version=6\nx = " + String(repeating: "1 + ", count: 150) + ")"
    let source = SourceText(name: "long.pine", text: text)
    let diagnostic = Parser.parse(source).diagnostics.diagnostics[0]
    let lines = diagnostic.rendered(in: source).split(separator: "\n")
    var found = Mismatches()
    found.check("lines", lines.count, equals: 3)
    found.require(lines[1].count < 200, "the line is cut")
    let caret = lines[2].firstIndex(of: "^").map {
      lines[2].distance(from: lines[2].startIndex, to: $0)
    }
    let bracket = lines[1].firstIndex(of: ")").map {
      lines[1].distance(from: lines[1].startIndex, to: $0)
    }
    found.check("caret", caret, equals: bracket)
    let error = diagnostic.locatedError(in: source)
    found.check(
      "sentence", error.description,
      equals: "long.pine:2:605: error: unexpected ')', expected an expression")
    #expect(found.isEmpty, "\(found)")
  }
}

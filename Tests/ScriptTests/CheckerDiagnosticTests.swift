import Testing

@testable import Script

/// Scripts that say in comments which diagnostics they must give.
@Suite struct CheckerDiagnosticTests {
  @Test(arguments: samples)
  func `wrong scripts are told what is wrong`(_ text: String) {
    let script = AnnotatedScript("//@version=6\n" + text)
    #expect(script.mismatches(Script.compile(script.source).diagnostics) == [])
  }

  @Test func `diagnostics stand in the order of the text`() {
    let text = "//@version=6\nstrategy(\"t\")\nclose = 1\na = b\nnz(x) => x\nc = 1 +\nd = e\n"
    let source = SourceText(name: "t.pine", text: text)
    let lines = Script.compile(source).diagnostics.map { source.position(of: $0.span.start).line }
    #expect(lines == lines.sorted() && Set(lines) == [3, 4, 5, 6, 7])
  }

  @Test func `warnings leave room for errors, and a note tells of more`() {
    let many = (0..<300).map { "plot(close, colour=\($0))\n" }.joined()
    let source = SourceText(
      name: "t.pine",
      text: "//@version=6\nstrategy(\"t\")\n"
        + String(repeating: "plotshape(close, colour=1)\n", count: 300) + many)
    let compilation = Script.compile(source)
    #expect(compilation.errors.count == DiagnosticList.maximumCount - 50)
    #expect(compilation.diagnostics.count { $0.severity == .warning } == 50)
    #expect(compilation.diagnostics.last?.code == .tooManyDiagnostics)
    #expect(throws: (any Error).self) { try compilation.requireScript(source) }
  }

  @Test(arguments: [
    ("plot(close, colour=color.red)", "did you mean 'color'?"),
    ("plotshape(close, tittle=\"x\")", "did you mean 'title'?"),
    ("strategy.exit(\"a\", \"b\", stp=5)", "did you mean 'stop'?"),
    ("x = ta.sma(close, bars=5)", "it has no argument 'bars'"),
    ("x = f(5, factr=3)", "did you mean 'factor'?"),
    ("x = request.security(\"\", \"\", close, lookahed=true)", "did you mean 'lookahead'?"),
    ("x = Side.longg", "did you mean 'longs'?"), ("x = Box.new(topp=1)", "did you mean 'tops'?"),
    ("b = Box.new(1)\nx = b.topz", "did you mean 'tops'?"),
    ("a = array.new<int>()\na.psuh(1)", "did you mean 'push'?"),
    ("a = map.new<int, int>()\na.putt(1, 1)", "did you mean 'put'?"),
  ])
  func `names that were meant are suggested wherever names stand`(_ line: String, _ hint: String) {
    let text =
      "//@version=6\nstrategy(\"t\")\nf(len, factor = 2) => len * factor\nenum Side\n    longs\n"
      + "type Box\n    float tops\n\(line)\n"
    let found = Script.compile(SourceText(name: "t.pine", text: text)).diagnostics
    #expect(found.map(\.hint) == [hint])
  }

  @Test(arguments: [
    ("x = ta.sma(close, 2.5)", "'ta.sma' takes a whole number as 'length'; the fraction of 2.5"),
    ("n = 7 / 2\nx = ta.highest(n)", "'ta.highest' takes a whole number as 'length'; the fraction"),
    ("x = ta.sma(close, 2.0)", nil), ("x = math.pow(2.5, 3)", nil), ("x = close * 2.5", nil),
  ])
  func `a fraction is not cut off without a word`(_ line: String, _ message: String?) throws {
    let text = "//@version=6\nstrategy(\"t\")\n\(line)\n"
    let found = Script.compile(SourceText(name: "t.pine", text: text)).diagnostics
    #expect(found.count == (message == nil ? 0 : 1))
    if let message { #expect(found.first?.message.hasPrefix(message) == true) }
  }

  @Test func `each setting without effect is told at its own place`() {
    let text =
      "//@version=6\nstrategy(\"t\", calc_on_order_fills=true, use_bar_magnifier=true)\n"
    let source = SourceText(name: "t.pine", text: text)
    let found = Script.compile(source).diagnostics.map {
      "\(source.position(of: $0.span.start).column) \($0.message.prefix(21))"
    }
    #expect(found == ["15 'calc_on_order_fills'", "41 'use_bar_magnifier' h"])
  }

  @Test func `a date that means none is told, and is na`() throws {
    let text =
      "//@version=6\nstrategy(\"t\")\nstart = input.time(timestamp(\"31 Foo 2024\"))\n"
      + "good = timestamp(\"27 MAY 24 00:00 +0300\")\n"
    let found = Script.compile(SourceText(name: "t.pine", text: text))
    #expect(
      found.diagnostics.map(\.message)
        == ["'31 Foo 2024' is no date that is understood; the time is na"])
    #expect(found.script != nil)
  }

  static let samples = [
    """
    strategy("names")
    x = clsoe  //! unknown-name
    y = ta.smaa(close, 3)  //! unknown-function
    z = foo(1)  //! unknown-function
    v = color.rde  //! unknown-name
    w := 3  //! unknown-name: not declared
    """,
    """
    strategy("types")
    a = close + "x"  //! type-mismatch
    b = not close  //! type-mismatch
    if close  //! type-mismatch
        b := true
    int c = "x"  //! type-mismatch
    d = close > 1 ? 1 : "x"  //! type-mismatch
    e = close[-1]  //! type-mismatch: future
    """,
    """
    strategy("arguments")
    a = ta.sma(close)  //! wrong-arguments
    b = ta.sma(close, 3, 4)  //! wrong-arguments
    c = ta.sma(source = close, len = 3)  //! wrong-arguments
    f(x) => x
    d = f()  //! wrong-arguments
    e = math.max("a", 1)  //! wrong-arguments
    """,
    """
    strategy("recursion")
    f(x) => x > 0 ? f(x - 1) : 0  //! recursion
    a = f(3)
    """,
    """
    strategy("objects")
    type P
        int x
    p = P.new(1)
    a = p.z  //! unknown-field
    b = P.new(q = 1)  //! unknown-field
    c = p.go()  //! unknown-function
    Q d = na  //! unknown-type
    enum E
        one
    e = E.two  //! unknown-field
    """,
    """
    strategy("places")
    break  //! misplaced
    strategy("again")  //! misplaced
    a = 1
    a = 2  //! duplicate-name
    """,
    """
    strategy("future", initial_capital = close)  //! not-constant
    a = request.security("", "D", close, lookahead = barmerge.lookahead_on)
    //!^ warning reads-future
    b = request.security("", "D", close[1], lookahead = barmerge.lookahead_on)
    """,
    """
    strategy("unsupported")
    a = request.financial("X", "Y", "Z")  //! unsupported
    """,
    """
    strategy("unused functions are checked, too")
    f(x) => x + nothing  //! unknown-name
    """,
    """
    strategy("what belongs to the language")
    close := 5  //! builtin-target
    bar_index += 1  //! builtin-target
    strategy.equity := 5  //! builtin-target
    strategy.risk.max := 5  //! unknown-name
    math.pi := 3  //! builtin-target
    strategy.equity = 5  //! dotted-declaration
    strategy.initial_capital = 5  //! warning dotted-declaration
    close = 5  //! warning duplicate-name
    """,
    """
    strategy("no effect", calc_on_order_fills = true, use_bar_magnifier = false)
    //!^ warning unsupported
    """,
    """
    strategy("functions")
    x = g(1)  //! unknown-function: before it is declared
    g(x) => x
    count = 0
    f() =>
        count := 2  //! misplaced: declared outside
        count
    y = f()
    """,
    """
    strategy("a declaration that assigns is no assignment of the function that reads it")
    int n = 0
    x = if close > open
        close
    else
        n := bar_index
    f(y) => x + y
    """,
    "//!^ missing-declaration\na = 1",
  ]
}

import Testing

@testable import Script

/// Scripts that say in comments which diagnostics they must give.
@Suite struct CheckerDiagnosticTests {
  @Test(arguments: samples)
  func `wrong scripts are told what is wrong`(_ text: String) {
    let script = AnnotatedScript("//@version=6\n" + text)
    #expect(script.mismatches(Script.compile(script.source).diagnostics) == [])
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

import TestSupport
import Testing

@testable import Script

@Suite struct ParserTests {
  private static let expressions: [(String, String)] = [
    ("1 + 2 * 3 - 4", "(- (+ 1 (* 2 3)) 4)"),
    ("-a[1] + +b", "(+ (- ([] a 1)) (+ b))"),
    ("not a and b or c", "(or (and (not a) b) c)"),
    ("a < b == c > d != e", "(!= (== (< a b) (> c d)) e)"),
    ("a or b and c == d", "(or a (and b (== c d)))"),
    ("2 % 3 / 4", "(/ (% 2 3) 4)"),
    ("-2 * 3", "(* (- 2) 3)"),
    ("a ? b : c ? d : e", "(? a b (? c d e))"),
    ("a ? b ? 1 : 2 : 3", "(? a (? b 1 2) 3)"),
    ("(1 + 2) * 3", "(* (+ 1 2) 3)"),
    ("ta.ema(close[1], length=14)[2]", "([] (call (. ta ema) ([] close 1) length=14) 2)"),
    ("f().g(1).h", "(. (call (. (call f) g) 1) h)"),
    ("array.new<float>(3, na)", "(call (. array new)<float> 3 na)"),
    ("map.new<string, array<chart.point>>()", "(call (. map new)<string,array<chart.point>>)"),
    ("array.new<float[]>()", "(call (. array new)<array<float>>)"),
    ("a < b", "(< a b)"),
    ("f(a < b, c > d)", "(call f (< a b) (> c d))"),
    ("[1, f(x), \"a\"]", "[1 (call f x) \"a\"]"),
    ("1. + .5 + 1e3 + 2.5E-1", "(+ (+ (+ 1.0 0.5) 1000.0) 0.25)"),
    ("#FF0000", "#ff0000ff"), ("#ff00007F", "#ff00007f"),
    (#"'it\'s' + "a\\b""#, #"(+ "it's" "a\b")"#),
    ("\"\"\"one \"two\"\nthree\"\"\"", "\"one \"two\"\nthree\""),
    ("true != false", "(!= true false)"),
    ("obj.field[1].sub", "(. ([] (. obj field) 1) sub)"),
  ]

  @Test func `expressions have the shape that precedence asks for`() {
    var found = Mismatches()
    for (source, shape) in Self.expressions {
      found.check(source, TreeText.text(of: "x = " + source), equals: "(let x \(shape))")
    }
    #expect(found.isEmpty, "\(found)")
  }

  private static let statements: [(String, String)] = [
    ("float x = 1", "(let float x 1)"),
    ("var x = na", "(var let x na)"),
    ("varip int x = 0", "(varip let int x 0)"),
    ("const int N = 5", "(let const int N 5)"),
    ("var series float x = close", "(var let series float x close)"),
    ("simple x = 3", "(let simple x 3)"),
    ("array<float> a = f()", "(let array<float> a (call f))"),
    ("var float[] a = f()", "(var let array<float> a (call f))"),
    ("map<string, float> m = f()", "(let map<string,float> m (call f))"),
    ("matrix<int> m = f()", "(let matrix<int> m (call f))"),
    ("lib.Zone z = f()", "(let lib.Zone z (call f))"),
    ("type = 3", "(let type 3)"), ("method = 3, enum = 4", "(let method 3)\n(let enum 4)"),
    ("[a, _, b] = f()", "(tuple a _ b (call f))"),
    ("a = 1, b := 2, f()", "(let a 1)\n(:= b 2)\n(call f)"),
    ("p.x.y := 2", "(:= (. (. p x) y) 2)"),
    ("a += 1\na -= 1\na *= 2\na /= 2\na %= 2", "(+= a 1)\n(-= a 1)\n(*= a 2)\n(/= a 2)\n(%= a 2)"),
    (
      "f(a, float b = 1.5, simple int c, float[] d) => a + b",
      "(function f (a (float b = 1.5) (simple int c) (array<float> d)) {(+ a b)})"
    ),
    ("f() =>\n    x = 1\n    [x, 2]", "(function f () {(let x 1); [x 2]})"),
    ("f(x) => a = x, a + 1", "(function f (x) {(let a x); (+ a 1)})"),
    (
      "export method push(Pivot this, int i) =>\n    this.i := i",
      "(export method push ((Pivot this) (int i)) {(:= (. this i) i)})"
    ),
    (
      "export type Pivot\n    int i = 0\n    varip float[] p\n    chart.point c = na",
      "(export type Pivot (int i 0) (varip array<float> p) (chart.point c na))"
    ),
    ("enum Mode\n    fast = \"Fast\"\n    slow", "(enum Mode (fast \"Fast\") slow)"),
    ("export const float K = 2", "(export let const float K 2)"),
    ("import user/Lib/3 as l\nimport user/Lib/3", "(import user Lib 3 l)\n(import user Lib 3)"),
    ("if a\n    b\nelse if c\n    d\nelse\n    e\nf", "(if a {b} c {d} {e})\nf"),
    ("x = if a\n    1\nelse\n    2\ny = 3", "(let x (if a {1} {2}))\n(let y 3)"),
    (
      "x := switch m\n    \"a\" => 1\n    \"b\" =>\n        2\n    => 3",
      "(:= x (switch m \"a\" {1} \"b\" {2} default {3}))"
    ),
    (
      "switch\n    a > b => f(), g()\n    =>\n        if c\n            d",
      "(switch (> a b) {(call f); (call g)} default {(if c {d})})"
    ),
    (
      "for i = 0 to 10 by 2\n    if i > 5\n        break\n    continue",
      "(for i 0 10 2 {(if (> i 5) {break}); continue})"
    ),
    ("for int i = n - 1 to 0\n    f(i)", "(for int i (- n 1) 0 {(call f i)})"),
    ("s = for x in a\n    x", "(let s (in x a {x}))"),
    ("for [i, x] in f(a)\n    x", "(in i x (call f a) {x})"),
    ("while a and not b\n    c", "(while (and a (not b)) {c})"),
    ("if a\n    if b\n        c\nd", "(if a {(if b {c})})\nd"),
  ]

  @Test func `statements have the shape that the grammar asks for`() {
    var found = Mismatches()
    for (source, shape) in Self.statements {
      found.check(source, TreeText.text(of: source), equals: shape)
    }
    #expect(found.isEmpty, "\(found)")
  }

  private static let layouts: [(String, String)] = [
    // Indented by no multiple of four: a continuation.
    ("x = a +\n  b", "(let x (+ a b))"), ("x = a\n     + b\n  + c", "(let x (+ (+ a b) c))"),
    ("f(x) =>\n  x", "(function f (x) {x})"),
    ("if a\n    x := b\n      and c\n    y", "(if a {(:= x (and b c)); y})"),
    // Inside brackets lines are free.
    ("f(1,\n2,\n    3\n)\ng()", "(call f 1 2 3)\n(call g)"), ("f(\n\n// c\n1)", "(call f 1)"),
    // One of two lines is incomplete.
    ("x = a and\n    b", "(let x (and a b))"), ("x = a\n    ? b\n    : c", "(let x (? a b c))"),
    ("x =\n    a", "(let x a)"),
    // Blank lines and comments do not count, wherever they are indented.
    ("if a\n\n  // c\n// d\n    b\n        // e\n\n    c", "(if a {b; c})"),
    // Tabs, a mixture, other line ends, blanks at the end.
    ("if a\n\tb\n    c", "(if a {b; c})"), ("if a\n  \tb", "(if a {b})"),
    ("if a\r\n    b\r\nc\r\n", "(if a {b})\nc"), ("if a\r    b\rc", "(if a {b})\nc"),
    ("if a   \n    b\t \nc", "(if a {b})\nc"), ("x = 1\u{A0}+ 2", "(let x (+ 1 2))"),
    // Strings over continuation lines, and commas at the end of a line.
    ("x = \"a  \n  b\n c\"\ny", "(let x \"a b c\")\ny"), ("x = 'a\r\n   b'", "(let x \"a b\")"),
    ("a = 1,\nb = 2, \nc", "(let a 1)\n(let b 2)\nc"),
    // Deeper than it must be.
    ("if a\n        b\nc", "(if a {b})\nc"), ("a\n", "a"), ("a", "a"), ("", ""),
  ]

  @Test func `lines and blocks follow the indentation`() {
    var found = Mismatches()
    for (source, shape) in Self.layouts {
      found.check(source, TreeText.text(of: source), equals: shape)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `spans hold what was read and annotations are kept`() throws {
    let text = "//@version=6\n//@param a what it is\nx = (a + 1) * f(b)\n"
    let source = SourceText(name: "t", text: text)
    let tree = Parser.parse(source).tree
    var found = Mismatches()
    found.check("version", tree.version?.number, equals: 6)
    found.check("annotation", tree.annotations.last?.name, equals: "param")
    found.check("annotation", tree.annotations.last?.text, equals: "a what it is")
    let statement = try #require(tree.statements.first)
    found.check("statement", source[statement.span], equals: "x = (a + 1) * f(b)")
    if case .variable(let variable) = statement.kind,
      case .binary(_, let left, let right) = variable.value.kind
    {
      found.check("name", source[variable.name.span], equals: "x")
      found.check("left", source[left.span], equals: "(a + 1)")
      found.check("right", source[right.span], equals: "f(b)")
      found.check("count", tree.expressionCount, equals: variable.value.id.index + 1)
    } else {
      found.add("not a variable with a product")
    }
    #expect(found.isEmpty, "\(found)")
  }
}

import Testing

@testable import Script

/// A script whose `out` on the last of ten bars, which close at 1 to 10, is known.
struct Sample: CustomTestStringConvertible {
  var title: String
  var body: String
  var out: String
  var version = 6

  init(_ title: String, _ body: String, gives out: String, version: Int = 6) {
    self.title = title
    self.body = body
    self.out = out
    self.version = version
  }

  var testDescription: String { title }
}

@Suite struct ExecutionTests {
  @Test(arguments: histories + states + structures + operators + objects + requests)
  func `samples give what the language says`(_ sample: Sample) {
    let found = [ScriptEvaluation.perBar, .columns].map {
      ScriptRun.out(of: sample.body, version: sample.version, evaluation: $0)
    }
    #expect(found == [sample.out, sample.out])
  }

  @Test func `what nothing refers to is freed and what is kept stays`() {
    let body = """
      type P
          int x
      var kept = array.new<P>()
      if bar_index % 100 == 0
          kept.push(P.new(bar_index))
      var table = map.new<int, array<float>>()
      spare = array.new<float>(1000, close)
      if bar_index == 7
          table.put(1, spare)
      out = 0.0
      if barstate.islast
          first = table.get(1)
          out := spare.get(999) + kept.get(3).x + kept.size() + first.get(5)
      """
    #expect(ScriptRun.out(of: body, bars: 5_000) == "5358")
  }

  static let histories: [Sample] = [
    Sample("history of a column", "out = close[3]", gives: "7"),
    Sample("history before the first bar is na", "out = na(close[10])", gives: "true"),
    Sample("history of an expression", "out = (close * 2)[1]", gives: "18"),
    Sample("history by a changing offset", "out = close[bar_index]", gives: "1"),
    Sample(
      "history of a variable that changes", "x = 0.0\nx := close\nx := x + 1\nout = x[1]",
      gives: "10"),
    Sample("history chained", "a = close[1]\nout = a[2]", gives: "7"),
    Sample("history of a call", "f(x) => x * 10\nout = f(close)[2]", gives: "80"),
    Sample(
      "history of a variable of a block is the last committed value",
      """
      float seen = na
      if bar_index % 3 == 0
          inner = close
          seen := inner[1]
      out = seen
      """, gives: "7"),
    Sample(
      "history inside a function that is called on some bars goes by calls",
      """
      f(x) => x[1]
      float seen = na
      if bar_index % 3 == 0
          seen := f(close)
      out = seen
      """, gives: "7"),
    Sample(
      "a column's own history does not",
      """
      f() => close[1]
      float seen = na
      if bar_index % 3 == 0
          seen := f()
      out = seen
      """, gives: "9"),
    Sample(
      "bool history in version 6 is false before the first bar",
      "b = close > 0\nout = b[20]", gives: "false"),
  ]

  static let states: [Sample] = [
    Sample("var keeps its value", "var n = 0\nn += 2\nout = n", gives: "20"),
    Sample("a plain variable does not", "n = 0\nn += 2\nout = n", gives: "2"),
    Sample(
      "var in a block begins when the block is first executed",
      """
      float seen = na
      if close > 4
          var first = close
          seen := first
      out = seen
      """, gives: "5"),
    Sample(
      "each call of a function has its own state",
      """
      count() =>
          var n = 0
          n += 1
          n
      a = count()
      b = bar_index % 2 == 0 ? count() : 0
      out = a * 100 + (bar_index % 2 == 0 ? b : count())
      """, gives: "1005"),
    Sample(
      "calls within calls have their own state, too",
      """
      count() =>
          var n = 0
          n += 1
          n
      twice() =>
          count()
          count()
      out = twice() + twice()
      """, gives: "20"),
    Sample(
      "a call in a loop has one state",
      """
      count() =>
          var n = 0
          n += 1
          n
      int last = 0
      for i = 1 to 3
          last := count()
      out = last
      """, gives: "30"),
    Sample(
      "indicators keep their state on the bars that call them",
      "float s = na\nif bar_index % 2 == 1\n    s := ta.cum(1)\nout = s", gives: "5"),
    Sample("an indicator of a mean", "out = ta.sma(close, 4)", gives: "8.5"),
    Sample(
      "several results of an indicator",
      "[m, u, l] = ta.bb(close, 4, 0)\nout = m + u + l", gives: "25.5"),
    Sample(
      "the first result of an indicator that has several",
      "v = ta.vwap(close)\na = close * 3\nb = close * 4\nout = v + a - b + close", gives: "7"),
    Sample("fixnan keeps the last value", "out = fixnan(bar_index == 4 ? close : na)", gives: "5"),
  ]

  static let structures: [Sample] = [
    Sample("if as a value", "out = if close > 5\n    1\nelse\n    2", gives: "1"),
    Sample("if without else gives na", "x = if close < 5\n    1\nout = na(x)", gives: "true"),
    Sample(
      "if without else gives false for bool in version 6",
      "x = if close < 5\n    true\nout = x", gives: "false"),
    Sample(
      "else if",
      "out = if close < 5\n    1\nelse if close < 20\n    2\nelse\n    3", gives: "2"),
    Sample(
      "switch on a value",
      "k = \"b\"\nout = switch k\n    \"a\" => 1\n    \"b\" => 2\n    => 3", gives: "2"),
    Sample(
      "switch on conditions",
      "out = switch\n    close > 20 => 1\n    close > 5 => 2\n    => 3", gives: "2"),
    Sample("switch with its default", "out = switch close\n    1 => 1\n    => 9", gives: "9"),
    Sample("for counts up", "s = 0\nfor i = 1 to 4\n    s += i\nout = s", gives: "10"),
    Sample("for counts down", "s = 0\nfor i = 4 to 2\n    s := s * 10 + i\nout = s", gives: "432"),
    Sample(
      "for counts by steps", "s = 0\nfor i = 0 to 7 by 3\n    s := s * 10 + i\nout = s",
      gives: "36"),
    Sample(
      "the end of a for is read again in version 6",
      "n = 3\ns = 0\nfor i = 1 to n\n    s += 1\n    if i == 1\n        n := 5\nout = s",
      gives: "5"),
    Sample(
      "and once in version 5",
      "n = 3\ns = 0\nfor i = 1 to n\n    s += 1\n    if i == 1\n        n := 5\nout = s",
      gives: "3", version: 5),
    Sample("for as a value", "out = for i = 1 to 4\n    i * 10", gives: "40"),
    Sample(
      "break and continue",
      """
      s = 0
      for i = 1 to 10
          if i == 2
              continue
          if i == 5
              break
          s := s * 10 + i
      out = s
      """, gives: "134"),
    Sample("while", "n = 1\nwhile n < 50\n    n *= 3\nout = n", gives: "81"),
    Sample("for in", "s = 0\nfor x in array.from(3, 5, 7)\n    s += x\nout = s", gives: "15"),
    Sample(
      "for over the rows of a matrix",
      "m = matrix.new<int>(0, 2)\ns = \"\"\nfor row in m\n    s += \"none\"\n"
        + "m.add_row(0, array.from(1, 2))\nm.add_row(1, array.from(3, 4))\n"
        + "for [i, row] in m\n    row.set(0, 9)\n    s += str.tostring(i) + row.join(\"-\")\n"
        + "out = s + str.tostring(m.get(1, 0))", gives: "09-219-43"),
    Sample(
      "for with index in", "s = 0\nfor [i, x] in array.from(3, 5, 7)\n    s += i * x\nout = s",
      gives: "19"),
    Sample(
      "tuples", "f() => [1, 2.5, \"x\"]\n[a, b, c] = f()\nout = str.tostring(a + b) + c",
      gives: "3.5x"),
    Sample(
      "tuples of branches",
      "[a, b] = if close > 5\n    [1, 2]\nelse\n    [3, 4]\nout = a * 10 + b", gives: "12"),
    Sample(
      "defaults and names of parameters",
      "f(a, b = 2, c = 3) => a * 100 + b * 10 + c\nout = f(1, c = 9)", gives: "129"),
    Sample(
      "a function nobody calls may read what a branch has assigned beside",
      """
      n = 0
      x = if close > 5
          n := 3
          close
      else
          1.0
      unused() => x + 1
      out = x + n
      """, gives: "13"),
    Sample(
      "functions by the types of their arguments",
      "f(int x) => \"int\"\nf(string x) => \"string\"\nout = f(1) + f(\"a\")", gives: "intstring"),
  ]

  static let operators: [Sample] = [
    Sample("a quotient of ints keeps its fraction in version 6", "out = 7 / 2", gives: "3.5"),
    Sample("constants divide as ints in version 5", "out = 7 / 2", gives: "3", version: 5),
    Sample("variables do not", "n = bar_index - 2\nout = n / 2", gives: "3.5", version: 5),
    Sample("remainder", "out = -7 % 3", gives: "-1"),
    Sample("na in comparisons is false", "out = na == na or 1 > na or 1 != na", gives: "false"),
    Sample(
      "nearly equal is equal", "out = 0.1 + 0.2 == 0.3 and not (0.1 + 0.2 > 0.3)",
      gives: "true"),
    Sample("numbers are truths in version 5", "out = bar_index ? 1 : 2", gives: "1", version: 5),
    Sample(
      "the right side of and is left out in version 6",
      """
      count() =>
          var n = 0
          n += 1
          n > 0
      calls() =>
          var n = 0
          n += 1
          n
      var total = 0
      if close > 5 and calls() > 0
          total += 1
      seen = close > 7 and calls() == 3
      out = seen
      """, gives: "true"),
    Sample(
      "and computed in version 5",
      """
      calls() =>
          var n = 0
          n += 1
          n
      seen = close > 7 and calls() == 10
      out = seen
      """, gives: "true", version: 5),
    Sample(
      "choice computes one branch only",
      """
      calls() =>
          var n = 0
          n += 1
          n
      out = close > 8 ? calls() : 0
      """, gives: "2"),
    Sample("texts join", "out = \"a\" + \"b\" == \"ab\"", gives: "true"),
    Sample("nz", "out = nz(close[20], 3) + nz(close[20])", gives: "3"),
    Sample("math.max of several", "out = math.max(1, 5, 3) + math.min(4, 2, 8)", gives: "7"),
    Sample("math.round rounds ties up", "out = math.round(2.5) + math.round(-2.5)", gives: "1"),
  ]

  static let objects: [Sample] = [
    Sample(
      "fields and their defaults",
      "type P\n    int x = 4\n    float y\np = P.new(y = 2)\np.x += 1\nout = p.x + p.y",
      gives: "7"),
    Sample(
      "objects are shared",
      "type P\n    int x\na = P.new(1)\nb = a\nb.x := 5\nc = a.copy()\nc.x := 9\nout = a.x",
      gives: "5"),
    Sample(
      "methods",
      """
      type P
          int x = 0
      method add(P this, int n = 2) =>
          this.x += n
          this
      p = P.new()
      out = p.add().add(3).x
      """, gives: "5"),
    Sample(
      "methods of numbers", "method twice(float x) => x * 2\nout = close.twice()", gives: "20"),
    Sample(
      "enumerations",
      "enum E\n    a\n    b\ne = E.b\nout = switch e\n    E.a => 1\n    E.b => 2", gives: "2"),
    Sample(
      "arrays of objects",
      """
      type P
          int x
      var list = array.new<P>()
      list.push(P.new(bar_index))
      s = 0
      for p in list
          s += p.x
      out = s + list.size()
      """, gives: "55"),
    Sample(
      "objects in objects",
      "type A\n    int x = 3\ntype B\n    A a\nb = B.new(A.new())\nb.a.x := 8\nout = b.a.x",
      gives: "8"),
    Sample(
      "history of an object",
      """
      type P
          float x
      p = P.new(close)
      out = na(p[2]) ? 0 : (p[2]).x
      """, gives: "8"),
    Sample(
      "maps", "m = map.new<string, float>()\nm.put(\"a\", 3)\nout = m.get(\"a\") + m.size()",
      gives: "4"),
    Sample(
      "a field of na stops the script", "type P\n    int x\nP p = na\nout = p.x",
      gives: "test.pine:6:7: the object is na: it was never made (bar 0, 2024-01-01)"),
    Sample(
      "a loop without end stops the script", "n = 0\nwhile true\n    n += 1\nout = n",
      gives:
        "test.pine:4:1: a loop does not end within 20000000 rounds (bar 0, 2024-01-01)"),
  ]

  static let requests: [Sample] = [
    Sample(
      "a coarser close shows when its bar has closed",
      "out = request.security(\"\", \"240\", close)", gives: "8"),
    Sample(
      "with gaps it shows on that bar only",
      "out = na(request.security(\"\", \"240\", close, gaps = barmerge.gaps_on))", gives: "true"),
    Sample(
      "with look-ahead it shows the bar that is being made",
      "out = request.security(\"\", \"240\", close, lookahead = barmerge.lookahead_on)",
      gives: "10"),
    Sample(
      "tuples", "[h, l] = request.security(\"\", \"240\", [high, low])\nout = h - l",
      gives: "6"),
    Sample(
      "functions with state run on the coarser bars",
      """
      n() =>
          var n = 0
          n += 1
          n
      out = request.security("", "240", n())
      """, gives: "2"),
    Sample(
      "variables that change run on the coarser bars",
      """
      var total = 0.0
      total += volume
      if bar_index % 2 == 1
          total += 1
      out = request.security("", "240", total)
      """, gives: "361"),
    Sample(
      "parameters are expressions of the other bars",
      "f(x) => request.security(\"\", \"240\", x[1])\nout = f(close * 2)", gives: "8"),
    Sample(
      "the chart's own bars",
      "out = request.security(syminfo.tickerid, timeframe.period, close[1])",
      gives: "9"),
    Sample(
      "averaged bars",
      "out = request.security(ticker.heikinashi(syminfo.tickerid), timeframe.period, close)",
      gives: "9.625"),
  ]
}

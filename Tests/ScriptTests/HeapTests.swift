import Testing

@testable import Script

/// What a run keeps: texts that are freed, and slices that are windows on their list.
@Suite struct HeapTests {
  @Test func `a new text on each of many bars stays within bounds`() throws {
    let heap = Heap(strings: ["kept"])
    let held = heap.string("held")
    var last = Double.nan
    for bar in 0..<300_000 {
      last = try heap.newString("bar \(bar) of a million")
      if heap.wantsCollection {
        try heap.collect { visit in
          visit(held)
          visit(last)
        }
      }
    }
    #expect(heap.strings.count < 150_000)
    #expect(heap.text(held) == "held" && heap.text(0) == "kept")
    #expect(heap.text(last) == "bar 299999 of a million")
    #expect(heap.string("bar 299999 of a million") == last)
  }

  @Test(arguments: [ScriptEvaluation.perBar, .columns])
  func `texts that a script still reads survive all collections`(_ evaluation: ScriptEvaluation) {
    let body = """
      type P
          string name
      var first = "b" + str.tostring(bar_index + 10)
      var list = array.from("x" + str.tostring(bar_index))
      var object = P.new("p" + str.tostring(bar_index))
      var table = map.new<string, int>()
      var label mark = label.new(bar_index, high, "l" + str.tostring(bar_index))
      text = "t" + str.tostring(bar_index)
      if bar_index % 40000 == 0
          table.put("k" + str.tostring(bar_index), bar_index)
      zone = "Etc/UTC"
      h = hour(time, zone + (bar_index < 0 ? text : ""))
      earlier = text[3]
      out = first + list.first() + object.name + mark.get_text() + earlier
       + str.tostring(table.get("k80000")) + str.tostring(h)
      """
    #expect(
      ScriptRun.out(of: body, bars: 90_000, evaluation: evaluation)
        == "b10x0p0l0t8999680000" + "23")
  }

  @Test(arguments: slices) func `a slice is a window`(_ sample: Sample) {
    let found = [ScriptEvaluation.perBar, .columns].map {
      ScriptRun.out(of: sample.body, version: sample.version, evaluation: $0)
    }
    #expect(found == [sample.out, sample.out])
  }

  static let slices: [Sample] = [
    Sample(
      "a change of the slice is one of the list",
      "a = array.from(1, 2, 3, 4)\ns = a.slice(1, 3)\ns.set(0, 9)\nout = a", gives: "[1, 9, 3, 4]"),
    Sample(
      "a change of the list is one of the slice",
      "a = array.from(1, 2, 3, 4)\ns = a.slice(1, 3)\na.set(2, 9)\nout = s", gives: "[2, 9]"),
    Sample(
      "a slice of a slice reaches the list",
      "a = array.from(1, 2, 3, 4)\ns = a.slice(1, 4).slice(1, 3)\ns.set(1, 9)\nout = a",
      gives: "[1, 2, 3, 9]"),
    Sample(
      "what is pushed onto a slice lies within the list",
      "a = array.from(1, 2, 3)\ns = a.slice(0, 2)\ns.push(9)\nout = a", gives: "[1, 2, 9, 3]"),
    Sample(
      "sorting a slice sorts a part",
      "a = array.from(4, 3, 2, 1)\ns = a.slice(0, 3)\ns.sort()\nout = a", gives: "[2, 3, 4, 1]"),
    Sample(
      "a copy of a slice stands for itself",
      "a = array.from(1, 2, 3)\ns = a.slice(0, 2).copy()\ns.set(0, 9)\nout = a",
      gives: "[1, 2, 3]"),
    Sample(
      "a loop over a slice sees changes of the list",
      """
      a = array.from(1, 2, 3)
      s = a.slice(0, 3)
      out = 0
      for x in s
          out += x
          a.set(2, 7)
      """, gives: "10"),
    Sample(
      "a list that shrinks cuts its slice short",
      "a = array.from(1, 2, 3)\ns = a.slice(1, 3)\na.pop()\nout = s", gives: "[2]"),
  ]

  @Test func `slices of every bar do not heap up`() {
    let body = """
      var a = array.new<float>()
      a.push(close)
      if a.size() > 50
          a.shift()
      s = a.slice(0, math.min(a.size(), 20))
      out = s.sum()
      """
    let inlined = """
      var a = array.new<float>()
      a.push(close)
      if a.size() > 50
          a.shift()
      out = 0.0
      for i = 0 to math.min(a.size(), 20) - 1
          out += a.get(i)
      """
    #expect(ScriptRun.out(of: body, bars: 60_000) == ScriptRun.out(of: inlined, bars: 60_000))
  }
}

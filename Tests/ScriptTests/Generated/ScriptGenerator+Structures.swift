/// Headers, inputs, types, functions, collections, requests.
extension ScriptGenerator {
  mutating func header() -> String {
    var arguments = ["\"generated\""]
    mutate(60) { arguments.append("pyramiding = \($0.number(0...4))") }
    mutate(40) {
      arguments.append("initial_capital = \($0.pick(["1000", "10000", "1000000"]))")
    }
    mutate(60) {
      let kind = $0.pick(["fixed", "cash", "percent_of_equity"])
      let value = kind == "fixed" ? $0.number(1...5) : $0.number(5...95)
      arguments.append("default_qty_type = strategy.\(kind)")
      arguments.append("default_qty_value = \(kind == "cash" ? value * 10 : value)")
    }
    mutate(40) {
      let kind = $0.pick(["percent", "cash_per_order", "cash_per_contract"])
      arguments.append("commission_type = strategy.commission.\(kind)")
      arguments.append("commission_value = \($0.pick(["0.05", "0.1", "1"]))")
    }
    mutate(25) { arguments.append("slippage = \($0.number(1...3))") }
    mutate(20) { _ in arguments.append("process_orders_on_close = true") }
    mutate(20) { _ in arguments.append("close_entries_rule = \"ANY\"") }
    mutate(30) {
      arguments.append("margin_long = \($0.pick(["0", "50", "100"])), margin_short = 0")
    }
    mutate(10) { arguments.append("backtest_fill_limits_assumption = \($0.number(1...3))") }
    return "strategy(" + arguments.joined(separator: ", ") + ")"
  }

  private mutating func mutate(_ percent: Int, _ body: (inout ScriptGenerator) -> Void) {
    if chance(percent) { body(&self) }
  }

  mutating func inputs() -> [Sketch] {
    forms.insert(.input)
    var sketches = [Sketch("length = input.int(\(number(2...12)), \"Length\", minval = 1)")]
    names.append(Name(name: "length", kind: .int, canChange: false))
    let more: [(Kind, String)] = [
      (.float, "input.float(\(number(1...4)).5, \"Factor\")"), (.float, "input.source(close)"),
      (.bool, "input.bool(\(chance(50)), \"Switch\")"), (.float, "input(1.25)"),
    ]
    for (kind, text) in more where chance(30) {
      let name = fresh("in")
      sketches.append(Sketch("\(name) = \(text)"))
      names.append(Name(name: name, kind: kind, canChange: false))
    }
    return sketches
  }

  mutating func types() -> [Sketch] {
    var sketches: [Sketch] = []
    if has(.enumerations) {
      forms.insert(.enumeration)
      sketches.append(Sketch("enum Mode", [Sketch("calm"), Sketch("wild = \"Wild\"")]))
    }
    if has(.objects) {
      forms.insert(.object)
      sketches.append(Sketch("type Point", [Sketch("float x = 0.5"), Sketch("int n")]))
      sketches.append(
        Sketch(
          "method moved(Point this, float by) =>", [Sketch("this.x += by"), Sketch("this.x")]))
      functions.append(
        Function(name: "moved", parameters: [.point, .float], result: [.float], isMethod: true))
      sketches.append(Sketch("var home = Point.new(1.0, 2)"))
      names.append(Name(name: "home", kind: .point, canChange: true))
    }
    if has(.collections) {
      forms.formUnion([.array, .map, .matrix])
      sketches += [
        Sketch("var list = array.new<float>()"), Sketch("var table = map.new<int, float>()"),
        Sketch("var grid = matrix.new<float>(2, 2, 1.0)"),
      ]
      names += [
        Name(name: "list", kind: .floats, canChange: false),
        Name(name: "table", kind: .table, canChange: false),
        Name(name: "grid", kind: .grid, canChange: false),
      ]
    }
    return sketches
  }

  // MARK: Functions

  mutating func function() -> [Sketch] {
    let name = fresh("f")
    let kinds: [Kind] = (0..<number(0...3)).map { _ in pick([.float, .float, .int, .bool]) }
    let result: [Kind] =
      chance(20) ? [.float, pick([.float, .int])] : [pick([.float, .float, .int, .bool])]
    let parameters = kinds.map { kind in
      Name(name: fresh(prefix(kind)), kind: kind, canChange: chance(50))
    }
    forms.insert(result.count > 1 ? .functionOfTuple : .function)
    let outer = (names.count, firstAssignable, branchDepth, canReadAccount)
    firstAssignable = names.count
    firstOfBlock = names.count
    isInFunction = true
    // A function may be asked for on other bars, where there is no account.
    canReadAccount = false
    names += parameters
    var body: [Sketch] = []
    if chance(40) {
      forms.insert(.functionWithState)
      let state = fresh("x")
      names.append(Name(name: state, kind: .float, canChange: true))
      body.append(Sketch("var \(state) = 0.0"))
    }
    body += statements(number(0...4))
    let values = result.map { expression($0) }
    body.append(Sketch(result.count > 1 ? "[" + values.joined(separator: ", ") + "]" : values[0]))
    names.removeSubrange(outer.0...)
    (firstAssignable, branchDepth, canReadAccount) = (outer.1, outer.2, outer.3)
    firstOfBlock = 0
    isInFunction = false
    functions.append(Function(name: name, parameters: kinds, result: result))
    let text = parameters.map { typeText($0.kind) + " " + $0.name }.joined(separator: ", ")
    let isShort = body.count == 1 && chance(60)
    return isShort
      ? [Sketch("\(name)(\(text)) => \(body[0].head)")] : [Sketch("\(name)(\(text)) =>", body)]
  }

  mutating func tupleDeclaration() -> [Sketch]? {
    let found = functions.filter { $0.result.count > 1 }
    guard !found.isEmpty || has(.states) else { return nil }
    forms.insert(.tuple)
    if has(.states), found.isEmpty || chance(40) {
      let parts = (0..<3).map { _ in fresh("x") }
      let text = fill(
        pick([
          "ta.macd({f}, {n}, {n}, {n})", "ta.bb({f}, {v}, 2)", "ta.dmi({n}, {n})",
          "ta.kc({f}, {n}, 1.5)",
        ]), 2)
      names += parts.map { Name(name: $0, kind: .float, canChange: true) }
      return [Sketch("[\(parts.joined(separator: ", "))] = \(text)")]
    }
    let function = pick(found)
    guard let text = callText(function, 2) else { return nil }
    let parts = function.result.map { Name(name: fresh(prefix($0)), kind: $0, canChange: true) }
    names += parts
    return [Sketch("[\(parts.map(\.name).joined(separator: ", "))] = \(text)")]
  }

  // MARK: Collections and objects

  mutating func collectionStatement() -> [Sketch]? {
    switch number(0...6) {
    case 0, 1:
      guard let list = visibleName(.floats) else { return nil }
      // Lists are kept short, whatever the loops around them do.
      return [
        Sketch("\(list).push(\(float(2)))"),
        Sketch("while \(list).size() > \(number(3...9))", [Sketch("\(list).shift()")]),
      ]
    case 2:
      guard let list = visibleName(.floats) else { return nil }
      return [
        Sketch(
          "if \(list).size() > 0",
          [Sketch("\(list).set(\(list).size() - 1, \(float(1)))"), Sketch("\(list).sort()")])
      ]
    case 3:
      let name = fresh("list")
      defer { names.append(Name(name: name, kind: .floats, canChange: false)) }
      return [Sketch("\(name) = array.from(\(float(1)), \(float(1)), \(float(0)))")]
    case 4:
      guard let table = visibleName(.table) else { return nil }
      return [Sketch("\(table).put(int(nz(\(int(1)) % 5)), \(float(1)))")]
    case 5:
      guard let grid = visibleName(.grid) else { return nil }
      return [Sketch(fill("\(grid).set({o}, {o}, {f})", 2))]
    default:
      guard let name = visibleName(.table) else { return nil }
      return [Sketch("if \(name).size() > 3", [Sketch("\(name).clear()")])]
    }
  }

  mutating func objectStatement() -> [Sketch]? {
    guard let target = visibleName(.point) else { return nil }
    forms.insert(.field)
    switch number(0...5) {
    case 0: return [Sketch("\(target).x := \(float(2))")]
    case 1: return [Sketch("\(target).x += \(float(1))")]
    case 2: return [Sketch("\(target).n := \(int(2))")]
    case 3:
      let name = fresh("p")
      defer { names.append(Name(name: name, kind: .point, canChange: true)) }
      return [Sketch("\(name) = \(chance(50) ? "Point.new(\(float(1)), 3)" : target + ".copy()")")]
    case 4:
      guard let changed = assignableName([.point]) else { return nil }
      return [Sketch("\(changed.name) := \(expression(.point))")]
    default: return [Sketch("\(target).moved(\(float(1)))")]
    }
  }

  // MARK: Requests

  /// Values of coarser bars, made of what no request has touched before.
  mutating func requests() -> [Sketch] {
    let outer = canReadAccount
    canReadAccount = false
    defer { canReadAccount = outer }
    var made: [Name] = []
    var sketches: [Sketch] = []
    for _ in 0..<number(1...3) {
      let frame = pick(["\"60\"", "\"30\"", "\"240\"", "timeframe.period", "\"D\""])
      let symbol = pick([
        "syminfo.tickerid", "syminfo.tickerid", "ticker.heikinashi(syminfo.tickerid)",
      ])
      let mode = pick([
        "", "", "", ", gaps = barmerge.gaps_on", ", lookahead = barmerge.lookahead_on",
      ])
      if chance(25) {
        forms.insert(.requestOfTuple)
        let parts = [fresh("x"), fresh("x")]
        sketches.append(
          Sketch(
            "[\(parts.joined(separator: ", "))] = request.security(\(symbol), \(frame), "
              + "[\(float(2)), \(float(2))]\(mode))"))
        made += parts.map { Name(name: $0, kind: .float, canChange: true) }
      } else {
        forms.insert(.request)
        let name = fresh("x")
        sketches.append(
          Sketch("\(name) = request.security(\(symbol), \(frame), \(float(2))\(mode))"))
        made.append(Name(name: name, kind: .float, canChange: true))
      }
    }
    names += made
    return sketches
  }
}

/// Expressions of each kind.
///
/// Templates name what goes into them: `{f}` a float, `{i}` an int, `{b}` a bool, `{s}` a string,
/// `{m}` a mode, `{n}` a length fixed for the run, `{v}` one that may vary, `{k}` a small number,
/// `{d}` a small number that varies, `{x}`, `{y}`, `{z}` a name of a float, an int, a bool.
extension ScriptGenerator {
  static let floatAtoms = [
    "close", "close", "open", "high", "low", "hl2", "hlc3", "ohlc4", "volume", "1.0", "0.5",
    "100.0",
    "2.5", "-1.5",
  ]

  static let floatTemplates: [(Int, String)] = [
    (6, "({f} + {f})"), (6, "({f} - {f})"), (4, "({f} * {f})"), (3, "({f} / {f})"),
    (2, "({f} % {f})"), (2, "(-{f})"), (3, "({f} + {i})"), (8, "({b} ? {f} : {f})"),
    (2, "math.abs({f})"), (2, "math.max({f}, {f})"), (2, "math.min({f}, {f}, {f})"),
    (2, "math.avg({f}, {f})"), (1, "math.sqrt(math.abs({f}))"), (1, "math.round({f}, 2)"),
    (1, "math.log(math.abs({f}) + 1.0)"), (1, "math.sign({f})"), (1, "math.pow({f}, 2)"),
    (1, "math.sin({f})"), (1, "math.round_to_mintick({f})"), (4, "nz({f})"), (4, "nz({f}, {f})"),
    (1, "float({i})"), (1, "(math.max(nz({f}), low) + 0.0)"),
  ]

  static let floatHistories: [(Int, String)] = [
    (8, "{x}[{k}]"), (2, "({f} + {f})[{k}]"), (3, "{x}[{d}]"), (2, "nz({x}[{k}], {f})"),
  ]

  static let floatStates: [(Int, String)] = [
    (5, "ta.sma({f}, {v})"), (5, "ta.ema({f}, {n})"), (3, "ta.rma({f}, {n})"),
    (2, "ta.wma({f}, {v})"), (3, "ta.rsi({f}, {n})"), (3, "ta.atr({n})"),
    (3, "ta.highest({f}, {v})"), (3, "ta.lowest({v})"), (2, "ta.stdev({f}, {v})"),
    (3, "ta.change({f}, {v})"), (1, "ta.mom({f}, {v})"), (3, "ta.cum({f})"),
    (1, "ta.linreg({f}, {v}, 0)"), (3, "ta.valuewhen({b}, {f}, 1)"), (1, "ta.tr(true)"),
    (1, "ta.vwma({f}, {v})"), (1, "ta.swma({f})"), (3, "fixnan({f})"), (2, "math.sum({f}, {v})"),
    (1, "ta.median({f}, {v})"), (1, "ta.percentrank({f}, {v})"), (1, "ta.cci({f}, {v})"),
    (1, "ta.stoch(close, high, low, {v})"), (1, "ta.obv"), (1, "ta.vwap(hlc3)"),
    (1, "ta.roc({f}, {v})"), (1, "ta.hma({f}, {n})"), (1, "ta.pivothigh({k}, {k})"),
    (1, "ta.pivotlow({f}, {k}, {k})"), (1, "ta.sar(0.02, 0.02, 0.2)"), (1, "ta.dev({f}, {v})"),
    (1, "ta.correlation({f}, {f}, {v})"), (1, "ta.alma({f}, {v}, 0.85, 6)"),
    (1, "ta.percentile_nearest_rank({f}, {v}, 50)"), (1, "ta.max({f})"), (1, "ta.range({f}, {v})"),
    (1, "ta.bbw({f}, {v}, 2)"), (1, "ta.cmo({f}, {v})"), (1, "ta.mfi(hlc3, {v})"),
    (1, "ta.wpr({v})"), (1, "ta.tsi({f}, {n}, {n})"), (1, "ta.tr"), (1, "ta.cog({f}, {v})"),
  ]

  static let floatAccounts: [(Int, String)] = [
    (4, "strategy.position_size"), (3, "nz(strategy.position_avg_price, {f})"),
    (2, "(strategy.equity / 1000000)"), (1, "strategy.openprofit"), (1, "strategy.netprofit"),
    (1, "nz(strategy.closedtrades.profit(strategy.closedtrades - 1))"),
    (1, "nz(strategy.opentrades.entry_price(0), {f})"),
  ]

  static let intTemplates: [(Int, String)] = [
    (5, "({i} + {i})"), (5, "({i} - {i})"), (5, "({i} % {c})"), (6, "({b} ? {i} : {i})"),
    (2, "math.abs({i})"), (2, "math.max({i}, {i})"), (2, "math.min({i}, {i}, 9)"),
    (2, "int({f} % 1000)"), (1, "math.round({f} % 100)"), (1, "math.floor({f} % 100)"),
    (3, "nz({i})"), (2, "({i} * {c} % 1000)"), (1, "math.ceil({f} % 10)"),
  ]

  static let intHistories: [(Int, String)] = [(5, "{y}[{k}]"), (2, "{y}[{d}]"), (2, "nz({y}[1])")]

  static let intStates: [(Int, String)] = [
    (3, "ta.barssince({b})"), (1, "ta.highestbars({f}, {v})"), (1, "ta.lowestbars({v})"),
  ]

  static let boolTemplates: [(Int, String)] = [
    (6, "({f} > {f})"), (6, "({f} < {f})"), (2, "({f} >= {f})"), (2, "({f} <= {f})"),
    (1, "({f} == {f})"), (1, "({f} != {f})"), (6, "({i} % {c} == {k})"), (3, "({i} > {i})"),
    (5, "({b} and {b})"), (5, "({b} or {b})"), (4, "(not {b})"), (2, "na({f})"),
    (2, "({b} ? {b} : {b})"), (3, "(close > open)"), (2, "(bar_index % {c} == 0)"),
  ]

  static let boolHistories: [(Int, String)] = [(4, "{z}[{k}]"), (2, "({f} > {x}[1])")]

  static let boolStates: [(Int, String)] = [
    (4, "ta.crossover({f}, {f})"), (4, "ta.crossunder({f}, {f})"), (1, "ta.cross({f}, {f})"),
    (2, "ta.rising({f}, {v})"), (2, "ta.falling({f}, {v})"), (1, "ta.change({b})"),
    (1, "timeframe.change(\"60\")"),
  ]

  /// A value of a kind, at most so deep.
  mutating func expression(_ kind: Kind, _ depth: Int = 2) -> String {
    switch kind {
    case .float: float(depth)
    case .int: int(depth)
    case .bool: bool(depth)
    case .string: string(depth)
    case .mode: mode(depth)
    case .point: "Point.new(\(float(depth - 1)), \(int(depth - 1)))"
    case .floats: "array.from(\(float(depth - 1)), \(float(depth - 1)))"
    case .table: "map.new<int, float>()"
    case .grid: "matrix.new<float>(2, 2, \(float(depth - 1)))"
    }
  }

  mutating func float(_ depth: Int) -> String {
    if depth <= 0 || chance(15) {
      if chance(60), let name = visibleName(.float) { return name }
      return pick(Self.floatAtoms)
    }
    var choices: [(Int, [(Int, String)])] = [(55, Self.floatTemplates)]
    if has(.states) { choices.append((22, Self.floatStates)) }
    if has(.histories) { choices.append((18, Self.floatHistories)) }
    if has(.account), canReadAccount { choices.append((6, Self.floatAccounts)) }
    let containers = containerTemplates()
    if !containers.isEmpty { choices.append((14, containers)) }
    if let call = call(.float, depth), chance(15) { return call }
    return fill(pick(pick(choices)), depth)
  }

  mutating func int(_ depth: Int) -> String {
    if depth <= 0 || chance(15) {
      if chance(55), let name = visibleName(.int) { return name }
      return pick(["bar_index", "bar_index", "1", "2", "3", "7", "hour", "minute", "dayofweek"])
    }
    var choices: [(Int, [(Int, String)])] = [(70, Self.intTemplates)]
    if has(.states) { choices.append((10, Self.intStates)) }
    if has(.histories), visible.contains(where: { $0.kind == .int }) {
      choices.append((15, Self.intHistories))
    }
    if has(.account), canReadAccount {
      choices.append((5, [(1, "strategy.closedtrades"), (1, "strategy.opentrades")]))
    }
    if let call = call(.int, depth), chance(15) { return call }
    return fill(pick(pick(choices)), depth)
  }

  mutating func bool(_ depth: Int) -> String {
    if depth <= 0 {
      if chance(40), let name = visibleName(.bool) { return name }
      return pick([
        "(close > open)", "(close < close[1])", "(bar_index % 3 == 1)", "(high > high[2])",
      ])
    }
    var choices: [(Int, [(Int, String)])] = [(70, Self.boolTemplates)]
    if has(.states) { choices.append((18, Self.boolStates)) }
    if has(.histories), visible.contains(where: { $0.kind == .bool }) {
      choices.append((10, Self.boolHistories))
    }
    if has(.texts) { choices.append((4, [(1, "({s} == {s})")])) }
    if has(.enumerations) { choices.append((6, [(1, "({m} == {m})")])) }
    if has(.account), canReadAccount { choices.append((5, [(1, "(strategy.position_size > 0)")])) }
    if version < 6 { choices.append((4, [(1, "({b} ? {i} > 2 : {b})"), (1, "(not {i})")])) }
    if let call = call(.bool, depth), chance(10) { return call }
    return fill(pick(pick(choices)), depth)
  }

  mutating func string(_ depth: Int) -> String {
    if depth <= 0 {
      if chance(60), let name = visibleName(.string) { return name }
      return pick(["\"a\"", "\"Long\"", "'b'"])
    }
    return fill(
      pick([
        "str.tostring({i})", "({b} ? {s} : {s})", "str.upper({s})",
        "str.substring({s} + {s} + \"abcd\", 0, 4)", "str.format(\"{0}\", {i})", "{s}",
      ]), depth)
  }

  mutating func mode(_ depth: Int) -> String {
    if chance(50), let name = visibleName(.mode) { return name }
    return depth <= 0
      ? pick(["Mode.calm", "Mode.wild"]) : fill("({b} ? Mode.calm : Mode.wild)", depth)
  }

  /// How a float is read out of the collections and objects that there are.
  mutating func containerTemplates() -> [(Int, String)] {
    var found: [(Int, String)] = []
    if let name = visibleName(.floats) {
      found += [
        (3, "(\(name).size() > 0 ? \(name).get(int(math.abs(nz({i}))) % \(name).size()) : {f})"),
        (2, "\(name).avg()"), (1, "\(name).sum()"), (1, "\(name).max()"), (1, "\(name).median()"),
        (1, "float(\(name).size())"), (1, "array.stdev(\(name))"),
      ]
    }
    if let name = visibleName(.table) {
      found += [(3, "nz(\(name).get(nz({i} % 5)))"), (1, "float(\(name).size())")]
    }
    if let name = visibleName(.grid) {
      found += [(2, "\(name).get({o}, {o})"), (1, "\(name).avg()"), (1, "nz(\(name).det())")]
    }
    if let name = visibleName(.point) {
      found += [(6, "\(name).x")]
      if has(.histories) { found.append((1, "(na(\(name)[1]) ? 0.0 : (\(name)[1]).x)")) }
    }
    return found
  }

  /// A call of a function that gives one value of the kind.
  mutating func call(_ kind: Kind, _ depth: Int) -> String? {
    let found = functions.filter { $0.result == [kind] }
    guard !found.isEmpty else { return nil }
    let function = pick(found)
    return callText(function, depth)
  }

  mutating func callText(_ function: Function, _ depth: Int) -> String? {
    var arguments: [String] = []
    for kind in function.parameters {
      // Objects and collections are handed over by name.
      if [.point, .floats, .table, .grid].contains(kind) {
        guard let name = visibleName(kind) else { return nil }
        arguments.append(name)
      } else {
        arguments.append(expression(kind, depth - 1))
      }
    }
    forms.insert(.call)
    if isInFunction { forms.insert(.functionCallsFunction) }
    if function.isMethod, let first = arguments.first,
      first.allSatisfy({ $0.isLetter || $0.isNumber })
    {
      forms.insert(.method)
      return first + "." + function.name + "(" + arguments.dropFirst().joined(separator: ", ") + ")"
    }
    return function.name + "(" + arguments.joined(separator: ", ") + ")"
  }

  /// The text of a template with values in place of the letters in braces.
  mutating func fill(_ template: String, _ depth: Int) -> String {
    note(template)
    var text = ""
    var rest = template[...]
    while let start = rest.firstIndex(of: "{") {
      text += rest[..<start]
      let letter = rest[rest.index(after: start)]
      let end = rest.index(start, offsetBy: 3)
      guard letter.isLetter, rest[rest.index(before: end)] == "}" else {
        text += rest[start..<end]
        rest = rest[end...]
        continue
      }
      text += part(letter, depth - 1)
      rest = rest[end...]
    }
    return text + rest
  }

  private mutating func part(_ letter: Character, _ depth: Int) -> String {
    switch letter {
    case "f": float(depth)
    case "i": int(depth)
    case "b": bool(depth)
    case "s": string(depth)
    case "m": mode(depth)
    case "n": chance(25) ? "length" : String(number(1...15))
    case "v": length(depth)
    case "k": String(number(0...4))
    case "c": String(number(2...9))
    case "o": String(number(0...1))
    case "d": "int(nz(math.abs(\(int(depth))) % 9))"
    case "x": visibleName(.float) ?? pick(["close", "high", "low", "open", "volume"])
    case "y": visibleName(.int) ?? "bar_index"
    default: visibleName(.bool) ?? "(close > open)"
    }
  }

  private mutating func length(_ depth: Int) -> String {
    if chance(60) { return String(number(1...20)) }
    if chance(40) { return "length" }
    forms.insert(.varyingLength)
    return chance(50)
      ? "(1 + bar_index % \(number(2...9)))"
      : "int(math.max(1, math.min(30, nz(\(int(depth)), 5))))"
  }

  private mutating func note(_ template: String) {
    if template.hasPrefix("ta.") || template.hasPrefix("fixnan") {
      forms.insert(branchDepth > 0 ? .stateInBranch : .state)
    }
    if template.contains("[{d}]") { forms.insert(.historyByExpression) }
    if template.contains("[{k}]") { forms.insert(.history) }
  }
}

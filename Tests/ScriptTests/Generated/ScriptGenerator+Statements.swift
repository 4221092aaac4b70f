/// Statements: declarations, assignments, branches, loops.
extension ScriptGenerator {
  private enum Choice {
    case declare, assign, branch, selection, counting, over, repeating, collection, object, order
  }

  /// So many statements, or a few more.
  mutating func statements(_ count: Int) -> [Sketch] {
    (0..<count).flatMap { _ in statement() }
  }

  mutating func statement() -> [Sketch] {
    let isDeep = branchDepth >= (isLean ? 2 : 3)
    var choices: [(Int, Choice)] = [(branchDepth == 0 ? 30 : 12, .declare), (34, .assign)]
    if !isDeep {
      choices += [(branchDepth == 0 ? 26 : 14, .branch), (branchDepth == 0 ? 7 : 3, .selection)]
    }
    if has(.loops), !isDeep, loopDepth < 2 {
      choices += [(7, .counting), (4, .repeating)]
      if has(.collections) { choices.append((5, .over)) }
    }
    if has(.collections) { choices.append((8, .collection)) }
    if has(.objects) { choices.append((8, .object)) }
    if !isInFunction, canReadAccount, !isLean { choices.append((3, .order)) }
    switch pick(choices) {
    case .declare: return declaration()
    case .assign: return assignment() ?? declaration()
    case .branch: return [branch()]
    case .selection: return [selection()]
    case .counting: return [counting()]
    case .over: return over() ?? declaration()
    case .repeating: return repeating()
    case .collection: return collectionStatement() ?? declaration()
    case .object: return objectStatement() ?? declaration()
    case .order: return [order()]
    }
  }

  // MARK: Names and values

  static let scalarKinds: [(Int, Kind)] = [(50, .float), (25, .int), (25, .bool)]

  mutating func anyKind() -> Kind {
    var kinds = Self.scalarKinds
    if has(.texts) { kinds.append((6, .string)) }
    if has(.enumerations) { kinds.append((10, .mode)) }
    return pick(kinds)
  }

  mutating func declaration() -> [Sketch] {
    if has(.functions), chance(10), let tuple = tupleDeclaration() { return tuple }
    if chance(12) { return valueDeclaration() }
    let kind = anyKind()
    var name = fresh(prefix(kind))
    // A name of a block may hide one outside; within one block names are unique.
    if branchDepth > 0, chance(12),
      let outer = names[..<firstOfBlock].last(where: { $0.kind == kind }),
      !names[firstOfBlock...].contains(where: { $0.name == outer.name })
    {
      forms.insert(.shadowing)
      name = outer.name
    }
    let value = expression(kind)
    defer { names.append(Name(name: name, kind: kind, canChange: true)) }
    forms.insert(.declaration)
    if has(.persistence), chance(35) {
      let isIntrabar = chance(15)
      forms.insert(isIntrabar ? .intrabarPersistent : .persistent)
      let start = chance(60) ? startText(kind) : value
      return [Sketch("\(isIntrabar ? "varip" : "var") \(typeText(kind)) \(name) = \(start)")]
    }
    if chance(25) {
      forms.insert(.typed)
      let isMissing = kind == .float && chance(30)
      return [Sketch("\(typeText(kind)) \(name) = \(isMissing ? "na" : value)")]
    }
    return [Sketch("\(name) = \(value)")]
  }

  private func startText(_ kind: Kind) -> String {
    switch kind {
    case .int: "0"
    case .float: "0.0"
    case .bool: "false"
    case .string: "\"s\""
    default: "Mode.calm"
    }
  }

  func typeText(_ kind: Kind) -> String {
    switch kind {
    case .int: "int"
    case .float: "float"
    case .bool: "bool"
    case .string: "string"
    case .mode: "Mode"
    case .point: "Point"
    case .floats: "array<float>"
    case .table: "map<int, float>"
    case .grid: "matrix<float>"
    }
  }

  func prefix(_ kind: Kind) -> String {
    switch kind {
    case .int: "n"
    case .float: "x"
    case .bool: "b"
    case .string: "s"
    case .mode: "mode"
    case .point: "p"
    case .floats: "list"
    case .table: "table"
    case .grid: "grid"
    }
  }

  /// A name that takes the value of a branch, a selection or a loop.
  private mutating func valueDeclaration() -> [Sketch] {
    let kind: Kind = pick([.float, .int, .bool])
    let name = fresh(prefix(kind))
    var sketch: Sketch
    switch number(0...2) {
    case 0 where has(.loops) && kind != .bool:
      forms.insert(.countingValue)
      sketch = Sketch("\(name) = for i\(name) = 1 to \(number(2...4))")
      sketch.blocks = [valueBlock(kind)]
    case 1:
      forms.insert(.selectionValue)
      sketch = Sketch("\(name) = switch")
      var arms = (0..<number(1...2)).map { _ in Sketch(bool(1) + " =>") }
      if chance(70) { arms.append(Sketch("=>")) }
      for index in arms.indices { arms[index].blocks = [valueBlock(kind)] }
      sketch.blocks = [arms]
    default:
      forms.insert(.branchValue)
      sketch = Sketch("\(name) = if \(bool(2))")
      sketch.blocks = [valueBlock(kind)]
      if chance(70) {
        sketch.joints = ["else"]
        sketch.blocks.append(valueBlock(kind))
      }
    }
    names.append(Name(name: name, kind: kind, canChange: true))
    return [sketch]
  }

  private mutating func valueBlock(_ kind: Kind) -> [Sketch] {
    inBlock { generator in
      var block = generator.statements(generator.number(0...2))
      block.append(Sketch(generator.expression(kind)))
      return block
    }
  }

  mutating func assignment() -> [Sketch]? {
    guard let target = assignableName([.float, .int, .bool, .string, .mode]) else { return nil }
    if target.kind == .float || target.kind == .int, chance(45) {
      return [compound(target)]
    }
    forms.insert(.assignment)
    // An assignment that reads what it changes is the likely one to be mistaken.
    if target.kind == .float, chance(25) {
      return [Sketch("\(target.name) := " + fill("({b} ? \(target.name) + {f} : {f})", 2))]
    }
    return [Sketch("\(target.name) := \(expression(target.kind))")]
  }

  private mutating func compound(_ target: Name) -> Sketch {
    let (form, operation): (ScriptForm, String) = pick([
      (5, (.addition, "+=")), (4, (.subtraction, "-=")), (2, (.multiplication, "*=")),
      (1, (.division, "/=")), (2, (.remainder, "%=")),
    ])
    if target.kind == .int {
      if form == .multiplication || form == .division {
        forms.insert(.remainder)
        return Sketch("\(target.name) %= \(number(3...50))")
      }
      forms.insert(form)
      return Sketch("\(target.name) \(operation) \(int(1))")
    }
    forms.insert(form)
    return Sketch("\(target.name) \(operation) \(float(1))")
  }

  /// A count of bars, so that no bar may be passed over.
  mutating func tally() -> [Sketch] {
    forms.formUnion([.persistent, .addition])
    let name = fresh("n")
    names.append(Name(name: name, kind: .int, canChange: true))
    return [Sketch("var \(name) = 0"), Sketch("\(name) += 1")]
  }

  // MARK: Branches

  mutating func block(_ count: ClosedRange<Int> = 1...2) -> [Sketch] {
    inBlock { generator in
      var block = generator.statements(generator.number(count))
      if generator.loopDepth > 0, generator.chance(30) {
        let isExit = generator.chance(50)
        generator.forms.insert(isExit ? .breaking : .continuing)
        block.append(
          Sketch("if \(generator.bool(1))", [Sketch(isExit ? "break" : "continue")]))
      }
      return block
    }
  }

  mutating func branch() -> Sketch {
    forms.insert(.branch)
    var sketch = Sketch("if \(bool(2))", block())
    if chance(20) {
      forms.insert(.branchElseIf)
      sketch.joints.append("else if \(bool(2))")
      sketch.blocks.append(block())
    }
    if chance(45) {
      forms.insert(.branchElse)
      sketch.joints.append("else")
      sketch.blocks.append(block())
    }
    return sketch
  }

  private mutating func selection() -> Sketch {
    var arms: [Sketch] = []
    var head = "switch"
    if has(.enumerations), chance(50) {
      forms.insert(.selectionBySubject)
      head = "switch \(mode(1))"
      arms = [Sketch("Mode.calm =>", block(1...2)), Sketch("Mode.wild =>", block(1...2))]
    } else if chance(40) {
      forms.insert(.selectionBySubject)
      head = "switch \(int(1)) % 3"
      arms = (0..<number(1...2)).map { Sketch("\($0) =>", block(1...2)) }
    } else {
      forms.insert(.selection)
      arms = (0..<number(1...3)).map { _ in Sketch("\(bool(1)) =>", block(1...2)) }
    }
    if chance(50) { arms.append(Sketch("=>", block(1...2))) }
    return Sketch(head, arms)
  }

  // MARK: Loops

  private mutating func loopBody(_ name: Name? = nil) -> [Sketch] {
    inBlock { generator in
      if let name { generator.names.append(name) }
      generator.loopDepth += 1
      defer { generator.loopDepth -= 1 }
      return generator.block(1...2)
    }
  }

  private mutating func counting() -> Sketch {
    forms.insert(.counting)
    let name = fresh("i")
    var head = "for \(name) = \(number(0...3)) to "
    head += chance(60) ? String(number(0...6)) : "int(nz(\(int(1)) % 5))"
    if chance(25) {
      forms.insert(.countingBy)
      head += " by \(number(1...3))"
    }
    return Sketch(head, loopBody(Name(name: name, kind: .int, canChange: false)))
  }

  private mutating func over() -> [Sketch]? {
    guard let list = visibleName(.floats) else { return nil }
    let item = fresh("item")
    if chance(40) {
      forms.insert(.overIndexed)
      let index = fresh("at")
      let count = names.count
      names.append(Name(name: index, kind: .int, canChange: false))
      let body = loopBody(Name(name: item, kind: .float, canChange: false))
      names.removeSubrange(count...)
      return [Sketch("for [\(index), \(item)] in \(list).copy()", body)]
    }
    forms.insert(.over)
    return [
      Sketch(
        "for \(item) in \(list).copy()", loopBody(Name(name: item, kind: .float, canChange: false)))
    ]
  }

  /// A loop with a counter of its own, which nothing else assigns.
  private mutating func repeating() -> [Sketch] {
    forms.insert(.repeating)
    let name = fresh("w")
    names.append(Name(name: name, kind: .int, canChange: false))
    let body = [Sketch("\(name) += 1")] + loopBody()
    return [
      Sketch("\(name) = 0"),
      Sketch("while \(name) < \(number(1...4)) and \(bool(1))", body),
    ]
  }
}

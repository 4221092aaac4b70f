/// The register in which the branches of a structure leave their value.
struct Merge {
  var type: ValueType?
  /// One register per part of the value; empty until the first branch.
  var registers: [Int32] = []
  var isTuple = false
}

/// `if`, `switch` and loops.
extension Checker {
  // MARK: Merging

  /// Copies a branch's value to where the structure's value will be.
  func add(_ value: Value, to merge: inout Merge, at span: SourceSpan) {
    let parts = value.elements.isEmpty ? [value] : value.elements
    if let type = merge.type {
      guard let joined = join(type, value.type == .void ? .na : value.type) else {
        fail(
          .typeMismatch, at: span,
          "the branches give \(name(of: type)) and \(name(of: value.type))")
        merge.type = .any
        return
      }
      merge.type = joined
    } else {
      merge.type = value.type == .void ? .na : value.type
    }
    if !value.elements.isEmpty, !merge.isTuple {
      merge.isTuple = true
      merge.registers = parts.map { _ in builder.register() }
    }
    if merge.registers.isEmpty { merge.registers = [builder.register()] }
    for (register, part) in zip(merge.registers, parts) {
      let source = part.register >= 0 ? part.register : missing().register
      builder.emit(.move, source, into: register, at: span)
    }
  }

  /// The type of values of both types; version 5 lets truth stand for 0 and 1.
  func join(_ left: ValueType, _ right: ValueType) -> ValueType? {
    if let type = left.joined(with: right) { return type }
    guard version < 6 else { return nil }
    switch (left, right) {
    case (.bool, .int), (.bool, .float): return right
    case (.int, .bool), (.float, .bool): return left
    default: return nil
    }
  }

  /// Leaves what no executed branch gives: `na`, or false in version 6.
  func addMissing(to merge: inout Merge, at span: SourceSpan) {
    if merge.registers.isEmpty { merge.registers = [builder.register()] }
    let types: [ValueType] =
      if case .tuple(let types)? = merge.type { types } else { [merge.type ?? .na] }
    for (index, register) in merge.registers.enumerated() {
      let isTruth = index < types.count && types[index] == .bool && version >= 6
      let word = isTruth ? constant(0, .bool) : missing()
      builder.emit(.move, word.register, into: register, at: span)
    }
  }

  func value(of merge: Merge) -> Value {
    let type = merge.type ?? .na
    if merge.isTuple, case .tuple(let types) = type {
      return Value(
        type: type,
        elements: zip(types, merge.registers).map { Value(type: $0, register: $1) })
    }
    guard let register = merge.registers.first else { return .void }
    return Value(type: type, register: register)
  }

  // MARK: Branches

  func lower(_ conditional: IfExpression, isWanted: Bool, at span: SourceSpan) -> Value {
    var merge = Merge()
    let end = builder.label()
    let first = condition(conditional.branches[0].condition, "the condition")
    builder.inRegion {
      for (index, branch) in conditional.branches.enumerated() {
        let next = builder.label()
        let test = index == 0 ? first : condition(branch.condition, "the condition")
        builder.jump(.jumpUnless, max(test.register, 0), to: next, at: branch.condition.span)
        let value = lower(branch.block, isWanted: isWanted)
        if isWanted { add(value, to: &merge, at: branch.block.span) }
        builder.jump(to: end, at: span)
        builder.place(next)
      }
      if let otherwise = conditional.otherwise {
        let value = lower(otherwise, isWanted: isWanted)
        if isWanted { add(value, to: &merge, at: otherwise.span) }
      } else if isWanted {
        addMissing(to: &merge, at: span)
      }
    }
    builder.place(end)
    return isWanted ? value(of: merge) : .void
  }

  func lower(_ selection: SwitchExpression, isWanted: Bool, at span: SourceSpan) -> Value {
    var merge = Merge()
    let end = builder.label()
    let subject = selection.subject.map { lower($0) }
    builder.inRegion {
      var hasDefault = false
      for arm in selection.arms {
        let next = builder.label()
        if let pattern = arm.pattern {
          let test = self.test(pattern, against: subject)
          builder.jump(.jumpUnless, max(test.register, 0), to: next, at: pattern.span)
        } else {
          hasDefault = true
        }
        let value = lower(arm.block, isWanted: isWanted)
        if isWanted { add(value, to: &merge, at: arm.block.span) }
        builder.jump(to: end, at: span)
        builder.place(next)
      }
      if isWanted, !hasDefault { addMissing(to: &merge, at: span) }
    }
    builder.place(end)
    return isWanted ? value(of: merge) : .void
  }

  private func test(_ pattern: Expression, against subject: Value?) -> Value {
    guard let subject else { return condition(pattern, "the arm's condition") }
    let value = lower(pattern)
    return binary(.equal, subject, value, at: pattern.span)
  }

  // MARK: Loops

  /// Lowers a loop's body between the labels that `break` and `continue` lead to.
  private func lowerBody(
    _ body: Block, _ place: LoopPlace, isWanted: Bool, into merge: inout Merge
  ) {
    loops.append(place)
    let value = lower(body, isWanted: isWanted)
    loops.removeLast()
    if isWanted { add(value, to: &merge, at: body.span) }
  }

  /// Declares a name that exists within a loop only.
  private func declareLocal(_ name: Identifier, _ type: ValueType, _ register: Int32) {
    let variable = Variable(
      name.name, at: name.span, from: .local, in: scope, isMutable: true)
    variable[builder] = Value(type: type, register: register, flag: flag, isVolatile: true)
    scope.variables[name.name] = variable
  }

  /// Runs `body` in a region and a scope for a loop, whose result is `na` without a round.
  ///
  /// - Parameter rounds: How many it makes at most; nil if that is for the run to tell.
  private func inLoop(
    rounds: Double?, isWanted: Bool, at span: SourceSpan,
    _ body: (LoopPlace, inout Merge) -> Void
  ) -> Value {
    var merge = Merge()
    if isWanted {
      merge.registers = [builder.register()]
      builder.emit(.move, missing().register, into: merge.registers[0], at: span)
    }
    let outer = scope
    scope = Scope(parent: outer)
    let exit = builder.label()
    let outerRounds = enclosingRounds
    enclosingRounds *= rounds ?? 1
    loopDepth += 1
    builder.inRegion {
      let place = LoopPlace(exit: exit, next: builder.label(), region: builder.currentRegion)
      body(place, &merge)
    }
    loopDepth -= 1
    enclosingRounds = outerRounds
    builder.place(exit)
    scope = outer
    return isWanted ? value(of: merge) : .void
  }

  /// Counts a round of a loop.
  ///
  /// Even if nothing needs its result, a loop stays in the program unless it and those around it
  /// surely end in time, because what does not is to be told by the run.
  private func countRound(of rounds: Double?, at span: SourceSpan) {
    let isKept = rounds == nil || enclosingRounds > Double(Machine.maximumRoundCount)
    builder.emit(Instruction(operation: .countRound, a: isKept ? 1 : 0), at: span)
  }

  /// How many rounds a counting loop makes at most whatever its body computes; nil if unknown.
  private func rounds(
    _ loop: ForExpression, _ first: Value, _ last: Value, _ step: Value
  ) -> Double? {
    guard let from = first.constant, let to = last.constant, let width = step.constant,
      width.isFinite, width != 0
    else { return nil }
    var assigned: Set<String> = []
    TreeWalk.visit(loop.body.statements) { statement in
      if case .assignment(let assignment) = statement.kind,
        case .name(let name) = assignment.target.kind
      {
        assigned.insert(name)
      }
    } expression: { _ in
    }
    var reads: Set<String> = [loop.variable.name]
    if version >= 6 {
      // The bound is computed anew before each round.
      TreeWalk.visit(loop.last) { _ in
      } expression: { expression in
        guard case .name(let name) = expression.kind else { return }
        // What a function of the script reads is not looked for.
        if functions[name] == nil { reads.insert(name) } else { reads.formUnion(assigned) }
      }
    }
    let rounds = (abs(to - from) / abs(width)).rounded(.down) + 1
    return assigned.isDisjoint(with: reads) ? rounds : nil
  }

  func lower(_ loop: ForExpression, isWanted: Bool, at span: SourceSpan) -> Value {
    let first = lower(loop.first)
    var last = lower(loop.last)
    let step = loop.step.map { lower($0) } ?? constant(1, .int)
    guard first.register >= 0, last.register >= 0, step.register >= 0 else { return .unknown }
    let type: ValueType = first.type == .float || step.type == .float ? .float : .int
    if version < 6 {
      last.register = builder.emit(.move, last.register, at: span)
    }
    let counter = builder.emit(.move, first.register, at: span)
    let signedStep = builder.emit(.loopStep, first.register, last.register, step.register, at: span)
    let rounds = rounds(loop, first, last, step)
    return inLoop(rounds: rounds, isWanted: isWanted, at: span) { place, merge in
      let head = builder.label()
      builder.place(head)
      let bound = version < 6 ? last : lower(loop.last)
      builder.emit(
        Instruction(
          operation: .jumpIfPassed, destination: Int32(place.exit.index), a: counter,
          b: max(bound.register, 0), c: signedStep), at: span)
      countRound(of: rounds, at: span)
      declareLocal(loop.variable, type, counter)
      lowerBody(loop.body, place, isWanted: isWanted, into: &merge)
      builder.place(place.next)
      builder.emit(.add, counter, signedStep, into: counter, at: span)
      builder.jump(to: head, at: span)
    }
  }

  func lower(_ loop: ForInExpression, isWanted: Bool, at span: SourceSpan) -> Value {
    let collection = lower(loop.collection)
    var items = collection
    var keys: Value?
    switch collection.type {
    case .array: break
    case .map(let key, let value):
      items = libraryCall("map.values", [collection], .array(value), at: span)
      keys = libraryCall("map.keys", [collection], .array(key), at: span)
    case .matrix(let element):
      items = libraryCall("matrix.rows_as_arrays", [collection], .array(.array(element)), at: span)
    case .any: return .unknown
    default:
      return fail(
        .typeMismatch, at: loop.collection.span,
        "cannot loop over a value of type \(name(of: collection.type))",
        expected: "an array, a map or a matrix")
    }
    guard case .array(let element) = items.type, items.register >= 0 else { return .unknown }
    let counter = builder.emit(.move, constant(0, .int).register, at: span)
    let rounds = Double(Heap.maximumElementCount)
    return inLoop(rounds: rounds, isWanted: isWanted, at: span) { place, merge in
      let head = builder.label()
      builder.place(head)
      let count = builder.emit(.elementCount, items.register, at: span)
      let isLeft = builder.emit(.less, counter, count, at: span)
      builder.jump(.jumpUnless, isLeft, to: place.exit, at: span)
      countRound(of: rounds, at: span)
      let item = builder.emit(.element, items.register, counter, at: span)
      declareLocal(loop.item, element, item)
      if let index = loop.index {
        if let keys, case .array(let key) = keys.type {
          declareLocal(index, key, builder.emit(.element, keys.register, counter, at: span))
        } else {
          declareLocal(index, .int, builder.emit(.move, counter, at: span))
        }
      }
      lowerBody(loop.body, place, isWanted: isWanted, into: &merge)
      builder.place(place.next)
      builder.emit(.add, counter, constant(1, .int).register, into: counter, at: span)
      builder.jump(to: head, at: span)
    }
  }

  func lower(_ loop: WhileExpression, isWanted: Bool, at span: SourceSpan) -> Value {
    inLoop(rounds: nil, isWanted: isWanted, at: span) { place, merge in
      builder.place(place.next)
      let test = condition(loop.condition, "the loop's condition")
      builder.jump(.jumpUnless, max(test.register, 0), to: place.exit, at: loop.condition.span)
      // Whether it ends is for the run to tell, also where nobody needs what it computes.
      countRound(of: nil, at: span)
      lowerBody(loop.body, place, isWanted: isWanted, into: &merge)
      builder.jump(to: place.next, at: span)
    }
  }
}

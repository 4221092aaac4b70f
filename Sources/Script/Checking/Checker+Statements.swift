/// Statements, blocks and variables.
extension Checker {
  /// Lowers a statement; its value is that of a block that it ends.
  ///
  /// - Parameter isWanted: Whether the value is used.
  func lower(_ statement: Statement, isWanted: Bool) -> Value {
    switch statement.kind {
    case .variable(let declaration): return declare(declaration, at: statement.span)
    case .tuple(let declaration): return declare(declaration, at: statement.span)
    case .assignment(let assignment): return assign(assignment)
    case .expression(let expression): return lower(expression, isWanted: isWanted)
    case .function, .type, .enumeration:
      if scope !== globals {
        fail(
          .misplaced, at: statement.span,
          "functions, types and enumerations stand at the outermost level")
      }
      return .void
    case .importing(let declaration):
      fail(
        .unsupported, at: statement.span,
        "cannot import '\(declaration.user)/\(declaration.library)': libraries are not supported",
        hint: "put the functions that the script uses into the script itself")
      return .void
    case .breaking, .continuing:
      leaveLoop(statement)
      return .void
    }
  }

  /// Lowers the statements of a block in a scope of its own; the value is the last statement's.
  func lower(_ block: Block, isWanted: Bool) -> Value {
    let outer = scope
    scope = Scope(parent: outer)
    defer { scope = outer }
    return lowerStatements(block, isWanted: isWanted)
  }

  /// Lowers the statements of a block in the current scope.
  func lowerStatements(_ block: Block, isWanted: Bool) -> Value {
    var value = Value.void
    let last = block.statements.count - 1
    for (index, statement) in block.statements.enumerated() {
      value = lower(statement, isWanted: isWanted && index == last)
    }
    return value
  }

  private func leaveLoop(_ statement: Statement) {
    guard let loop = loops.last else {
      fail(.misplaced, at: statement.span, "'break' and 'continue' stand inside a loop")
      return
    }
    builder.noteExit(of: loop.region)
    if case .breaking = statement.kind {
      builder.jump(to: loop.exit, at: statement.span)
    } else {
      builder.jump(to: loop.next, at: statement.span)
    }
  }

  // MARK: Variables

  /// The variable that a declaration makes; the one of before when it is walked for a request.
  private func variable(_ name: Identifier, _ origin: Variable.Origin) -> Variable {
    if let known = scope.variables[name.name] {
      if known.span == name.span { return known }
      if scope === globals {
        fail(
          .duplicateName, at: name.span, "'\(name.name)' is declared twice",
          hint: "use ':=' to give a variable another value")
      }
    } else if scope === globals, Catalog.shared.variable(name.name) != nil {
      diagnostics.warning(
        .duplicateName, at: name.span,
        "'\(name.name)' means this variable from here on, not what the language calls so")
    }
    let variable = Variable(
      name.name, at: name.span, from: origin, in: scope,
      isMutable: assignedNames.contains(name.name))
    if name.name != "_" { scope.variables[name.name] = variable }
    return variable
  }

  private func declare(_ declaration: VariableDeclaration, at span: SourceSpan) -> Value {
    let declared = declaration.type.map(type)
    declaredName = declaration.name.name
    defer { declaredName = nil }
    if declaration.persistence != .perBar {
      return declarePersistent(declaration, declared, at: span)
    }
    let value = valueOf(declaration.value, declared, "variable '\(declaration.name.name)'")
    let variable = variable(declaration.name, .declaration(declaration))
    let kept = keep(value, for: variable, at: span)
    variable[builder] = kept
    return kept
  }

  /// Lowers an expression that has to fit a type.
  private func valueOf(_ expression: Expression, _ declared: ValueType?, _ what: String) -> Value {
    var value = lower(expression, isWanted: true)
    if value.type == .void {
      fail(.typeMismatch, at: expression.span, "\(what) needs a value, but this gives none")
      value = .unknown
    }
    guard let declared else { return value }
    return convert(value, to: declared, at: expression.span, what)
  }

  /// The register that a variable has from now on: the value's own, or a copy of it.
  private func keep(_ value: Value, for variable: Variable, at span: SourceSpan) -> Value {
    guard value.elements.isEmpty else { return value }
    // In a block that is executed on some bars, a name has a history of its own.
    let hasOwnHistory = !builder.isUnconditional && recalledNames.contains(variable.name)
    if !variable.isMutable, !value.isVolatile, !hasOwnHistory {
      var kept = value
      kept.flag = kept.flag ?? flag
      return kept
    }
    let register = builder.emit(.move, value.register, at: span)
    return Value(
      type: value.type, register: register, flag: flag, isVolatile: variable.isMutable)
  }

  private func declarePersistent(
    _ declaration: VariableDeclaration, _ declared: ValueType?, at span: SourceSpan
  ) -> Value {
    let register = builder.register()
    let done = builder.register(0)
    let label = builder.label()
    let outerFlag = flag
    let value = builder.inRegion {
      builder.jump(.jumpIfDone, done, to: label, at: span)
      let value = valueOf(
        declaration.value, declared, "variable '\(declaration.name.name)'")
      if value.register >= 0 {
        builder.emit(.move, value.register, into: register, at: span)
      }
      return value
    }
    builder.place(label)
    if let word = value.constant { builder.program.initialWords[Int(register)] = word }
    let variable = variable(declaration.name, .declaration(declaration))
    let kept = Value(
      type: declared ?? value.type, register: register, flag: outerFlag,
      isVolatile: variable.isMutable)
    variable[builder] = kept
    return kept
  }

  private func declare(_ declaration: TupleDeclaration, at span: SourceSpan) -> Value {
    let value = lower(declaration.value, isWanted: true)
    let isTuple = !value.elements.isEmpty
    if value.type != .any, value.elements.count != declaration.names.count {
      fail(
        .typeMismatch, at: declaration.value.span,
        isTuple
          ? "\(declaration.names.count) names stand for \(value.elements.count) values"
          : "\(declaration.names.count) names stand for one value of type \(name(of: value.type))")
    }
    for (index, name) in declaration.names.enumerated() {
      let element = value.elements.indices.contains(index) ? value.elements[index] : .unknown
      let variable = variable(name, .tuple(declaration, index: index))
      variable[builder] = keep(element, for: variable, at: span)
    }
    return value
  }

  // MARK: Assignment

  private func assign(_ assignment: Assignment) -> Value {
    switch assignment.target.kind {
    case .name(let name):
      guard let variable = scope.variable(name) else {
        _ = lower(assignment.value, isWanted: true)
        if Catalog.shared.contains(name) { return failOfBuiltin(name, assignment) }
        return fail(
          .unknownName, at: assignment.target.span,
          "cannot assign to '\(name)': it is not declared",
          hint: "declare it with '='")
      }
      if !callPath.isEmpty, !isPreparing, variable.scope === globals {
        _ = lower(assignment.value, isWanted: true)
        return fail(
          .misplaced, at: assignment.target.span,
          "a function cannot assign to '\(name)', which is declared outside",
          hint: "return the value and assign it there, or keep it in an array or an object")
      }
      return assign(assignment, to: variable)
    case .member(let base, let field):
      if let dotted = base.dottedName, scope.variable(root(of: dotted)) == nil,
        Catalog.shared.contains(dotted)
      {
        _ = lower(assignment.value, isWanted: true)
        return failOfBuiltin(dotted + "." + field.name, assignment)
      }
      return assign(assignment, to: field, of: base)
    default:
      return fail(
        .typeMismatch, at: assignment.target.span, "only variables and fields can be assigned to")
    }
  }

  /// Gives the error that something of the language's own cannot be changed.
  private func failOfBuiltin(_ name: String, _ assignment: Assignment) -> Value {
    let isKnown = Catalog.shared.contains(name)
    return fail(
      isKnown ? .builtinTarget : .unknownName, at: assignment.target.span,
      isKnown
        ? "cannot assign to '\(name)': it belongs to the language" : "unknown name '\(name)'",
      hint: isKnown
        ? "declare a variable of another name" : Catalog.shared.hint(for: name))
  }

  private func assign(_ assignment: Assignment, to variable: Variable) -> Value {
    guard let old = value(of: variable, at: assignment.target.span) else { return .unknown }
    let value = operand(of: assignment, old)
    let converted = convert(
      value, to: old.type == .na ? value.type : old.type, at: assignment.value.span,
      "variable '\(variable.name)'")
    guard old.register >= 0, converted.register >= 0 else { return .unknown }
    builder.emit(.move, converted.register, into: old.register, at: assignment.operationSpan)
    var kept = old
    if old.type == .na || (old.type == .int && value.type == .float) {
      kept.type = value.type
    }
    variable[builder] = kept
    return kept
  }

  private func operand(of assignment: Assignment, _ old: Value) -> Value {
    let value = lower(assignment.value, isWanted: true)
    guard let operation = assignment.operation.binary else { return value }
    return binary(operation, old, value, at: assignment.operationSpan)
  }

  private func assign(
    _ assignment: Assignment, to field: Identifier, of base: Expression
  ) -> Value {
    let object = lower(base, isWanted: true)
    guard let (index, type) = self.field(field, of: object) else {
      _ = lower(assignment.value, isWanted: true)
      return .unknown
    }
    var value: Value
    if assignment.operation.binary != nil {
      let old = builder.emit(.field, object.register, Int32(index), at: field.span)
      value = operand(of: assignment, Value(type: type, register: old))
    } else {
      value = lower(assignment.value, isWanted: true)
    }
    value = convert(value, to: type, at: assignment.value.span, "field '\(field.name)'")
    builder.emit(
      Instruction(
        operation: .setField, a: object.register, b: Int32(index), c: value.register),
      at: assignment.operationSpan)
    return value
  }

  // MARK: Conversion

  /// The value as another type; words stay as they are, but for truth in version 5.
  func convert(_ value: Value, to type: ValueType, at span: SourceSpan, _ what: String) -> Value {
    guard value.type.converts(to: type, version: version) else {
      return fail(
        .typeMismatch, at: span,
        "\(what) has type \(name(of: type)) and cannot take \(name(of: value.type))")
    }
    var converted = value
    if type == .any { return value }
    if type == .bool, value.type.isNumeric { return truth(value, at: span) }
    if type == .bool, value.type == .na, version >= 6, value.constant != nil, !isTryingUnused {
      return fail(
        .typeMismatch, at: span, "\(what) has type bool, which is never na in version 6",
        expected: "true or false")
    }
    if type != .na { converted.type = type }
    if value.elements.isEmpty { return converted }
    return value
  }

  /// The value of a variable in the current program, made there if need be.
  func value(of variable: Variable, at span: SourceSpan) -> Value? {
    if let known = variable[builder] { return known }
    return materialize(variable, at: span)
  }
}

import Formats

/// Functions, types and enumerations, and the names that change.
extension Checker {
  /// Learns of everything that may be used before the walk comes to it.
  func collectDeclarations() {
    for statement in tree.statements {
      switch statement.kind {
      case .type(let type):
        typeIndices[type.name.name] = types.count
        types.append(UserType(declaration: type))
        names.types.append(type.name.name)
      case .enumeration(let enumeration):
        enumerationIndices[enumeration.name.name] = enumerations.count
        enumerations.append(enumeration)
        names.enumerations.append(enumeration.name.name)
      case .function(let function):
        functions[function.name.name, default: []].append(UserFunction(function))
        warnOfHiding(function)
      default: break
      }
    }
    for index in types.indices {
      types[index].fieldTypes = types[index].declaration.fields.map { type(of: $0.type) }
    }
    collectNames()
  }

  /// Tells of a function that takes the meaning of a name from the language.
  private func warnOfHiding(_ function: FunctionDeclaration) {
    let name = function.name
    guard !function.isMethod, Catalog.shared.function(name.name) != nil else { return }
    diagnostics.warning(
      .duplicateName, at: name.span,
      "'\(name.name)' means this function, not what the language calls so")
  }

  /// Learns which names `:=` and its kin assign to, and which have their history read.
  private func collectNames() {
    TreeWalk.visit(tree.statements) { statement in
      if case .assignment(let assignment) = statement.kind,
        case .name(let name) = assignment.target.kind
      {
        assignedNames.insert(name)
      }
    } expression: { expression in
      if case .history(let base, _) = expression.kind, case .name(let name) = base.kind {
        recalledNames.insert(name)
      }
    }
  }

  /// The type that a reference names.
  func type(of reference: TypeReference) -> ValueType {
    let arguments = reference.arguments.map(type)
    func argument(_ index: Int) -> ValueType {
      arguments.indices.contains(index) ? arguments[index] : .any
    }
    switch reference.name {
    case "int": return .int
    case "float": return .float
    case "bool": return .bool
    case "color": return .color
    case "string": return .string
    case "array": return .array(argument(0))
    case "matrix": return .matrix(argument(0))
    case "map": return .map(argument(0), argument(1))
    default: break
    }
    if let kind = HandleKind(rawValue: reference.name) { return .handle(kind) }
    if let index = typeIndices[reference.name] { return .object(index) }
    if let index = enumerationIndices[reference.name] { return .enumeration(index) }
    let known =
      ["int", "float", "bool", "color", "string", "array", "matrix", "map"] + names.types
      + names.enumerations
    fail(
      .unknownType, at: reference.span, "unknown type '\(reference.name)'",
      hint: Suggestion.hint(for: reference.name, in: known))
    return .any
  }

  /// Checks the functions that nothing calls, with whatever their parameters say.
  func checkUnusedFunctions() {
    let unused = functions.keys.sorted().flatMap { functions[$0] ?? [] }.filter { !$0.isUsed }
    guard !unused.isEmpty else { return }
    let outer = builder
    builder = makeRequestBuilder()
    isTryingUnused = true
    defer { builder = outer }
    for function in unused {
      let values = function.declaration.parameters.map { parameter in
        var value = missing(parameter.type.map(type) ?? .any)
        value.constant = nil
        return value
      }
      _ = inline(
        function, arguments: values, expressions: [], at: function.declaration.name.span)
    }
  }
}

/// Visits every statement and expression below a list of statements.
enum TreeWalk {
  static func visit(
    _ statements: [Statement], statement visitStatement: (Statement) -> Void,
    expression visitExpression: (Expression) -> Void
  ) {
    for statement in statements {
      visitStatement(statement)
      func descend(_ expression: Expression) {
        visit(expression, statement: visitStatement, expression: visitExpression)
      }
      switch statement.kind {
      case .variable(let declaration): descend(declaration.value)
      case .tuple(let declaration): descend(declaration.value)
      case .assignment(let assignment):
        descend(assignment.target)
        descend(assignment.value)
      case .function(let function):
        for parameter in function.parameters { parameter.defaultValue.map(descend) }
        visit(
          function.body.statements, statement: visitStatement, expression: visitExpression)
      case .type(let type): for field in type.fields { field.defaultValue.map(descend) }
      case .expression(let expression): descend(expression)
      case .enumeration, .importing, .breaking, .continuing: break
      }
    }
  }

  static func visit(
    _ expression: Expression, statement visitStatement: (Statement) -> Void,
    expression visitExpression: (Expression) -> Void
  ) {
    visitExpression(expression)
    func descend(_ expression: Expression) {
      visit(expression, statement: visitStatement, expression: visitExpression)
    }
    func descend(_ block: Block) {
      visit(block.statements, statement: visitStatement, expression: visitExpression)
    }
    switch expression.kind {
    case .member(let base, _): descend(base)
    case .call(let call):
      descend(call.callee)
      for argument in call.arguments { descend(argument.value) }
    case .history(let base, let offset):
      descend(base)
      descend(offset)
    case .unary(_, let operand): descend(operand)
    case .binary(_, let left, let right):
      descend(left)
      descend(right)
    case .ternary(let condition, let then, let otherwise):
      descend(condition)
      descend(then)
      descend(otherwise)
    case .tuple(let elements): elements.forEach(descend)
    case .conditional(let conditional):
      for branch in conditional.branches {
        descend(branch.condition)
        descend(branch.block)
      }
      conditional.otherwise.map(descend)
    case .selection(let selection):
      selection.subject.map(descend)
      for arm in selection.arms {
        arm.pattern.map(descend)
        descend(arm.block)
      }
    case .countingLoop(let loop):
      descend(loop.first)
      descend(loop.last)
      loop.step.map(descend)
      descend(loop.body)
    case .collectionLoop(let loop):
      descend(loop.collection)
      descend(loop.body)
    case .whileLoop(let loop):
      descend(loop.condition)
      descend(loop.body)
    case .integer, .float, .boolean, .string, .color, .name, .invalid: break
    }
  }
}

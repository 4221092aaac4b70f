import Formats

/// `request.security`: an expression in the context of another timeframe.
///
/// The expression is lowered to a program of its own, together with all that it needs of the script:
/// the declarations and assignments of its variables, in the order of the text, without orders.
extension Checker {
  func lowerRequest(
    _ function: BuiltinFunction, _ call: Call, _ expression: Expression
  ) -> Value {
    let isCollecting = function.name == "request.security_lower_tf"
    guard isCollecting || function.name == "request.security" else {
      return fail(
        .unsupported, at: call.callee.span, "'\(function.name)' is not supported yet")
    }
    let names = function.overloads[0].parameters.map(\.name)
    var arguments: [String: Expression] = [:]
    for (index, argument) in call.arguments.enumerated() {
      let name = argument.name?.name ?? (names.indices.contains(index) ? names[index] : "")
      guard names.contains(name), arguments[name] == nil else {
        return fail(
          .wrongArguments, at: argument.value.span,
          "'\(function.name)' has no parameter for this argument",
          expected: names.joined(separator: ", "),
          hint: argument.name.flatMap { Suggestion.hint(for: $0.name, in: names) })
      }
      arguments[name] = argument.value
    }
    guard let symbol = arguments["symbol"], let timeframe = arguments["timeframe"],
      let requested = arguments["expression"]
    else {
      return fail(
        .wrongArguments, at: expression.span,
        "'\(function.name)' needs a symbol, a timeframe and an expression")
    }
    guard requestDepth < 4 else {
      return fail(.tooLarge, at: expression.span, "requests are nested too deeply")
    }
    let place = [lowerText(symbol), lowerText(timeframe)]
    if isCollecting {
      let ignores = arguments["ignore_invalid_timeframe"].map { truth(lower($0), at: $0.span) }
      let flag = (ignores ?? constant(0, .bool)).register
      return emit(
        requested, place + [max(flag, 0), constant(0, .bool).register], isCollecting: true,
        at: expression.span)
    }
    let hasGaps = setting(arguments["gaps"], "gaps_on", at: expression.span)
    let looksAhead = setting(arguments["lookahead"], "lookahead_on", at: expression.span)
    if looksAhead.constant != 0, !hasOffset(requested) {
      readsFuture = true
      diagnostics.warning(
        .readsFuture, at: expression.span,
        "the request shows values before their bar has closed",
        hint: "ask for an earlier value, such as close[1], or leave 'lookahead' out")
    }
    return emit(requested, place + [hasGaps.register, looksAhead.register], at: expression.span)
  }

  private func lowerText(_ expression: Expression) -> Int32 {
    let value = lower(expression)
    guard value.type.converts(to: .string, version: version), value.register >= 0 else {
      fail(
        .typeMismatch, at: expression.span,
        "a value of type \(name(of: value.type)) is no symbol or timeframe", expected: "string")
      return missing().register
    }
    return value.register
  }

  /// Whether an argument is the text that switches something on; old scripts give true and false.
  private func setting(_ expression: Expression?, _ on: String, at span: SourceSpan) -> Value {
    guard let expression else { return constant(0, .bool) }
    let value = lower(expression)
    if value.type == .bool { return value }
    if let text = text(of: value) { return constant(text == on ? 1 : 0, .bool) }
    guard value.type == .string else {
      return fail(
        .typeMismatch, at: expression.span,
        "a value of type \(name(of: value.type)) is no setting of a request", expected: on)
    }
    return binary(.equal, value, constant(on), at: span)
  }

  /// Whether an expression reads only values of earlier bars.
  private func hasOffset(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .history(_, let offset):
      if case .integer(let steps) = offset.kind { return steps >= 1 }
      return false
    case .tuple(let elements): return elements.allSatisfy(hasOffset)
    default: return false
    }
  }

  private func emit(
    _ requested: Expression, _ place: [Int32], isCollecting: Bool = false, at span: SourceSpan
  ) -> Value {
    let outer = (builder, flag, loops, loopDepth)
    let inner = makeRequestBuilder()
    (builder, flag, loops, loopDepth) = (inner, -1, [], 0)
    requestDepth += 1
    prepare(requested)
    let value = lower(requested)
    requestDepth -= 1
    (builder, flag, loops, loopDepth) = outer
    let parts = value.elements.isEmpty ? [value] : value.elements
    guard parts.allSatisfy({ $0.register >= 0 }), value.type != .void else {
      return fail(.typeMismatch, at: requested.span, "the request asks for nothing")
    }
    let results = parts.map(\.register)
    let finished = inner.finish(keeping: results)
    builder.program.requests.append(
      RequestPlan(
        program: finished, columnForm: ColumnSplit.columnForm(of: finished),
        isCollecting: isCollecting))
    let first = builder.registers(parts.count)
    builder.emit(
      Instruction(
        operation: .request, count: UInt16(parts.count), destination: first,
        a: Int32(builder.program.requests.count - 1), b: builder.operands(place),
        c: Int32(place.count)),
      at: span)
    let values = parts.enumerated().map {
      Value(type: isCollecting ? .array($1.type) : $1.type, register: first + Int32($0))
    }
    return value.elements.isEmpty
      ? values[0] : Value(type: .tuple(values.map(\.type)), elements: values)
  }

  // MARK: What an expression needs

  /// Lowers the outermost statements that make the variables which an expression reads.
  private func prepare(_ expression: Expression) {
    var slice = Slice(checker: self)
    slice.visit(expression, scope)
    guard !slice.variables.isEmpty else { return }
    let outer = (scope, statementIndex, isPreparing)
    scope = globals
    isPreparing = true
    for index in 0..<outer.1 where slice.statements.contains(index) {
      statementIndex = index
      _ = lower(tree.statements[index], isWanted: false)
    }
    (scope, statementIndex, isPreparing) = outer
    for variable in slice.variables where variable[builder] == nil {
      _ = materialize(variable, at: variable.span)
    }
  }

  /// Makes the value of a variable in the current program, which has not seen its declaration.
  func materialize(_ variable: Variable, at span: SourceSpan) -> Value? {
    guard builder.isRequested else { return nil }
    guard materializing.insert(ObjectIdentifier(variable)).inserted else {
      fail(
        .unsupported, at: span,
        "the request reads '\(variable.name)', whose value needs the request itself")
      return nil
    }
    let outer = isPreparing
    // The declaration is walked where it stands, not in the function that reads the variable.
    isPreparing = true
    defer {
      materializing.remove(ObjectIdentifier(variable))
      isPreparing = outer
    }
    if variable.isMutable, variable.scope !== globals {
      if case .argument = variable.origin {
      } else {
        fail(
          .unsupported, at: span,
          "the request reads '\(variable.name)', which changes inside a function or a block",
          hint: "move the request to the outermost level")
        return nil
      }
    }
    // What stands at the outermost level is not part of the function that reads it.
    let path = callPath
    if variable.scope === globals { callPath = [] }
    defer { callPath = path }
    switch variable.origin {
    case .declaration(let declaration):
      let statement = Statement(kind: .variable(declaration), span: variable.span)
      _ = inScope(variable.scope) { lower(statement, isWanted: true) }
      return variable[builder]
    case .tuple(let declaration, _):
      let statement = Statement(kind: .tuple(declaration), span: variable.span)
      _ = inScope(variable.scope) { lower(statement, isWanted: true) }
      return variable[builder]
    case .argument(let expression, let outer):
      // The caller wrote it, so it belongs to none of the functions being walked.
      let path = callPath
      callPath = []
      var value = inScope(outer) { lower(expression) }
      callPath = path
      value.flag = -1
      variable[builder] = value
      return value
    case .local where isTryingUnused: return missing(variable.latest?.type ?? .any)
    case .local:
      fail(
        .unsupported, at: span,
        "the request reads '\(variable.name)', which exists only inside a loop")
      return nil
    }
  }

  /// The variables and outermost statements that an expression needs, directly or not.
  private struct Slice {
    let checker: Checker
    var variables: [Variable] = []
    var statements: Set<Int> = []
    private var seen: Set<ObjectIdentifier> = []
    private var functions: Set<ObjectIdentifier> = []

    init(checker: Checker) { self.checker = checker }

    mutating func visit(_ expression: Expression, _ scope: Scope) {
      var names: [String] = []
      TreeWalk.visit(expression) { _ in
      } expression: {
        names += Self.names($0)
      }
      for name in names { need(name, scope) }
    }

    private mutating func visit(_ statement: Statement) {
      var names: [String] = []
      TreeWalk.visit([statement]) { _ in
      } expression: {
        names += Self.names($0)
      }
      for name in names { need(name, checker.globals) }
    }

    private static func names(_ expression: Expression) -> [String] {
      switch expression.kind {
      case .name(let name): [name]
      case .member(_, let member): [member.name]
      default: []
      }
    }

    private mutating func need(_ name: String, _ scope: Scope) {
      for function in checker.functions[name] ?? []
      where functions.insert(ObjectIdentifier(function)).inserted {
        visit(Statement(kind: .function(function.declaration), span: SourceSpan(0, 0)))
      }
      guard let variable = scope.variable(name), variable[checker.builder] == nil,
        seen.insert(ObjectIdentifier(variable)).inserted
      else { return }
      variables.append(variable)
      switch variable.origin {
      case .declaration(let declaration): visit(declaration.value, variable.scope)
      case .tuple(let declaration, _): visit(declaration.value, variable.scope)
      case .argument(let expression, let outer): visit(expression, outer)
      case .local: break
      }
      if variable.scope === checker.globals { addStatements(making: variable) }
    }

    private mutating func addStatements(making variable: Variable) {
      for index in 0..<checker.statementIndex where !statements.contains(index) {
        let statement = checker.tree.statements[index]
        guard Self.makes(statement, variable) else { continue }
        statements.insert(index)
        visit(statement)
      }
    }

    /// Whether an outermost statement declares or assigns a variable.
    private static func makes(_ statement: Statement, _ variable: Variable) -> Bool {
      switch statement.kind {
      case .variable(let declaration) where declaration.name.span == variable.span: return true
      case .tuple(let declaration) where declaration.names.contains { $0.span == variable.span }:
        return true
      case .function: return false
      default: break
      }
      var assigns = false
      TreeWalk.visit([statement]) { inner in
        guard case .assignment(let assignment) = inner.kind else { return }
        let target = assignment.target
        if target.dottedName?.prefix(while: { $0 != "." }) == variable.name[...] { assigns = true }
      } expression: { inner in
        // A method call on the variable may change what it refers to.
        guard case .call(let call) = inner.kind, case .member(let base, _) = call.callee.kind,
          case .name(variable.name) = base.kind
        else { return }
        assigns = true
      }
      return assigns
    }
  }
}

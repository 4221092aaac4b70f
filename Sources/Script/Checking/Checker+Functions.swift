import Formats

/// The user's functions, walked anew at each call.
extension Checker {
  /// Lowers a call of one of the user's functions.
  func callUser(
    _ candidates: [UserFunction], _ call: Call, receiver: (Value, Expression)?,
    at span: SourceSpan
  ) -> Value {
    var values: [Value] = []
    var expressions: [Expression] = []
    var labels: [String?] = []
    if let receiver {
      values.append(receiver.0)
      expressions.append(receiver.1)
      labels.append(nil)
    }
    for argument in call.arguments {
      values.append(lower(argument.value))
      expressions.append(argument.value)
      labels.append(argument.name?.name)
    }
    guard let function = choose(candidates, values, labels, at: span) else { return .unknown }
    let parameters = function.declaration.parameters
    var ordered: [Value?] = parameters.map { _ in nil }
    var orderedExpressions: [Expression?] = parameters.map { _ in nil }
    for (index, value) in values.enumerated() {
      let place =
        labels[index].map { label in parameters.firstIndex { $0.name.name == label } ?? 0 } ?? index
      ordered[place] = value
      orderedExpressions[place] = expressions[index]
    }
    for (index, parameter) in parameters.enumerated() where ordered[index] == nil {
      guard let standard = parameter.defaultValue else { continue }
      ordered[index] = inScope(globals) { lower(standard) }
      orderedExpressions[index] = standard
    }
    return inline(
      function, arguments: ordered.map { $0 ?? .unknown }, expressions: orderedExpressions,
      at: span)
  }

  /// The function whose parameters take the arguments.
  private func choose(
    _ candidates: [UserFunction], _ values: [Value], _ labels: [String?], at span: SourceSpan
  ) -> UserFunction? {
    let fitting = candidates.filter { fits($0.declaration.parameters, values, labels) }
    let exact = fitting.first { function in
      zip(function.declaration.parameters, values).allSatisfy { parameter, value in
        parameter.type.map { type(of: $0) == value.type } ?? true
      }
    }
    if let function = exact ?? fitting.first { return function }
    let name = candidates[0].declaration.name.name
    let parameters = candidates[0].declaration.parameters
    let given = zip(labels, values).map { label, value in
      (label.map { $0 + " = " } ?? "") + self.name(of: value.type)
    }
    let known = candidates.flatMap { $0.declaration.parameters.map(\.name.name) }
    let stray = labels.compactMap(\.self).first { !known.contains($0) }
    let wanted = parameters.map { parameter in
      (parameter.type.map { self.name(of: type(of: $0)) + " " } ?? "") + parameter.name.name
    }
    fail(
      .wrongArguments, at: span,
      "'\(name)' cannot be called with (\(given.joined(separator: ", ")))",
      expected: "(" + wanted.joined(separator: ", ") + ")",
      hint: stray.flatMap { Suggestion.hint(for: $0, in: known) })
    return nil
  }

  private func fits(_ parameters: [Parameter], _ values: [Value], _ labels: [String?]) -> Bool {
    guard values.count <= parameters.count else { return false }
    var isGiven = parameters.map { _ in false }
    for (index, value) in values.enumerated() {
      var place = index
      if let label = labels[index] {
        guard let found = parameters.firstIndex(where: { $0.name.name == label }) else {
          return false
        }
        place = found
      }
      if isGiven[place] { return false }
      isGiven[place] = true
      if let reference = parameters[place].type,
        !value.type.converts(to: type(of: reference), version: version)
      {
        return false
      }
      if value.type == .void { return false }
    }
    return zip(parameters, isGiven).allSatisfy { $1 || $0.defaultValue != nil }
  }

  func inScope<Result>(_ other: Scope, _ body: () -> Result) -> Result {
    let outer = scope
    scope = other
    defer { scope = outer }
    return body()
  }

  /// Walks a function's body in place of a call.
  func inline(
    _ function: UserFunction, arguments: [Value], expressions: [Expression?],
    at span: SourceSpan
  ) -> Value {
    let name = function.declaration.name.name
    function.isUsed = true
    guard !callPath.contains(where: { $0 === function }) else {
      return fail(.recursion, at: span, "'\(name)' calls itself, which the language does not allow")
    }
    callCount += 1
    guard callCount <= Self.maximumCallCount,
      builder.instructionCount < Self.maximumInstructionCount
    else {
      return fail(
        .tooLarge, at: span, "the script is too large once its functions are expanded",
        expected: "at most \(Self.maximumCallCount) calls")
    }
    guard callPath.count < 64 else {
      return fail(
        .tooLarge, at: span, "calls of '\(name)' are nested too deeply",
        expected: "at most 64 levels")
    }
    let (outerScope, outerFlag, outerLoops) = (scope, flag, loops)
    callPath.append(function)
    loops = []
    if !builder.isUnconditional || flag >= 0 {
      flag = builder.flag()
      builder.emit(Instruction(operation: .mark, a: flag), at: span)
    }
    scope = Scope(parent: globals)
    bind(function.declaration.parameters, arguments, expressions, from: outerScope, at: span)
    var result = lowerStatements(function.declaration.body, isWanted: true)
    result.flag = nil
    for index in result.elements.indices { result.elements[index].flag = nil }
    (scope, flag, loops) = (outerScope, outerFlag, outerLoops)
    callPath.removeLast()
    return result
  }

  private func bind(
    _ parameters: [Parameter], _ arguments: [Value], _ expressions: [Expression?],
    from outer: Scope, at span: SourceSpan
  ) {
    for (index, parameter) in parameters.enumerated() {
      var value = arguments[index]
      if let reference = parameter.type {
        value = convert(
          value, to: type(of: reference), at: span, "parameter '\(parameter.name.name)'")
      }
      let expression = expressions.indices.contains(index) ? expressions[index] : nil
      let variable = Variable(
        parameter.name.name, at: parameter.name.span,
        from: expression.map { .argument($0, outer) } ?? .local, in: scope,
        isMutable: assignedNames.contains(parameter.name.name))
      if value.elements.isEmpty, value.register >= 0 {
        if value.isVolatile || variable.isMutable {
          value.register = builder.emit(.move, value.register, at: span)
          value.column = nil
          value.constant = variable.isMutable ? nil : value.constant
        }
        value.flag = flag
        value.isVolatile = variable.isMutable
      }
      variable[builder] = value
      scope.variables[parameter.name.name] = variable
    }
  }
}

import Formats

/// Calls: the user's functions, methods, objects, and what the language has built in.
extension Checker {
  func lower(_ call: Call, _ expression: Expression) -> Value {
    let span = expression.span
    if let dotted = call.callee.dottedName {
      let root = root(of: dotted)
      let isShadowed = root != dotted && isMethodCall(dotted, root, call)
      if !isShadowed, let value = lowerNamed(dotted, call, expression) { return value }
      if case .name(let name) = call.callee.kind {
        lowerArguments(call)
        return fail(
          .unknownFunction, at: call.callee.span, "unknown function '\(name)'",
          hint: Catalog.shared.hint(for: name, others: functions.keys.sorted()))
      }
    }
    guard case .member(let base, let method) = call.callee.kind else {
      return fail(.unknownFunction, at: span, "this cannot be called")
    }
    if let dotted = base.dottedName, scope.variable(self.root(of: dotted)) == nil,
      Catalog.shared.namespaces.contains(dotted), Catalog.shared.variable(dotted) == nil
    {
      lowerArguments(call)
      let name = dotted + "." + method.name
      return fail(
        .unknownFunction, at: call.callee.span, "unknown function '\(name)'",
        hint: Catalog.shared.hint(for: name))
    }
    return lowerMethod(method, of: base, call, expression)
  }

  /// Whether `root.name(…)` calls a method of a variable rather than a function of the language.
  ///
  /// After `line = line.new(…)` both `line.set_x1(line, 3)` and `line.set_x1(3)` may stand.
  private func isMethodCall(_ dotted: String, _ root: String, _ call: Call) -> Bool {
    guard scope.variable(root) != nil else { return false }
    guard shadows(root, dotted) else { return false }
    guard let function = Catalog.shared.function(dotted) else { return true }
    if case .name(root)? = call.arguments.first?.value.kind { return false }
    return !dotted.hasSuffix(".new") && function.nature != .declaration
  }

  /// Lowers arguments for their diagnostics only.
  private func lowerArguments(_ call: Call) {
    for argument in call.arguments { _ = lower(argument.value) }
  }

  private func lowerNamed(_ name: String, _ call: Call, _ expression: Expression) -> Value? {
    if let candidates = functions[name] {
      let declared = candidates.filter { isDeclared($0, before: expression.span) }
      guard !declared.isEmpty else {
        if let function = Catalog.shared.function(name) {
          return lower(function, call, receiver: nil, expression)
        }
        lowerArguments(call)
        return fail(
          .unknownFunction, at: call.callee.span, "'\(name)' is called before it is declared",
          hint: "move its declaration up")
      }
      return callUser(declared, call, receiver: nil, at: expression.span)
    }
    if let value = lowerObjectCall(name, call, expression) { return value }
    guard let function = Catalog.shared.function(name) else { return nil }
    return lower(function, call, receiver: nil, expression)
  }

  /// Whether a function's declaration has begun where a call stands.
  private func isDeclared(_ function: UserFunction, before span: SourceSpan) -> Bool {
    function.declaration.name.span.start <= span.start
  }

  // MARK: Objects

  /// Lowers `T.new(…)` and `T.copy(x)`.
  private func lowerObjectCall(_ name: String, _ call: Call, _ expression: Expression) -> Value? {
    guard let dot = name.lastIndex(of: "."), let type = typeIndices[String(name[..<dot])] else {
      return nil
    }
    switch name[name.index(after: dot)...] {
    case "new": return makeObject(type, call, at: expression.span)
    case "copy":
      guard let argument = call.arguments.first else { return nil }
      return copy(lower(argument.value), at: expression.span)
    default: return nil
    }
  }

  private func copy(_ object: Value, at span: SourceSpan) -> Value {
    Value(type: object.type, register: builder.emit(.copyObject, object.register, at: span))
  }

  private func makeObject(_ type: Int, _ call: Call, at span: SourceSpan) -> Value {
    let fields = types[type].declaration.fields
    var registers: [Int32?] = fields.map { _ in nil }
    for (position, argument) in call.arguments.enumerated() {
      let value = lower(argument.value)
      let place =
        argument.name.map { name in fields.firstIndex { $0.name.name == name.name } } ?? position
      guard let place, fields.indices.contains(place) else {
        fail(
          .unknownField, at: argument.name?.span ?? argument.value.span,
          argument.name.map { "'\(names.types[type])' has no field '\($0.name)'" }
            ?? "'\(names.types[type])' has only \(fields.count) fields",
          expected: fields.map(\.name.name).joined(separator: ", "),
          hint: argument.name.flatMap {
            Suggestion.hint(for: $0.name, in: fields.map(\.name.name))
          })
        continue
      }
      let converted = convert(
        value, to: types[type].fieldTypes[place], at: argument.value.span,
        "field '\(fields[place].name.name)'")
      registers[place] = converted.register
    }
    for (index, field) in fields.enumerated() where registers[index] == nil {
      if let standard = field.defaultValue {
        registers[index] = inScope(globals) { lower(standard) }.register
      } else if types[type].fieldTypes[index] == .bool, version >= 6 {
        registers[index] = constant(0, .bool).register
      }
    }
    let missing = missing().register
    let start = builder.operands(registers.map { max($0 ?? missing, 0) })
    return Value(
      type: .object(type),
      register: builder.emit(
        .makeObject, Int32(type), start, Int32(fields.count), at: span))
  }

  // MARK: Methods

  private func lowerMethod(
    _ method: Identifier, of base: Expression, _ call: Call, _ expression: Expression
  ) -> Value {
    let receiver = lower(base)
    if receiver.type == .any {
      lowerArguments(call)
      return .unknown
    }
    let candidates = (functions[method.name] ?? []).filter { function in
      guard let first = function.declaration.parameters.first,
        isDeclared(function, before: expression.span)
      else { return false }
      return first.type.map { receiver.type.converts(to: type(of: $0), version: version) }
        ?? function.declaration.isMethod
    }
    if !candidates.isEmpty {
      return callUser(candidates, call, receiver: (receiver, base), at: expression.span)
    }
    if case .object = receiver.type, method.name == "copy" {
      return copy(receiver, at: expression.span)
    }
    let methods = Catalog.shared.methods(method.name, on: receiver.type)
    if let function = methods.first {
      return lower(function, call, receiver: (receiver, base), expression)
    }
    lowerArguments(call)
    return fail(
      .unknownFunction, at: method.span,
      "a value of type \(name(of: receiver.type)) has no method '\(method.name)'",
      hint: Suggestion.hint(
        for: method.name,
        in: Catalog.shared.methodNames(on: receiver.type) + functions.keys.sorted()))
  }
}

import Formats

/// Expressions: literals, names, members, history, operators.
extension Checker {
  /// Lowers an expression to a value.
  ///
  /// - Parameter isWanted: Whether the value is used; structures give none otherwise.
  func lower(_ expression: Expression, isWanted: Bool = true) -> Value {
    switch expression.kind {
    case .integer(let number): return constant(number, .int)
    case .float(let number): return constant(number, .float)
    case .boolean(let flag): return constant(flag ? 1 : 0, .bool)
    case .string(let text): return constant(text)
    case .color(let color): return constant(Double(color), .color)
    case .name(let name): return lowerName(name, at: expression.span)
    case .member(let base, let member): return lowerMember(base, member, at: expression.span)
    case .call(let call): return lower(call, expression)
    case .history(let base, let offset): return lowerHistory(base, offset, at: expression.span)
    case .unary(let operation, let operand):
      return unary(operation, lower(operand), at: expression.span)
    case .binary(.and, let left, let right):
      return logical(.and, left, right, at: expression.span)
    case .binary(.or, let left, let right):
      return logical(.or, left, right, at: expression.span)
    case .binary(let operation, let left, let right):
      let left = lower(left)
      return binary(operation, left, lower(right), at: expression.span)
    case .ternary(let condition, let then, let otherwise):
      return ternary(condition, then, otherwise, at: expression.span)
    case .tuple(let elements):
      let values = elements.map { stable(lower($0), at: $0.span) }
      return Value(type: .tuple(values.map(\.type)), elements: values)
    case .conditional(let conditional):
      return lower(conditional, isWanted: isWanted, at: expression.span)
    case .selection(let selection):
      return lower(selection, isWanted: isWanted, at: expression.span)
    case .countingLoop(let loop): return lower(loop, isWanted: isWanted, at: expression.span)
    case .collectionLoop(let loop): return lower(loop, isWanted: isWanted, at: expression.span)
    case .whileLoop(let loop): return lower(loop, isWanted: isWanted, at: expression.span)
    case .invalid: return .unknown
    }
  }

  /// A copy of a value that might change before it is used.
  private func stable(_ value: Value, at span: SourceSpan) -> Value {
    guard value.isVolatile, value.register >= 0 else { return value }
    return Value(type: value.type, register: builder.emit(.move, value.register, at: span))
  }

  // MARK: Names

  private func lowerName(_ name: String, at span: SourceSpan) -> Value {
    if let variable = scope.variable(name) {
      return value(of: variable, at: span) ?? .unknown
    }
    if name == "na" { return missing() }
    if let value = builtinValue(name, at: span) { return value }
    if functions[name] != nil || Catalog.shared.function(name) != nil {
      return fail(
        .unknownName, at: span, "'\(name)' is a function",
        hint: "call it with parentheses: \(name)(…)")
    }
    return unknownName(name, at: span)
  }

  func unknownName(_ name: String, at span: SourceSpan) -> Value {
    fail(
      .unknownName, at: span, "unknown name '\(name)'",
      hint: diagnostics.takesMore
        ? Catalog.shared.hint(for: name, others: scope.visibleNames) : nil)
  }

  private func lowerMember(_ base: Expression, _ member: Identifier, at span: SourceSpan) -> Value {
    if let dotted = base.dottedName, !shadows(root(of: dotted), dotted + "." + member.name) {
      if let index = enumerationIndices[dotted] {
        return enumerationMember(index, member)
      }
      let full = dotted + "." + member.name
      if let value = builtinValue(full, at: span) { return value }
      if Catalog.shared.namespaces.contains(dotted) || Catalog.shared.function(full) != nil {
        return Catalog.shared.function(full) != nil
          ? fail(
            .unknownName, at: span, "'\(full)' is a function",
            hint: "call it with parentheses: \(full)(…)") : unknownName(full, at: span)
      }
    }
    let object = lower(base)
    if object.type == .handle(.chartPoint), let binding = DrawingRecords.field(member.name) {
      return call(
        binding, [object], type: member.name == "price" ? .float : .int, hasEffect: false,
        at: span)
    }
    guard let (index, type) = field(member, of: object) else { return .unknown }
    return Value(
      type: type, register: builder.emit(.field, object.register, Int32(index), at: span))
  }

  /// Whether a variable takes the meaning of a dotted name from the language.
  ///
  /// A plain number named `display` leaves `display.none` what it is; an object does not.
  func shadows(_ root: String, _ dotted: String) -> Bool {
    guard let variable = scope.variable(root) else { return false }
    let isBuiltin =
      Catalog.shared.constant(dotted, version: version) != nil
      || Catalog.shared.variable(dotted) != nil || Catalog.shared.function(dotted) != nil
    guard isBuiltin else { return true }
    switch (variable[builder] ?? variable.latest)?.type {
    case .object, .enumeration, .array, .map, .matrix, .handle: return true
    default: return false
    }
  }

  func root(of dotted: String) -> String {
    String(dotted.prefix { $0 != "." })
  }

  private func enumerationMember(_ index: Int, _ member: Identifier) -> Value {
    let enumeration = enumerations[index]
    guard let ordinal = enumeration.members.firstIndex(where: { $0.name.name == member.name })
    else {
      return fail(
        .unknownField, at: member.span,
        "'\(enumeration.name.name)' has no member '\(member.name)'",
        expected: enumeration.members.map(\.name.name).joined(separator: ", "),
        hint: Suggestion.hint(for: member.name, in: enumeration.members.map(\.name.name)))
    }
    return constant(Double(ordinal), .enumeration(index))
  }

  /// The index and type of a field; gives an error if there is none.
  func field(_ member: Identifier, of object: Value) -> (Int, ValueType)? {
    if case .object(let type) = object.type {
      if let index = types[type].fieldIndex(member.name) {
        return (index, types[type].fieldTypes[index])
      }
      let fields = types[type].declaration.fields.map(\.name.name)
      fail(
        .unknownField, at: member.span, "'\(names.types[type])' has no field '\(member.name)'",
        expected: fields.joined(separator: ", "),
        hint: Suggestion.hint(for: member.name, in: fields))
      return nil
    }
    if object.type != .any {
      fail(
        .unknownField, at: member.span,
        "a value of type \(name(of: object.type)) has no field '\(member.name)'")
    }
    return nil
  }

  // MARK: History

  private func lowerHistory(
    _ base: Expression, _ offset: Expression, at span: SourceSpan
  ) -> Value {
    let value = lower(base)
    let steps = lower(offset)
    if version >= 6, let reason = historyObstacle(base, value) {
      return fail(.typeMismatch, at: base.span, reason.message, hint: reason.hint)
    }
    if !steps.type.isNumeric, steps.type != .any, steps.type != .na {
      return fail(
        .typeMismatch, at: offset.span, "a history offset is a whole number",
        expected: "int")
    }
    guard value.register >= 0, steps.register >= 0, value.type != .void else {
      return fail(.typeMismatch, at: base.span, "what gives no single value has no history")
    }
    if let word = steps.constant, word < 0 {
      return fail(
        .typeMismatch, at: offset.span, "a negative history offset would read the future")
    }
    var result = Value(type: value.type)
    let path = value.flag ?? flag
    if let column = value.column, path < 0 {
      result.register = history(of: column, steps, at: span)
    } else {
      result.register = history(of: value.register, path, steps, at: span)
    }
    if version >= 6, value.type == .bool {
      result.register = builder.emit(.truth, result.register, at: span)
    }
    return result
  }

  /// Why version 6 gives an expression no history; nil if it has one.
  private func historyObstacle(
    _ base: Expression, _ value: Value
  ) -> (message: String, hint: String)? {
    switch base.kind {
    case .integer, .float, .boolean, .string, .color:
      return ("a constant has no history in version 6", "leave the brackets out")
    case .member(let object, let field):
      guard let name = object.dottedName, scope.variable(root(of: name)) != nil,
        value.register >= 0, value.column == nil, Catalog.shared.variable(name) == nil
      else { return nil }
      return (
        "a field has no history in version 6",
        "take the field of an earlier object: (\(name)[1]).\(field.name)"
      )
    default: return nil
    }
  }

  private func history(of column: BarColumn, _ steps: Value, at span: SourceSpan) -> Int32 {
    if let word = steps.constant, !word.isNaN {
      return builder.emit(.barHistory, column.rawValue, Int32(min(word, 1e8)), at: span)
    }
    return builder.emit(.barHistoryAt, column.rawValue, steps.register, at: span)
  }

  func history(of register: Int32, _ path: Int32, _ steps: Value, at span: SourceSpan) -> Int32 {
    if let word = steps.constant, !word.isNaN {
      if word < 1 { return register }
      let depth = Int(min(word, 1e8))
      let slot = builder.history(of: register, flag: path, depth: depth)
      return builder.emit(.history, slot, Int32(depth), at: span)
    }
    let slot = builder.history(of: register, flag: path, depth: nil)
    return builder.emit(.historyAt, slot, steps.register, register, at: span)
  }
}

/// Operators: arithmetic, comparison, logic, choice.
extension Checker {
  /// A value as truth: 0 and `na` are false.
  func truth(_ value: Value, at span: SourceSpan) -> Value {
    if value.type == .bool, version >= 6 { return value }
    if let word = value.constant { return constant(word.isNaN || word == 0 ? 0 : 1, .bool) }
    guard value.register >= 0 else { return value }
    return Value(type: .bool, register: builder.emit(.truth, value.register, at: span))
  }

  /// Lowers a condition and holds it to the type that conditions have.
  func condition(_ expression: Expression, _ what: String) -> Value {
    let value = lower(expression)
    guard value.type.converts(to: .bool, version: version) else {
      return fail(
        .typeMismatch, at: expression.span,
        "\(what) is of type \(name(of: value.type))", expected: "bool",
        hint: value.type.isNumeric ? "compare it, for example with '!= 0'" : nil)
    }
    return value
  }

  // MARK: One operand

  func unary(_ operation: UnaryOperator, _ operand: Value, at span: SourceSpan) -> Value {
    switch operation {
    case .not:
      guard operand.type.converts(to: .bool, version: version) else {
        return mismatch("not", operand, at: span)
      }
      if let word = operand.constant {
        return constant(word.isNaN || word == 0 ? 1 : 0, .bool)
      }
      return Value(type: .bool, register: builder.emit(.not, operand.register, at: span))
    case .plus, .negate:
      guard isNumber(operand) else { return mismatch(operation.rawValue, operand, at: span) }
      if operation == .plus { return operand }
      if let word = operand.constant { return constant(-word, operand.type) }
      return Value(
        type: operand.type, register: builder.emit(.negate, operand.register, at: span))
    }
  }

  private func isNumber(_ value: Value) -> Bool {
    value.type.isNumeric || value.type == .any || value.type == .na
  }

  private func mismatch(_ operation: String, _ operand: Value, at span: SourceSpan) -> Value {
    fail(
      .typeMismatch, at: span,
      "'\(operation)' cannot be applied to a value of type \(name(of: operand.type))")
  }

  private func mismatch(
    _ operation: String, _ left: Value, _ right: Value, at span: SourceSpan
  ) -> Value {
    fail(
      .typeMismatch, at: span,
      "'\(operation)' cannot be applied to \(name(of: left.type)) and \(name(of: right.type))")
  }

  // MARK: Two operands

  func binary(
    _ operation: BinaryOperator, _ left: Value, _ right: Value, at span: SourceSpan
  ) -> Value {
    guard left.register >= 0, right.register >= 0 else {
      if left.type == .any || right.type == .any { return .unknown }
      return mismatch(operation.rawValue, left, right, at: span)
    }
    switch operation {
    case .add where left.type == .string || right.type == .string:
      return concatenation(left, right, at: span)
    case .add, .subtract, .multiply, .divide, .remainder:
      return arithmetic(operation, left, right, at: span)
    case .equal, .notEqual: return equality(operation, left, right, at: span)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard isNumber(left), isNumber(right) else {
        return mismatch(operation.rawValue, left, right, at: span)
      }
      let code: Opcode =
        switch operation {
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        default: .greaterOrEqual
        }
      return Value(
        type: .bool, register: builder.emit(code, left.register, right.register, at: span))
    case .and, .or:
      let code: Opcode = operation == .and ? .and : .or
      return Value(
        type: .bool, register: builder.emit(code, left.register, right.register, at: span))
    }
  }

  private func arithmetic(
    _ operation: BinaryOperator, _ left: Value, _ right: Value, at span: SourceSpan
  ) -> Value {
    guard isNumber(left), isNumber(right) else {
      return mismatch(operation.rawValue, left, right, at: span)
    }
    let type: ValueType =
      left.type == .float || right.type == .float
      ? .float : left.type == .int || right.type == .int ? .int : .float
    if let first = left.constant, let second = right.constant {
      var word = folded(operation, first, second)
      if operation == .divide, version < 6, left.type == .int, right.type == .int {
        word = word.rounded(.towardZero)
      }
      let folds = operation != .divide || version < 6 || word == word.rounded()
      return constant(word, folds ? type : .float)
    }
    let code: Opcode =
      switch operation {
      case .add: .add
      case .subtract: .subtract
      case .multiply: .multiply
      case .divide: .divide
      default: .remainder
      }
    return Value(
      type: operation == .divide && version >= 6 ? .float : type,
      register: builder.emit(code, left.register, right.register, at: span))
  }

  private func folded(_ operation: BinaryOperator, _ left: Double, _ right: Double) -> Double {
    switch operation {
    case .add: left + right
    case .subtract: left - right
    case .multiply: left * right
    case .divide: left / right
    default: left.truncatingRemainder(dividingBy: right)
    }
  }

  private func equality(
    _ operation: BinaryOperator, _ left: Value, _ right: Value, at span: SourceSpan
  ) -> Value {
    let isEqual = operation == .equal
    if isNumber(left), isNumber(right) {
      return Value(
        type: .bool,
        register: builder.emit(
          isEqual ? .equal : .notEqual, left.register, right.register, at: span))
    }
    guard left.type.joined(with: right.type) != nil else {
      if version < 6, left.type == .bool || right.type == .bool, isNumber(left) || isNumber(right) {
        return Value(
          type: .bool,
          register: builder.emit(
            isEqual ? .equal : .notEqual, left.register, right.register, at: span))
      }
      return mismatch(operation.rawValue, left, right, at: span)
    }
    return Value(
      type: .bool,
      register: builder.emit(
        isEqual ? .sameWord : .differentWord, left.register, right.register, at: span))
  }

  private func concatenation(_ left: Value, _ right: Value, at span: SourceSpan) -> Value {
    guard left.type.converts(to: .string, version: version),
      right.type.converts(to: .string, version: version)
    else {
      return mismatch("+", left, right, at: span)
    }
    if let first = text(of: left), let second = text(of: right) { return constant(first + second) }
    return call(
      .function { arguments, context throws(ScriptFailure) in
        let (first, second) = (arguments[0], arguments[1])
        if first.isNaN || second.isNaN { return .nan }
        return try context.heap.newString(
          context.heap.strings[Int(first)] + context.heap.strings[Int(second)])
      }, [left, right], type: .string, hasEffect: false, at: span)
  }

  // MARK: Logic and choice

  /// Version 6 leaves out the right side when the left decides; version 5 computes both.
  func logical(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, at span: SourceSpan
  ) -> Value {
    let first = condition(left, "the left side of '\(operation.rawValue)'")
    let code: Opcode = operation == .and ? .and : .or
    if version < 6 || isImmediate(right) {
      let second = condition(right, "the right side of '\(operation.rawValue)'")
      guard first.register >= 0, second.register >= 0 else { return .unknown }
      return Value(
        type: .bool, register: builder.emit(code, first.register, second.register, at: span))
    }
    guard first.register >= 0 else { return .unknown }
    let register = builder.emit(.truth, first.register, at: span)
    let label = builder.label()
    builder.inRegion {
      builder.jump(operation == .and ? .jumpUnless : .jumpIf, register, to: label, at: span)
      let second = condition(right, "the right side of '\(operation.rawValue)'")
      if second.register >= 0 {
        builder.emit(.truth, second.register, into: register, at: span)
      }
    }
    builder.place(label)
    return Value(type: .bool, register: register)
  }

  /// Whether an expression needs no call, so that computing it in vain changes nothing.
  private func isImmediate(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .integer, .float, .boolean, .string, .color, .name: true
    case .member(let base, _): base.dottedName.map { scope.variable(root(of: $0)) == nil } ?? false
    case .unary(_, let operand): isImmediate(operand)
    case .binary(let operation, let left, let right):
      operation != .add && isImmediate(left) && isImmediate(right)
    case .history(let base, let offset):
      isImmediate(base) && { if case .integer = offset.kind { true } else { false } }()
    case .call(let call):
      call.callee.dottedName == "na" && call.arguments.allSatisfy { isImmediate($0.value) }
    default: false
    }
  }

  func ternary(
    _ condition: Expression, _ then: Expression, _ otherwise: Expression, at span: SourceSpan
  ) -> Value {
    let test = self.condition(condition, "the condition")
    guard test.register >= 0 else { return .unknown }
    if isImmediate(then), isImmediate(otherwise) {
      let first = lower(then)
      let second = lower(otherwise)
      guard let type = joined(first, second, at: span) else { return .unknown }
      if first.register < 0 || second.register < 0 { return .unknown }
      return Value(
        type: type,
        register: builder.emit(
          .select, test.register, first.register, second.register, at: span))
    }
    var merge = Merge()
    let label = builder.label()
    let end = builder.label()
    builder.inRegion {
      builder.jump(.jumpUnless, test.register, to: label, at: span)
      add(lower(then), to: &merge, at: then.span)
      builder.jump(to: end, at: span)
      builder.place(label)
      add(lower(otherwise), to: &merge, at: otherwise.span)
      builder.place(end)
    }
    return value(of: merge)
  }

  private func joined(_ first: Value, _ second: Value, at span: SourceSpan) -> ValueType? {
    if let type = join(first.type, second.type) { return type }
    fail(
      .typeMismatch, at: span,
      "the branches give \(name(of: first.type)) and \(name(of: second.type))")
    return nil
  }
}

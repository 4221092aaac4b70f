/// `input()` and `input.*`: values that the user may set.
extension Checker {
  /// Lowers an input to the register that the user's choice goes to.
  func lowerInput(
    _ function: BuiltinFunction, _ call: Call, _ expression: Expression
  ) -> Value {
    let name = declaredName
    var values: [Value] = []
    let arguments = distinct(call.arguments)
    for argument in arguments { values.append(lower(argument.value)) }
    let labels = arguments.map { $0.name?.name }
    guard let match = match(function, values, labels, [], at: expression.span) else {
      return .unknown
    }
    func argument(_ name: String) -> Value? {
      guard let index = match.signature.parameters.firstIndex(where: { $0.name == name }),
        let place = match.places[index]
      else { return nil }
      return values[place]
    }
    guard let standard = argument("defval"), standard.register >= 0 else { return .unknown }
    var type = match.resolved(match.signature.result)
    if type == .na || type == .any { type = standard.type }
    let kind = inputKind(function.name, standard)
    let known = inputRegisters[expression.id]
    if known == nil {
      var title = argument("title").flatMap(text) ?? ""
      if title.isEmpty { title = name ?? "" }
      let input = ScriptInput(
        name: name ?? title, title: title, kind: kind,
        defaultValue: inputValue(standard, kind),
        minimum: number(argument("minval")), maximum: number(argument("maxval")),
        step: number(argument("step")),
        options: options(argument("options"), standard, kind),
        group: argument("group").flatMap(text), tooltip: argument("tooltip").flatMap(text),
        enumeration: enumeration(of: standard))
      inputRegisters[expression.id] = inputs.count
      inputs.append(input)
    }
    let index = inputRegisters[expression.id]!
    if kind == .source {
      // The register of the choice holds the column's number, or nothing for the default.
      let choice = builder.register()
      builder.program.inputs.append(InputPlace(input: index, register: choice))
      let register = builder.emit(
        .sourceInput, choice, standard.register, at: expression.span)
      return Value(type: .float, register: register)
    }
    guard let word = standard.constant else {
      // A default that only the run tells, such as a time in the exchange's zone.
      let choice = builder.register()
      builder.program.inputs.append(InputPlace(input: index, register: choice))
      let isOpen = builder.emit(.isMissing, choice, at: expression.span)
      return Value(
        type: type,
        register: builder.emit(
          .select, isOpen, standard.register, choice, at: expression.span))
    }
    let register = builder.register(word)
    builder.program.inputs.append(InputPlace(input: index, register: register))
    return Value(type: type, register: register)
  }

  /// The values that an input offers; all members where an enumeration's are not chosen from.
  private func options(
    _ given: Value?, _ standard: Value, _ kind: ScriptInput.Kind
  ) -> [ScriptInputValue] {
    let listed = (given?.elements ?? []).compactMap { inputValue($0, kind) }
    guard listed.isEmpty, let index = enumeration(of: standard) else { return listed }
    return enumerations[index].members.map { .text($0.name.name) }
  }

  private func enumeration(of value: Value) -> Int? {
    if case .enumeration(let index) = value.type { index } else { nil }
  }

  private func inputKind(_ name: String, _ standard: Value) -> ScriptInput.Kind {
    if name != "input" { return ScriptInput.Kind(rawValue: String(name.dropFirst(6))) ?? .float }
    switch standard.type {
    case .int: return .int
    case .bool: return .bool
    case .string: return .string
    case .color: return .color
    default: return standard.constant == nil ? .source : .float
    }
  }

  private func number(_ value: Value?) -> Double? {
    value?.constant.flatMap { $0.isNaN ? nil : $0 }
  }

  private func inputValue(_ value: Value, _ kind: ScriptInput.Kind) -> ScriptInputValue? {
    if kind == .source {
      return value.column.map { .text("\($0)") }
    }
    guard let word = value.constant else { return nil }
    switch value.type {
    case .bool: return .bool(word == 1)
    case .string: return .text(strings[Int(word)])
    case .enumeration(let index):
      return .text(enumerations[index].members[Int(word)].name.name)
    default: return .number(word)
    }
  }
}

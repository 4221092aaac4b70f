import Formats

/// What the language has built in: variables, constants, functions.
extension Checker {
  // MARK: Variables and constants

  /// The value of a built-in variable or constant; nil if the name is none.
  func builtinValue(_ name: String, at span: SourceSpan) -> Value? {
    if let column = BarColumn(name: name) {
      return Value(type: column.type, register: builder.column(column), column: column, flag: -1)
    }
    if let known = builtinValues[builder.number]?[name] { return known }
    if let constant = Catalog.shared.constant(name, version: version) {
      switch constant.value {
      case .number(let number): return self.constant(number, constant.type)
      case .string(let text): return self.constant(text)
      case .color(let color): return self.constant(Double(color), .color)
      }
    }
    guard let variable = Catalog.shared.variable(name) else { return nil }
    if variable.nature == .unsupported {
      return fail(
        .unsupported, at: span,
        "'\(name)' is not supported" + (variable.reason.map { ": " + $0 } ?? ""))
    }
    let signature = CallSignature(
      name: name, argumentTypes: [], resultType: variable.type, version: version)
    guard let binding = BuiltinBinding.of(signature) else {
      if variable.nature == .drawingRead { return missing(variable.type) }
      return fail(.unsupported, at: span, "'\(name)' is not supported yet")
    }
    if variable.nature == .drawingRead {
      // The list of what stands on the chart changes within the bar.
      return call(binding, [], type: variable.type, hasEffect: false, at: span)
    }
    // Variables are computed on every bar, whatever branch reads them, and once per bar.
    var value = builder.inPrologue(isOncePerRun: variable.nature == .run) {
      call(
        binding, [], type: variable.type, hasEffect: false,
        isPure: variable.nature != .account, isTotal: Library.readsAccount(name),
        at: span)
    }
    value.flag = -1
    builtinValues[builder.number, default: [:]][name] = value
    return value
  }

  // MARK: Functions

  /// Lowers a call of a built-in function.
  func lower(
    _ function: BuiltinFunction, _ call: Call, receiver: (Value, Expression)?,
    _ expression: Expression
  ) -> Value {
    let span = expression.span
    switch function.nature {
    case .unsupported:
      return fail(
        .unsupported, at: call.callee.span,
        "'\(function.name)' is not supported" + (function.reason.map { ": " + $0 } ?? ""))
    case .declaration: return lowerDeclaration(function, call, expression)
    case .input: return lowerInput(function, call, expression)
    case .request: return lowerRequest(function, call, expression)
    default: break
    }
    var values: [Value] = []
    var labels: [String?] = []
    if let receiver {
      values.append(receiver.0)
      labels.append(nil)
    }
    for argument in distinct(call.arguments) {
      values.append(lower(argument.value))
      labels.append(argument.name?.name)
    }
    let typeArguments = call.typeArguments.map(type)
    let plot = notePlot(function, values, labels, at: span)
    if function.nature == .ignored, function.overloads.allSatisfy({ $0.result == .void }) {
      return ignore(function, values, labels, at: span)
    }
    guard let match = match(function, values, labels, typeArguments, at: span) else {
      return .unknown
    }
    if values.contains(where: { $0.type == .any && $0.register == 0 }), diagnostics.hasErrors {
      return Value(type: .any, register: 0)
    }
    if let value = lowerIntrinsic(function.name, match, values, at: span) { return value }
    let value = lower(function, match, values, at: span)
    return value.type == .void ? value : plot ?? value
  }

  /// Checks the call of something that is only seen; what is wrong with it harms nothing.
  private func ignore(
    _ function: BuiltinFunction, _ values: [Value], _ labels: [String?], at span: SourceSpan
  ) -> Value {
    ignoredCalls[function.name, default: 0] += 1
    let types = values.map(\.type)
    let fits = function.overloads.contains {
      OverloadMatch($0, types: types, labels: labels, typeArguments: [], version: version) != nil
    }
    if !fits, !types.contains(.any) {
      diagnostics.warning(
        .wrongArguments, at: span,
        "'\(function.name)' does not take these arguments; it is left out in any case",
        hint: labelHint(function, labels))
    }
    return .void
  }

  /// The arguments without those that name a parameter a second time.
  func distinct(_ arguments: [Argument]) -> [Argument] {
    var seen: Set<String> = []
    return arguments.filter { argument in
      guard let name = argument.name, !seen.insert(name.name).inserted else { return true }
      diagnostics.warning(
        .wrongArguments, at: name.span,
        "argument '\(name.name)' is given twice; the second one is ignored")
      return false
    }
  }

  /// Finds the form of a function that takes the arguments best.
  func match(
    _ function: BuiltinFunction, _ values: [Value], _ labels: [String?],
    _ typeArguments: [ValueType], at span: SourceSpan
  ) -> OverloadMatch? {
    let types = values.map(\.type)
    var best: (match: OverloadMatch, strain: Int)?
    for signature in function.overloads {
      guard
        let match = OverloadMatch(
          signature, types: types, labels: labels, typeArguments: typeArguments, version: version)
      else { continue }
      let strain = match.strain(types)
      if strain < best?.strain ?? .max { best = (match, strain) }
    }
    if let best { return best.match }
    let given = zip(labels, types).map { label, type in
      (label.map { $0 + " = " } ?? "") + name(of: type)
    }
    fail(
      .wrongArguments, at: span,
      "'\(function.name)' cannot be called with (\(given.joined(separator: ", ")))",
      expected: function.overloads.filter { $0.versions.contains(version) }.map(\.text)
        .joined(separator: " or "), hint: labelHint(function, labels))
    return nil
  }

  /// What an argument may have been meant to be called that no form of a function takes.
  private func labelHint(_ function: BuiltinFunction, _ labels: [String?]) -> String? {
    let names = function.overloads.filter { $0.versions.contains(version) }
      .flatMap { $0.parameters.map(\.name) }
    guard let label = labels.compactMap(\.self).first(where: { !names.contains($0) }) else {
      return nil
    }
    return Suggestion.hint(for: label, in: names) ?? "it has no argument '\(label)'"
  }

  private func lower(
    _ function: BuiltinFunction, _ match: OverloadMatch, _ values: [Value], at span: SourceSpan
  ) -> Value {
    let result = match.resolved(match.signature.result)
    if function.nature == .ignored {
      ignoredCalls[function.name, default: 0] += 1
      return result == .void ? .void : missing(result)
    }
    if function.nature == .order, builder.isRequested { return .void }
    let words = words(function, match, values, at: span)
    noteFractions(function, match, values, at: span)
    let signature = CallSignature(
      name: function.name, argumentTypes: words.map(\.type), resultType: result,
      version: version)
    let parameters = match.signature.parameters
    let lengths = parameters.indices.filter { parameters[$0].type == .int }
    guard let binding = binding(of: signature, lengths: lengths) else {
      if function.nature == .drawingRead || function.nature == .drawingWrite {
        ignoredCalls[function.name, default: 0] += 1
        return result == .void ? .void : missing(result)
      }
      return fail(.unsupported, at: span, "'\(function.name)' is not supported yet")
    }
    if Library.idleCommands.contains(function.name) {
      builder.program.idleFunctions.insert(Int32(builder.program.functions.count))
    }
    return self.call(
      binding, words, type: result, hasEffect: hasEffect(function),
      isPure: (function.nature == .pure || function.nature == .stateful)
        && !words.contains { $0.type.isReference },
      isTotal: Library.mathematics[function.name] != nil || Library.readsAccount(function.name),
      at: span)
  }

  /// Whether a call whose result nobody uses must be kept; a drawing that nobody reads need not.
  private func hasEffect(_ function: BuiltinFunction) -> Bool {
    !function.nature.isFreeOfEffects
      && !(function.nature == .drawingWrite && function.name.hasSuffix(".new"))
  }

  /// One value per parameter, in the order in which the library expects them.
  private func words(
    _ function: BuiltinFunction, _ match: OverloadMatch, _ values: [Value], at span: SourceSpan
  ) -> [Value] {
    let parameters = match.signature.parameters
    func word(_ index: Int) -> Value {
      guard let place = match.places[index] else {
        return standard(parameters[index], match, at: span)
      }
      let type = match.resolved(parameters[index].type)
      var value = values[place]
      if case .array(let element) = type, case .tuple = value.type {
        return libraryCall("array.from", value.elements, .array(element), at: span)
      }
      if type == .bool, value.type.isNumeric { value = truth(value, at: span) }
      if value.register < 0 { return .unknown }
      return value
    }
    let order = version >= 6 ? CommandParameters.current : CommandParameters.former
    if function.nature == .order, let names = order[function.name] {
      return names.map { name in
        parameters.firstIndex { $0.name == name }.map(word) ?? missing()
      }
    }
    var words = parameters.indices.map(word)
    if match.signature.isVariadic, match.places.last == .some(nil) { words.removeLast() }
    return words + match.rest.map { values[$0] }
  }

  /// Says where a fraction is cut off because a whole number is asked for.
  private func noteFractions(
    _ function: BuiltinFunction, _ match: OverloadMatch, _ values: [Value], at span: SourceSpan
  ) {
    for (parameter, place) in zip(match.signature.parameters, match.places)
    where parameter.type == .int {
      guard let place, let number = values[place].constant, number.isFinite,
        number != number.rounded(.towardZero)
      else { continue }
      diagnostics.warning(
        .wrongArguments, at: span,
        "'\(function.name)' takes a whole number as '\(parameter.name)'; the fraction of "
          + "\(NumberFormat.shortest(number)) is cut off")
    }
  }

  /// The value of a parameter that a call leaves out.
  private func standard(
    _ parameter: BuiltinParameter, _ match: OverloadMatch, at span: SourceSpan
  ) -> Value {
    let type = match.resolved(parameter.type)
    switch parameter.defaultValue {
    case .number(let number): return constant(number, type)
    case .boolean(let flag): return constant(flag ? 1 : 0, .bool)
    case .string(let text): return constant(text)
    case .name(let name): return builtinValue(name, at: span) ?? missing(type)
    case .na, nil: return missing(type)
    }
  }

  /// Lowers a call of a function of the library by name.
  func libraryCall(
    _ name: String, _ arguments: [Value], _ type: ValueType, at span: SourceSpan
  ) -> Value {
    let signature = CallSignature(
      name: name, argumentTypes: arguments.map(\.type), resultType: type, version: version)
    guard let binding = binding(of: signature) else {
      return fail(.unsupported, at: span, "'\(name)' is not supported yet")
    }
    return call(binding, arguments, type: type, hasEffect: false, at: span)
  }

  /// What carries out a call here: in loops with its cost counted.
  private func binding(of signature: CallSignature, lengths: [Int] = []) -> Binding? {
    guard let binding = BuiltinBinding.of(signature) else { return nil }
    return loopDepth > 0 ? CallCost.counted(binding, signature, lengths: lengths) : binding
  }

  /// Emits a call of what a signature was bound to.
  func call(
    _ binding: Binding, _ arguments: [Value], type: ValueType, hasEffect: Bool,
    isPure: Bool = false, isTotal: Bool = false, at span: SourceSpan
  ) -> Value {
    let missing = missing().register
    let start = builder.operands(arguments.map { $0.register >= 0 ? $0.register : missing })
    var count = 1
    if case .tuple(let types) = type { count = types.count }
    let first = builder.registers(count)
    let index: Int32
    let operation: Opcode
    switch binding {
    case .function(let body):
      builder.program.functions.append(FunctionReference(body: body))
      index = Int32(builder.program.functions.count - 1)
      if isTotal { builder.program.totalFunctions.insert(index) }
      operation = hasEffect ? .command : isPure ? .call : .observe
    case .stateful(let make):
      builder.program.states.append(make)
      index = Int32(builder.program.states.count - 1)
      operation = isPure ? .callState : .observeState
    }
    builder.emit(
      Instruction(
        operation: operation, count: UInt16(count), destination: first, a: index, b: start,
        c: Int32(arguments.count)), at: span)
    if case .tuple(let types) = type {
      return Value(
        type: type,
        elements: types.enumerated().map { Value(type: $1, register: first + Int32($0)) })
    }
    return type == .void ? .void : Value(type: type, register: first)
  }

  // MARK: Intrinsics

  /// Lowers the functions that the machine has instructions for; nil for others.
  private func lowerIntrinsic(
    _ name: String, _ match: OverloadMatch, _ values: [Value], at span: SourceSpan
  ) -> Value? {
    guard let first = values.first, first.register >= 0 else { return nil }
    if version >= 6, first.type == .bool, ["na", "nz", "fixnan"].contains(name) {
      return fail(
        .typeMismatch, at: span, "'\(name)' takes no bool in version 6, where bool is never na",
        hint: "use the value itself")
    }
    let result = match.resolved(match.signature.result)
    func operation(_ code: Opcode, _ type: ValueType? = nil) -> Value {
      Value(type: type ?? result, register: builder.emit(code, first.register, at: span))
    }
    switch name {
    case "na": return operation(.isMissing, .bool)
    case "nz":
      let type = first.type == .na ? .float : first.type
      let other =
        values.count > 1 ? values[1] : type == .bool ? constant(0, .bool) : constant(0, .int)
      return Value(
        type: type.joined(with: other.type) ?? type,
        register: builder.emit(.replaceMissing, first.register, other.register, at: span))
    case "int": return operation(.truncate, .int)
    case "float", "color", "line", "label", "box", "table", "linefill":
      var value = first
      value.type = result
      return value
    case "string":
      return first.type == .string || first.type == .na
        ? {
          var value = first; value.type = .string; return value
        }() : nil
    case "bool": return truth(first, at: span)
    case "timestamp":
      guard values.count == 1, let text = text(of: first) else { return nil }
      return constant(timestamp(text, at: span), .int)
    case "math.abs": return operation(.absolute)
    case "math.sqrt": return operation(.squareRoot)
    case "math.floor": return operation(.floor)
    case "math.ceil": return operation(.ceiling)
    case "math.round" where values.count == 1: return operation(.round)
    case "math.max", "math.min": return extreme(name == "math.max", values, result, at: span)
    default: return nil
    }
  }

  /// The time that a date means; `na` with a warning where it means none.
  private func timestamp(_ text: String, at span: SourceSpan) -> Double {
    let time = TimeFunctions.timestamp(text)
    if time.isNaN {
      diagnostics.warning(
        .wrongArguments, at: span, "'\(text)' is no date that is understood; the time is na",
        hint: "write it as 2024-01-31T09:30:00+0000 or as 31 Jan 2024 09:30 +0000")
    }
    return time
  }

  private func extreme(
    _ isMaximum: Bool, _ values: [Value], _ type: ValueType, at span: SourceSpan
  ) -> Value? {
    guard values.count > 1, values.allSatisfy({ $0.register >= 0 }) else { return nil }
    var register = values[0].register
    for value in values.dropFirst() {
      register = builder.emit(
        isMaximum ? .maximum : .minimum, register, value.register, at: span)
    }
    return Value(type: type, register: register)
  }
}

extension Signature {
  /// The form as a message shows it: `(source float, length int)`.
  var text: String {
    let list = parameters.map { parameter in
      "\(parameter.type.text) \(parameter.name)" + (parameter.isRequired ? "" : "?")
        + (parameter.isVariadic ? "…" : "")
    }
    return "(" + list.joined(separator: ", ") + ")"
  }
}

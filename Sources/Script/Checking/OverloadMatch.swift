/// How the arguments of a call fall on the parameters of one form of a built-in.
struct OverloadMatch {
  let signature: Signature
  /// The argument of each parameter, by index; nil where none is given.
  private(set) var places: [Int?]
  /// The arguments of the variadic parameter behind its first.
  private(set) var rest: [Int] = []
  /// What the type variables stand for.
  private(set) var generics: [Generic: ValueType] = [:]

  /// Matches arguments with a form; nil if it does not take them.
  init?(
    _ signature: Signature, types: [ValueType], labels: [String?], typeArguments: [ValueType],
    version: Int
  ) {
    self.signature = signature
    places = signature.parameters.map { _ in nil }
    guard signature.versions.contains(version) else { return nil }
    for (generic, type) in zip(signature.typeParameters, typeArguments) { generics[generic] = type }
    guard place(labels, count: types.count) else { return nil }
    for (index, parameter) in signature.parameters.enumerated() {
      guard let argument = places[index] else {
        if parameter.isRequired { return nil }
        continue
      }
      guard accepts(parameter.type, types[argument], version) else { return nil }
    }
    if let last = signature.parameters.last {
      for argument in rest where !accepts(last.type, types[argument], version) { return nil }
    }
  }

  private mutating func place(_ labels: [String?], count: Int) -> Bool {
    var next = 0
    for index in 0..<count {
      if let label = labels[index] {
        guard let place = signature.parameters.firstIndex(where: { $0.name == label }),
          places[place] == nil
        else { return false }
        places[place] = index
      } else if next < signature.parameters.count {
        guard places[next] == nil else { return false }
        places[next] = index
        next += 1
      } else {
        guard signature.isVariadic else { return false }
        rest.append(index)
      }
    }
    return true
  }

  private mutating func accepts(_ wanted: ValueType, _ given: ValueType, _ version: Int) -> Bool {
    switch (wanted, given) {
    case (_, .void): return false
    case (.any, _): return true
    case (_, .any), (_, .na): return true
    case (.generic(let generic), _):
      if generic == .number, !given.isNumeric { return false }
      guard let old = generics[generic] else {
        generics[generic] = given
        return true
      }
      guard let joined = old.joined(with: given) else { return false }
      generics[generic] = joined
      return true
    case (.array(let element), .array(let other)): return accepts(element, other, version)
    case (.matrix(let element), .matrix(let other)): return accepts(element, other, version)
    case (.map(let key, let value), .map(let otherKey, let otherValue)):
      return accepts(key, otherKey, version) && accepts(value, otherValue, version)
    case (.array(let element), .tuple(let elements)):
      return elements.allSatisfy { accepts(element, $0, version) }
    case (.int, .float): return true
    case (.bool, .int), (.bool, .float): return version < 6
    default: return given.converts(to: wanted, version: version)
    }
  }

  /// How many arguments need a conversion; the form with fewest is meant.
  func strain(_ types: [ValueType]) -> Int {
    var strain = 0
    for (parameter, place) in zip(signature.parameters, places) {
      guard let place else { continue }
      switch (parameter.type, types[place]) {
      case (.int, .float): strain += 3
      case (.float, .int): strain += 1
      case (.bool, .int), (.bool, .float): strain += 4
      default: break
      }
    }
    return strain
  }

  /// The type with its variables replaced by what the arguments made of them.
  func resolved(_ type: ValueType) -> ValueType {
    switch type {
    case .generic(let generic): generics[generic] ?? (generic == .number ? .float : .na)
    case .array(let element): .array(resolved(element))
    case .matrix(let element): .matrix(resolved(element))
    case .map(let key, let value): .map(resolved(key), resolved(value))
    case .tuple(let elements): .tuple(elements.map(resolved))
    default: type
    }
  }
}

extension ValueType {
  /// The type as a message names it, with the names of the user's own types.
  func text(_ names: TypeNames) -> String {
    switch self {
    case .array(let element): "array<\(element.text(names))>"
    case .matrix(let element): "matrix<\(element.text(names))>"
    case .map(let key, let value): "map<\(key.text(names)), \(value.text(names))>"
    case .object(let index): names.types[index]
    case .enumeration(let index): names.enumerations[index]
    case .tuple(let elements): "[" + elements.map { $0.text(names) }.joined(separator: ", ") + "]"
    default: text
    }
  }

  /// The type that holds values of both, nil if there is none.
  func joined(with other: ValueType) -> ValueType? {
    if self == other { return self }
    switch (self, other) {
    case (.any, _), (_, .any): return .any
    case (.na, let type), (let type, .na): return type
    case (.int, .float), (.float, .int): return .float
    case (.array(let left), .array(let right)): return left.joined(with: right).map(ValueType.array)
    case (.tuple(let left), .tuple(let right)) where left.count == right.count:
      var types: [ValueType] = []
      for (one, another) in zip(left, right) {
        guard let type = one.joined(with: another) else { return nil }
        types.append(type)
      }
      return .tuple(types)
    default: return nil
    }
  }

  /// Whether a value of this type can stand where `target` is expected.
  func converts(to target: ValueType, version: Int) -> Bool {
    if self == target { return true }
    switch (self, target) {
    case (.any, _), (_, .any), (.na, _), (_, .na): return true
    case (.void, _): return false
    case (.int, .float), (.float, .int): return true
    case (.int, .bool), (.float, .bool): return version < 6
    case (.array(let left), .array(let right)): return left.converts(to: right, version: version)
    case (.matrix(let left), .matrix(let right)): return left.converts(to: right, version: version)
    case (.map(let key, let value), .map(let otherKey, let otherValue)):
      return key.converts(to: otherKey, version: version)
        && value.converts(to: otherValue, version: version)
    case (.tuple(let left), .tuple(let right)):
      return left.count == right.count
        && zip(left, right).allSatisfy { $0.converts(to: $1, version: version) }
    default: return false
    }
  }
}

/// The names of the user's types and enumerations, for messages.
struct TypeNames {
  var types: [String] = []
  var enumerations: [String] = []
}

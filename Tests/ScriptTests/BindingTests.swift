import Testing

@testable import Script

@Suite struct BindingTests {
  @Test func `everything in the catalog that is not left out has a binding`() {
    #expect(unbound() == [])
  }

  private func unbound() -> [String] {
    let intrinsic: Set<String> = [
      "na", "nz", "int", "float", "bool", "string", "color", "line", "label", "box", "table",
      "linefill", "math.abs", "math.sqrt", "math.floor", "math.ceil", "math.max", "math.min",
    ]
    var names: [String] = []
    for function in Catalog.shared.functions {
      switch function.nature {
      case .unsupported, .ignored, .declaration, .input, .request, .drawingRead, .drawingWrite:
        continue
      default: break
      }
      if intrinsic.contains(function.name) { continue }
      for signature in function.overloads where signature.versions.contains(6) {
        let call = CallSignature(
          name: function.name, argumentTypes: signature.parameters.map { $0.type.withNumbers },
          resultType: signature.result.withNumbers, version: 6)
        if BuiltinBinding.of(call) == nil {
          names.append(function.name + "/\(signature.parameters.count)")
        }
      }
    }
    for variable in Catalog.shared.variables {
      if variable.nature == .unsupported || variable.nature == .drawingRead { continue }
      if BarColumn(name: variable.name) != nil || variable.name == "na" { continue }
      let call = CallSignature(
        name: variable.name, argumentTypes: [], resultType: variable.type, version: 6)
      if BuiltinBinding.of(call) == nil { names.append(variable.name) }
    }
    return names
  }
}

extension ValueType {
  /// The type with numbers for its variables.
  var withNumbers: ValueType {
    switch self {
    case .generic, .any: .float
    case .array(let element): .array(element.withNumbers)
    case .matrix(let element): .matrix(element.withNumbers)
    case .map(let key, let value): .map(key.withNumbers, value.withNumbers)
    case .tuple(let elements): .tuple(elements.map(\.withNumbers))
    default: self
    }
  }
}

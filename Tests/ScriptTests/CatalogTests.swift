import TestSupport
import Testing

@testable import Script

@Suite struct CatalogTests {
  private let catalog = Catalog.shared

  @Test func `every name of the language is there, once`() {
    var found = Mismatches()
    found.check("functions", catalog.functions.count, equals: 475)
    found.check("variables", catalog.variables.count, equals: 162)
    found.check("all names", Set(catalog.names).count, equals: 475 + 162 + 237 - Self.twofold)
    for (index, function) in catalog.functions.enumerated() {
      found.check(function.name, function.id, equals: index)
      found.check(function.name, catalog.function(function.name)?.id, equals: index)
      found.require(!function.overloads.isEmpty, function.name)
    }
    for (index, variable) in catalog.variables.enumerated() {
      found.check(variable.name, variable.id, equals: index)
      found.check(variable.name, catalog.variable(variable.name)?.id, equals: index)
    }
    #expect(found.isEmpty, "\(found)")
  }

  /// How many names are a function and a variable at once, such as `time` and `ta.tr`.
  private static let twofold = 15

  @Test func `signatures are well-formed`() {
    var found = Mismatches()
    for function in catalog.functions {
      found.check(
        function.name + " reason", function.reason != nil, equals: function.nature == .unsupported)
      for signature in function.overloads {
        let names = signature.parameters.map(\.name)
        found.check(function.name + " names", Set(names).count, equals: names.count)
        for (index, parameter) in signature.parameters.enumerated() {
          if parameter.isVariadic {
            found.check(function.name, index, equals: names.count - 1)
          }
          guard case .name(let name)? = parameter.defaultValue else { continue }
          let isKnown =
            catalog.variable(name) != nil
            || signature.versions.allSatisfy { catalog.constant(name, version: $0) != nil }
          found.require(isKnown, "\(function.name): default \(name)")
        }
        for generic in signature.result.generics {
          let isBound =
            signature.typeParameters.contains(generic)
            || signature.parameters.contains { $0.type.generics.contains(generic) }
          found.require(isBound, "\(function.name): \(generic) follows from nothing")
        }
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  private static let signatures = [
    "ta.ema(source float, length simple int) float", "ta.sma(source float, length int) float",
    "ta.bb(series float, length int, mult simple float) [float, float, float]",
    "nz(source T, replacement T = na) T", "array.push(id array<T>, value T) void",
    "map.put(id map<K, V>, key K, value V) V",
    "math.max(number0 int or float, number1 int or float, number int or float... = na)"
      + " int or float",
    "str.contains(source string, str string) bool",
    "strategy.cancel(id string, when bool = true) void | strategy.cancel(id string) void",
    "line.get_price(id line, x int) float",
    "year(time int, timezone string = syminfo.timezone) int",
    "array.new<T>(size int = 0.0, initial_value T = na) array<T>",
    "strategy.risk.allow_entry_in(value string) void",
    "chart.point.from_index(index int, price float) chart.point",
  ]

  @Test func `signatures read as they are meant`() {
    var found = Mismatches()
    for wanted in Self.signatures {
      let name = String(wanted.prefix { $0 != "(" && $0 != "<" })
      let function = catalog.function(name)
      let text = (function?.overloads ?? []).map { name + $0.text }.joined(separator: " | ")
      found.check(name, text, equals: wanted)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `constants, methods and namespaces are found`() {
    var found = Mismatches()
    found.check(
      "red", catalog.constant("color.red", version: 5)?.value, equals: .color(0xFF52_52FF))
    found.check(
      "red", catalog.constant("color.red", version: 6)?.value, equals: .color(0xF236_45FF))
    found.check(
      "long", catalog.constant("strategy.long", version: 6)?.value, equals: .string("long"))
    found.check(
      "pi", catalog.constant("math.pi", version: 6)?.value, equals: .number(3.141592653589793))
    found.check(
      "friday", catalog.constant("dayofweek.friday", version: 5)?.value, equals: .number(6))
    let methods = catalog.methods("size", on: .array(.float)).map(\.name)
    found.check("array.size", methods, equals: ["array.size"])
    found.check(
      "map.size", catalog.methods("size", on: .map(.string, .int)).map(\.name),
      equals: ["map.size"])
    found.check("no method", catalog.methods("size", on: .float).map(\.name), equals: [])
    found.check(
      "point", catalog.methods("copy", on: .handle(.chartPoint)).map(\.name),
      equals: ["chart.point.copy"])
    found.require(catalog.contains("strategy.risk"), "strategy.risk")
    found.require(!catalog.contains("strategy.rusk"), "strategy.rusk")
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `a name that means nothing gets the nearest one as a hint`() {
    var found = Mismatches()
    let hints = [
      ("ta.emaa", "did you mean 'ta.ema'?"), ("sma", "did you mean 'ta.sma'?"),
      ("strategy.postion_size", "did you mean 'strategy.position_size'?"),
      ("cloes", "did you mean 'close'?"), ("tostring", "did you mean 'str.tostring'?"),
    ]
    for (name, hint) in hints { found.check(name, catalog.hint(for: name), equals: hint) }
    found.check(
      "others", catalog.hint(for: "legnth", others: ["length"]), equals: "did you mean 'length'?")
    found.check("far", catalog.hint(for: "qqqqqqqq"), equals: nil)
    #expect(found.isEmpty, "\(found)")
  }
}

extension Signature {
  fileprivate var text: String {
    let types = typeParameters.map(\.rawValue).joined(separator: ", ")
    return (types.isEmpty ? "" : "<\(types)>") + "("
      + parameters.map(\.text).joined(separator: ", ") + ") " + result.text
  }
}

extension BuiltinParameter {
  fileprivate var text: String {
    var text = name + " " + (qualifier.map { $0.rawValue + " " } ?? "") + type.text
    if isVariadic { text += "..." }
    switch defaultValue {
    case .na: text += " = na"
    case .number(let value): text += " = \(value)"
    case .boolean(let value): text += " = \(value)"
    case .string(let value): text += " = \"\(value)\""
    case .name(let name): text += " = \(name)"
    case nil: break
    }
    return text
  }
}

extension ValueType {
  fileprivate var generics: [Generic] {
    switch self {
    case .generic(let generic): [generic]
    case .array(let element), .matrix(let element): element.generics
    case .map(let key, let value): key.generics + value.generics
    case .tuple(let elements): elements.flatMap(\.generics)
    default: []
    }
  }
}

/// One line of a catalog table.
struct CatalogEntry {
  enum Content {
    case function(Signature)
    case variable(ValueType)
    case constant(ValueType, ConstantValue, ClosedRange<Int>)
  }

  var name: String
  var nature: BuiltinNature
  var reason: String?
  var content: Content
}

/// Reads a table of the catalog.
///
/// A table consists of lines; a line that begins with blanks continues the one before.
/// ```
/// [stateful]                                        the nature of what follows
/// [unsupported: why]
/// let look = title string = "", group string = ""   parameters that several functions share
/// ta.sma(source float, length int) float            a function; overloads repeat the name
/// array.new<T>(size int = 0, initial T = na) T[]    type parameters; `= x` makes optional
/// math.max(number0 N, number N...) N                any number of arguments
/// plot(series float, v5 transp int = na) plot       a parameter of version 5 only
/// time int                                          a variable
/// math.pi float = 3.14                              a constant; `v5`/`v6` at the line's beginning
/// ```
struct CatalogReader {
  private let bytes: [UInt8]
  private var index = 0
  private var nature = BuiltinNature.pure
  private var reason: String?
  private var macros: [String: [Parameter]] = [:]

  /// A parameter with the versions that have it.
  private struct Parameter {
    var parameter: BuiltinParameter
    var versions: ClosedRange<Int>
  }

  /// The second half of an entry that differs between versions.
  private var pending: CatalogEntry?

  init(_ table: String) {
    bytes = Array(table.utf8)
  }

  /// The next entry; nil at the end.
  mutating func next() -> CatalogEntry? {
    if let entry = pending {
      pending = nil
      return entry
    }
    while true {
      skipBlanks()
      guard index < bytes.count else { return nil }
      if take("[") {
        readSection()
      } else if take("let ") {
        readMacro()
      } else {
        return readEntry()
      }
    }
  }

  // MARK: - Lines

  private mutating func readSection() {
    let text = readText { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "]") }
    guard let nature = BuiltinNature(rawValue: text) else { fail("unknown nature \(text)") }
    self.nature = nature
    reason = nil
    if take(":") {
      skipBlanks()
      reason = readText { $0 == UInt8(ascii: "]") }
    }
    require("]")
  }

  private mutating func readMacro() {
    let name = readName()
    skipBlanks()
    require("=")
    var parameters: [Parameter] = []
    repeat { readParameter(into: &parameters) } while take(",")
    macros[name] = parameters
  }

  private mutating func readEntry() -> CatalogEntry {
    let versions = readVersions()
    let name = readName()
    let typeParameters = readTypeParameters()
    let content: CatalogEntry.Content
    skipLineBlanks()
    if take("(") {
      var parameters: [Parameter] = []
      while !take(")") {
        readParameter(into: &parameters)
        _ = take(",")
        skipBlanks()
      }
      skipBlanks()
      return functionEntry(name, typeParameters, parameters, versions, result: readType())
    }
    skipBlanks()
    let type = readType()
    skipLineBlanks()
    if take("=") {
      content = .constant(type, readConstant(), versions)
    } else {
      content = .variable(type)
    }
    return CatalogEntry(name: name, nature: nature, reason: reason, content: content)
  }

  /// Makes the entry of a function; two if it has parameters that one version only knows.
  private mutating func functionEntry(
    _ name: String, _ typeParameters: [Generic], _ parameters: [Parameter],
    _ versions: ClosedRange<Int>, result: ValueType
  ) -> CatalogEntry {
    func entry(_ versions: ClosedRange<Int>) -> CatalogEntry {
      let list = parameters.filter { $0.versions.overlaps(versions) }.map(\.parameter)
      let signature = Signature(
        typeParameters: typeParameters, parameters: list, result: result, versions: versions)
      return CatalogEntry(
        name: name, nature: nature, reason: reason, content: .function(signature))
    }
    let differs = parameters.contains { !$0.versions.contains(5) || !$0.versions.contains(6) }
    guard differs, versions == 5...6 else { return entry(versions) }
    pending = entry(6...6)
    return entry(5...5)
  }

  // MARK: - Pieces

  private mutating func readParameter(into parameters: inout [Parameter]) {
    skipBlanks()
    if take("$") {
      let name = readName()
      guard let macro = macros[name] else { fail("unknown macro \(name)") }
      parameters += macro
      return
    }
    let versions = readVersions()
    let name = readName()
    skipBlanks()
    let qualifier = readQualifier()
    let type = readType()
    var parameter = BuiltinParameter(name: name, type: type, qualifier: qualifier)
    parameter.isVariadic = take("...")
    let end = index
    skipBlanks()
    if take("=") {
      skipBlanks()
      parameter.defaultValue = readDefault()
    } else {
      index = end
    }
    parameters.append(Parameter(parameter: parameter, versions: versions))
  }

  private mutating func readVersions() -> ClosedRange<Int> {
    if take("v5 ") { return 5...5 }
    if take("v6 ") { return 6...6 }
    return 5...6
  }

  private mutating func readQualifier() -> TypeQualifier? {
    if take("simple ") { return .simple }
    if take("const ") { return .const }
    if take("input ") { return .input }
    return nil
  }

  private mutating func readTypeParameters() -> [Generic] {
    guard take("<") else { return [] }
    var generics: [Generic] = []
    repeat {
      skipBlanks()
      if let generic = Generic(rawValue: readName()) { generics.append(generic) }
    } while take(",")
    require(">")
    return generics
  }

  private mutating func readType() -> ValueType {
    if take("[") { return readTuple() }
    let name = readName()
    var type: ValueType
    switch name {
    case "float": type = .float
    case "int": type = .int
    case "bool": type = .bool
    case "string": type = .string
    case "color": type = .color
    case "void": type = .void
    case "any": type = .any
    case "na": type = .na
    case "array", "matrix", "map": type = readCollection(name)
    default:
      if let generic = Generic(rawValue: name) {
        type = .generic(generic)
      } else if let handle = HandleKind(rawValue: name) {
        type = .handle(handle)
      } else {
        fail("unknown type \(name)")
      }
    }
    if take("[]") { type = .array(type) }
    return type
  }

  private mutating func readTuple() -> ValueType {
    var elements: [ValueType] = []
    repeat {
      skipBlanks()
      elements.append(readType())
    } while take(",")
    require("]")
    return .tuple(elements)
  }

  private mutating func readCollection(_ name: String) -> ValueType {
    require("<")
    let first = readType()
    if name == "map" {
      require(",")
      skipBlanks()
      let second = readType()
      require(">")
      return .map(first, second)
    }
    require(">")
    return name == "array" ? .array(first) : .matrix(first)
  }

  private mutating func readDefault() -> DefaultValue {
    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") { return .string(readQuoted()) }
    let text = readText {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ")") || $0 == ASCII.newline
    }
    switch text {
    case "na": return .na
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    default: return Double(text).map { .number($0) } ?? .name(text)
    }
  }

  private mutating func readConstant() -> ConstantValue {
    skipBlanks()
    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") { return .string(readQuoted()) }
    let text = readText { $0 == ASCII.newline }
    if text.first == "#", let rgb = UInt32(text.dropFirst(), radix: 16) {
      return .color(rgb << 8 | 0xFF)
    }
    guard let number = Double(text) else { fail("no constant \(text)") }
    return .number(number)
  }

  private mutating func readQuoted() -> String {
    require("\"")
    let text = readText { $0 == UInt8(ascii: "\"") }
    require("\"")
    return text
  }

  // MARK: - Bytes

  private mutating func readName() -> String {
    let start = index
    while index < bytes.count {
      let byte = bytes[index]
      // A name may hold dots, but `T...` is a type and three dots.
      let isDot =
        byte == UInt8(ascii: ".") && index + 1 < bytes.count && bytes[index + 1].isWordByte
      guard byte.isWordByte || isDot else { break }
      index += 1
    }
    guard index > start else { fail("a name is missing") }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func readText(until isEnd: (UInt8) -> Bool) -> String {
    let start = index
    while index < bytes.count, !isEnd(bytes[index]) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func take(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    for offset in 0..<count where bytes[index + offset] != text.utf8Start[offset] { return false }
    index += count
    return true
  }

  private mutating func require(_ text: StaticString) {
    if !take(text) { fail("'\(text)' is missing") }
  }

  private mutating func skipBlanks() {
    while index < bytes.count, bytes[index] <= ASCII.space { index += 1 }
  }

  private mutating func skipLineBlanks() {
    while index < bytes.count, bytes[index] == ASCII.space { index += 1 }
  }

  private func fail(_ message: String) -> Never {
    let rest = String(
      decoding: bytes[max(index - 40, 0)..<min(index + 20, bytes.count)], as: UTF8.self)
    preconditionFailure("catalog table: \(message) near '\(rest)'")
  }
}

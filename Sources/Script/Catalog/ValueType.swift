/// The type of a value, as far as the compiler tells values apart.
indirect enum ValueType: Sendable, Hashable {
  /// No value: the result of `plot` or `array.push`.
  case void
  /// The type of a bare `na`, which becomes any other.
  case na
  case int, float, bool, string, color
  case array(ValueType)
  case matrix(ValueType)
  case map(ValueType, ValueType)
  /// An object of the platform's, such as a line or a table.
  case handle(HandleKind)
  /// A type of the script's, by its number in the program.
  case object(Int)
  /// An enumeration of the script's, by its number in the program.
  case enumeration(Int)
  case tuple([ValueType])
  /// A type that the arguments of a call decide; occurs in the catalog only.
  case generic(Generic)
  /// Any type at all; occurs in parameters of the catalog only.
  case any
}

/// A type variable in a signature of the catalog.
enum Generic: String, Sendable, Hashable {
  /// Any type; the same wherever it occurs, int and float joining to float.
  case element = "T"
  case key = "K"
  case value = "V"
  /// int or float: int if all arguments of this type are, else float.
  case number = "N"
}

/// The kinds of objects that the platform defines.
enum HandleKind: String, Sendable, Hashable, CaseIterable {
  case line, label, box, table, linefill, polyline
  case chartPoint = "chart.point"
  /// What `hline` and `plot` return; `fill` takes them.
  case hline, plot
  case footprint
  case volumeRow = "volume_row"
}

extension ValueType {
  /// Whether values are handles into the heap, so that two names may mean one thing.
  var isReference: Bool {
    switch self {
    case .array, .matrix, .map, .handle, .object: true
    default: false
    }
  }

  /// Whether values are numbers.
  var isNumeric: Bool { self == .int || self == .float }

  /// The type that a script's author would write.
  ///
  /// Types of the script's own read `object` and `enum`: their names are not known here.
  var text: String {
    switch self {
    case .void: "void"
    case .na: "na"
    case .int: "int"
    case .float: "float"
    case .bool: "bool"
    case .string: "string"
    case .color: "color"
    case .array(let element): "array<\(element.text)>"
    case .matrix(let element): "matrix<\(element.text)>"
    case .map(let key, let value): "map<\(key.text), \(value.text)>"
    case .handle(let kind): kind.rawValue
    case .object: "object"
    case .enumeration: "enum"
    case .tuple(let elements): "[" + elements.map(\.text).joined(separator: ", ") + "]"
    case .generic(.number): "int or float"
    case .generic(let generic): generic.rawValue
    case .any: "any type"
    }
  }
}

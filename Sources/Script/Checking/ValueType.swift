/// The type of a value, without its qualifier.
///
/// Every value is one `Double` word at run time; the type says how the word is to be read.
indirect enum ValueType: Sendable, Hashable {
  /// Whole numbers, which may carry a fraction after a division.
  case int
  case float
  /// 0 or 1; in version 5 also NaN.
  case bool
  /// 0xRRGGBBAA as a number.
  case color
  /// A handle of an interned string.
  case string
  /// A handle of a list of elements.
  case array(ValueType)
  case matrix(ValueType)
  case map(key: ValueType, value: ValueType)
  /// A handle of an object of a user's type, by index into the program's types.
  case object(Int)
  /// The ordinal of a member of a user's enumeration, by index into the program's enumerations.
  case enumeration(Int)
  /// A handle of a drawing.
  case drawing(DrawingKind)
  case tuple([ValueType])
  /// The type of a bare `na`, which fits everywhere.
  case na
  /// What gives no value, such as a call of `strategy.entry`.
  case void
  /// The type of what could not be checked; it fits everywhere, so that one error is one message.
  case unknown
}

/// What can be drawn on a chart and be referred to.
enum DrawingKind: String, Sendable, Hashable, CaseIterable {
  case line, label, box, table, linefill, polyline, hline, plot
  case point = "chart.point"
}

extension ValueType {
  /// Whether the word is a number that arithmetic may use.
  var isNumeric: Bool { self == .int || self == .float }

  /// Whether the word is a handle into the heap.
  var isReference: Bool {
    switch self {
    case .string, .array, .matrix, .map, .object, .drawing: true
    default: false
    }
  }
}

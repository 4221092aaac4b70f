/// A value as SQLite stores it: one of its five storage classes.
package enum Value: Sendable, Hashable {
  /// Nothing.
  case null
  /// A signed whole number of 64 bits.
  case integer(Int64)
  /// A binary floating-point number; NaN becomes `null` and −0 becomes 0 on the way to the file.
  case real(Double)
  /// Text in UTF-8.
  case text(String)
  /// Bytes.
  case blob([UInt8])

  /// A whole number.
  package static func whole(_ number: some BinaryInteger) -> Value { .integer(Int64(number)) }

  /// A truth value as 0 or 1.
  package static func flag(_ flag: Bool) -> Value { .integer(flag ? 1 : 0) }

  /// A number, or nothing.
  package static func optional(_ number: Double?) -> Value { number.map { .real($0) } ?? .null }

  /// A text, or nothing.
  package static func optional(_ text: String?) -> Value { text.map { .text($0) } ?? .null }
}

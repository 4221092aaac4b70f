import Formats

/// A value of a JSON document that knows where it stands.
package struct JSONValue: Sendable {
  /// What a value is.
  package indirect enum Content: Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case flag(Bool)
    /// A number, with its text as it stands.
    case number(Double, text: String)
    /// A text.
    case text(String)
    /// A list.
    case list([JSONValue])
    /// Members in the order in which they stand.
    case object([Member])
  }

  /// A member of an object.
  package struct Member: Sendable {
    /// Its name.
    package let name: String
    /// Its value.
    package let value: JSONValue
  }

  /// What it is.
  package let content: Content
  /// The line on which it begins, counted from 1; 0 if it was not read from a document.
  package let line: Int
  /// The character at which it begins, counted from 1.
  package let column: Int

  package init(_ content: Content, line: Int = 0, column: Int = 0) {
    self.content = content
    self.line = line
    self.column = column
  }
}

extension JSONValue {
  /// The value of a member; nil if there is none, it is null, or this is no object.
  package subscript(name: String) -> JSONValue? {
    guard case .object(let members) = content,
      let value = members.first(where: { $0.name == name })?.value
    else { return nil }
    if case .null = value.content { return nil }
    return value
  }

  /// The text; nil if it is none.
  package var text: String? {
    if case .text(let text) = content { return text }
    return nil
  }

  /// The number; nil if it is none.
  package var number: Double? {
    if case .number(let number, _) = content { return number }
    return nil
  }

  /// The whole number; nil if it is none.
  package var integer: Int? { number.flatMap { Int(exactly: $0) } }

  /// The values of a list; none if it is no list.
  package var list: [JSONValue] {
    if case .list(let values) = content { return values }
    return []
  }

  /// The members of an object; none if it is no object.
  package var members: [Member] {
    if case .object(let members) = content { return members }
    return []
  }

  /// The value as a person would name it in an error.
  package var shown: String {
    switch content {
    case .null: "null"
    case .flag(let flag): "\(flag)"
    case .number(_, let text): text
    case .text(let text): text
    case .list: "a list"
    case .object: "an object"
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self.init(.text(value)) }

  /// Makes a whole number.
  package static func integer(_ number: Int) -> JSONValue {
    JSONValue(.number(Double(number), text: "\(number)"))
  }

  /// Makes a number.
  package static func number(_ number: Double) -> JSONValue {
    JSONValue(.number(number, text: NumberFormat.shortest(number)))
  }

  /// Makes an object.
  package static func object(_ members: [(String, JSONValue)]) -> JSONValue {
    JSONValue(.object(members.map { Member(name: $0.0, value: $0.1) }))
  }

  /// The value as text with two spaces for each level.
  package func rendered(indent: String = "") -> String {
    let inner = indent + "  "
    switch content {
    case .null, .flag, .number: return shown
    case .text(let text): return Self.quoted(text)
    case .list(let values):
      if values.isEmpty { return "[]" }
      let isShort = values.allSatisfy { $0.list.isEmpty && $0.members.isEmpty }
      let lines = values.map { $0.rendered(indent: inner) }
      let line = "[" + lines.joined(separator: ", ") + "]"
      if isShort, line.count + indent.count <= 90 { return line }
      return "[\n" + lines.map { inner + $0 }.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let members):
      if members.isEmpty { return "{}" }
      let lines = members.map {
        "\(inner)\(Self.quoted($0.name)): \($0.value.rendered(indent: inner))"
      }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var output = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\t": output += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output + "\""
  }
}

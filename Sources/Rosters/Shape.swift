import Formats

/// What a value of a document may be; documents are checked against it and the schema printed
/// from it, so that neither can say what the other does not.
indirect enum Shape: Sendable {
  /// Any text but the empty one.
  case text
  /// A day such as 2024-05-31.
  case date
  /// A number in a range.
  case number(ClosedRange<Double>)
  /// A number above 0.
  case positive
  /// A whole number in a range.
  case integer(ClosedRange<Int>)
  /// One of some words.
  case choice([String])
  /// A text, a number or a flag.
  case scalar
  /// A list with at least so many values.
  case list(Shape, minimum: Int)
  /// An object with these members and no others.
  case object([Field])
  /// An object with members of any name.
  case map(Shape)
  /// A text, or an object with these members.
  case textOrObject([Field])

  /// A member of an object.
  struct Field: Sendable {
    let name: String
    let summary: String
    let shape: Shape
    var isRequired = false

    init(_ name: String, _ shape: Shape, _ summary: String, isRequired: Bool = false) {
      self.name = name
      self.shape = shape
      self.summary = summary
      self.isRequired = isRequired
    }
  }

  /// What a person should write.
  var expectation: String {
    switch self {
    case .text: "a text"
    case .date: "a day such as 2024-05-31"
    case .number(let range):
      "a number from \(NumberFormat.shortest(range.lowerBound)) to "
        + NumberFormat.shortest(range.upperBound)
    case .positive: "a number above 0"
    case .integer(let range):
      range.upperBound == Int.max
        ? "a whole number of at least \(range.lowerBound)"
        : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .choice(let words): words.joined(separator: ", ")
    case .scalar: "a text, a number, true or false"
    case .list(_, let minimum): minimum > 0 ? "a list with at least \(minimum)" : "a list"
    case .object, .map: "an object"
    case .textOrObject: "a text or an object"
    }
  }
}

extension Shape {
  /// Checks a value.
  ///
  /// - Parameter path: The value's place in the document, such as `agents[2].inputs`.
  /// - Throws: A data error with line, column and path.
  func check(_ value: JSONValue, path: String, file: String?) throws(LocatedError) {
    guard fits(value) else {
      throw value.error(
        "the value is not what it should be", path: path, file: file, expected: expectation)
    }
    switch self {
    case .list(let element, _):
      for (index, one) in value.list.enumerated() {
        try element.check(one, path: "\(path)[\(index)]", file: file)
      }
    case .map(let element):
      for member in value.members {
        try element.check(member.value, path: Self.join(path, member.name), file: file)
      }
    case .object(let fields), .textOrObject(let fields):
      if value.text == nil { try Self.check(value, fields, path: path, file: file) }
    default: break
    }
  }

  private static func check(
    _ value: JSONValue, _ fields: [Field], path: String, file: String?
  ) throws(LocatedError) {
    let names = fields.map(\.name)
    for member in value.members {
      guard let field = fields.first(where: { $0.name == member.name }) else {
        // A name that begins so is for a person or an editor.
        if member.name.hasPrefix("$") || member.name == "comment" { continue }
        var error = member.value.error(
          "there is no such member", path: join(path, member.name), file: file,
          expected: "one of " + names.joined(separator: ", "))
        error.found = member.name
        error.hint = Suggestion.hint(for: member.name, in: names)
        throw error
      }
      if case .null = member.value.content, !field.isRequired { continue }
      try field.shape.check(member.value, path: join(path, field.name), file: file)
    }
    for field in fields where field.isRequired && value[field.name] == nil {
      var error = value.error(
        "'\(field.name)' is missing", path: path.isEmpty ? nil : path, file: file,
        expected: field.shape.expectation)
      error.found = nil
      error.hint = "\(field.name): \(field.summary)"
      throw error
    }
  }

  static func join(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : "\(path).\(name)"
  }

  /// Whether the value itself, without what it contains, is of the shape.
  private func fits(_ value: JSONValue) -> Bool {
    switch (self, value.content) {
    case (.text, .text(let text)): !text.isEmpty
    case (.date, .text(let text)): ISODateParser.date(text) != nil
    case (.number(let range), .number(let number, _)): range.contains(number)
    case (.positive, .number(let number, _)): number > 0
    case (.integer(let range), .number): value.integer.map(range.contains) ?? false
    case (.choice(let words), .text(let text)): words.contains(text)
    case (.scalar, .text), (.scalar, .number), (.scalar, .flag): true
    case (.list(_, let minimum), .list(let values)): values.count >= minimum
    case (.object, .object), (.map, .object), (.textOrObject, .object): true
    case (.textOrObject, .text(let text)): !text.isEmpty
    default: false
    }
  }
}

extension JSONValue {
  /// An error at this value.
  func error(
    _ message: String, path: String?, file: String?, expected: String? = nil, hint: String? = nil
  ) -> LocatedError {
    LocatedError(
      .data, message, file: file, line: line > 0 ? line : nil,
      column: line > 0 ? "\(column)" : nil, path: path, found: shown, expected: expected,
      hint: hint)
  }
}

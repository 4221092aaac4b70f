extension Shape {
  /// The shape in the vocabulary of JSON Schema (draft 2020-12).
  var schema: JSONValue {
    .object(schemaMembers)
  }

  private var schemaMembers: [(String, JSONValue)] {
    switch self {
    case .text: [("type", "string"), ("minLength", .integer(1))]
    case .date: [("type", "string"), ("format", "date")]
    case .number(let range):
      [("type", "number"), ("minimum", .number(range.lowerBound))]
        + (range.upperBound < 1e300 ? [("maximum", .number(range.upperBound))] : [])
    case .positive: [("type", "number"), ("exclusiveMinimum", .integer(0))]
    case .integer(let range):
      [("type", "integer"), ("minimum", .integer(range.lowerBound))]
        + (range.upperBound == Int.max ? [] : [("maximum", .integer(range.upperBound))])
    case .choice(let words): [("enum", JSONValue(.list(words.map { JSONValue(.text($0)) })))]
    case .scalar: [("type", JSONValue(.list(["string", "number", "boolean"])))]
    case .list(let element, let minimum):
      [("type", "array"), ("items", element.schema)]
        + (minimum > 0 ? [("minItems", .integer(minimum))] : [])
    case .object(let fields): Self.objectMembers(fields)
    case .map(let element): [("type", "object"), ("additionalProperties", element.schema)]
    case .textOrObject(let fields):
      [
        (
          "anyOf",
          JSONValue(.list([Shape.text.schema, .object(Self.objectMembers(fields))]))
        )
      ]
    }
  }

  private static func objectMembers(_ fields: [Field]) -> [(String, JSONValue)] {
    let properties = fields.map { field in
      let description = ("description", JSONValue(.text(field.summary)))
      return (field.name, JSONValue.object([description] + field.shape.schemaMembers))
    }
    let required = fields.filter(\.isRequired).map { JSONValue(.text($0.name)) }
    return [("type", "object"), ("properties", .object(properties))]
      + (required.isEmpty ? [] : [("required", JSONValue(.list(required)))])
      + [
        ("patternProperties", .object([("^\\$|^comment$", .object([]))])),
        ("additionalProperties", JSONValue(.flag(false))),
      ]
  }
}

/// What the text of one script says, before anything is known about its names.
///
/// The tree is a value: nodes hold their children, each expression has a number of its own
/// (``ExpressionID``), and every node knows its place in the text. What was ill-formed is left out
/// or stands as ``Expression/Kind/invalid``; a diagnostic tells of it.
struct SyntaxTree: Sendable {
  /// The version that the `//@version=` line names; nil without one.
  var version: LanguageVersion?
  /// The statements of the outermost level, in the order of the text.
  var statements: [Statement]
  /// The `//@name text` comments, in the order of the text.
  var annotations: [Annotation]
  /// How many expressions there are; their numbers are `0..<expressionCount`.
  var expressionCount: Int
}

/// What a `//@version=` line says.
struct LanguageVersion: Sendable, Hashable {
  var number: Int
  var span: SourceSpan
}

/// A comment such as `//@param length Length in bars`, which speaks of the lines that follow it.
struct Annotation: Sendable, Hashable {
  /// The word behind the `@`, for example `param`.
  var name: String
  /// The rest of the line without surrounding blanks; for `//@version=6` the part behind `=`.
  var text: String
  var span: SourceSpan
}

/// A name as it stands in the text.
struct Identifier: Sendable, Hashable {
  var name: String
  var span: SourceSpan
}

/// The statements of an indented block, or of the one line behind `=>`.
struct Block: Sendable {
  var statements: [Statement]
  var span: SourceSpan
}

/// A type as it is written: `float`, `array<float>`, `float[]`, `map<string, Pivot>`, `ta.Zone`.
struct TypeReference: Sendable, Hashable {
  /// The name with its dots, for example `chart.point`; `array` for the form `float[]`.
  var name: String
  /// The types in angle brackets; the element for the form `float[]`.
  var arguments: [TypeReference] = []
  var span: SourceSpan
}

/// The word before a type that says how early a value is known.
enum TypeQualifier: String, Sendable, Hashable {
  case const, input, simple, series
}

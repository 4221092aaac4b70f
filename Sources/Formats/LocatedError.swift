/// An error that says where it is, what was found, what was expected and what to do.
///
/// Every error that can reach a person is one of these, so that the command line has one place that
/// renders them and one rule for exit codes.
public struct LocatedError: Error, Sendable, Hashable {
  /// How the process ends when the error reaches the command line.
  public enum ExitClass: Int32, Sendable {
    /// The work could not be done.
    case failed = 1
    /// The command line was wrong.
    case usage = 64
    /// A data file or a strategy source was wrong.
    case data = 65
    /// The program broke one of its own rules.
    case internalError = 70
    /// The user interrupted the work.
    case interrupted = 130
  }

  /// How the process ends.
  public var exitClass: ExitClass
  /// The file concerned, as the user named it.
  public var file: String?
  /// The line, counted from 1.
  public var line: Int?
  /// The column: a character position counted from 1, or the name of a field.
  public var column: String?
  /// The place inside a document, for example `agents[2].inputs.fast`.
  public var path: String?
  /// What is wrong, in lower case and without a final period.
  public var message: String
  /// What stands there, quoted as it stands.
  public var found: String?
  /// What should stand there.
  public var expected: String?
  /// What the user can do about it.
  public var hint: String?

  /// Makes an error; everything but the class and the message is optional.
  public init(
    _ exitClass: ExitClass, _ message: String, file: String? = nil, line: Int? = nil,
    column: String? = nil, path: String? = nil, found: String? = nil, expected: String? = nil,
    hint: String? = nil
  ) {
    self.exitClass = exitClass
    self.message = message
    self.file = file
    self.line = line
    self.column = column
    self.path = path
    self.found = found
    self.expected = expected
    self.hint = hint
  }
}

extension LocatedError {
  /// Where it is, in the form `file:line:column:path`; nil if nothing of that is known.
  public var place: String? {
    let parts = [file, line.map(String.init), column, path].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ":")
  }

  /// What is wrong, in the form `message, was 'x', expected y`.
  public var sentence: String {
    var text = message
    if let found { text += ", was '\(found)'" }
    if let expected { text += ", expected \(expected)" }
    return text
  }
}

extension LocatedError: CustomStringConvertible {
  /// The error in the form `file:line:column: error: message, was 'x', expected y` and a hint line.
  public var description: String {
    (place.map { $0 + ": " } ?? "") + "error: " + sentence + (hint.map { "\nhint: " + $0 } ?? "")
  }
}

/// Something to say about a place in a script.
public struct Diagnostic: Sendable, Hashable {
  /// How grave it is.
  public enum Severity: String, Sendable, Hashable {
    /// The script cannot run.
    case error
    /// The script runs, though perhaps not as meant.
    case warning
    /// Something worth knowing.
    case note
  }

  /// How grave it is.
  public var severity: Severity
  /// What kind of thing it is, in a form that never changes.
  public var code: DiagnosticCode
  /// The place it speaks of.
  public var span: SourceSpan
  /// What is wrong, in lower case and without a final period.
  public var message: String
  /// What should stand there.
  public var expected: String?
  /// What the user can do about it.
  public var hint: String?

  /// Makes a diagnostic.
  public init(
    _ severity: Severity, _ code: DiagnosticCode, at span: SourceSpan, _ message: String,
    expected: String? = nil, hint: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.span = span
    self.message = message
    self.expected = expected
    self.hint = hint
  }
}

/// The stable name of a kind of diagnostic, for example `unexpected-token`.
///
/// Each phase declares its codes as static members in an extension of its own.
public struct DiagnosticCode: RawRepresentable, Sendable, Hashable {
  /// The name, in lower case with hyphens.
  public var rawValue: String

  /// Makes the code of a name.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// Makes the code of a name.
  init(_ rawValue: String) {
    self.rawValue = rawValue
  }
}

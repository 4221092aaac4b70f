/// The diagnostics of a compilation while it goes on.
///
/// At most ``maximumCount`` are kept, so that hopeless input costs bounded memory; a last note says
/// that there are more. Warnings leave room for errors, which decide.
struct DiagnosticList: Sendable {
  static let maximumCount = 100
  static let maximumWarningCount = 50

  private var kept: [Diagnostic] = []
  private(set) var hasErrors = false
  private var warningCount = 0
  /// Where the first diagnostic that is not kept stands.
  private var omission: SourceSpan?

  /// What was found, in order; at the end a note if that is not all.
  var diagnostics: [Diagnostic] {
    guard let omission else { return kept }
    return kept
      + [Diagnostic(.note, .tooManyDiagnostics, at: omission, "more diagnostics follow")]
  }

  /// Whether another error would be kept; where it would not, hints need not be sought.
  var takesMore: Bool { kept.count < Self.maximumCount }

  /// Adds a diagnostic, unless one of the same severity and code stands at the same start.
  mutating func add(_ diagnostic: Diagnostic) {
    let isError = diagnostic.severity == .error
    hasErrors = hasErrors || isError
    guard takesMore, isError || warningCount < Self.maximumWarningCount else {
      omission = omission ?? diagnostic.span
      return
    }
    let isRepeated = kept.contains {
      $0.span.start == diagnostic.span.start && $0.code == diagnostic.code
        && $0.severity == diagnostic.severity
    }
    guard !isRepeated else { return }
    kept.append(diagnostic)
    warningCount += isError ? 0 : 1
  }

  /// Puts the diagnostics in the order of the text; those of one place stay in their order.
  mutating func sort() {
    let order = kept.indices.sorted {
      (kept[$0].span.start, $0) < (kept[$1].span.start, $1)
    }
    kept = order.map { kept[$0] }
  }

  /// Adds an error.
  mutating func error(
    _ code: DiagnosticCode, at span: SourceSpan, _ message: String, expected: String? = nil,
    hint: String? = nil
  ) {
    add(Diagnostic(.error, code, at: span, message, expected: expected, hint: hint))
  }

  /// Adds a warning.
  mutating func warning(
    _ code: DiagnosticCode, at span: SourceSpan, _ message: String, hint: String? = nil
  ) {
    add(Diagnostic(.warning, code, at: span, message, hint: hint))
  }
}

extension DiagnosticCode {
  static let tooManyDiagnostics = DiagnosticCode("too-many-diagnostics")
}

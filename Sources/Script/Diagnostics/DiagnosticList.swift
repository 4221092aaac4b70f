/// The diagnostics of a compilation while it goes on.
///
/// At most ``maximumCount`` are kept, so that hopeless input costs bounded memory; a last note says
/// that there are more.
struct DiagnosticList: Sendable {
  static let maximumCount = 100

  private(set) var diagnostics: [Diagnostic] = []
  private(set) var hasErrors = false
  private var isFull = false

  /// Whether another diagnostic would be kept; where it would not, hints need not be sought.
  var takesMore: Bool { !isFull }

  /// Adds a diagnostic, unless one of the same severity and code stands at the same start.
  mutating func add(_ diagnostic: Diagnostic) {
    hasErrors = hasErrors || diagnostic.severity == .error
    guard !isFull else { return }
    let isRepeated = diagnostics.contains {
      $0.span.start == diagnostic.span.start && $0.code == diagnostic.code
        && $0.severity == diagnostic.severity
    }
    guard !isRepeated else { return }
    diagnostics.append(diagnostic)
    if diagnostics.count == Self.maximumCount {
      isFull = true
      diagnostics.append(
        Diagnostic(.note, .tooManyDiagnostics, at: diagnostic.span, "more diagnostics follow"))
    }
  }

  /// Puts the diagnostics in the order of the text; those of one place stay in their order.
  mutating func sort() {
    let note = isFull ? diagnostics.popLast() : nil
    let order = diagnostics.indices.sorted {
      (diagnostics[$0].span.start, $0) < (diagnostics[$1].span.start, $1)
    }
    diagnostics = order.map { diagnostics[$0] } + (note.map { [$0] } ?? [])
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

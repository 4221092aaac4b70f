import Formats

/// Checks a script and lowers it to a program in one walk over its tree.
///
/// Functions of the user are walked anew at every call, with the types and values of that call, so
/// that each path to a stateful function has a memory of its own and parameters need no types.
/// Checking is lenient where the platform's own is pedantic about qualifiers.
final class Checker {
  /// Most instructions of one script; functions that call functions multiply.
  static let maximumInstructionCount = 2_000_000
  /// Most calls of users' functions, each of which is walked anew.
  static let maximumCallCount = 100_000

  let tree: SyntaxTree
  let version: Int
  var diagnostics: DiagnosticList
  /// The program that instructions go to now.
  var builder = ProgramBuilder(number: 0, isRequested: false)
  private var builderCount = 1
  let globals = Scope(parent: nil)
  var scope: Scope
  var functions: [String: [UserFunction]] = [:]
  var types: [UserType] = []
  var typeIndices: [String: Int] = [:]
  var enumerations: [EnumDeclaration] = []
  var enumerationIndices: [String: Int] = [:]
  var names = TypeNames()
  /// Names that something assigns to, anywhere.
  var assignedNames: Set<String> = []
  /// Names whose history is read, anywhere.
  var recalledNames: Set<String> = []
  /// The texts that the run's heap knows from the start, by handle.
  var strings: [String] = []
  var stringHandles: [String: Int] = [:]
  /// The functions being walked, outermost first.
  var callPath: [UserFunction] = []
  var callCount = 0
  /// The flag of the call path being walked; −1 if it is executed on every bar.
  var flag: Int32 = -1
  var loops: [LoopPlace] = []
  /// How many loops stand around what is being walked, those around calls of functions included.
  var loopDepth = 0
  /// How many rounds the loops around what is being walked make at most, as far as that is known.
  var enclosingRounds = 1.0
  var inputs: [ScriptInput] = []
  var inputRegisters: [ExpressionID: Int] = [:]
  var declaration: Declaration?
  var ignoredCalls: [String: Int] = [:]
  /// Whether what the script plots is kept; otherwise it is not even computed.
  let keepsPlots: Bool
  /// The plots so far, and the registers that they read at the end of each bar.
  var plots: [PlotPlan] = []
  var plotResults: [Int32] = []
  var readsFuture = false
  /// The variables of the language that the current program has already, by name.
  var builtinValues: [Int: [String: Value]] = [:]
  /// How far the walk over the outermost statements is.
  var statementIndex = 0
  /// Requests being walked, so that statements are not walked for a request within itself.
  var requestDepth = 0
  /// Whether a function is walked that nothing calls.
  var isTryingUnused = false
  /// Variables that are being made for a request.
  var materializing: Set<ObjectIdentifier> = []
  /// Whether outermost statements are being walked for a request, wherever it stands.
  var isPreparing = false
  /// The name of the variable being declared, which names an input.
  var declaredName: String?

  /// Where `break` and `continue` lead.
  struct LoopPlace {
    var exit: ProgramBuilder.Label
    var next: ProgramBuilder.Label
    var region: Int
  }

  init(
    _ tree: SyntaxTree, version: Int, diagnostics: DiagnosticList, keepsPlots: Bool = false
  ) {
    self.tree = tree
    self.keepsPlots = keepsPlots
    self.version = version
    self.diagnostics = diagnostics
    scope = globals
    _ = builder.constant(.nan)
  }

  /// Walks the whole script.
  func run() {
    collectDeclarations()
    for (index, statement) in tree.statements.enumerated() {
      statementIndex = index
      _ = lower(statement, isWanted: false)
      if !diagnostics.takesMore { break }
      guard builder.instructionCount < Self.maximumInstructionCount else {
        diagnostics.error(
          .tooLarge, at: statement.span, "the script is too large once its functions are expanded",
          expected: "at most \(Self.maximumInstructionCount) steps")
        break
      }
    }
    checkUnusedFunctions()
  }

  /// A program for the bars of a request.
  func makeRequestBuilder() -> ProgramBuilder {
    let inner = ProgramBuilder(number: builderCount, isRequested: true)
    builderCount += 1
    _ = inner.constant(.nan)
    return inner
  }

  // MARK: Texts and constants

  /// The handle of a text that is known before the run.
  func handle(of text: String) -> Double {
    if let known = stringHandles[text] { return Double(known) }
    strings.append(text)
    stringHandles[text] = strings.count - 1
    return Double(strings.count - 1)
  }

  /// A value that is known before the run.
  func constant(_ word: Double, _ type: ValueType) -> Value {
    Value(type: type, register: builder.constant(word), constant: word)
  }

  /// A text that is known before the run.
  func constant(_ text: String) -> Value { constant(handle(of: text), .string) }

  /// `na` of a type.
  func missing(_ type: ValueType = .na) -> Value { constant(.nan, type) }

  /// The text of a constant.
  func text(of value: Value) -> String? {
    guard value.type == .string, let word = value.constant, !word.isNaN else { return nil }
    return strings[Int(word)]
  }

  // MARK: Diagnostics

  /// Gives an error and returns the value that stops it from spreading.
  @discardableResult
  func fail(
    _ code: DiagnosticCode, at span: SourceSpan, _ message: String, expected: String? = nil,
    hint: String? = nil
  ) -> Value {
    diagnostics.error(code, at: span, message, expected: expected, hint: hint)
    return .unknown
  }

  /// The type as a message names it.
  func name(of type: ValueType) -> String { type.text(names) }
}

public import Formats
public import Market
public import Trading

/// A compiled script: immutable, shared by all runs of it.
public struct Script: Sendable {
  /// What `strategy()`, `indicator()` or `library()` says.
  public let declaration: Declaration
  /// What the user can set, in the order of the text.
  public let inputs: [ScriptInput]
  /// How many calls draw something that is kept; 0 unless it was compiled to keep plots.
  public var plotCount: Int { plots.count { !$0.isHidden } }
  /// The calls that were checked and left out, because they only draw or send messages.
  public let ignoredCalls: [(name: String, count: Int)]
  /// What it plots; empty unless it was compiled to keep plots.
  let plots: [PlotPlan]
  /// Whether the script shows values before they could have been known.
  public let readsFuture: Bool
  /// The text, for the places that errors name.
  let source: SourceText
  /// Everything bar by bar.
  let program: Program
  /// The same with its columns apart.
  let columnForm: Program
  /// The texts that the program knows by handle.
  let strings: [String]
  /// The members of the script's enumerations with what the dialog calls them, for inputs.
  let enumerations: [[(name: String, title: String)]]
}

/// How a script is computed.
public enum ScriptEvaluation: Sendable, Hashable {
  /// Everything bar by bar, which is the reference.
  case perBar
  /// What depends on nothing but the bars as columns, the rest bar by bar.
  case columns
}

/// What came of compiling a text.
public struct ScriptCompilation: Sendable {
  /// Errors, warnings and notes.
  public var diagnostics: [Diagnostic]
  /// The script; nil when there are errors.
  public var script: Script?

  /// The errors alone.
  public var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }

  /// The script.
  ///
  /// - Parameter source: The text that was compiled.
  /// - Throws: The first error, with its place in the text.
  public func requireScript(_ source: SourceText) throws(LocatedError) -> Script {
    if let script { return script }
    throw errors.first?.locatedError(in: source)
      ?? LocatedError(.data, "the script cannot be compiled", file: source.name)
  }
}

extension Script {
  /// Compiles a text.
  ///
  /// All errors are reported at once, as far as they do not follow from one another.
  ///
  /// - Parameter keepsPlots: Whether what it plots is computed, for a ``PlotRecorder``; it makes
  ///   runs slower and changes no trade.
  public static func compile(_ source: SourceText, keepsPlots: Bool = false) -> ScriptCompilation {
    if let reason = unreadable(source) {
      return ScriptCompilation(diagnostics: [reason], script: nil)
    }
    let parsed = Parser.parse(source)
    let tree = parsed.tree
    let diagnostics = parsed.diagnostics
    guard let version = checkedVersion(tree) else {
      return ScriptCompilation(diagnostics: diagnostics.diagnostics, script: nil)
    }
    let checker = Checker(
      tree, version: version, diagnostics: diagnostics, keepsPlots: keepsPlots)
    checker.run()
    if checker.declaration == nil, !checker.diagnostics.hasErrors {
      checker.diagnostics.error(
        .missingDeclaration, at: SourceSpan(0, 0),
        "the script does not say what it is",
        expected: "a call of strategy() or indicator()")
    }
    checker.diagnostics.sort()
    let found = checker.diagnostics.diagnostics
    guard !checker.diagnostics.hasErrors, let declaration = checker.declaration else {
      return ScriptCompilation(diagnostics: found, script: nil)
    }
    return ScriptCompilation(
      diagnostics: found, script: checker.script(declaration, of: source))
  }

  /// What makes reading a text pointless: nothing in it, or an encoding that is not UTF-8.
  private static func unreadable(_ source: SourceText) -> Diagnostic? {
    if source.isWide {
      return Diagnostic(
        .error, .wrongEncoding, at: SourceSpan(0, 0), "the text is in the encoding UTF-16",
        expected: "UTF-8", hint: "save the file in the encoding UTF-8")
    }
    guard source.bytes.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) else { return nil }
    return Diagnostic(
      .error, .missingDeclaration, at: SourceSpan(0, 0), "the script is empty",
      expected: "a call of strategy() or indicator()",
      hint: "begin it with //@version=6 and strategy(\"A title\")")
  }

  /// The version to read a script as, which the parser has judged; nil if it cannot be read.
  private static func checkedVersion(_ tree: SyntaxTree) -> Int? {
    guard let version = tree.version else { return LanguageVersion.supported.upperBound }
    return LanguageVersion.supported.contains(version.number) ? version.number : nil
  }

  /// How an account trades for this script.
  ///
  /// - Parameter base: Rules whose convention and financing stay.
  public func rules(over base: TradingRules, overrides: StrategySettings = StrategySettings())
    -> TradingRules
  {
    settings(overrides).rules(over: base, version: declaration.version)
  }

  /// The declaration's settings with a user's on top.
  func settings(_ overrides: StrategySettings) -> StrategySettings {
    var settings = declaration.settings
    settings.numbers.merge(overrides.numbers) { $1 }
    settings.texts.merge(overrides.texts) { $1 }
    return settings
  }

  /// The script with its inputs fixed.
  ///
  /// - Parameters:
  ///   - inputs: Values by the input's name or title; the others have their defaults.
  ///   - settings: Arguments of `strategy()` to be replaced.
  ///   - evaluation: How it is computed; the results are the same to the bit.
  ///   - companions: Bars that its requests may read besides the chart's, such as another symbol's.
  ///   - plots: Takes what it plots, if it was compiled to keep that.
  /// - Throws: A usage error for an unknown input or a value that it does not take.
  public func expert(
    inputs: [String: ScriptInputValue] = [:], settings: StrategySettings = StrategySettings(),
    evaluation: ScriptEvaluation = .columns, companions: [BarSeries] = [],
    plots: PlotRecorder? = nil
  ) throws(LocatedError) -> any Expert {
    ScriptExpert(
      script: self, choices: try InputChoices.resolve(inputs, of: self),
      settings: self.settings(settings), evaluation: evaluation, companions: companions,
      plots: plots)
  }
}

extension EnumMember {
  /// The title, or the name where the text gives none.
  fileprivate var shownTitle: String {
    if case .string(let text)? = title?.kind { text } else { name.name }
  }
}

extension Checker {
  func script(_ declaration: Declaration, of source: SourceText) -> Script {
    builder.program.fieldCounts = types.map(\.fieldTypes.count)
    let program = builder.finish(keeping: plotResults)
    return Script(
      declaration: declaration, inputs: inputs,
      ignoredCalls: ignoredCalls.keys.sorted().map { ($0, ignoredCalls[$0] ?? 0) },
      plots: plots, readsFuture: readsFuture, source: source, program: program,
      columnForm: ColumnSplit.columnForm(of: program), strings: strings,
      enumerations: enumerations.map { $0.members.map { ($0.name.name, $0.shownTitle) } })
  }
}

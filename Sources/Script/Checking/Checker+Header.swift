/// `strategy()`, `indicator()` and `library()`.
extension Checker {
  func lowerDeclaration(
    _ function: BuiltinFunction, _ call: Call, _ expression: Expression
  ) -> Value {
    let arguments = distinct(call.arguments)
    let values = arguments.map { lower($0.value) }
    let labels = arguments.map { $0.name?.name }
    guard scope === globals, callPath.isEmpty else {
      return fail(
        .misplaced, at: expression.span, "'\(function.name)' stands at the outermost level")
    }
    guard let match = match(function, values, labels, [], at: expression.span) else {
      return .void
    }
    if builder.isRequested { return .void }
    if declaration != nil {
      return fail(
        .misplaced, at: expression.span, "a script has only one declaration",
        expected: "one call of strategy(), indicator() or library()")
    }
    var settings = StrategySettings()
    var spans: [String: SourceSpan] = [:]
    for (index, parameter) in match.signature.parameters.enumerated() {
      guard let place = match.places[index] else { continue }
      let value = values[place]
      spans[parameter.name] = arguments[place].name?.span ?? arguments[place].value.span
      guard let word = value.constant else {
        if value.type != .any {
          fail(
            .notConstant, at: arguments[place].value.span,
            "argument '\(parameter.name)' must be known before the script runs",
            expected: "a constant")
        }
        continue
      }
      if let text = text(of: value) {
        settings.texts[parameter.name] = text
      } else {
        settings.numbers[parameter.name] = word
      }
    }
    warnOfUnsupported(settings, spans)
    let title = settings.texts.removeValue(forKey: "title") ?? ""
    declaration = Declaration(
      kind: Declaration.Kind(rawValue: function.name) ?? .strategy, version: version, title: title,
      settings: settings)
    return .void
  }

  /// Tells of settings that would change the trades and have no effect yet.
  private func warnOfUnsupported(_ settings: StrategySettings, _ spans: [String: SourceSpan]) {
    let reasons = [
      ("calc_on_order_fills", "the script runs at the close of each bar, not after fills too"),
      ("use_bar_magnifier", "fills within a bar follow its four prices, not finer bars"),
    ]
    for (name, reason) in reasons where settings.flag(name) {
      diagnostics.warning(
        .unsupported, at: spans[name] ?? SourceSpan(0, 0), "'\(name)' has no effect yet: \(reason)",
        hint: "expect other trades than the platform's")
    }
  }
}

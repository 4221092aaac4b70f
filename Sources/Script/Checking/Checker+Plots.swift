/// `plot` and its kin, for runs that keep what they show.
extension Checker {
  /// Notes what a call shows; what it shows becomes results of the program.
  ///
  /// Only calls at the outermost level show something on every bar; others are left out.
  ///
  /// - Returns: What the call gives, for fills between plots; nil if nothing is kept.
  func notePlot(
    _ function: BuiltinFunction, _ values: [Value], _ labels: [String?], at span: SourceSpan
  ) -> Value? {
    guard let form = ScriptPlot.Form(rawValue: function.name), keepsPlots, !builder.isRequested,
      scope === globals, callPath.isEmpty, builder.isUnconditional, !isTryingUnused
    else { return nil }
    let types = values.map(\.type)
    let match = function.overloads.lazy.compactMap {
      OverloadMatch($0, types: types, labels: labels, typeArguments: [], version: self.version)
    }.first
    guard let match else { return nil }
    var plan = PlotPlan(form: form)
    if form == .fill, !setEdges(of: &plan, match, values) { return nil }
    for (index, parameter) in match.signature.parameters.enumerated() {
      let value = match.places[index].map { values[$0] }
      if case .handle? = value?.type { continue }
      if let text = plotText(parameter, value) {
        plan.texts[name(of: parameter, form)] = text
      } else if let source = plotSource(parameter, value, at: span) {
        plan.numbers[name(of: parameter, form)] = source
      }
    }
    plots.append(plan)
    // The handle of a plot tells fills which it is.
    return constant(Double(plots.count - 1), match.signature.result)
  }

  /// Gives a fill the numbers of the plots that its first two arguments are; false without them.
  private func setEdges(
    of plan: inout PlotPlan, _ match: OverloadMatch, _ values: [Value]
  ) -> Bool {
    let edges = match.places.prefix(2).compactMap { place -> PlotPlan? in
      guard let place, let handle = values[place].constant, !handle.isNaN else { return nil }
      return plots[Int(handle)]
    }
    guard edges.count == 2 else { return false }
    plan.numbers["series"] = edges[0].numbers["series"]
    plan.numbers["edge"] = edges[1].numbers["series"]
    plan.numbers["offset"] = edges[0].numbers["offset"]
    return true
  }

  private func name(of parameter: BuiltinParameter, _ form: ScriptPlot.Form) -> String {
    switch (form, parameter.name) {
    case (.level, "price"): "series"
    case (.level, "linestyle"): "style"
    default: parameter.name
    }
  }

  /// The text of an argument or default that is known before the run.
  private func plotText(_ parameter: BuiltinParameter, _ value: Value?) -> String? {
    if let value { return text(of: value) }
    switch parameter.defaultValue {
    case .string(let text)?: return text
    case .name(let name)?:
      guard case .string(let text)? = Catalog.shared.constant(name, version: version)?.value else {
        return nil
      }
      return text
    default: return nil
    }
  }

  private func plotSource(
    _ parameter: BuiltinParameter, _ value: Value?, at span: SourceSpan
  ) -> PlotPlan.Source? {
    guard let value else { return standardSource(parameter) }
    if let word = value.constant { return .constant(word) }
    guard value.register >= 0, value.type != .string else { return nil }
    // What the variable has here, not what it may be given further down.
    plotResults.append(builder.emit(.move, value.register, at: span))
    return .result(plotResults.count - 1)
  }

  private func standardSource(_ parameter: BuiltinParameter) -> PlotPlan.Source? {
    switch parameter.defaultValue {
    case .number(let number)?: return .constant(number)
    case .boolean(let flag)?: return .constant(flag ? 1 : 0)
    case .name(let name)?:
      switch Catalog.shared.constant(name, version: version)?.value {
      case .number(let number)?: return .constant(number)
      case .color(let color)?: return .constant(Double(color))
      case .string?, nil: return nil
      }
    default: return nil
    }
  }
}

import Contests
import Experts
import Formats
import Market
import Platform
import Trading

extension Roster.Entry {
  /// Whether it is what stands in every table anyway.
  var isReference: Bool {
    guard case .expert(let expert, let inputs) = source else { return false }
    return expert == Agent.holdName && inputs.isEmpty && name == nil && symbols == nil
  }

  /// Makes the agent.
  ///
  /// - Parameter series: The prices of the instruments.
  /// - Throws: An error with the place in the roster.
  func agent(over series: [BarSeries]) throws(LocatedError) -> Agent {
    let known = series.map(\.instrument.symbol)
    for (index, symbol) in (symbols ?? []).enumerated() where !known.contains(symbol) {
      throw unknown(symbol, index, known)
    }
    switch source {
    case .expert(let name, let inputs): return try expertAgent(name, inputs)
    case .script(let path, let inputs): return try scriptAgent(path, inputs, series)
    case .decisions(let path): return try outside("decisions", path, series)
    case .returns(let path): return try outside("returns", path, series)
    }
  }

  private func unknown(_ symbol: String, _ index: Int, _ known: [String]) -> LocatedError {
    let shown = known.prefix(12).joined(separator: ", ") + (known.count > 12 ? ", …" : "")
    let hint = Suggestion.hint(for: symbol, in: known)
    let message = "there are no prices of this instrument"
    guard let value = place.value?["symbols"]?.list[index] else {
      return LocatedError(
        .usage, "agent '\(shownName)': " + message, found: symbol, expected: shown, hint: hint)
    }
    return value.error(
      message, path: "\(place.path ?? "").symbols[\(index)]", file: place.file, expected: shown,
      hint: hint)
  }

  private func expertAgent(
    _ name: String, _ inputs: [Agent.Input]
  ) throws(LocatedError) -> Agent {
    let description: ExpertDescription
    do {
      description = try ExpertCatalog.expert(named: name)
    } catch {
      throw place.located(error, member: "expert")
    }
    // One at a time, so that an error can point at the input.
    for input in inputs {
      do {
        _ = try description.settings([(input.name, input.value)])
      } catch {
        throw place.located(error, member: "inputs.\(input.name)")
      }
    }
    let given = inputs.map { (name: $0.name, value: $0.value) }
    do {
      let expert = try description.expert(setting: given)
      let settings = try description.settings(given)
      return Agent(
        shownName, description.tradesUniverse ? .account(expert) : .sleeves(expert),
        symbols: symbols, family: description.name,
        inputs: description.inputs.map {
          Agent.Input($0.name, NumberFormat.shortest(settings[$0.name] ?? 0))
        },
        pyramiding: pyramiding ?? 1)
    } catch {
      throw place.located(error, member: "inputs")
    }
  }

  private func outside(
    _ member: String, _ path: String, _ series: [BarSeries]
  ) throws(LocatedError) -> Agent {
    guard FileSystem.exists(path) else {
      throw place.located(
        LocatedError(.data, "there is no such file", found: path), member: member)
    }
    do {
      return try OutsideAgent.read(
        member == "returns" ? .returns : .decisions, path, name: shownName, symbols: symbols,
        over: series)
    } catch {
      throw error.file == nil ? place.located(error, member: member) : error
    }
  }
}

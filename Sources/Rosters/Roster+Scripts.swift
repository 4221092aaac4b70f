package import Contests
package import Formats
package import Market
import Platform
import Script
import Trading

extension Roster.Entry {
  /// Compiles a script and makes the agent that runs it, one account for each instrument.
  ///
  /// - Parameter series: The contest's prices, which the script's requests may read, too.
  func scriptAgent(
    _ path: String, _ inputs: [Agent.Input], _ series: [BarSeries]
  ) throws(LocatedError) -> Agent {
    guard FileSystem.exists(path) else {
      throw place.located(
        LocatedError(.data, "there is no such file", found: path), member: "strategy")
    }
    let bytes: [UInt8]
    do {
      bytes = try FileBytes(path: path).withBytes { Array($0) }
    } catch {
      throw LocatedError(error, as: .data)
    }
    return try .script(
      named: shownName, path: path, bytes: bytes, inputs: inputs, settings: settings,
      symbols: symbols, pyramiding: pyramiding, companions: series
    ) { error, member in
      place.located(error, member: member)
    }
  }
}

extension Agent {
  /// Makes the agent that runs a script, one account for each instrument.
  ///
  /// - Parameters:
  ///   - settings: Arguments of its `strategy()` to be replaced.
  ///   - companions: Bars that the script's requests may read besides those it trades.
  ///   - located: Gives an error about a member such as `inputs.length` the place where it stands.
  /// - Throws: The first mistake of the script with its place, or what is wrong with an input.
  package static func script(
    named name: String, path: String, bytes: [UInt8], inputs: [Agent.Input],
    settings overrides: [Agent.Input] = [], symbols: [String]?, pyramiding: Int?,
    companions: [BarSeries] = [],
    located: (LocatedError, String) -> LocatedError = { error, _ in error }
  ) throws(LocatedError) -> Agent {
    let script = try compiled(SourceText(name: path, bytes: bytes))
    // One at a time, so that an error can point at the input.
    var values: [String: ScriptInputValue] = [:]
    for input in inputs {
      let value = ScriptInputValue(text: input.value)
      do {
        _ = try script.expert(inputs: [input.name: value])
      } catch {
        throw located(error, "inputs.\(input.name)")
      }
      values[input.name] = value
    }
    var replaced = StrategySettings()
    for input in overrides {
      do {
        try replaced.set(input.name, to: input.value, in: .contest)
      } catch {
        throw located(error, "settings.\(input.name)")
      }
    }
    // An edited script is another attempt.
    let digest = Agent.Input("source", String(bytes.withUnsafeBytes(SHA256.digest).hex.prefix(12)))
    var settings = zip(script.inputs, script.inputNames).map { input, name in
      let given =
        values[name] ?? values[input.name] ?? values[input.title] ?? input.defaultValue
      let isOwn = script.inputs.count { $0.name == input.name } == 1
      return Agent.Input(isOwn ? input.name : name, given?.description ?? "computed")
    }
    settings += StrategySettings.names(in: .contest).compactMap { name in
      replaced.text(of: name).map { Agent.Input(settingPrefix + name, $0) }
    }
    let own = script.rules(over: .tradingview, overrides: replaced)
    return Agent(
      name,
      .sleeves(
        try script.expert(inputs: values, settings: replaced, companions: companions)),
      symbols: symbols, family: FileSystem.fileName(of: path), inputs: [digest] + settings,
      pyramiding: pyramiding ?? own.pyramiding, closeRule: own.closeRule,
      fillsAtClose: own.fillsAtClose, source: String(decoding: bytes, as: UTF8.self),
      overrides: script.declaration.settings.overridden)
  }

  /// What stands before the names of replaced arguments of `strategy()` among the inputs.
  package static let settingPrefix = "strategy."

  private static func compiled(_ source: SourceText) throws(LocatedError) -> Script {
    let script = try Script.compile(source).requireScript(source)
    guard script.declaration.kind == .strategy else {
      throw LocatedError(
        .data, "the script places no orders", file: source.name,
        found: script.declaration.kind.rawValue, expected: "a strategy")
    }
    return script
  }
}

extension ScriptInputValue {
  /// The value that a text stands for.
  init(text: String) {
    if let number = NumberParser.double(text) {
      self = .number(number)
    } else if text == "true" || text == "false" {
      self = .bool(text == "true")
    } else {
      self = .text(text)
    }
  }
}

extension StrategySettings {
  /// What a script says of itself that a rulebook decides.
  var overridden: [String] {
    let names = [
      ("initial_capital", "capital"), ("default_qty_value", "size"),
      ("default_qty_type", "size"), ("commission_value", "commission"),
      ("commission_type", "commission"), ("slippage", "slippage"), ("margin_long", "margin"),
      ("margin_short", "margin"), ("backtest_fill_limits_assumption", "fills of limits"),
      ("risk_free_rate", "interest"),
    ]
    let said = names.filter { numbers[$0.0] != nil || texts[$0.0] != nil }.map(\.1)
    return said.enumerated().filter { !said[..<$0.offset].contains($0.element) }.map(\.element)
  }
}

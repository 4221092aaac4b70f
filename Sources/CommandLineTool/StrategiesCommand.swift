import Formats
import Platform
import Script
import Terminal

/// `tourney strategies show`: what a script says of itself and what can be set.
enum StrategiesCommand {
  static func show(_ arguments: ParsedArguments) throws(LocatedError) {
    let output = StandardStream.output
    let styling = Styling.suited(to: output)
    for path in arguments.arguments {
      let file = try ScriptFile(path: path)
      output.write(describe(file, width: output.width ?? 110, styling))
    }
  }

  private static func describe(_ file: ScriptFile, width: Int, _ styling: Styling) -> String {
    let declaration = file.script.declaration
    var lines = [
      styling(.bold, file.title)
        + styling(.dim, "  \(declaration.kind.rawValue), version \(declaration.version)")
    ]
    lines += headerComment(file).map { "  " + $0 }
    if file.script.inputs.isEmpty {
      lines.append("no inputs")
    } else {
      var table = Table([
        .init("input"), .init("variable"), .init("type"), .init("default", .right), .init("range"),
        .init("group"), .init("remark"),
      ])
      for (input, name) in zip(file.script.inputs, file.script.inputNames) {
        table.append([
          name, input.name == name ? "" : input.name, input.kind.rawValue, standard(input),
          range(input), input.group ?? "",
          (input.tooltip ?? "").split(whereSeparator: \.isNewline).joined(separator: " "),
        ])
      }
      var text = table.render(width: width, styling: styling)
      text.removeLast()
      lines += ["", text]
    }
    let settings = declaration.settings
    let own = StrategySettings.names.filter { $0 != "title" }.compactMap { name -> String? in
      settings.text(of: name).map { "\(name)=\($0)" }
    }
    if !own.isEmpty { lines += ["", "strategy(): " + own.joined(separator: " ")] }
    if !file.script.ignoredCalls.isEmpty {
      let calls = file.script.ignoredCalls.map { "\($0.name) \($0.count)×" }
      lines.append(styling(.dim, "drawn or sent, not replayed: " + calls.joined(separator: ", ")))
    }
    lines += file.notes.map { styling(.yellow, "! ") + $0 }
    return lines.joined(separator: "\n") + "\n\n"
  }

  /// The comment with which the script begins.
  private static func headerComment(_ file: ScriptFile) -> [String] {
    let text = String(decoding: file.bytes, as: UTF8.self)
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("//@") { continue }
      guard line.hasPrefix("//") else { break }
      lines.append(String(line.dropFirst(2).drop(while: { $0 == " " })))
    }
    return lines
  }

  /// The default as a user would give it.
  private static func standard(_ input: ScriptInput) -> String {
    switch (input.kind, input.defaultValue) {
    case (_, nil): return "computed"
    case (.time, .number(let milliseconds)?) where abs(milliseconds) < 9e15:
      return ISODateFormat.short(nanoseconds: Int64(milliseconds) &* 1_000_000)
    case (.color, .number(let color)?) where color >= 0 && color <= Double(UInt32.max):
      let digits = String(UInt32(color), radix: 16)
      return "#" + String(repeating: "0", count: 8 - digits.count) + digits
    case (_, let value?): return value.description
    }
  }

  private static func range(_ input: ScriptInput) -> String {
    if !input.options.isEmpty { return input.options.map(\.description).joined(separator: " | ") }
    let step = input.step.map { " by \(NumberFormat.shortest($0))" } ?? ""
    switch (input.minimum, input.maximum) {
    case (let low?, let high?):
      return "\(NumberFormat.shortest(low)) to \(NumberFormat.shortest(high))" + step
    case (let low?, nil): return "from \(NumberFormat.shortest(low))" + step
    case (nil, let high?): return "up to \(NumberFormat.shortest(high))" + step
    case (nil, nil): return step.isEmpty ? "" : String(step.dropFirst())
    }
  }
}

extension CommandTree {
  /// The description of `tourney strategies`.
  static let strategies = CommandDescription(
    "strategies", "look into scripts",
    commands: [
      CommandDescription(
        "show", "list the inputs of scripts with types, defaults and ranges",
        arguments: [
          ArgumentDescription("SCRIPT", "scripts (.pine)", isRepeatable: true, completion: .file)
        ],
        examples: [
          .init(
            "tourney strategies show strategies/ema-trend.pine",
            "what --set and --override can change")
        ])
    ])
}

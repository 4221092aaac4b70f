import Files
import Formats
import Indicators
import Market
import Platform
import Terminal

extension CommandTree {
  private static let indicator = ArgumentDescription("NAME", "the indicator, such as 'rsi'")

  /// What can be asked of the indicators.
  static let indicators = CommandDescription(
    "indicators", "list, explain and compute the indicators",
    commands: [
      CommandDescription(
        "list", "list the indicators with parameters and formulas",
        options: [.flag("json", "write one JSON document", category: "Output")],
        examples: [.init("tourney indicators list", "all of them, by family")]),
      CommandDescription(
        "show", "show one indicator in full", arguments: [indicator],
        options: [.flag("json", "write one JSON document", category: "Output")],
        examples: [.init("tourney indicators show rsi", "formula, lookback and source of one")]),
      CommandDescription(
        "compute", "compute an indicator over a price file and write its columns as CSV",
        arguments: [
          indicator, ArgumentDescription("DATA", "a price file", completion: .file),
        ],
        options: [
          .option(
            "set", "PARAMETER=VALUE", "set a parameter", category: "Indicator",
            isRepeatable: true),
          .option(
            "source", "COLUMN", "the column to read, the first of several first",
            category: "Indicator", choices: PriceSource.allCases.map(\.rawValue),
            isRepeatable: true),
          .option(
            "out", "FILE", "where to write; standard output by default", category: "Output",
            completion: .file),
        ] + dataOptions,
        examples: [
          .init(
            "tourney indicators compute macd prices.csv --set fast=5 --source hlc3",
            "three columns, a row for each bar")
        ]),
    ])
}

/// `tourney indicators list`: what there is.
enum IndicatorsListCommand {
  static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    let output = StandardStream.output
    if arguments.has("json") {
      var documents: [IndicatorDocument] = []
      for indicator in IndicatorRegistry.all { documents.append(try IndicatorDocument(indicator)) }
      return output.write(try Document.json(documents) + "\n")
    }
    var table = Table([.init("name"), .init("title"), .init("parameters"), .init("formula")])
    for indicator in IndicatorRegistry.all {
      table.append([
        indicator.id, indicator.title,
        indicator.parameters.map {
          "\($0.name)=\(NumberFormat.shortest($0.standard))"
        }.joined(separator: " "), indicator.formula,
      ])
    }
    output.write(table.render(width: output.width, styling: .suited(to: output)))
  }
}

/// `tourney indicators show`: one in full.
enum IndicatorsShowCommand {
  static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    let output = StandardStream.output
    let styling = Styling.suited(to: output)
    let indicator = try IndicatorRegistry.indicator(named: arguments.arguments[0])
    if arguments.has("json") {
      return output.write(try Document.json(IndicatorDocument(indicator)) + "\n")
    }
    var rows = [
      ("formula", indicator.formula), ("source", indicator.reference),
      ("family", indicator.family.rawValue), ("reads", reads(indicator)),
      ("gives", indicator.outputs.joined(separator: ", ")), ("lookback", try lookback(indicator)),
      (
        "memory",
        indicator.forgets
          ? "forgets a value with its window" : "a value may count for good, ever less or not"
      ),
      ("gaps", indicator.gaps), ("checked by", indicator.oracle.text),
    ]
    for parameter in indicator.parameters {
      let standard = NumberFormat.shortest(parameter.standard)
      rows.append((parameter.name, "\(parameter.expectation); \(standard) by default"))
    }
    output.write("\(styling(.bold, indicator.id))  \(indicator.title)\n")
    let width = rows.map(\.0.count).max() ?? 0
    for (name, text) in rows {
      let padding = String(repeating: " ", count: width - name.count)
      output.write("  \(name)\(padding)  \(text)\n")
    }
  }

  private static func reads(_ indicator: Indicator) -> String {
    let sources = indicator.sources.map { source in
      switch source.standard {
      case .price(let column): "\(source.name) (\(column.rawValue) by default)"
      case .rose: "\(source.name) (close > open by default)"
      case .none: "\(source.name) (may be left out)"
      }
    }
    return (sources + indicator.barColumns.map(\.rawValue)).joined(separator: ", ")
  }

  private static func lookback(_ indicator: Indicator) throws(LocatedError) -> String {
    let bars = try indicator.lookbacks()
    let text = Set(bars).count == 1 ? "\(bars[0])" : bars.map(String.init).joined(separator: ", ")
    return text + (text == "1" ? " bar" : " bars") + " with the standard parameters"
      + (indicator.isSparse ? "; later bars may have no value" : "")
  }
}

/// `tourney indicators compute`: the columns of one over a price file.
enum IndicatorsComputeCommand {
  static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    let indicator = try IndicatorRegistry.indicator(named: arguments.arguments[0])
    let parameters = try parameters(of: indicator, arguments)
    let sources = arguments.values("source").compactMap(PriceSource.init(rawValue:))
    try indicator.check(sources: sources)
    _ = try indicator.lookbacks(parameters)
    let loaded = try DataFile.load(
      arguments.arguments[1], options: try arguments.loadOptions(),
      workers: try arguments.workers())
    let columns = try indicator.columns(
      of: loaded.series, sources: sources, parameters: parameters)
    let text = csv(loaded.series, indicator.outputs, columns)
    if !arguments.has("quiet"), let note = try note(indicator, parameters, columns) {
      StandardStream.error.write("note: \(note)\n")
    }
    guard let path = arguments.value("out") else {
      text.span.bytes.withUnsafeBytes { StandardStream.output.write($0) }
      return
    }
    do {
      try FileSystem.writeFile(path, text)
    } catch {
      throw LocatedError(error, as: .failed)
    }
  }

  /// What is to be said of columns without values; nil where each has some.
  static func note(
    _ indicator: Indicator, _ parameters: [Double], _ columns: [[Double]]
  ) throws(LocatedError) -> String? {
    let count = columns[0].count
    guard count > 0 else { return nil }
    // What only the first bar has is a start, as that of the supertrend.
    let empty = columns.indices.filter { columns[$0].dropFirst().allSatisfy(\.isNaN) }
      .filter { count > 1 || columns[$0][0].isNaN }
    guard !empty.isEmpty else { return nil }
    let names = empty.map { indicator.outputs[$0] }.joined(separator: ", ")
    let bars = count == 1 ? "the only bar" : "any of the \(count) bars"
    let place = empty.allSatisfy { columns[$0][0].isNaN } ? bars : bars + " after the first"
    let lookbacks = try indicator.lookbacks(parameters)
    let lookback = empty.map { lookbacks[$0] }.min() ?? 0
    let what = empty.count == columns.count ? "value" : names
    return "'\(indicator.id)' has no \(what) on \(place); "
      + (lookback < count
        ? "of these prices, with these parameters, the formula makes none"
        : "with these parameters the first comes after "
          + (lookback == 1 ? "1 bar" : "\(lookback) bars"))
  }

  private static func parameters(
    of indicator: Indicator, _ arguments: ParsedArguments
  ) throws(LocatedError) -> [Double] {
    var values = indicator.parameters.map(\.standard)
    for text in arguments.values("set") {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let value = NumberParser.double(parts[1]) else {
        throw arguments.badValue("set", text, expected: "PARAMETER=VALUE with a number")
      }
      guard let index = indicator.parameters.firstIndex(where: { $0.name == parts[0] }) else {
        let names = indicator.parameters.map(\.name)
        throw LocatedError(
          .usage, "indicator '\(indicator.id)' has no parameter '\(parts[0])'",
          hint: Suggestion.hint(for: parts[0], in: names)
            ?? (names.isEmpty ? "it has none" : "there are: " + names.joined(separator: ", ")))
      }
      values[index] = value
    }
    return values
  }

  /// A row for each bar; what is missing is left empty.
  private static func csv(
    _ series: BarSeries, _ names: [String], _ columns: [[Double]]
  ) -> [UInt8] {
    var text = Array("time,\(names.joined(separator: ","))\n".utf8)
    let areDates = series.timeframe.fixedNanoseconds == nil
    for bar in 0..<series.count {
      text +=
        areDates
        ? Array(series.date(bar).description.utf8)
        : Array(ISODateFormat.instant(nanoseconds: series.openTimes[bar]).utf8)
      for column in columns {
        text.append(UInt8(ascii: ","))
        if !column[bar].isNaN { text += NumberFormat.shortest(column[bar]).utf8 }
      }
      text.append(UInt8(ascii: "\n"))
    }
    return text
  }
}

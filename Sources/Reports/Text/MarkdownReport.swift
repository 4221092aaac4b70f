import Formats

extension Report {
  /// The report as Markdown: everything but the curves, of which the ends and extremes are told.
  public func markdown() -> String {
    var text = "# \(MarkdownText.escaped(title))\n\n"
    if !subtitle.isEmpty { text += MarkdownText.escaped(subtitle) + "\n\n" }
    for fact in facts {
      text += "- \(MarkdownText.escaped(fact.label)): **\(MarkdownText.escaped(fact.value))**\n"
    }
    if !facts.isEmpty { text += "\n" }
    for warning in warnings { text += "> \(MarkdownText.escaped(warning))\n>\n" }
    if !warnings.isEmpty { text += "\n" }
    if !headlines.isEmpty {
      var table = ReportTable([.text("figure"), .number("value"), .text("note")])
      for headline in headlines {
        table.append([.init(headline.label), .init(headline.value), .init(headline.note)])
      }
      text += table.markdown() + "\n"
    }
    for section in sections { text += section.markdown() }
    return text
  }
}

extension ReportSection {
  fileprivate func markdown() -> String {
    let body =
      switch content {
      case .table(let table): table.markdown()
      case .lines(let chart): chart.summary().markdown()
      case .shares(let chart): chart.summary().markdown()
      case .months(let grid): grid.table().markdown()
      case .plots(let chart): chart.summary().markdown()
      }
    let remark = note.isEmpty ? "" : MarkdownText.escaped(note) + "\n\n"
    return "## \(MarkdownText.escaped(title))\n\n\(remark)\(body)\n"
  }
}

extension ReportTable {
  func markdown() -> String {
    var text = "|"
    for column in columns { text += " \(MarkdownText.escaped(column.title)) |" }
    text += "\n|"
    for column in columns { text += column.isNumeric ? " ---: |" : " --- |" }
    text += "\n"
    for row in rows {
      text += "|"
      for cell in row { text += " \(MarkdownText.escaped(cell.text)) |" }
      text += "\n"
    }
    return text
  }
}

extension LineChart {
  /// First, lowest, highest and last number of each line.
  fileprivate func summary() -> ReportTable {
    var table = ReportTable([
      .text("curve"), .number("first"), .number("lowest"), .number("highest"), .number("last"),
    ])
    for line in lines {
      let finite = line.values.filter(\.isFinite)
      let numbers = [finite.first, finite.min(), finite.max(), finite.last]
      table.append([.init(line.name)] + numbers.map { .init(text($0)) })
    }
    return table
  }

  private func text(_ value: Double?) -> String {
    guard let value else { return "–" }
    switch unit {
    case .percent: return NumberFormat.percent(value, decimals: 2)
    case .amount, .number, .value: return NumberFormat.fixed(value, decimals: 2, isGrouped: true)
    }
  }
}

extension PlotChart {
  /// First, lowest, highest and last number of each line, the levels, and how many bars have signs.
  fileprivate func summary() -> ReportTable {
    var table = ReportTable([
      .text("plot"), .number("first"), .number("lowest"), .number("highest"), .number("last"),
      .number("signs"),
    ])
    func cell(_ value: Double?) -> ReportTable.Cell {
      .init(
        value.map { NumberFormat.fixed($0, decimals: abs($0) < 1 ? 6 : 2, isGrouped: true) } ?? "–")
    }
    let columns =
      lines.map { ($0.name, $0.values) } + bars.map { ($0.name + " (close)", $0.close) }
    for (name, values) in columns {
      let finite = values.filter(\.isFinite)
      let numbers = [finite.first, finite.min(), finite.max(), finite.last]
      table.append([.init(name)] + numbers.map(cell) + [""])
    }
    for level in levels {
      table.append([.init(level.name)] + Array(repeating: cell(level.value), count: 4) + [""])
    }
    for marks in marks {
      table.append([.init(marks.name), "", "", "", "", .init("\(marks.bars.count)")])
    }
    for ground in grounds {
      let count = ground.colors.count { $0 & 0xFF > 0 }
      table.append([.init(ground.name), "", "", "", "", .init("\(count)")])
    }
    return table
  }
}

extension ShareChart {
  /// Mean and last share of each name.
  fileprivate func summary() -> ReportTable {
    var table = ReportTable([.text("share of"), .number("mean of decisions"), .number("last")])
    for share in shares {
      let mean = share.values.reduce(0, +) / Double(max(1, share.values.count))
      table.append([
        .init(share.name), .init(NumberFormat.percent(mean, decimals: 1)),
        .init(share.values.last.map { NumberFormat.percent($0, decimals: 1) } ?? "–"),
      ])
    }
    return table
  }
}

extension MonthGrid {
  /// The grid as a table of percentages.
  package func table() -> ReportTable {
    var table = ReportTable(
      [.text("year")] + AxisTicks.monthNames.map { .number($0) } + [.number("year's return")])
    for year in years {
      let cells = (year.months + [year.total]).map { value in
        ReportTable.Cell(value.map { NumberFormat.percent($0, decimals: 1) } ?? "")
      }
      table.append([.init("\(year.year)")] + cells)
    }
    return table
  }
}

/// Text that Markdown shows as it is.
enum MarkdownText {
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in HTMLText.escaped(text).unicodeScalars {
      if "\\`*_[]|#~".unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}

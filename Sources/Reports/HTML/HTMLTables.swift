import Formats

extension ReportTable {
  func html() -> String {
    var text = "<div class=\"scroll\"><table>\n<thead><tr>"
    for column in columns {
      let side = column.isNumeric ? " class=\"n\"" : ""
      text += "<th\(side) scope=\"col\">\(HTMLText.escaped(column.title))</th>"
    }
    text += "</tr></thead>\n<tbody>\n"
    for row in rows {
      text += "<tr>"
      for (cell, column) in zip(row, columns) { text += cell.html(isNumeric: column.isNumeric) }
      text += "</tr>\n"
    }
    return text + "</tbody></table></div>\n"
  }
}

extension ReportTable.Cell {
  fileprivate func html(isNumeric: Bool) -> String {
    var classes: [String] = isNumeric ? ["n"] : []
    if tone != .plain { classes.append(tone.rawValue) }
    let attribute = classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\""
    return "<td\(attribute)>\(HTMLText.escaped(text))\(interval?.html() ?? "")</td>"
  }
}

extension ReportTable.Interval {
  fileprivate func html() -> String {
    let left = place(low) * 100
    let width = max(0, place(high) * 100 - left)
    func percent(_ value: Double) -> String { NumberFormat.fixed(value, decimals: 1) + "%" }
    return "<span class=\"bar\"><i style=\"left:\(percent(left));width:\(percent(width))\"></i>"
      + "<b style=\"left:\(percent(place(value) * 100))\"></b></span>"
  }
}

extension MonthGrid {
  func html() -> String {
    var text = "<div class=\"scroll\"><table class=\"months\">\n<thead><tr><th scope=\"col\"></th>"
    for name in AxisTicks.monthNames { text += "<th scope=\"col\">\(name)</th>" }
    text += "<th scope=\"col\">Year</th></tr></thead>\n<tbody>\n"
    for year in years.reversed() {
      text += "<tr><th scope=\"row\">\(year.year)</th>"
      for month in year.months { text += Self.cell(month, strongest: 0.1) }
      text += Self.cell(year.total, strongest: 0.4) + "</tr>\n"
    }
    return text + "</tbody></table></div>\n"
  }

  /// A return on a ground that is the stronger the larger it is.
  private static func cell(_ value: Double?, strongest: Double) -> String {
    guard let value else { return "<td></td>" }
    let strength = min(abs(value) / strongest, 1) * 60
    let side = value < 0 ? "down" : "up"
    return "<td class=\"\(side)\" style=\"--v:\(NumberFormat.fixed(strength, decimals: 0))\">"
      + NumberFormat.fixed(value * 100, decimals: 1) + "</td>"
  }
}

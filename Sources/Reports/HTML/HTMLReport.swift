import Formats

extension Report {
  /// The report as one HTML file that needs nothing else: no script, no request, no font.
  ///
  /// - Complexity: Linear in the rows of its tables; curves are thinned to about 1,400 points.
  public func html() -> String {
    var page = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <link rel="icon" href="data:,">
      <title>\(HTMLText.escaped(title))</title>
      <style>
      \(ReportStyle.sheet)
      </style>
      </head>
      <body>
      <main>
      <h1>\(HTMLText.escaped(title))</h1>

      """
    if !subtitle.isEmpty { page += "<p class=\"sub\">\(HTMLText.escaped(subtitle))</p>\n" }
    page += factList() + warningList() + headlineTiles()
    for (index, section) in sections.enumerated() { page += section.html(key: index) }
    page += "<footer>Simulated results say what would have happened under the conventions above; "
    page += "they promise nothing.</footer>\n</main>\n</body>\n</html>\n"
    return page
  }

  private func factList() -> String {
    if facts.isEmpty { return "" }
    let items = facts.map {
      "<li>\(HTMLText.escaped($0.label)) <b>\(HTMLText.escaped($0.value))</b></li>"
    }
    return "<ul class=\"facts\">\(items.joined())</ul>\n"
  }

  private func warningList() -> String {
    if warnings.isEmpty { return "" }
    let items = warnings.map { "<li>\(HTMLText.escaped($0))</li>" }
    return "<ul class=\"notes\">\(items.joined())</ul>\n"
  }

  private func headlineTiles() -> String {
    if headlines.isEmpty { return "" }
    var text = "<div class=\"heads\">\n"
    for headline in headlines {
      text += "<div class=\"head\"><small>\(HTMLText.escaped(headline.label))</small>"
      text += "<strong\(headline.tone.attribute)>\(HTMLText.escaped(headline.value))</strong>"
      text += "<small>\(HTMLText.escaped(headline.note))</small></div>\n"
    }
    return text + "</div>\n"
  }
}

extension ReportSection {
  /// - Parameter key: The section's number, which makes names unique within the page.
  fileprivate func html(key: Int) -> String {
    let heading = HTMLText.escaped(title)
    let remark = note.isEmpty ? "" : "<p class=\"remark\">\(HTMLText.escaped(note))</p>\n"
    let body =
      switch content {
      case .table(let table): table.html()
      case .lines(let chart): chart.html(title: title)
      case .shares(let chart): chart.html(title: title)
      case .months(let grid): grid.html()
      case .plots(let chart): chart.html(title: title, key: key)
      }
    if isFolded {
      return "<details><summary>\(heading)</summary>\n\(remark)\(body)</details>\n"
    }
    return "<section>\n<h2>\(heading)</h2>\n\(remark)\(body)</section>\n"
  }
}

extension Tone {
  /// The class that colours an element, as an attribute.
  var attribute: String { self == .plain ? "" : " class=\"\(rawValue)\"" }
}

/// Rows and columns of text for a terminal.
///
/// ```
/// symbol   trades     net     share
/// ──────  ───────  ──────  ────────
/// SPY          12   104.5    12.3 %
/// ```
package struct Table: Sendable {
  /// How the cells of a column are lined up.
  package enum Alignment: Sendable {
    case left
    case right
    /// With the points of numbers below each other.
    case decimal
  }

  /// A column's title and manner.
  package struct Column: Sendable {
    package let title: String
    package let alignment: Alignment

    package init(_ title: String, _ alignment: Alignment = .left) {
      self.title = title
      self.alignment = alignment
    }
  }

  /// A text and its look.
  package struct Cell: Sendable, ExpressibleByStringLiteral {
    package let text: String
    package let style: Style

    package init(_ text: String, _ style: Style = .plain) {
      self.text = text
      self.style = style
    }

    package init(stringLiteral value: String) { self.init(value) }
  }

  private let columns: [Column]
  private let hasHeader: Bool
  private var rows: [[Cell]] = []

  private static let gap = "  "
  /// No column is cut narrower than this.
  private static let narrowest = 8

  /// Makes an empty table; without a header only the alignments count.
  package init(_ columns: [Column], hasHeader: Bool = true) {
    self.columns = columns
    self.hasHeader = hasHeader
  }

  /// Appends a row with a cell for every column.
  package mutating func append(_ cells: [Cell]) {
    precondition(cells.count == columns.count, "a row has a cell for every column")
    rows.append(cells)
  }

  /// Appends a row of plain texts.
  package mutating func append(_ texts: [String]) { append(texts.map { Cell($0) }) }

  /// Returns the lines, each with a line feed.
  ///
  /// - Parameter width: Where a line ends at the latest; the widest left-aligned columns are cut
  ///   for it.
  package func render(width: Int? = nil, styling: Styling = .plain) -> String {
    let texts = columns.indices.map { alignedTexts(column: $0) }
    let widths = fittingWidths(texts, limit: width)
    var lines: [String] = []
    if hasHeader {
      let titles = columns.indices.map { padded(columns[$0].title, $0, widths[$0]) }
      lines.append(joined(titles.map { styling(.bold, $0) }))
      lines.append(joined(widths.map { styling(.dim, String(repeating: "─", count: $0)) }))
    }
    for (row, cells) in rows.enumerated() {
      let line = cells.indices.map {
        styled(padded(texts[$0][row], $0, widths[$0]), cells[$0].style, styling)
      }
      lines.append(joined(line))
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func joined(_ cells: [String]) -> String {
    var line = cells.joined(separator: Self.gap)
    while line.last == " " { line.removeLast() }
    return line
  }

  /// Sets the style around the text but not around the spaces, which underline would show.
  private func styled(_ text: String, _ style: Style, _ styling: Styling) -> String {
    let leading = text.prefix { $0 == " " }
    let rest = text.dropFirst(leading.count)
    let trailing = rest.reversed().prefix { $0 == " " }.count
    let core = styling(style, String(rest.dropLast(trailing)))
    return leading + core + TextLayout.spaces(trailing)
  }

  private func padded(_ text: String, _ column: Int, _ width: Int) -> String {
    switch columns[column].alignment {
    case .left: TextLayout.padRight(TextLayout.truncate(text, to: width), to: width)
    case .right, .decimal: TextLayout.padLeft(text, to: width)
    }
  }

  /// A column's texts; those of a decimal column end in spaces so that their points meet.
  private func alignedTexts(column: Int) -> [String] {
    let texts = rows.map { $0[column].text }
    guard columns[column].alignment == .decimal else { return texts }
    let tails = texts.map(Self.tailWidth)
    let longest = tails.max() ?? 0
    return zip(texts, tails).map { $0 + TextLayout.spaces(longest - $1) }
  }

  /// The width from the point on, or of what follows the digits where there is no point.
  private static func tailWidth(_ text: String) -> Int {
    if let point = text.lastIndex(of: ".") { return TextLayout.width(of: text[point...]) }
    guard let digit = text.lastIndex(where: \.isNumber) else { return 0 }
    return TextLayout.width(of: text[text.index(after: digit)...])
  }

  private func fittingWidths(_ texts: [[String]], limit: Int?) -> [Int] {
    var widths = columns.indices.map { column in
      let title = hasHeader ? TextLayout.width(of: columns[column].title) : 0
      return texts[column].reduce(title) { max($0, TextLayout.width(of: $1)) }
    }
    guard let limit else { return widths }
    let gaps = Self.gap.count * max(0, columns.count - 1)
    while widths.reduce(gaps, +) > limit {
      let candidates = columns.indices.filter {
        columns[$0].alignment == .left && widths[$0] > Self.narrowest
      }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
    }
    return widths
  }
}

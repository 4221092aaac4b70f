extension ReportTable {
  /// The table as comma-separated text, the headings in the first row.
  public func csv() -> String {
    var text = columns.map { Self.quoted($0.title) }.joined(separator: ",") + "\n"
    for row in rows { text += row.map { Self.quoted($0.text) }.joined(separator: ",") + "\n" }
    return text
  }

  /// Quotes a field that a reader would otherwise split.
  package static func quoted(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}

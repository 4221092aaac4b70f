import Formats

/// The templates of `str.format`: `{0}`, `{1,number,#.##}`, `{2,date,yyyy-MM-dd}`, `{3,time}`.
enum MessageText {
  /// What a template is filled with.
  enum Argument {
    case number(Double)
    case text(String)
  }

  /// Fills a template; a placeholder without its argument stays as it stands.
  ///
  /// A single quote begins literal text up to the next one, two of them stand for one.
  static func fill(_ template: String, _ arguments: [Argument], zone: TimeZoneRules) -> String {
    var result = ""
    var rest = Array(template)[...]
    var isQuoted = false
    while let character = rest.popFirst() {
      if character == "'" {
        if rest.first == "'" {
          result.append("'")
          rest.removeFirst()
        } else {
          isQuoted.toggle()
        }
      } else if character == "{", !isQuoted, let end = closing(rest) {
        let inside = String(rest[rest.startIndex..<end])
        rest = rest[(end + 1)...]
        result += placeholder(inside, arguments, zone) ?? "{\(inside)}"
      } else {
        result.append(character)
      }
    }
    return result
  }

  private static func closing(_ rest: ArraySlice<Character>) -> Int? {
    var isQuoted = false
    for index in rest.indices {
      if rest[index] == "'" { isQuoted.toggle() }
      if rest[index] == "}", !isQuoted { return index }
    }
    return nil
  }

  private static func placeholder(
    _ inside: String, _ arguments: [Argument], _ zone: TimeZoneRules
  ) -> String? {
    let parts = inside.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
      .map { TextFunctions.trimmed(String($0)) }
    guard let index = Int(parts[0]), arguments.indices.contains(index) else { return nil }
    let kind = parts.count > 1 ? parts[1] : ""
    let style = parts.count > 2 ? parts[2] : ""
    switch arguments[index] {
    case .text(let text): return text
    case .number(let value): return number(value, kind, style, zone)
    }
  }

  private static func number(
    _ value: Double, _ kind: String, _ style: String, _ zone: TimeZoneRules
  ) -> String {
    guard !value.isNaN else { return NumberText.missing }
    switch kind {
    case "date": return TimeText.format(value, style.isEmpty ? "MMM d, y" : style, zone: zone)
    case "time": return TimeText.format(value, style.isEmpty ? "h:mm:ss a" : style, zone: zone)
    default: break
    }
    switch style {
    case "": return NumberText.pattern(value, "#,###.###")
    case "integer": return NumberText.pattern(value, "#,###")
    case "currency": return NumberText.pattern(value, "$#,##0.00")
    case "percent": return NumberText.pattern(value, "#,##0%")
    default: return NumberText.pattern(value, style)
    }
  }
}

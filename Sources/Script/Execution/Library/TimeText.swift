import Formats

/// Instants as text, by patterns such as `yyyy-MM-dd HH:mm:ss Z`.
enum TimeText {
  /// The pattern of `str.format_time` when none is given.
  static let standard = "yyyy-MM-dd'T'HH:mm:ssZ"

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let weekdays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]

  /// An instant in milliseconds since the epoch, on the clocks of a zone.
  static func format(_ time: Double, _ pattern: String, zone: TimeZoneRules) -> String {
    guard time.isFinite, abs(time) < 9e15 else { return NumberText.missing }
    let clock = LocalTime(milliseconds: Int64(time), zone: zone)
    var result = ""
    var rest = Array(pattern)[...]
    while let character = rest.first {
      if character == "'" {
        rest.removeFirst()
        if rest.first == "'" { result.append("'") }
        let literal = rest.prefix { $0 != "'" }
        result += String(literal)
        rest = rest.dropFirst(literal.count + 1)
      } else if character.isLetter {
        let count = rest.prefix { $0 == character }.count
        result += field(character, count, clock)
        rest = rest.dropFirst(count)
      } else {
        result.append(character)
        rest.removeFirst()
      }
    }
    return result
  }

  private static func field(_ letter: Character, _ count: Int, _ clock: LocalTime) -> String {
    switch letter {
    case "y", "Y":
      return count == 2 ? padded(clock.year % 100, 2) : padded(clock.year, count)
    case "M", "L":
      let name = months[clock.month - 1]
      if count >= 4 { return name }
      return count == 3 ? String(name.prefix(3)) : padded(clock.month, count)
    case "d": return padded(clock.day, count)
    case "D": return padded(clock.dayOfYear, count)
    case "w": return padded(clock.weekOfYear, count)
    case "E":
      let name = weekdays[clock.dayOfWeek - 1]
      return count >= 4 ? name : String(name.prefix(3))
    case "u": return padded((clock.dayOfWeek + 5) % 7 + 1, count)
    case "H": return padded(clock.hour, count)
    case "k": return padded(clock.hour == 0 ? 24 : clock.hour, count)
    case "h": return padded((clock.hour + 11) % 12 + 1, count)
    case "K": return padded(clock.hour % 12, count)
    case "m": return padded(clock.minute, count)
    case "s": return padded(clock.second, count)
    case "S": return padded(clock.millisecond, max(count, 3))
    case "a": return clock.hour < 12 ? "AM" : "PM"
    case "Z": return offset(clock.offsetSeconds, separator: "")
    case "X", "x": return offset(clock.offsetSeconds, separator: count > 2 ? ":" : "")
    case "z": return clock.zoneName
    default: return String(repeating: letter, count: count)
    }
  }

  private static func offset(_ seconds: Int, separator: String) -> String {
    let minutes = abs(seconds) / 60
    return (seconds < 0 ? "-" : "+") + padded(minutes / 60, 2) + separator
      + padded(minutes % 60, 2)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return text.count >= width ? text : String(repeating: "0", count: width - text.count) + text
  }
}

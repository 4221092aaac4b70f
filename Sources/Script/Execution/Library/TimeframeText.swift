import Market

/// Timeframes as the language writes them: `15`, `D`, `1W`, `3M`, `30S`.
enum TimeframeText {
  /// The largest count that makes sense: a year of minutes.
  private static let longest = 527_040

  /// The timeframe of a text; nil when it is none.
  ///
  /// An empty text is the chart's own.
  static func parse(_ text: String, chart: Timeframe) -> Timeframe? {
    let text = TextFunctions.trimmed(text)
    if text.isEmpty { return chart }
    if let minutes = Int(text) {
      return (1...longest).contains(minutes) ? Timeframe(minutes, .minute) : nil
    }
    guard let letter = text.last else { return nil }
    let digits = text.dropLast()
    guard let count = digits.isEmpty ? 1 : Int(digits), (1...longest).contains(count) else {
      return nil
    }
    switch letter {
    case "S": return Timeframe(count, .second)
    // Hours are no unit of the language, but scripts write them.
    case "H", "h": return Timeframe(count * 60, .minute)
    case "D", "d": return Timeframe(count, .day)
    case "W", "w": return Timeframe(count, .week)
    case "M": return Timeframe(count, .month)
    default: return nil
    }
  }

  /// The text of a timeframe; version 5 leaves a count of 1 out.
  static func text(_ timeframe: Timeframe, version: Int) -> String {
    let count = version < 6 && timeframe.count == 1 ? "" : String(timeframe.count)
    switch timeframe.unit {
    case .second: return "\(timeframe.count)S"
    case .minute: return String(timeframe.count)
    case .day: return count + "D"
    case .week: return count + "W"
    case .month: return count + "M"
    }
  }

  /// Seconds of a timeframe; a month counts as 30.4375 days.
  static func seconds(_ timeframe: Timeframe) -> Double {
    let count = Double(timeframe.count)
    switch timeframe.unit {
    case .second: return count
    case .minute: return count * 60
    case .day: return count * 86_400
    case .week: return count * 604_800
    case .month: return count * 2_628_003
    }
  }

  /// The smallest timeframe that is not shorter than so many seconds.
  static func timeframe(seconds: Double) -> Timeframe? {
    guard seconds > 0, seconds <= 366 * 86_400 else { return nil }
    for size in [1, 5, 10, 15, 30, 45] where seconds <= Double(size) {
      return Timeframe(size, .second)
    }
    if seconds <= 1440 * 60 - 60 { return Timeframe(Int((seconds / 60).rounded(.up)), .minute) }
    if seconds <= 604_800 {
      let days = Int((seconds / 86_400).rounded(.up))
      return days == 7 ? Timeframe(1, .week) : Timeframe(days, .day)
    }
    let weeks = Int((seconds / 604_800).rounded(.up))
    if weeks <= 4 { return Timeframe(weeks, .week) }
    return Timeframe(min(12, Int((seconds / 2_628_003).rounded(.up))), .month)
  }
}

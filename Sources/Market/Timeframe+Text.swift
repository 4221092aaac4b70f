public import Formats

extension Timeframe: LosslessStringConvertible {
  /// Reads `30s`, `15m`, `1h`, `1d`, `1w`, `1M`, a plain `60` for minutes, or a plain unit `D`.
  ///
  /// A small `m` means minutes and a capital `M` months; the case of the other units is free. Equal
  /// lengths give equal values: `60s` is `1m`, `60` is `1h`. Nil for anything else, and for more
  /// than ten years.
  public init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard digits.utf8.count <= 6, let count = digits.isEmpty ? 1 : Int(digits), count >= 1 else {
      return nil
    }
    switch text.dropFirst(digits.count) {
    case "" where !digits.isEmpty, "m" where !digits.isEmpty, "min": self.init(count, .minute)
    case "s", "S", "sec":
      if count % 60 == 0 { self.init(count / 60, .minute) } else { self.init(count, .second) }
    case "h", "H": self.init(count * 60, .minute)
    case "d", "D", "day": self.init(count, .day)
    case "w", "W", "week": self.init(count, .week)
    case "M", "mo", "month": self.init(count, .month)
    default: return nil
    }
    guard approximateDays <= 3_660 else { return nil }
  }

  /// How many days a bar lasts, of which a month counts 30.
  private var approximateDays: Double {
    switch unit {
    case .second: Double(count) / 86_400
    case .minute: Double(count) / 1_440
    case .day: Double(count)
    case .week: Double(count) * 7
    case .month: Double(count) * 30
    }
  }

  /// The form `30s`, `15m`, `1h`, `90m`, `1d`, `1w`, `1M`, which reads back as the same value.
  public var description: String {
    switch unit {
    case .second: "\(count)s"
    case .minute: count % 60 == 0 ? "\(count / 60)h" : "\(count)m"
    case .day: "\(count)d"
    case .week: "\(count)w"
    case .month: "\(count)M"
    }
  }

  /// Reads a timeframe as a person writes it.
  ///
  /// - Throws: A usage error that lists the forms.
  public static func parse(_ text: String) throws(LocatedError) -> Timeframe {
    if let timeframe = Timeframe(text) { return timeframe }
    throw LocatedError(
      .usage, "unknown timeframe", found: text,
      expected: "a count and a unit, such as 30s, 15m, 1h, 1d, 1w or 1M",
      hint: text == "m" ? "say 1m for a minute or 1M for a month" : nil)
  }
}

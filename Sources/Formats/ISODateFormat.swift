/// Writes dates and instants in the forms of ISO 8601.
public enum ISODateFormat {
  /// Returns the day of an instant: `2024-01-02`.
  /// - Parameter offsetSeconds: How far the clock that shows it is ahead of UTC.
  public static func date(nanoseconds: Int64, offsetSeconds: Int = 0) -> String {
    CivilDateTime(utcNanoseconds: nanoseconds, offsetSeconds: offsetSeconds).date.description
  }

  /// Returns an instant with its offset: `2024-01-02T03:04:05Z`, `2024-01-02T11:04:05+08:00`.
  ///
  /// A fraction has three, six or nine digits, as many as it needs.
  public static func instant(nanoseconds: Int64, offsetSeconds: Int = 0) -> String {
    CivilDateTime(utcNanoseconds: nanoseconds, offsetSeconds: offsetSeconds).description
      + offset(offsetSeconds)
  }

  /// Returns an instant for a person to read: `2024-01-02`, `2024-01-02 03:04`, `… 03:04:05.678`.
  ///
  /// Midnight and whole minutes lose their zeros.
  public static func short(nanoseconds: Int64, offsetSeconds: Int = 0) -> String {
    let local = CivilDateTime(utcNanoseconds: nanoseconds, offsetSeconds: offsetSeconds)
    if local.nanosecondOfDay == 0 { return local.date.description }
    return "\(local.date) " + time(local.nanosecondOfDay, alwaysSeconds: false)
  }

  /// Returns an offset from UTC: `Z`, `+08:00`, `-03:30`.
  public static func offset(_ seconds: Int) -> String {
    if seconds == 0 { return "Z" }
    let magnitude = abs(seconds)
    let text =
      (seconds < 0 ? "-" : "+") + padded(magnitude / 3600, 2) + ":"
      + padded(magnitude / 60 % 60, 2)
    return magnitude % 60 == 0 ? text : text + ":" + padded(magnitude % 60, 2)
  }

  static func time(_ nanosecondOfDay: Int64, alwaysSeconds: Bool) -> String {
    let seconds = Int(nanosecondOfDay / 1_000_000_000)
    let nanoseconds = Int(nanosecondOfDay % 1_000_000_000)
    let minutes = padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2)
    if seconds % 60 == 0, nanoseconds == 0, !alwaysSeconds { return minutes }
    let text = minutes + ":" + padded(seconds % 60, 2)
    if nanoseconds == 0 { return text }
    if nanoseconds % 1_000_000 == 0 { return text + "." + padded(nanoseconds / 1_000_000, 3) }
    if nanoseconds % 1_000 == 0 { return text + "." + padded(nanoseconds / 1_000, 6) }
    return text + "." + padded(nanoseconds, 9)
  }

  static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number.magnitude)
    let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
    return (number < 0 ? "-" : "") + zeros + digits
  }
}

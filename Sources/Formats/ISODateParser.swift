/// A date with an optional time and offset, as it stands in a file.
public struct ISODateTime: Sendable, Hashable {
  /// What the calendar and the clock show; midnight if there is no time.
  public let local: CivilDateTime
  /// Whether a time of day was given.
  public let hasTime: Bool
  /// How far the clock is ahead of UTC in seconds; nil if the text does not say.
  public let offsetSeconds: Int?

  @inlinable
  init(local: CivilDateTime, hasTime: Bool, offsetSeconds: Int?) {
    self.local = local
    self.hasTime = hasTime
    self.offsetSeconds = offsetSeconds
  }
}

/// Reads dates and times in the forms of ISO 8601 that data files use.
///
/// `2024-01-02`, then a time after `T` or a space: `03:04`, `03:04:05`, `03:04:05.123456789`
/// (1 to 9 digits), then an offset: `Z`, `+08`, `+0800`, `+08:00`, or `UTC`, before which one space
/// may stand. Years have four digits; there are no leap seconds and no hour 24.
public enum ISODateParser {
  /// Reads text that is a date or a date with a time and nothing else; nil otherwise.
  public static func dateTime(_ text: some StringProtocol) -> ISODateTime? {
    var text = String(text)
    return text.withUTF8 { dateTime($0) }
  }

  /// Reads text that is a date and nothing else; nil otherwise.
  public static func date(_ text: some StringProtocol) -> CivilDate? {
    guard let dateTime = dateTime(text), !dateTime.hasTime, dateTime.offsetSeconds == nil else {
      return nil
    }
    return dateTime.local.date
  }

  /// Reads bytes that are a date or a date with a time and nothing else; nil otherwise.
  ///
  /// - Complexity: O(*n*), about 20 ns, without allocation.
  package static func dateTime(_ bytes: UnsafeBufferPointer<UInt8>) -> ISODateTime? {
    var reader = ISODateReader(bytes: bytes)
    guard let date = reader.date() else { return nil }
    var nanosecondOfDay: Int64 = 0
    let hasTime = reader.skip("T") || reader.startsTime() && reader.skip(" ")
    if hasTime {
      guard let time = reader.time() else { return nil }
      nanosecondOfDay = time
    }
    var offsetSeconds: Int?
    if !reader.isAtEnd {
      guard let offset = reader.offset() else { return nil }
      offsetSeconds = offset
    }
    guard reader.isAtEnd else { return nil }
    return ISODateTime(
      local: CivilDateTime(date: date, validNanosecondOfDay: nanosecondOfDay), hasTime: hasTime,
      offsetSeconds: offsetSeconds)
  }
}

/// A place in a text that is being read.
struct ISODateReader {
  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var position = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  /// Tells whether a space and a digit come next.
  func startsTime() -> Bool {
    position + 1 < bytes.count && bytes[position] == 0x20 && bytes[position + 1] &- 0x30 <= 9
  }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
    position += 1
    return true
  }

  /// Reads exactly `count` digits.
  mutating func number(digits count: Int) -> Int? {
    guard position + count <= bytes.count else { return nil }
    var value = 0
    for index in position..<position + count {
      let digit = bytes[index] &- 0x30
      guard digit <= 9 else { return nil }
      value = value * 10 + Int(digit)
    }
    position += count
    return value
  }

  mutating func date() -> CivilDate? {
    guard let year = number(digits: 4), skip("-"), let month = number(digits: 2), skip("-"),
      let day = number(digits: 2)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  /// Reads a time of day in nanoseconds.
  mutating func time() -> Int64? {
    guard let hour = number(digits: 2), hour < 24, skip(":"), let minute = number(digits: 2),
      minute < 60
    else { return nil }
    var nanoseconds = Int64(hour * 3600 + minute * 60) * 1_000_000_000
    guard skip(":") else { return nanoseconds }
    guard let second = number(digits: 2), second < 60 else { return nil }
    nanoseconds += Int64(second) * 1_000_000_000
    guard skip(".") else { return nanoseconds }
    guard let fraction = fraction() else { return nil }
    return nanoseconds + fraction
  }

  private mutating func fraction() -> Int64? {
    var nanoseconds: Int64 = 0
    var unit: Int64 = 100_000_000
    while unit > 0, let digit = number(digits: 1) {
      nanoseconds += Int64(digit) * unit
      unit /= 10
    }
    return unit == 100_000_000 ? nil : nanoseconds
  }

  /// Reads an offset from UTC in seconds.
  mutating func offset() -> Int? {
    _ = skip(" ")
    if skip("Z") { return 0 }
    if skip("U") { return skip("T") && skip("C") ? 0 : nil }
    let isNegative = skip("-")
    guard isNegative || skip("+"), let hours = number(digits: 2), hours <= 18 else { return nil }
    var minutes = 0
    if !isAtEnd {
      _ = skip(":")
      guard let given = number(digits: 2), given < 60 else { return nil }
      minutes = given
    }
    let seconds = hours * 3600 + minutes * 60
    return isNegative ? -seconds : seconds
  }
}

import Platform

extension TimeZoneRules {
  /// Returns the rules of a zone by name.
  ///
  /// Names are those of the IANA database (`America/New_York`) or fixed offsets from UTC (`UTC`,
  /// `UTC+8`, `+08:00`, `GMT-5`; plus is east). The system's files are asked first, below `TZDIR`
  /// or `/usr/share/zoneinfo`, then the built-in table.
  ///
  /// - Throws: A usage error that suggests a name.
  public static func named(_ name: String) throws(LocatedError) -> TimeZoneRules {
    if let offset = fixedOffsetSeconds(name) {
      return offset == 0 && name == "UTC"
        ? utc : TimeZoneRules(name: name, origin: .fixedOffset, fixedOffsetSeconds: offset)
    }
    if let rules = fromFile(name) ?? BuiltInTimeZones.rules(name) { return rules }
    throw LocatedError(
      .usage, "unknown time zone", found: name,
      expected: "an IANA name such as America/New_York, or an offset such as UTC+8",
      hint: Suggestion.hint(for: name, in: BuiltInTimeZones.names))
  }

  /// The directory of the system's time zone files.
  private static var directory: String {
    Environment.variable("TZDIR") ?? "/usr/share/zoneinfo"
  }

  static func fromFile(_ name: String) -> TimeZoneRules? {
    // A name is a relative path of plain parts; anything else could leave the directory.
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let isPlain = parts.allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { isNameCharacter($0) }
    }
    guard isPlain, let file = try? FileBytes(path: FileSystem.join(directory, name)),
      let content = file.withBytes({ TimeZoneFile($0) })
    else { return nil }
    return TimeZoneRules(
      Storage(
        name: name, origin: .file, periods: content.periods, afterwards: content.afterwards))
  }

  private static func isNameCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x5F: true
    default: false
    }
  }

  /// Reads `Z`, `UTC`, `UTC+8`, `+08:00` and the like in seconds; nil for another name.
  static func fixedOffsetSeconds(_ name: String) -> Int? {
    var rest = Substring(name)
    let prefix = ["UTC", "GMT"].first { rest.hasPrefix($0) }
    rest = rest.dropFirst(prefix?.count ?? 0)
    if rest.isEmpty { return prefix == nil ? nil : 0 }
    if prefix == nil, rest == "Z" { return 0 }
    guard let sign = rest.first, sign == "+" || sign == "-" else { return nil }
    let digits = rest.dropFirst()
    let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.map { $0.utf8.allSatisfy { $0 &- 0x30 <= 9 } ? Int($0) : nil }
    let hours: Int
    let minutes: Int
    switch (parts.count, digits.utf8.count, numbers.first ?? nil, numbers.last ?? nil) {
    case (1, 1...2, let given?, _): (hours, minutes) = (given, 0)
    case (1, 4, let given?, _): (hours, minutes) = (given / 100, given % 100)
    case (2, 4...5, let given?, let last?) where parts[1].utf8.count == 2:
      (hours, minutes) = (given, last)
    default: return nil
    }
    guard hours <= 18, minutes < 60 else { return nil }
    return (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
  }
}

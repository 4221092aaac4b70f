import Formats

extension TableLayout {
  /// The columns of a table, found by name or by place.
  struct Columns {
    private(set) var content = Content.closes
    private(set) var roles: [Role] = []
    private(set) var names: [String]
    private(set) var warnings: [String] = []
    /// Which field says when.
    private(set) var timeField = 0
    /// Whether rows are numbered instead of dated.
    private(set) var isOrdinal = false

    /// Takes columns without names: time, open, high, low, close and perhaps volume, in this order.
    init(unnamed fields: [String], file: String, line: Int) throws(LocatedError) {
      guard fields.count >= 5 else {
        throw LocatedError(
          .data, "the file has no header and too few columns to do without", file: file, line: line,
          found: "\(fields.count)", expected: "time, open, high, low, close and volume",
          hint: "put the names of the columns into the first line")
      }
      let hasVolume = fields.count > 5
      let taken = ["time", "open", "high", "low", "close"] + (hasVolume ? ["volume"] : [])
      names = taken + fields.indices.dropFirst(taken.count).map { "\($0 + 1)" }
      roles = [.time] + (1..<taken.count).map { .number($0 - 1) }
      content = .bars(hasVolume: hasVolume)
      warnings.append("there is no header: columns taken as \(taken.joined(separator: ", "))")
    }

    /// Finds columns by their names.
    init(names: [String], firstRow: [String], file: String, line: Int) throws(LocatedError) {
      self.names = names
      let fields = FieldFinder(names)
      roles = Array(repeating: .ignored, count: names.count)
      guard let time = fields.time else {
        throw LocatedError(
          .data, "no column has the time", file: file, line: line,
          found: names.joined(separator: ", "),
          expected: "a column named time, timestamp, date or datetime")
      }
      setTime(time, fields: fields, firstRow: firstRow)
      if let prices = fields.prices {
        setBars(prices, volume: fields.volume)
        warn(about: fields)
      } else if !fields.missingPrices.isEmpty {
        throw LocatedError(
          .data, "no column has the \(fields.missingPrices.joined(separator: ", "))", file: file,
          line: line, found: names.joined(separator: ", "),
          expected: "columns for open, high, low and close",
          hint: fields.hasSides
            ? "these are quotes: keep one side and name its columns open, high, low and close"
            : nil)
      } else if let close = fields.onlyClose {
        roles[close] = .number(0)
        content = .closes
        warnings.append("only closes: open, high and low are taken to be equal to them")
      } else {
        setWide(firstRow)
        guard case .wide(let symbols) = content, !symbols.isEmpty else {
          throw LocatedError(
            .data, "no column has prices", file: file, line: line,
            found: names.joined(separator: ", "),
            expected: "columns for open, high, low and close")
        }
      }
      while roles.last == .ignored { roles.removeLast() }
    }

    private mutating func setTime(_ time: Int, fields: FieldFinder, firstRow: [String]) {
      timeField = time
      roles[time] = .time
      isOrdinal =
        names[time].lowercased() == "period" && time < firstRow.count
        && NumberParser.integer(firstRow[time]) != nil
      // Date and time of day can stand in two columns, or in one that is named after either.
      guard let other = fields.timeOfDay, other != time, other < firstRow.count else { return }
      let clock = Array(firstRow[other].utf8)
      let isClock = clock.withUnsafeBufferPointer {
        TimeReader(.calendar).readTimeOfDay($0) != nil
      }
      if isClock {
        roles[time] = .date
        roles[other] = .timeOfDay
      }
    }

    private mutating func setBars(_ prices: [Int], volume: Int?) {
      for (number, field) in prices.enumerated() { roles[field] = .number(number) }
      if let volume { roles[volume] = .number(4) }
      content = .bars(hasVolume: volume != nil)
    }

    private mutating func setWide(_ firstRow: [String]) {
      var symbols: [String] = []
      for (field, name) in names.enumerated() where roles[field] == .ignored && !name.isEmpty {
        guard field < firstRow.count,
          firstRow[field].isEmpty || NumberParser.double(firstRow[field]) != nil
        else { continue }
        roles[field] = .number(symbols.count)
        symbols.append(name)
      }
      content = .wide(symbols: symbols)
    }

    private mutating func warn(about fields: FieldFinder) {
      if let adjusted = fields.adjustedClose, roles[adjusted] == .ignored {
        warnings.append(
          "column '\(names[adjusted])' ignored: prices are those of the column 'close'")
      }
      let extra = names.indices.filter {
        roles[$0] == .ignored && $0 != fields.adjustedClose && !names[$0].isEmpty
      }
      if !extra.isEmpty {
        let list = extra.map { "'\(names[$0])'" }.joined(separator: ", ")
        warnings.append("\(extra.count == 1 ? "column" : "columns") \(list) ignored")
      }
    }
  }
}

/// Finds out which field of a header is which.
private struct FieldFinder {
  private let meanings: [ColumnName.Meaning?]
  private let names: [String]

  init(_ names: [String]) {
    self.names = names
    meanings = names.map { ColumnName.meaning(of: $0) }
  }

  private func first(_ meaning: ColumnName.Meaning) -> Int? { meanings.firstIndex(of: meaning) }

  var time: Int? {
    // `closetime` is a time only if nothing better is there, and a lone `T` is more often a share.
    let exact = meanings.indices.first {
      meanings[$0] == .time && names[$0].count > 1 && !names[$0].lowercased().hasPrefix("close")
    }
    return exact ?? first(.date) ?? first(.timeOfDay) ?? first(.time)
  }

  var timeOfDay: Int? { first(.date) == nil ? nil : first(.timeOfDay) }
  var adjustedClose: Int? { first(.adjustedClose) }

  var volume: Int? {
    let exact = meanings.indices.first {
      meanings[$0] == .volume && ["volume", "vol", "v"].contains(names[$0].lowercased())
    }
    // The tick volume is what currencies have; their plain volume is often zero throughout.
    return exact ?? first(.tickVolume) ?? first(.volume)
  }

  /// Open, high, low and close, if all are there.
  var prices: [Int]? {
    guard let open = first(.open), let high = first(.high), let low = first(.low),
      let close = first(.close) ?? adjustedClose
    else { return nil }
    return [open, high, low, close]
  }

  /// The prices that are missing where some are there by their full names.
  ///
  /// Single letters are also symbols of shares, so they do not count.
  var missingPrices: [String] {
    let words: [(ColumnName.Meaning, String)] = [
      (.open, "open"), (.high, "high"), (.low, "low"), (.close, "close"),
    ]
    let isSpelled = { (meaning: ColumnName.Meaning) in
      self.meanings.indices.contains { self.meanings[$0] == meaning && self.names[$0].count > 3 }
    }
    if hasSides { return words.map(\.1) }
    guard isSpelled(.open) || isSpelled(.high) else { return [] }
    return words.filter { first($0.0) == nil }.map(\.1)
  }

  /// Whether columns are named after the sides of a quote.
  var hasSides: Bool {
    names.contains { name in
      ["bid", "ask"].contains { name.lowercased().hasPrefix($0 + "_") }
    }
  }

  /// The one close of a table without other prices.
  var onlyClose: Int? {
    guard let close = first(.close) ?? adjustedClose, names[close].count > 1 else { return nil }
    return close
  }
}

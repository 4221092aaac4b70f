import Formats

/// How the table in a file is laid out: its separator, its columns and where its rows begin.
struct TableLayout: Sendable {
  /// What a file is a table of.
  enum Content: Sendable {
    /// Open, high, low, close and perhaps volume of one instrument.
    case bars(hasVolume: Bool)
    /// The closing prices of one instrument.
    case closes
    /// One closing price for each of several instruments.
    case wide(symbols: [String])
  }

  /// What one field of a row is.
  enum Role: Sendable, Hashable {
    case ignored
    case time
    case date
    case timeOfDay
    /// A number, and the column it goes to.
    case number(Int)
  }

  var content: Content
  var separator: UInt8
  /// The role of each field up to the last that matters.
  var roles: [Role]
  /// The names of the columns, as they stand in the file or as they are taken.
  var names: [String]
  var timeStyle: TimeStyle
  /// Where the rows begin: an offset and a line counted from 1.
  var rowsStart: Int
  var firstLine: Int
  var warnings: [String] = []

  /// How many numbers a row has.
  var numberCount: Int {
    switch content {
    case .bars(let hasVolume): hasVolume ? 5 : 4
    case .closes: 1
    case .wide(let symbols): symbols.count
    }
  }

  /// The name of the column of a number, for messages.
  func name(ofNumber number: Int) -> String {
    zip(roles, names).first { $0.0 == .number(number) }?.1 ?? "\(number + 1)"
  }

  /// The name of the column with the time.
  var timeName: String? {
    zip(roles, names).first { $0.0 == .time || $0.0 == .date }?.1
  }
}

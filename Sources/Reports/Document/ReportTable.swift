/// Rows and columns of a report.
public struct ReportTable: Sendable {
  /// A column's heading and side.
  public struct Column: Sendable, Hashable {
    /// The heading.
    public var title: String
    /// Whether its cells are numbers, which stand at the right.
    public var isNumeric: Bool

    /// Makes a column of text.
    public static func text(_ title: String) -> Column { Column(title: title, isNumeric: false) }
    /// Makes a column of numbers.
    public static func number(_ title: String) -> Column { Column(title: title, isNumeric: true) }
  }

  /// What stands in one place.
  public struct Cell: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The text.
    public var text: String
    /// How it is to be taken.
    public var tone: Tone
    /// An interval to draw beside the text.
    public var interval: Interval?

    /// Makes a cell.
    public init(_ text: String, _ tone: Tone = .plain, interval: Interval? = nil) {
      self.text = text
      self.tone = tone
      self.interval = interval
    }

    /// Makes a plain cell.
    public init(stringLiteral text: String) { self.init(text) }
  }

  /// A value with its uncertainty, drawn on a scale that the whole column shares.
  public struct Interval: Sendable, Hashable {
    /// The lower end.
    public var low: Double
    /// The value.
    public var value: Double
    /// The upper end.
    public var high: Double
    /// The scale's ends.
    public var scale: ClosedRange<Double>

    /// Makes an interval.
    public init(_ low: Double, _ value: Double, _ high: Double, on scale: ClosedRange<Double>) {
      self.low = low
      self.value = value
      self.high = high
      self.scale = scale
    }

    /// Where a value lies on the scale, from 0 to 1.
    func place(_ value: Double) -> Double {
      let width = scale.upperBound - scale.lowerBound
      guard width > 0, value.isFinite else { return 0.5 }
      return min(max((value - scale.lowerBound) / width, 0), 1)
    }
  }

  /// The columns.
  public var columns: [Column]
  /// The rows; each has as many cells as there are columns.
  public var rows: [[Cell]]

  /// Makes a table.
  public init(_ columns: [Column], rows: [[Cell]] = []) {
    precondition(
      rows.allSatisfy { $0.count == columns.count }, "a row needs a cell for each column")
    self.columns = columns
    self.rows = rows
  }

  /// Adds a row with a cell for each column.
  public mutating func append(_ row: [Cell]) {
    precondition(row.count == columns.count, "a row needs a cell for each column")
    rows.append(row)
  }
}

/// How the numbers of an axis are written.
public enum AxisUnit: Sendable, Hashable {
  /// Amounts, shortened: `12.3k`.
  case amount
  /// Fractions as percent.
  case percent
  /// Plain numbers.
  case number
  /// Numbers of any size, with as many decimals as tell them apart.
  case value
}

/// Columns of numbers over the same days, drawn as lines.
public struct LineChart: Sendable {
  /// A column with its name.
  public struct Line: Sendable {
    /// What it is.
    public var name: String
    /// One number for each day; NaN leaves a gap.
    public var values: [Double]
    /// Whether it is what others are compared with, and so stands back.
    public var isReference: Bool

    /// Makes a line.
    public init(_ name: String, _ values: [Double], isReference: Bool = false) {
      self.name = name
      self.values = values
      self.isReference = isReference
    }
  }

  /// Days since 1970-01-01, ascending.
  public var days: [Int32]
  /// The lines, the most important first.
  public var lines: [Line]
  /// How the vertical axis is written.
  public var unit: AxisUnit
  /// Whether equal distances are equal ratios; all numbers must be above 0.
  public var isLogarithmic: Bool
  /// Whether the area between the first line and 0 is filled.
  public var isFilled: Bool

  /// Makes a chart; every line has as many numbers as there are days.
  public init(
    days: [Int32], lines: [Line], unit: AxisUnit = .amount, isLogarithmic: Bool = false,
    isFilled: Bool = false
  ) {
    precondition(
      lines.allSatisfy { $0.values.count == days.count }, "a line needs a number for each day")
    self.days = days
    self.lines = lines
    self.unit = unit
    self.isLogarithmic = isLogarithmic
    self.isFilled = isFilled
  }
}

/// Shares of a whole over time, stacked from 0 to 1.
public struct ShareChart: Sendable {
  /// Days on which the shares change, ascending; each holds until the next.
  public var days: [Int32]
  /// The last day drawn.
  public var lastDay: Int32
  /// The names and their share on each day, each at least 0.
  public var shares: [(name: String, values: [Double])]

  /// Makes a chart; every name has as many numbers as there are days.
  public init(days: [Int32], lastDay: Int32, shares: [(name: String, values: [Double])]) {
    precondition(
      shares.allSatisfy { $0.values.count == days.count }, "a share needs a number for each day")
    self.days = days
    self.lastDay = lastDay
    self.shares = shares
  }
}

/// Returns of months, a row for each year.
public struct MonthGrid: Sendable {
  /// A year with its months; nil where there is no return.
  public struct Year: Sendable, Hashable {
    /// The year.
    public var year: Int
    /// Twelve returns as fractions.
    public var months: [Double?]
    /// The return of the year.
    public var total: Double?

    /// Makes a year; `months` has twelve entries.
    public init(_ year: Int, months: [Double?], total: Double?) {
      precondition(months.count == 12, "a year has twelve months")
      self.year = year
      self.months = months
      self.total = total
    }
  }

  /// The years, ascending.
  public var years: [Year]

  /// Makes a grid.
  public init(years: [Year]) { self.years = years }
}

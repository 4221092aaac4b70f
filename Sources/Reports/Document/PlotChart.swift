/// What a script plots over the bars of one instrument: lines, signs, levels, bars and grounds in one pane.
public struct PlotChart: Sendable {
  /// Colours as 0xRRGGBBAA; what has no opacity is not drawn.
  public enum Colors: Sendable, Hashable {
    /// One for all bars.
    case all(UInt32)
    /// One for each bar.
    case perBar([UInt32])

    /// The colour on a bar.
    public subscript(bar: Int) -> UInt32 {
      switch self {
      case .all(let color): color
      case .perBar(let colors): colors[bar]
      }
    }
  }

  /// A column of numbers.
  public struct Line: Sendable {
    /// How numbers are drawn.
    public enum Look: Sendable, Hashable {
      /// From bar to bar.
      case line
      /// Each held until the next.
      case steps
      /// Filled down to the base.
      case area
      /// A bar from the base for each.
      case columns
      /// A dot for each.
      case dots
    }

    /// What it is.
    public var name: String
    /// One number for each bar; NaN where there is none.
    public var values: [Double]
    /// The colours; nil for the colour of the text.
    public var colors: Colors?
    /// How it is drawn.
    public var look: Look
    /// Whether bars without a number leave a gap rather than being bridged.
    public var hasGaps: Bool
    /// How thick it is, from 1 up.
    public var width: Double
    /// Where areas and columns begin.
    public var base: Double

    /// Makes a line.
    public init(
      _ name: String, _ values: [Double], colors: Colors? = nil, look: Look = .line,
      hasGaps: Bool = true, width: Double = 1, base: Double = 0
    ) {
      self.name = name
      self.values = values
      self.colors = colors
      self.look = look
      self.hasGaps = hasGaps
      self.width = width
      self.base = base
    }
  }

  /// Signs of one kind on some bars.
  public struct Marks: Sendable {
    /// Where a sign stands.
    public enum Place: Sendable, Hashable {
      /// At its number.
      case at
      /// Above its number.
      case above
      /// Below its number.
      case below
      /// At the upper edge.
      case top
      /// At the lower edge.
      case bottom
    }

    /// What a sign looks like.
    public enum Shape: Sendable, Hashable {
      case up, down, circle, square, diamond, cross, diagonalCross, flag
      case character(Character)
    }

    /// What they are.
    public var name: String
    /// The bars that have one, ascending.
    public var bars: [Int]
    /// The number at which each stands; ignored at the edges.
    public var values: [Double]
    /// The colour of each.
    public var colors: Colors
    /// What they look like.
    public var shape: Shape
    /// Where they stand.
    public var place: Place

    /// Makes signs; each has a number, and a colour if those differ.
    public init(
      _ name: String, bars: [Int], values: [Double], colors: Colors, shape: Shape, place: Place
    ) {
      precondition(bars.count == values.count, "a sign needs a place")
      self.name = name
      self.bars = bars
      self.values = values
      self.colors = colors
      self.shape = shape
      self.place = place
    }
  }

  /// A number that holds for all bars.
  public struct Level: Sendable, Hashable {
    /// What it is.
    public var name: String
    /// The number.
    public var value: Double
    /// The colour.
    public var color: UInt32
    /// Whether the line is broken into dashes.
    public var isDashed: Bool

    /// Makes a level.
    public init(_ name: String, _ value: Double, color: UInt32, isDashed: Bool = true) {
      self.name = name
      self.value = value
      self.color = color
      self.isDashed = isDashed
    }
  }

  /// When each bar opens, in nanoseconds since 1970, ascending.
  public var times: [Int64]
  /// The lines, the hindmost first.
  public var lines: [Line]
  /// The signs.
  public var marks: [Marks]
  /// The levels.
  public var levels: [Level]
  /// Grounds behind bars, the hindmost first.
  public var grounds: [Ground] = []
  /// What is filled between numbers, the hindmost first.
  public var fills: [Fill] = []
  /// Bars of four prices, the hindmost first.
  public var bars: [Bars] = []
  /// Whether equal distances are equal ratios; all numbers must be above 0.
  public var isLogarithmic: Bool

  /// Makes a chart; every line has as many numbers as there are bars.
  public init(
    times: [Int64], lines: [Line], marks: [Marks] = [], levels: [Level] = [],
    isLogarithmic: Bool = false
  ) {
    precondition(
      lines.allSatisfy { $0.values.count == times.count }, "a line needs a number for each bar")
    self.times = times
    self.lines = lines
    self.marks = marks
    self.levels = levels
    self.isLogarithmic = isLogarithmic
  }

  /// Whether there is nothing to draw.
  public var isEmpty: Bool {
    lines.isEmpty && marks.isEmpty && levels.isEmpty && grounds.isEmpty && fills.isEmpty
      && bars.isEmpty
  }
}

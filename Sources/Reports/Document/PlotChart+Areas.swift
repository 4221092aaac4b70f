extension PlotChart {
  /// A colour behind some bars, as high as the pane.
  public struct Ground: Sendable {
    /// What it is.
    public var name: String
    /// One colour for each bar.
    public var colors: [UInt32]

    /// Makes a ground.
    public init(_ name: String, colors: [UInt32]) {
      self.name = name
      self.colors = colors
    }
  }

  /// What is filled between two columns of numbers.
  public struct Fill: Sendable {
    /// What it is.
    public var name: String
    /// A number of one edge for each bar.
    public var first: [Double]
    /// A number of the other edge for each bar.
    public var second: [Double]
    /// The colours; a stretch between two bars has that of the later one.
    public var colors: Colors
    /// Whether bars that lack an edge leave a gap rather than being bridged.
    public var hasGaps: Bool

    /// Makes a fill; both edges have as many numbers as there are bars.
    public init(
      _ name: String, from first: [Double], to second: [Double], colors: Colors,
      hasGaps: Bool = true
    ) {
      precondition(first.count == second.count, "a fill needs two numbers for each bar")
      self.name = name
      self.first = first
      self.second = second
      self.colors = colors
      self.hasGaps = hasGaps
    }
  }

  /// Bars of four prices.
  public struct Bars: Sendable {
    /// How bars are drawn.
    public enum Look: Sendable, Hashable {
      /// A stroke with a tick to the left for the open and one to the right for the close.
      case strokes
      /// A body from open to close with wicks.
      case candles
    }

    /// What they are.
    public var name: String
    /// How they are drawn.
    public var look: Look
    /// The first price of each bar; NaN where there is none.
    public var open: [Double]
    /// The highest price of each bar.
    public var high: [Double]
    /// The lowest price of each bar.
    public var low: [Double]
    /// The last price of each bar.
    public var close: [Double]
    /// The colours of bodies or strokes.
    public var colors: Colors
    /// The colours of wicks.
    public var wickColors: Colors
    /// The colours around bodies.
    public var borderColors: Colors

    /// Makes bars; wicks and borders have the colours of the bodies unless others are given.
    public init(
      _ name: String, look: Look, open: [Double], high: [Double], low: [Double], close: [Double],
      colors: Colors, wickColors: Colors? = nil, borderColors: Colors? = nil
    ) {
      precondition(
        [open, high, low].allSatisfy { $0.count == close.count }, "a bar needs four prices")
      self.name = name
      self.look = look
      self.open = open
      self.high = high
      self.low = low
      self.close = close
      self.colors = colors
      self.wickColors = wickColors ?? colors
      self.borderColors = borderColors ?? colors
    }
  }
}

extension PlotChart.Bars {
  /// Whether a bar is seen: it has four prices and some part of it a colour.
  func isShown(_ bar: Int) -> Bool {
    open[bar].isFinite && high[bar].isFinite && low[bar].isFinite && close[bar].isFinite
      && (colors[bar] | wickColors[bar] | borderColors[bar]) & 0xFF > 0
  }
}

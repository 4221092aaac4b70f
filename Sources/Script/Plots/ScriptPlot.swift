/// What one call of `plot`, `plotshape`, `fill`, `bgcolor` or another of their kind showed in a run.
public struct ScriptPlot: Sendable, Hashable {
  /// What was called.
  public enum Form: String, Sendable, Hashable {
    /// A column of numbers.
    case plot
    /// A sign on some bars.
    case shape = "plotshape"
    /// A character on some bars.
    case char = "plotchar"
    /// An arrow on some bars, up above 0 and down below.
    case arrow = "plotarrow"
    /// A level that is the same on all bars.
    case level = "hline"
    /// A bar of four prices, drawn as a stroke with ticks.
    case bars = "plotbar"
    /// A bar of four prices, drawn as a body with wicks.
    case candles = "plotcandle"
    /// What lies between two plots or two levels.
    case fill
    /// The ground behind some bars.
    case background = "bgcolor"
    /// The colour of the chart's own bars.
    case barColor = "barcolor"
  }

  /// Colours as 0xRRGGBBAA; NaN where nothing is shown.
  public enum Colors: Sendable, Hashable {
    /// One for all bars.
    case all(Double)
    /// One for each bar.
    case perBar([Double])
  }

  /// What was called.
  public var form: Form
  /// The title; empty if the script gives none.
  public var title: String
  /// The style of a line or level, the shape of a sign, or the character.
  public var style: String
  /// Where a sign stands, such as `abovebar`; empty for lines.
  public var location: String
  /// The text beside a sign.
  public var text: String
  /// Whether it is drawn over the prices.
  public var isOverlay: Bool
  /// The width of a line, from 1 up.
  public var width: Double
  /// How many bars it is drawn to the right.
  public var offset: Int
  /// Where columns and areas begin.
  public var base: Double
  /// How many of the last bars show it; nil for all.
  public var shownCount: Int?
  /// A number for each bar, NaN where there is none; of a level always the same.
  ///
  /// Of bars and candles it is the close, of a fill the first edge; what only colours has none.
  public var values: [Double]
  /// Of bars and candles open, high and low, of a fill the second edge; otherwise empty.
  public var otherValues: [[Double]]
  /// The colours; of arrows those that point up, of candles those of the bodies.
  public var colors: Colors
  /// The colours of arrows that point down, or of wicks unless they are those of the bodies.
  public var otherColors: Colors?
  /// The colours around bodies of candles; nil if they are those of the bodies.
  public var borderColors: Colors?
  /// Whether a fill goes on over bars without an edge.
  public var fillsGaps: Bool

  /// The colour of fills that name none.
  static let faintBlue = Double(0x2962_FF1A)
}

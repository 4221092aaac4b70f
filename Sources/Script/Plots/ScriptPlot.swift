/// What one call of `plot`, `plotshape`, `plotchar`, `plotarrow` or `hline` showed in a run.
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
  public var values: [Double]
  /// The colours; of arrows those that point up.
  public var colors: Colors
  /// The colours of arrows that point down; nil for others.
  public var otherColors: Colors?
}

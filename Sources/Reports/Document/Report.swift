/// A result laid out for a reader, whatever it is drawn with.
///
/// A report holds finished text and numbers to draw; it computes nothing. The same report becomes
/// one HTML file, Markdown, or comma-separated tables.
public struct Report: Sendable {
  /// A label with its value, such as `convention` and `strict`.
  public struct Fact: Sendable, Hashable {
    /// What is said.
    public var label: String
    /// What it is.
    public var value: String

    /// Makes a fact.
    public init(_ label: String, _ value: String) {
      self.label = label
      self.value = value
    }
  }

  /// A figure that stands out at the top.
  public struct Headline: Sendable, Hashable {
    /// What it is.
    public var label: String
    /// The figure, written out.
    public var value: String
    /// Its error, or what it has to be compared with.
    public var note: String
    /// How it is to be taken.
    public var tone: Tone

    /// Makes a headline.
    public init(_ label: String, _ value: String, note: String = "", tone: Tone = .plain) {
      self.label = label
      self.value = value
      self.note = note
      self.tone = tone
    }
  }

  /// What the report is about.
  public var title: String
  /// One line under the title.
  public var subtitle: String
  /// Under which conventions the result stands.
  public var facts: [Fact]
  /// What a reader must know before believing the figures, one sentence each.
  public var warnings: [String]
  /// The figures that stand out.
  public var headlines: [Headline]
  /// The parts, in order.
  public var sections: [ReportSection]

  /// Makes a report.
  public init(
    title: String, subtitle: String = "", facts: [Fact] = [], warnings: [String] = [],
    headlines: [Headline] = [], sections: [ReportSection] = []
  ) {
    self.title = title
    self.subtitle = subtitle
    self.facts = facts
    self.warnings = warnings
    self.headlines = headlines
    self.sections = sections
  }
}

/// How a figure is to be taken.
public enum Tone: String, Sendable, Hashable {
  /// As it is.
  case plain
  /// In favour.
  case gain
  /// Against.
  case loss
  /// Of little weight.
  case quiet

  /// The tone of an amount: a gain above 0, a loss below.
  public static func of(_ amount: Double) -> Tone {
    amount > 0 ? .gain : amount < 0 ? .loss : .plain
  }
}

/// A part of a report: a heading, a remark and what is shown.
public struct ReportSection: Sendable {
  /// What a section shows.
  public enum Content: Sendable {
    /// Rows and columns.
    case table(ReportTable)
    /// Columns of numbers over time, as lines.
    case lines(LineChart)
    /// Shares of a whole over time, stacked.
    case shares(ShareChart)
    /// Returns of months by year.
    case months(MonthGrid)
    /// What a script plots over its bars.
    case plots(PlotChart)
  }

  /// The heading.
  public var title: String
  /// A sentence under the heading; empty for none.
  public var note: String
  /// What is shown.
  public var content: Content
  /// Whether it is folded until the reader opens it.
  public var isFolded: Bool

  /// Makes a section.
  public init(_ title: String, note: String = "", isFolded: Bool = false, _ content: Content) {
    self.title = title
    self.note = note
    self.isFolded = isFolded
    self.content = content
  }
}

import Formats
import Market

/// One of the columns that an indicator reads at the caller's choice.
public struct InputColumn: Sendable, Hashable {
  /// What is read if the caller says nothing.
  public enum Standard: Sendable, Hashable {
    /// A column of the bars.
    case price(PriceSource)
    /// The condition that the bar closed above its open: 1 or 0.
    case rose
    /// No value: the indicator has a rule of its own.
    case none
  }

  /// The name, for example `source`.
  public let name: String
  /// What is read if the caller says nothing.
  public let standard: Standard

  /// A price or volume.
  static func price(_ name: String = "source", _ standard: PriceSource = .close) -> InputColumn {
    InputColumn(name: name, standard: .price(standard))
  }

  /// A condition: 0 is false, NaN is none.
  static func condition(_ name: String = "condition") -> InputColumn {
    InputColumn(name: name, standard: .rose)
  }

  /// A column that may be left out.
  static func optional(_ name: String) -> InputColumn {
    InputColumn(name: name, standard: .none)
  }

  /// The column that is read if the caller says nothing.
  func column(of series: BarSeries) throws(LocatedError) -> [Double] {
    switch standard {
    case .price(let source): return try source.column(of: series)
    case .rose, .none: return (0..<series.count).map { value(of: series, at: $0) }
    }
  }

  /// The value of that column on one bar.
  func value(of series: BarSeries, at bar: Int) -> Double {
    switch standard {
    case .price(let source): source.value(of: series, at: bar)
    case .rose: series.close[bar] > series.open[bar] ? 1 : 0
    case .none: .nan
    }
  }
}

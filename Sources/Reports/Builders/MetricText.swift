public import Analysis
import Formats

extension Metric {
  /// The number as people read it, in its unit: `12.3%`, `1.42`, or a dash with the reason.
  public var text: String {
    guard let value else { return "– (\(missing?.code ?? "missing"))" }
    return Self.text(value, unit: unit)
  }

  /// The number with its standard error where it is a ratio: `0.43 ± 0.29`.
  public var textWithError: String {
    guard value != nil, let errorText, unit == .ratio else { return text }
    return text + " ± " + errorText
  }

  /// The standard error in the number's unit, or nil if there is none.
  public var errorText: String? {
    standardError.map { Self.text($0, unit: unit) }
  }

  private static func text(_ value: Double, unit: MetricUnit) -> String {
    switch unit {
    case .percent: NumberFormat.percent(value, decimals: 2)
    case .count, .days: NumberFormat.fixed(value, decimals: 0, isGrouped: true)
    case .bars: NumberFormat.fixed(value, decimals: 1)
    case .currency: NumberFormat.fixed(value, decimals: 2, isGrouped: true)
    case .ratio: NumberFormat.fixed(value, decimals: 2)
    }
  }
}

/// An amount of account currency, with cents and commas.
package func moneyText(_ amount: Double) -> String {
  NumberFormat.fixed(amount, decimals: 2, isGrouped: true)
}

/// A session day as a date.
package func dayText(_ day: Int32) -> String {
  CivilDate(daysSinceEpoch: Int(day)).description
}

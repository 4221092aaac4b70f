/// The stable name of a metric, for example `sharpe`; files and programs refer to it.
public struct MetricID: RawRepresentable, Sendable, Hashable, ExpressibleByStringLiteral {
  /// The name: lower case, words joined by hyphens.
  public let rawValue: String

  /// Makes a name.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Makes a name from a literal.
  public init(stringLiteral value: String) { self.init(rawValue: value) }
}

extension MetricID: CustomStringConvertible {
  /// The name.
  public var description: String { rawValue }
}

/// What a metric's number counts.
public enum MetricUnit: String, Sendable, Hashable, CaseIterable {
  /// A pure number.
  case ratio
  /// A fraction that is shown times 100: 0.05 is 5 %.
  case percent
  /// An amount in account currency.
  case currency
  /// How many there are.
  case count
  /// Days: calendar days where a span is meant, session days where observations are.
  case days
  /// Bars of the traded series.
  case bars
}

/// What a metric is and how it is computed.
public struct MetricDefinition: Sendable, Hashable {
  /// The stable name.
  public let id: MetricID
  /// The name for people.
  public let title: String
  /// What the number counts.
  public let unit: MetricUnit
  /// Goes up by one whenever the formula gives other numbers than before.
  public let version: Int
  /// The formula in text form; r returns, m mean, s sample deviation, A periods a year, n count.
  public let formula: String
  /// Where the formula comes from.
  public let source: String
  /// How much evidence it needs.
  public let gate: SampleGate
  /// Tells whether it keeps its meaning when the account lost everything.
  public let survivesRuin: Bool

  /// Makes a definition.
  public init(
    _ id: MetricID, _ title: String, _ unit: MetricUnit, formula: String, source: String,
    version: Int = 1, gate: SampleGate = .none, survivesRuin: Bool = false
  ) {
    self.id = id
    self.title = title
    self.unit = unit
    self.version = version
    self.formula = formula
    self.source = source
    self.gate = gate
    self.survivesRuin = survivesRuin
  }

  /// The formula's name with its version, for example `sharpe/1`.
  public var formulaID: String { "\(id)/\(version)" }
}

/// A number about a run, or the reason why there is none.
///
/// The value is finite or absent: a ratio without a denominator has no value, and says so.
public struct Metric: Sendable, Hashable {
  /// What it is and how it is computed.
  public let definition: MetricDefinition
  /// The number, always finite.
  public let value: Double?
  /// Why there is no number; nil exactly if there is one.
  public let missing: MissingReason?
  /// How many observations there were.
  public let sampleSize: Int
  /// The standard error of the value, in its unit, where a formula is known.
  public let standardError: Double?

  /// The stable name.
  public var id: MetricID { definition.id }
  /// The name for people.
  public var title: String { definition.title }
  /// What the number counts.
  public var unit: MetricUnit { definition.unit }
  /// The formula's name with its version.
  public var formulaID: String { definition.formulaID }

  /// Makes a metric of what was measured; an infinite or undefined number becomes a missing one.
  init(_ definition: MetricDefinition, _ estimate: Estimate, sampleSize: Int) {
    let isFinite = estimate.value.isFinite
    self.definition = definition
    value = isFinite ? estimate.value : nil
    missing = isFinite ? nil : .undefined
    self.sampleSize = estimate.sampleSize ?? sampleSize
    standardError =
      isFinite && estimate.standardError?.isFinite == true ? estimate.standardError : nil
  }

  /// Makes a metric without a value.
  init(_ definition: MetricDefinition, missing: MissingReason, sampleSize: Int) {
    self.definition = definition
    value = nil
    self.missing = missing
    self.sampleSize = sampleSize
    standardError = nil
  }
}

/// What a statistic measured.
package struct Estimate {
  /// The number.
  package var value: Double
  /// Its standard error, in the same unit.
  package var standardError: Double?
  /// How many observations went in, if other than the sample's.
  package var sampleSize: Int?

  /// Makes an estimate.
  package init(_ value: Double, standardError: Double? = nil, sampleSize: Int? = nil) {
    self.value = value
    self.standardError = standardError
    self.sampleSize = sampleSize
  }
}

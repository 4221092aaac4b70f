/// How much evidence a metric needs before it is shown.
public enum SampleGate: Sendable, Hashable {
  /// Whatever the formula itself needs.
  case none
  /// Enough observations for a ratio of a mean to a deviation.
  case ratio
  /// Enough observations for a probability that rests on four moments.
  case probability
  /// Enough time to speak of a year.
  case annualisation
  /// Enough calendar months.
  case months
}

/// The least samples from which metrics are shown.
///
/// A Sharpe ratio of ten days is a number, but no evidence. FILLS-AND-METRICS (d3).
public struct SampleGates: Sendable, Hashable {
  /// Observations for ratios such as Sharpe.
  public var ratioCount: Int
  /// Observations for probabilistic and deflated Sharpe ratios.
  public var probabilityCount: Int
  /// Periods for annual figures; a span of `annualisationYears` will also do.
  public var annualisationCount: Int
  /// Calendar years, from the first day to the last, for annual figures.
  public var annualisationYears: Double
  /// Calendar months for monthly figures and tables.
  public var monthCount: Int

  /// The gates that every report uses.
  public static let standard = SampleGates(
    ratioCount: 30, probabilityCount: 60, annualisationCount: 60, annualisationYears: 0.25,
    monthCount: 2)

  /// No gates: a metric is shown as soon as its formula has a value.
  public static let none = SampleGates(
    ratioCount: 0, probabilityCount: 0, annualisationCount: 0, annualisationYears: 0, monthCount: 0)

  /// Makes gates.
  public init(
    ratioCount: Int, probabilityCount: Int, annualisationCount: Int, annualisationYears: Double,
    monthCount: Int
  ) {
    self.ratioCount = ratioCount
    self.probabilityCount = probabilityCount
    self.annualisationCount = annualisationCount
    self.annualisationYears = annualisationYears
    self.monthCount = monthCount
  }

  /// Lets a sample pass.
  /// - Throws: What the sample lacks.
  func check(_ gate: SampleGate, _ record: ReturnRecord) throws(MissingReason) {
    switch gate {
    case .none: return
    case .ratio: try Self.require(ratioCount, of: record.count)
    case .probability: try Self.require(probabilityCount, of: record.count)
    case .months: try Self.require(monthCount, of: record.months.count)
    case .annualisation:
      if record.count < annualisationCount && record.calendarYears < annualisationYears {
        throw .spanTooShort(neededPeriods: annualisationCount)
      }
    }
  }

  private static func require(_ needed: Int, of count: Int) throws(MissingReason) {
    if count < needed { throw .tooFewObservations(needed: needed) }
  }
}

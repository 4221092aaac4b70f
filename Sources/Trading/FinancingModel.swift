/// Interest on cash and the cost of borrowing, accrued per calendar day on a year of 365 days.
///
/// Dated rates from an events file replace these rates from their day on.
public struct FinancingModel: Sendable, Hashable {
  /// Yearly rate earned on positive cash.
  public var creditRate: Double
  /// Yearly rate paid on negative cash.
  public var debitRate: Double
  /// Yearly rate that shorts pay on notional.
  public var borrowRate: Double

  /// Makes a model; rates are fractions, 0.02 for 2 % a year.
  public init(creditRate: Double = 0, debitRate: Double = 0, borrowRate: Double = 0) {
    self.creditRate = creditRate
    self.debitRate = debitRate
    self.borrowRate = borrowRate
  }

  /// No interest and no borrowing cost.
  public static let none = FinancingModel()

  /// Whether nothing ever accrues.
  public var isFree: Bool { creditRate == 0 && debitRate == 0 && borrowRate == 0 }
}

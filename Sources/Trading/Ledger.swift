/// The books of an account: every amount moves from one side to another, so that the sum stays 0.
///
/// Debits are positive. Cash and securities (at cost) are what the account has; capital, profit and
/// income are where it came from and so stand as negative balances; costs are positive.
public struct Ledger: Sendable, Hashable {
  /// One side of the books.
  public enum Side: UInt8, Sendable, Hashable, CaseIterable {
    /// Money.
    case cash
    /// Open positions at their entry prices; negative for shorts.
    case securities
    /// What was paid in at the start.
    case capital
    /// Profit before fees of what was closed.
    case realized
    /// Fees.
    case fees
    /// Dividends received (and paid, for shorts).
    case dividends
    /// Interest on cash.
    case interest
    /// The cost of borrowing.
    case borrow
    /// Funding of perpetual swaps.
    case funding
  }

  /// Money, in account currency.
  public private(set) var cash = 0.0
  /// Open positions at cost.
  public private(set) var securities = 0.0
  private var capital = 0.0
  private var realized = 0.0
  private var feesPaid = 0.0
  private var dividends = 0.0
  private var interest = 0.0
  private var borrow = 0.0
  private var funding = 0.0
  /// Sum of the absolute amounts moved, the scale of rounding errors.
  public private(set) var turnover = 0.0

  /// Makes empty books and pays `capital` in.
  public init(capital: Double) { move(capital, from: .capital, to: .cash) }

  /// Moves an amount from one side to another; a negative amount moves back.
  @inline(__always)
  public mutating func move(_ amount: Double, from: Side, to: Side) {
    add(-amount, to: from)
    add(amount, to: to)
    turnover += abs(amount)
  }

  @inline(__always)
  private mutating func add(_ amount: Double, to side: Side) {
    switch side {
    case .cash: cash += amount
    case .securities: securities += amount
    case .capital: capital += amount
    case .realized: realized += amount
    case .fees: feesPaid += amount
    case .dividends: dividends += amount
    case .interest: interest += amount
    case .borrow: borrow += amount
    case .funding: funding += amount
    }
  }

  /// The balance of one side, debits positive.
  public func balance(_ side: Side) -> Double {
    switch side {
    case .cash: cash
    case .securities: securities
    case .capital: capital
    case .realized: realized
    case .fees: feesPaid
    case .dividends: dividends
    case .interest: interest
    case .borrow: borrow
    case .funding: funding
    }
  }

  /// Sum of all balances: 0 but for rounding.
  public var imbalance: Double {
    cash + securities + capital + realized + feesPaid + dividends + interest + borrow + funding
  }
}

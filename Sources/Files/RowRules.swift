import Formats

/// What the values of a row must fulfil.
struct RowRules: Sendable {
  enum Form: Sendable {
    /// Open, high, low, close and perhaps volume.
    case bars(hasVolume: Bool)
    /// Prices, each on its own.
    case prices
    /// Any numbers.
    case anything
  }

  let form: Form
  let allowsNonPositive: Bool

  /// A value that breaks a rule.
  struct Flaw {
    let kind: Violation.Kind
    /// Which number of the row.
    let number: Int
    let message: String
    let expected: String
  }

  /// The first value of a row that breaks a rule; NaN stands for a price that is not there.
  func flaw(_ values: [Double]) -> Flaw? {
    switch form {
    case .anything: return nil
    case .prices: return priceFlaw(values, priceCount: values.count)
    case .bars(let hasVolume):
      if let flaw = priceFlaw(values, priceCount: 4) { return flaw }
      if hasVolume, values[4] < 0 {
        return Flaw(
          kind: .negativeVolume, number: 4, message: "the volume is below zero",
          expected: "0 or more")
      }
      return rangeFlaw(values)
    }
  }

  private func priceFlaw(_ values: [Double], priceCount: Int) -> Flaw? {
    guard !allowsNonPositive, let number = values.prefix(priceCount).firstIndex(where: { $0 <= 0 })
    else { return nil }
    return Flaw(
      kind: .nonPositivePrice, number: number, message: "the price is not above zero",
      expected: "a price above 0, unless the instrument allows others")
  }

  private func rangeFlaw(_ values: [Double]) -> Flaw? {
    let names = ["open", "high", "low", "close"]
    for other in [0, 3, 2] where values[1] < values[other] {
      return Flaw(
        kind: .brokenRange, number: 1, message: "the high is below the \(names[other])",
        expected: "at least \(NumberFormat.shortest(values[other]))")
    }
    for other in [0, 3] where values[2] > values[other] {
      return Flaw(
        kind: .brokenRange, number: 2, message: "the low is above the \(names[other])",
        expected: "at most \(NumberFormat.shortest(values[other]))")
    }
    return nil
  }
}

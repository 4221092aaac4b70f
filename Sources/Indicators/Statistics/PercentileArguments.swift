// What the percentile forms and the percent rank read of their arguments alike.

extension IndicatorStep {
  /// A length that may be missing, which gives no value.
  func lengthOrNone(_ index: Int) throws(ArgumentFailure) -> Int? {
    self[index].isNaN ? nil : try length(index)
  }

  /// The percentile, within its range; nil if it is missing.
  var percentage: Double? { self[2].isNaN ? nil : min(max(self[2], 0), 100) }
}

extension IndicatorBlock {
  /// The length and the percentile, within its range; nil if one is missing or varies.
  func percentile() throws(ArgumentFailure) -> (length: Int, percentage: Double)? {
    guard isFixed(1), isFixed(2), !self[1][0].isNaN, !self[2][0].isNaN,
      let length = try length(1)
    else { return nil }
    return (length, min(max(self[2][0], 0), 100))
  }
}

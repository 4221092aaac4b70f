import Trading

/// A value of few cases that documents and tables spell as a word.
protocol Named: Hashable {
  /// Every case with its word; words are never changed.
  static var names: [(name: String, value: Self)] { get }
}

extension Named {
  /// The word of the case.
  var name: String {
    guard let entry = Self.names.first(where: { $0.value == self }) else {
      preconditionFailure("every case has a name")
    }
    return entry.name
  }

  /// The case of a word, or nil if there is none.
  init?(name: String) {
    guard let entry = Self.names.first(where: { $0.name == name }) else { return nil }
    self = entry.value
  }
}

extension Named where Self: CaseIterable {
  static var names: [(name: String, value: Self)] { allCases.map { ("\($0)", $0) } }
}

extension Trading.Side: Named {}
extension Direction: Named {}
extension Certainty: Named {}
extension FillRule: Named {}
extension RejectionReason: Named {}

extension FillModel.IntrabarRule: Named {
  static var names: [(name: String, value: Self)] { [("path", .path), ("range", .range)] }
}

extension FillModel.Assumption: Named {
  static var names: [(name: String, value: Self)] {
    [("pessimistic", .pessimistic), ("optimistic", .optimistic)]
  }
}

extension TradingRules.CloseRule: Named {
  static var names: [(name: String, value: Self)] {
    [("firstInFirstOut", .firstInFirstOut), ("named", .named)]
  }
}

extension MarginModel.Shortfall: Named {
  static var names: [(name: String, value: Self)] {
    [("reject", .reject), ("scaleDown", .scaleDown)]
  }
}

extension MarginModel.Liquidation: Named {
  static var names: [(name: String, value: Self)] {
    [("restore", .restore), ("fourfold", .fourfold), ("everything", .everything)]
  }
}

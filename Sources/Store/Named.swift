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

extension Trading.Side: Named {
  static let names: [(name: String, value: Self)] = [("buy", .buy), ("sell", .sell)]
}

extension Direction: Named {
  static let names: [(name: String, value: Self)] = [("long", .long), ("short", .short)]
}

extension Certainty: Named {
  static let names: [(name: String, value: Self)] = [
    ("exact", .exact), ("pathAssumed", .pathAssumed), ("ambiguous", .ambiguous),
  ]
}

extension FillRule: Named {
  static let names: [(name: String, value: Self)] = [
    ("open", .open), ("gap", .gap), ("limit", .limit), ("stop", .stop), ("trail", .trail),
    ("close", .close), ("marginCall", .marginCall), ("cashInLieu", .cashInLieu),
  ]
}

extension RejectionReason: Named {
  static let names: [(name: String, value: Self)] = [
    ("margin", .margin), ("pyramiding", .pyramiding), ("quantityTooSmall", .quantityTooSmall),
    ("nothingToReduce", .nothingToReduce), ("riskRule", .riskRule),
    ("invalidPrice", .invalidPrice), ("notImmediate", .notImmediate), ("expired", .expired),
    ("ruined", .ruined), ("invalidQuantity", .invalidQuantity),
  ]
}

extension FillModel.IntrabarRule: Named {
  static let names: [(name: String, value: Self)] = [("path", .path), ("range", .range)]
}

extension FillModel.Assumption: Named {
  static let names: [(name: String, value: Self)] = [
    ("pessimistic", .pessimistic), ("optimistic", .optimistic),
  ]
}

extension TradingRules.CloseRule: Named {
  static let names: [(name: String, value: Self)] = [
    ("firstInFirstOut", .firstInFirstOut), ("named", .named),
  ]
}

extension MarginModel.Shortfall: Named {
  static let names: [(name: String, value: Self)] = [
    ("reject", .reject), ("scaleDown", .scaleDown),
  ]
}

extension MarginModel.Liquidation: Named {
  static let names: [(name: String, value: Self)] = [
    ("restore", .restore), ("fourfold", .fourfold), ("everything", .everything),
  ]
}

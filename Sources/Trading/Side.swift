/// What an order does with units.
public enum Side: Int8, Sendable, Hashable, CaseIterable {
  /// Units come in.
  case buy = 1
  /// Units go out.
  case sell = -1

  /// +1 for buying, −1 for selling.
  @inlinable public var sign: Double { Double(rawValue) }

  /// The other side.
  @inlinable public var opposite: Side { self == .buy ? .sell : .buy }
}

/// Which way a position or an entry points.
public enum Direction: Int8, Sendable, Hashable, CaseIterable {
  /// Gains when the price rises.
  case long = 1
  /// Gains when the price falls.
  case short = -1

  /// +1 for long, −1 for short.
  @inlinable public var sign: Double { Double(rawValue) }

  /// The side that opens such a position.
  @inlinable public var entrySide: Side { self == .long ? .buy : .sell }
}

/// How surely a bar's four prices prove that a fill happened as it is recorded.
///
/// FILLS-AND-METRICS (c4): bars say nothing about the order of their high and low, so some fills
/// rest on an assumption. Reports count the three kinds and show what the opposite assumption gives.
public enum Certainty: UInt8, Sendable, Hashable, CaseIterable {
  /// The four prices prove it.
  case exact
  /// It follows from the path that the convention assumes inside the bar.
  case pathAssumed
  /// The bar also allows another outcome; the convention decided.
  case ambiguous
}

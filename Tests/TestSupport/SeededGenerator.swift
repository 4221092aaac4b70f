import Platform

/// A generator of random numbers that gives the same ones for the same seed (SplitMix64).
///
/// Property tests name the seed in their failures; `TOURNEY_TEST_SEED` runs them with another one.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  /// The seed it was made with.
  public let seed: UInt64
  private var state: UInt64

  /// Makes a generator from a seed.
  public init(seed: UInt64) {
    self.seed = seed
    state = seed
  }

  /// Makes a generator from `TOURNEY_TEST_SEED`, or from `standard` where that is not set.
  public static func fromEnvironment(or standard: UInt64) -> SeededGenerator {
    let given = Environment.variable("TOURNEY_TEST_SEED").flatMap { UInt64($0) }
    return SeededGenerator(seed: given ?? standard)
  }

  /// Returns the next 64 random bits.
  public mutating func next() -> UInt64 {
    // Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators (2014).
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }

  /// Returns a number from 0 up to but without 1, a multiple of 2^-53.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}

/// How near two numbers are that the strategy language takes for equal.
enum Tolerance {
  /// The largest difference that is none, whatever the size of the numbers.
  static let step = 1e-10
}

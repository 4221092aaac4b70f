/// The arguments of `strategy()` with the user's overrides, by parameter name.
///
/// Missing names have the language's defaults.
public struct StrategySettings: Sendable, Hashable {
  /// Numbers, and booleans as 0 and 1.
  public var numbers: [String: Double]
  /// Texts, among them the names of constants such as `percent_of_equity`.
  public var texts: [String: String]

  /// Makes settings.
  public init(numbers: [String: Double] = [:], texts: [String: String] = [:]) {
    self.numbers = numbers
    self.texts = texts
  }
}

/// What `strategy()`, `indicator()` or `library()` says of a script.
public struct Declaration: Sendable, Hashable {
  /// What the script is.
  public enum Kind: String, Sendable, Hashable {
    /// It places orders.
    case strategy
    /// It only draws.
    case indicator
    /// It is used by other scripts.
    case library
  }

  /// What the script is.
  public var kind: Kind
  /// The version of the language it is written in.
  public var version: Int
  /// The title.
  public var title: String
  /// The other arguments.
  public var settings: StrategySettings
}

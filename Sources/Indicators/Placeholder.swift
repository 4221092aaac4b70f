/// stand-in
public struct IndicatorRequest: Sendable, Hashable {
  /// stand-in
  public init() {}
}

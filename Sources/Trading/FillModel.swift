/// How a bar's four prices fill orders: a fill convention as a value.
///
/// Both conventions are settings of one machine; conventions of other tools are further settings.
public struct FillModel: Sendable, Hashable {
  /// What is assumed of the order of prices inside a bar.
  public enum IntrabarRule: UInt8, Sendable, Hashable {
    /// Open, nearer extreme, other extreme, close; low first on a tie.
    case path
    /// Only what the four prices prove; protective stops before targets where they leave it open.
    case range
  }

  /// Which outcome is taken where the bar allows two; `range` only.
  public enum Assumption: UInt8, Sendable, Hashable {
    /// The worse one for the account.
    case pessimistic
    /// The better one, to show how much hangs on the assumption.
    case optimistic
  }

  /// What is assumed of the order of prices inside a bar.
  public var intrabar: IntrabarRule
  /// Which outcome is taken where the bar allows two.
  public var assumption: Assumption
  /// Ticks by which the price must pass a limit before it fills, at the limit.
  public var limitThroughTicks: Double
  /// Largest share of a bar's volume that fills per side and instrument; infinite for no cap.
  public var participation: Double

  /// Makes a convention.
  public init(
    intrabar: IntrabarRule, assumption: Assumption = .pessimistic, limitThroughTicks: Double,
    participation: Double
  ) {
    self.intrabar = intrabar
    self.assumption = assumption
    self.limitThroughTicks = limitThroughTicks
    self.participation = participation
  }

  /// What the bars prove, and the worse outcome otherwise (FILLS-AND-METRICS c4).
  public static let strict = FillModel(
    intrabar: .range, limitThroughTicks: 1, participation: 0.1)
  /// The charting platform's emulator (SCRIPT 4.7): limits fill at touch, no volume cap.
  public static let tradingview = FillModel(
    intrabar: .path, limitThroughTicks: 0, participation: .infinity)

  /// The name of the convention that this value stands for.
  public var name: String { intrabar == .path ? "tradingview" : "strict" }
}

/// How much worse than the quoted price a market or stop order fills; the parts add up.
///
/// Limit orders never slip.
public struct SlippageModel: Sendable, Hashable {
  /// Ticks against the trader.
  public var ticks: Double
  /// Basis points of the price against the trader; half a spread belongs here too.
  public var basisPoints: Double
  /// Price impact `coefficient · price · (quantity / bar volume)²`, as a volume-share model.
  public var volumeShareCoefficient: Double

  /// Makes a model; all parts at least 0.
  public init(ticks: Double = 0, basisPoints: Double = 0, volumeShareCoefficient: Double = 0) {
    self.ticks = ticks
    self.basisPoints = basisPoints
    self.volumeShareCoefficient = volumeShareCoefficient
  }

  /// No slippage.
  public static let none = SlippageModel()
  /// The default of the strict convention: 5 basis points.
  public static let strictDefault = SlippageModel(basisPoints: 5)

  /// Price units against the trader.
  ///
  /// - Parameter volume: Units traded in the bar; NaN or 0 leaves the volume part out.
  @inlinable
  public func amount(price: Double, quantity: Double, volume: Double, tickSize: Double) -> Double {
    var amount = ticks * tickSize + abs(price) * basisPoints * 1e-4
    if volumeShareCoefficient > 0, volume > 0 {
      let share = quantity / volume
      amount += volumeShareCoefficient * abs(price) * share * share
    }
    return amount
  }
}

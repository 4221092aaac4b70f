public import Formats
public import Market
/// stand-in
public struct IndicatorRequest: Sendable, Hashable {
  var length: Int
  /// stand-in
  public static func sma(_ n: Int) -> IndicatorRequest { IndicatorRequest(length: n) }
}
/// stand-in
public final class ColumnCache: Sendable {
  /// stand-in
  public init() {}
  /// stand-in
  public func column(_ request: IndicatorRequest, of series: BarSeries) throws(LocatedError) -> [Double] {
    let n = request.length
    return (0..<series.count).map { i in
      if i < n - 1 { return .nan }
      var s = 0.0
      for j in (i - n + 1)...i { s += series.close[j] }
      return s / Double(n)
    }
  }
}

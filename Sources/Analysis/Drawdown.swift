/// A fall of equity below its highest value so far, until that value is reached again.
public struct Drawdown: Sendable, Hashable {
  /// The session day of the peak; the first day if the fall began from the starting equity.
  public let peakDay: Int32
  /// The session day of the lowest equity.
  public let troughDay: Int32
  /// The session day on which equity reached the peak again, or nil while it has not.
  public let recoveryDay: Int32?
  /// Equity at the trough over equity at the peak, less 1: from −1 up to but without 0.
  public let depth: Double
  /// Calendar days from the peak to the recovery, or to the last day while there is none.
  public let lengthDays: Int
  /// Session days that ended below the peak.
  public let sessionCount: Int
}

extension Drawdown {
  /// All drawdowns of an equity column, in order of time.
  ///
  /// - Parameters:
  ///   - start: Equity before the first day; it counts as the first peak.
  ///   - equity: Equity at the end of each day.
  ///   - days: The session days.
  /// - Complexity: O(*n*).
  static func all(start: Double, equity: [Double], days: [Int32]) -> [Drawdown] {
    var drawdowns: [Drawdown] = []
    var peak = (equity: start, index: 0)
    var trough: Int?
    var firstUnderwater = 0
    func close(at index: Int, recovered: Bool) {
      guard let low = trough else { return }
      drawdowns.append(
        Drawdown(
          peakDay: days[peak.index], troughDay: days[low],
          recoveryDay: recovered ? days[index] : nil,
          depth: equity[low] / peak.equity - 1,
          lengthDays: Int(days[index]) - Int(days[peak.index]),
          sessionCount: index - firstUnderwater + (recovered ? 0 : 1)))
      trough = nil
    }
    for index in equity.indices {
      if equity[index] >= peak.equity {
        close(at: index, recovered: true)
        peak = (equity[index], index)
      } else if let low = trough {
        if equity[index] < equity[low] { trough = index }
      } else {
        trough = index
        firstUnderwater = index
      }
    }
    close(at: equity.count - 1, recovered: false)
    return drawdowns
  }

  /// The deepest drawdowns, deepest first; the earlier first of two as deep.
  public static func deepest(_ drawdowns: [Drawdown], count: Int) -> [Drawdown] {
    let order = drawdowns.indices.sorted {
      (drawdowns[$0].depth, $0) < (drawdowns[$1].depth, $1)
    }
    return order.prefix(count).map { drawdowns[$0] }
  }

  /// How far each equity lies below the highest so far: 0 or a negative fraction.
  public static func underwater(start: Double, equity: [Double]) -> [Double] {
    var peak = start
    return equity.map { value in
      peak = max(peak, value)
      return value / peak - 1
    }
  }
}

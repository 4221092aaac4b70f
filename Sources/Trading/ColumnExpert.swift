public import Market

/// The columns of a run of a single series, for experts that say beforehand when they will act.
public struct RunColumns: ~Copyable {
  private let source: ViewColumns
  /// The first bar at whose close the session is asked.
  public let firstBar: Int

  package init(_ source: ViewColumns, firstBar: Int) {
    self.source = source
    self.firstBar = firstBar
  }

  /// The bars.
  public var bars: BarSeries { source.series[0] }

  /// The values of an indicator column, one for each bar.
  ///
  /// - Parameter index: Index into `Requirements.columns`.
  public func column(_ index: Int) -> [Double] { source.columns[index] }

  /// The bars at which one column rises above another or falls below it, ascending.
  ///
  /// The test is that of `MarketView.crossedAbove` and `crossedBelow`.
  /// - Complexity: O(bars).
  public func crossings(_ first: Int, _ second: Int) -> [Int] {
    let (one, other) = (source.columns[first], source.columns[second])
    var found: [Int] = []
    let start = max(1, firstBar)
    guard start < one.count else { return found }
    one.withUnsafeBufferPointer { one in
      other.withUnsafeBufferPointer { other in
        var wasAbove = one[start - 1] > other[start - 1]
        var wasBelow = one[start - 1] < other[start - 1]
        for index in start..<one.count {
          let isAbove = one[index] > other[index]
          let isBelow = one[index] < other[index]
          // A change of side, to or from equality too, is worth a look; the session decides.
          if isAbove != wasAbove || isBelow != wasBelow { found.append(index) }
          wasAbove = isAbove
          wasBelow = isBelow
        }
      }
    }
    return found
  }
}

/// An expert that can tell from columns alone at which closes it may act.
///
/// The replay then passes over the bars between, on which its session would do nothing, and calls
/// the same session at the others: a run has the same bits with and without. What the session does
/// must not depend on being called at other bars.
public protocol ColumnExpert: Expert {
  /// The bars at whose close a session may do anything at all, ascending; more do no harm.
  func activeBars(_ columns: borrowing RunColumns) -> [Int]
}

import Kernels
public import Market

/// The columns of a run of a single series, for experts that say beforehand when they will act.
public struct RunColumns: ~Copyable {
  private let source: ViewColumns
  /// The first bar at whose close the session is asked.
  public let firstBar: Int

  /// End of the bars that are asked about; values beyond may not be there yet.
  private var end = 0

  package init(_ source: ViewColumns, firstBar: Int) {
    self.source = source
    self.firstBar = firstBar
  }

  /// Shows the columns up to the end of the bars that are asked about.
  mutating func show(to end: Int) { self.end = end }

  /// The bars.
  public var bars: BarSeries { source.series[0] }

  /// The value of an indicator column at a bar.
  ///
  /// - Parameters:
  ///   - index: Index into `Requirements.columns`.
  ///   - bar: A bar before the end of the range that is asked about.
  public subscript(index: Int, bar: Int) -> Double {
    precondition(index >= 0 && index < source.columns.count, "no such column was declared")
    precondition(bar >= 0 && bar < end, "a bar lies before the end of what is asked about")
    return source.columnTable[index].values[bar]
  }

  /// The bars of a range at which one column rises above another or falls below it, ascending.
  ///
  /// A change of side, to or from equality too, counts; the session decides what it means with
  /// `MarketView.crossedAbove` and `crossedBelow`.
  /// - Complexity: O(bars of the range).
  public func crossings(_ first: Int, _ second: Int, in bars: Range<Int>) -> [Int] {
    var found: [Int] = []
    let start = max(1, firstBar, bars.lowerBound)
    guard start < bars.upperBound else { return found }
    precondition(bars.upperBound <= end, "a range lies before the end of what is asked about")
    let one = source.columnTable[first].values
    let other = source.columnTable[second].values
    var index = start
    var before = Self.side(one[start - 1], other[start - 1])
    while index + FourLanes.count <= bars.upperBound {
      let (now, nowOther) = (FourLanes.load(one + index), FourLanes.load(other + index))
      // Four bars' sides, the first in the lowest place, after the bar before in the place below.
      let sides = FourLanes.places(
        FourLanes.bits(now .> nowOther), FourLanes.bits(now .< nowOther))
      var changes = (sides << 2 | before) ^ sides
      changes = (changes | changes >> 1) & 0b0101_0101
      while changes != 0 {
        found.append(index + changes.trailingZeroBitCount / 2)
        changes &= changes - 1
      }
      before = sides >> 6
      index += FourLanes.count
    }
    while index < bars.upperBound {
      let side = Self.side(one[index], other[index])
      if side != before { found.append(index) }
      before = side
      index += 1
    }
    return found
  }

  /// Where one number lies beside another: 1 above, 2 below, 0 neither.
  @inline(__always)
  private static func side(_ one: Double, _ other: Double) -> Int {
    one > other ? 1 : one < other ? 2 : 0
  }
}

/// An expert that can tell from columns alone at which closes it may act.
///
/// The replay then passes over the bars between, on which its session would do nothing, and calls
/// the same session at the others: a run has the same bits with and without. What the session does
/// must not depend on being called at other bars.
public protocol ColumnExpert: Expert {
  /// The bars of a range at whose close a session may do anything at all, ascending.
  ///
  /// More bars than that do no harm. The ranges of a run follow one another and are small enough
  /// that what is read to answer is still in the cache when the session reads it again.
  func activeBars(_ columns: borrowing RunColumns, in bars: Range<Int>) -> [Int]
}

/// What is known beforehand of the bars at which a session may act.
package protocol Foresight: AnyObject {
  /// How many bars it wants to be asked about at a time.
  var blockLength: Int { get }
  /// Whether there are bars at which the session need not be asked.
  var sparesBars: Bool { get }
  /// Whether it holds only while the account is idle; otherwise the session may act at every bar.
  var needsIdleness: Bool { get }
  /// Finds the bars of a range at whose close the session may do anything, ascending.
  ///
  /// The ranges follow one another from the first bar on.
  /// - Parameter found: Where they go; what it held before is replaced.
  func findActiveBars(in bars: Range<Int>, into found: inout [Int])
}

/// A session that may find out, once it sees its run, when it will act.
package protocol ForesightedSession: ExpertSession {
  /// The session's foresight; nil when it has to be asked at every bar.
  ///
  /// - Parameter workers: Threads that it may use, the caller's included.
  mutating func foresight(_ view: borrowing MarketView, workers: Int) -> (any Foresight)?
}

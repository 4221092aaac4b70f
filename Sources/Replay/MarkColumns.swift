import Kernels
import Platform
import Trading

/// The marks of a run while they are written: one value for each bar that counts.
struct MarkColumns {
  let equity: UnsafeMutablePointer<Double>
  let exposure: UnsafeMutablePointer<Double>
  /// The first bar that counts; a bar's value stands at its index less this.
  let firstBar: Int
  /// Takes what may be written later; nil where nobody does.
  var behind: UnsafeMutablePointer<MarksBehind>?

  @inline(__always)
  func set(_ bar: Int, equity value: Double, exposure share: Double) {
    guard bar >= firstBar else { return }
    equity[bar - firstBar] = value
    exposure[bar - firstBar] = share
  }

  /// Writes marks of neighbours, all of which count.
  @inline(__always)
  func set(_ bar: Int, equity values: FourLanes.Vector, exposure shares: FourLanes.Vector) {
    FourLanes.store(values, equity + (bar - firstBar))
    FourLanes.store(shares, exposure + (bar - firstBar))
  }

  /// Writes one mark for all bars of a range, all of which count.
  @inline(__always)
  func set(_ bars: Range<Int>, equity value: Double, exposure share: Double) {
    (equity + (bars.lowerBound - firstBar)).update(repeating: value, count: bars.count)
    (exposure + (bars.lowerBound - firstBar)).update(repeating: share, count: bars.count)
  }

  /// Writes the marks of bars on which nothing happens to an account, all of which count.
  func set(_ bars: Range<Int>, _ state: QuietState, closes: UnsafePointer<Double>) {
    guard state.units != 0 else { return set(bars, equity: state.cash, exposure: 0) }
    var bar = bars.lowerBound
    while bar + FourLanes.count <= bars.upperBound {
      let value = state.value(at: FourLanes.load(closes + bar))
      let equity = state.equity(of: value)
      set(bar, equity: equity, exposure: QuietState.exposure(of: value, in: equity))
      bar += FourLanes.count
    }
    while bar < bars.upperBound {
      let value = state.value(at: closes[bar])
      let equity = state.equity(at: closes[bar])
      set(bar, equity: equity, exposure: QuietState.exposure(of: value, in: equity))
      bar += 1
    }
  }
}

/// Marks of quiet bars that a helper writes behind the replay.
///
/// The replay writes the others itself; no bar is written by both.
struct MarksBehind: ~Copyable {
  private struct Stretch {
    var bars: Range<Int>
    var cash: Double
    var units: Double
    var pointValue: Double
  }

  /// How many stretches are handed over at a time: enough to pay for that.
  private static let batchLength = 256

  private let marks: MarkColumns
  private let closes: UnsafePointer<Double>
  private let work: WorkAhead
  private var batch = UnsafeMutablePointer<Stretch>.allocate(capacity: batchLength)
  private var count = 0

  /// Begins with nothing to write; whoever leaves marks calls `finish` in the end.
  init(_ marks: MarkColumns, closes: UnsafePointer<Double>, to work: WorkAhead) {
    self.marks = marks
    self.closes = closes
    self.work = work
  }

  deinit { batch.deallocate() }

  /// Leaves the marks of some bars, all of which count.
  @inline(__always)
  mutating func leave(_ bars: Range<Int>, _ state: QuietState) {
    // What was left last stays here, in case some of it is taken back.
    if count == Self.batchLength { handOver() }
    (batch + count).initialize(
      to: Stretch(
        bars: bars, cash: state.cash, units: state.units, pointValue: state.pointValue))
    count += 1
  }

  /// Takes a bar back, the last that was left if any: the replay marks it itself.
  mutating func takeBack(_ bar: Int) {
    guard count > 0, batch[count - 1].bars.upperBound == bar + 1 else { return }
    let first = batch[count - 1].bars.lowerBound
    batch[count - 1].bars = first..<max(first, bar)
  }

  /// Writes what is left; when this returns all marks are there.
  mutating func finish() {
    handOver()
    work.finish()
  }

  private mutating func handOver() {
    nonisolated(unsafe) let (batch, marks, closes) = (batch, marks, closes)
    let count = count
    work.leave {
      for stretch in UnsafeBufferPointer(start: batch, count: count) {
        let state = QuietState(
          cash: stretch.cash, units: stretch.units, pointValue: stretch.pointValue)
        marks.set(stretch.bars, state, closes: closes)
      }
      batch.deallocate()
    }
    self.batch = .allocate(capacity: Self.batchLength)
    self.count = 0
  }
}

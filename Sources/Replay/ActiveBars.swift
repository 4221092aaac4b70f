import Trading

/// The bars at which a session may act, asked for block by block.
///
/// A block's columns stay in the processor's cache between the question and the replay.
struct ActiveBars: ~Copyable {
  private let foresight: any Foresight
  private let ahead: ForesightAhead?
  private let bars: BarColumns
  private var found: [Int] = []
  private var place = 0
  /// What was looked at ahead of the block, in memory of the foresight.
  private var stretches = UnsafeBufferPointer<BarStretch>(start: nil, count: 0)
  /// End of the bars that have been asked about.
  private var end = 0
  private let blockLength: Int
  private let needsIdleness: Bool
  /// A sum of what was read ahead, kept so that the reads are.
  private var readAhead: Int64 = 0

  init(_ foresight: any Foresight, bars: BarColumns) {
    self.foresight = foresight
    ahead = foresight as? ForesightAhead
    self.bars = bars
    blockLength = foresight.blockLength
    needsIdleness = foresight.needsIdleness
  }

  /// The next active bar at or after a bar, or the bar up to which there is surely none.
  ///
  /// - Throws: What is wrong with the bars that the foresight names.
  mutating func next(
    from bar: Int, _ account: Account
  ) throws(ExpertFailure) -> (bar: Int, isActive: Bool) {
    while true {
      if bar < end, needsIdleness, !account.isIdle { return (bar, true) }
      while place < found.count {
        if found[place] >= bar { return (found[place], true) }
        place += 1
      }
      if bar < end { return (end, false) }
      let block = end..<min(bars.count, end + blockLength)
      guard !block.isEmpty else { return (bars.count, false) }
      if let ahead {
        // The foresight leaves a block alone until it is asked for the next.
        let known = ahead.nextBlock(block)
        found = known?.pointee.activeBars ?? []
        stretches =
          known?.pointee.stretches.withUnsafeBufferPointer { $0 }
          ?? UnsafeBufferPointer(start: nil, count: 0)
      } else {
        foresight.findActiveBars(in: block, into: &found)
      }
      var last = block.lowerBound
      for bar in found {
        guard bar >= last, bar < block.upperBound else {
          throw Self.failure(bar, after: last, in: block)
        }
        if ahead == nil { readAhead &+= bars.readAhead(at: bar) }
        last = bar
      }
      place = 0
      end = block.upperBound
    }
  }

  /// What was looked at ahead of the bars from one to what `next` named; nil if nobody has.
  @inline(__always)
  func stretch(from bar: Int) -> UnsafePointer<BarStretch>? {
    guard place < stretches.count, let start = stretches.baseAddress,
      start[place].first.index == bar
    else { return nil }
    return start + place
  }

  private static func failure(_ bar: Int, after last: Int, in block: Range<Int>) -> ExpertFailure {
    let asked = "asked for active bars from \(block.lowerBound) to \(block.upperBound - 1)"
    return block.contains(bar)
      ? ExpertFailure("\(asked), the expert names bar \(bar) after bar \(last); they ascend")
      : ExpertFailure("\(asked), the expert names bar \(bar)")
  }
}

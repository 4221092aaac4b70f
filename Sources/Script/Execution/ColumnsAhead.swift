import Dispatch
import Market
import Synchronization

/// Columns that a helper on a thread of its own computes ahead of the machine that reads them.
///
/// Who owns what: the run of columns, and the stretch that comes next, are those of the thread that
/// has set `isComputing`; a stretch that is counted as filled is the reader's until it asks for the
/// next one. Columns read nothing but bars and what is fixed for the run, so that it shows in no
/// result which thread computes a stretch. The reader does so itself where nobody else is at it, and
/// waits for nothing but a stretch that is being computed.
final class ColumnsAhead: @unchecked Sendable {
  /// When columns are computed ahead.
  enum Use: Sendable {
    case never
    /// In runs that pay for a thread.
    case inLongRuns
    /// In any case, so many bars at a time.
    case always(stretchLength: Int)
  }

  private struct State {
    /// How many stretches are there, and how many of them the reader is done with.
    var filledCount = 0
    var readCount = 0
    var isComputing = false
    var isHelperAsleep = false
    var isReaderWaiting = false
    var isClosed = false
  }

  private enum Step {
    case compute, wait, goOn, leave
  }

  /// Bars of a run that pay for a thread.
  private static let leastBarCount = 32_768

  /// How many stretches there are, the one that is read included.
  private static let stretchCount = 8

  /// How many bars a stretch has of so many columns: few for many, so that all stretches stay in the
  /// nearer caches; else many, because waking a thread costs some microseconds.
  private static func usualLength(exportCount: Int) -> Int {
    let words = 131_072 / (stretchCount * (exportCount + 1))
    return min(max(words / ColumnRun.blockLength, 1), 8) * ColumnRun.blockLength
  }

  let stretchLength: Int
  private let barCount: Int
  private let run: ColumnRun
  private let exports: [Int]
  private let guards: [Int32]
  private let stretches: [ColumnStretch]
  private let state = Mutex(State())
  /// Wakes the helper, and the reader.
  private let room = DispatchSemaphore(value: 0)
  private let arrival = DispatchSemaphore(value: 0)

  /// Begins the columns of a machine; nil if they are better computed when it comes to them.
  static func begin(_ machine: Machine, guards: [Int32]) -> ColumnsAhead? {
    let barCount = machine.context.bars.count
    let length: Int
    switch machine.columnsAhead {
    case .never: return nil
    case .inLongRuns:
      guard barCount >= leastBarCount, machine.columnsStandAlone else { return nil }
      length = usualLength(exportCount: machine.program.columnProgram.exports.count)
    case .always(let stretchLength):
      guard machine.columnsStandAlone else { return nil }
      length = stretchLength
    }
    let columns = ColumnsAhead(machine, guards: guards, stretchLength: length)
    DispatchQueue.global(qos: .userInitiated).async { columns.help() }
    return columns
  }

  private init(_ machine: Machine, guards: [Int32], stretchLength: Int) {
    self.stretchLength = stretchLength
    self.guards = guards
    barCount = machine.context.bars.count
    run = ColumnRun(machine, context: machine.context.detached())
    exports = machine.program.columnProgram.exports.map { Int($0) }
    stretches = (0..<Self.stretchCount).map { [exports] _ in
      ColumnStretch(exportCount: exports.count, length: stretchLength)
    }
  }

  // MARK: The reader

  /// The next stretch; the one before is given up.
  func next() -> ColumnStretch {
    let (step, number, wakes) = state.withLock { state in
      let number = state.readCount
      state.readCount += 1
      // Woken for one stretch, the helper would sleep again at once.
      let isRoomy = 2 * (state.filledCount - number) <= stretches.count
      let wakes = state.isHelperAsleep && isRoomy && !state.isComputing
      if wakes { state.isHelperAsleep = false }
      if state.filledCount > number { return (Step.goOn, number, wakes) }
      if state.isComputing {
        state.isReaderWaiting = true
        return (.wait, number, wakes)
      }
      state.isComputing = true
      return (.compute, number, wakes)
    }
    if wakes { room.signal() }
    switch step {
    case .compute:
      fill(number)
      finish()
    case .wait: arrival.wait()
    case .goOn, .leave: break
    }
    return stretches[number % stretches.count]
  }

  /// Ends the helper's work; when this returns it reads nothing of the machine.
  func close() {
    let (mustWait, wakes) = state.withLock { state in
      let wakes = state.isHelperAsleep
      state.isHelperAsleep = false
      state.isClosed = true
      state.isReaderWaiting = state.isComputing
      return (state.isComputing, wakes)
    }
    if wakes { room.signal() }
    if mustWait { arrival.wait() }
  }

  // MARK: The helper

  /// Computes stretches while there is room for them, until there are no more or nobody reads them.
  private func help() {
    while true {
      let (step, number) = state.withLock { state in
        let number = state.filledCount
        if state.isClosed || number * stretchLength >= barCount { return (Step.leave, number) }
        // The stretch that is read has its place, too.
        let isFull = number - max(0, state.readCount - 1) >= stretches.count
        if state.isComputing || isFull {
          state.isHelperAsleep = true
          return (.wait, number)
        }
        state.isComputing = true
        return (.compute, number)
      }
      switch step {
      case .compute:
        fill(number)
        finish()
      case .wait: room.wait()
      case .leave, .goOn: return
      }
    }
  }

  // MARK: Both

  /// Hands over a stretch that the caller has filled.
  private func finish() {
    let (wakesReader, wakesHelper) = state.withLock { state in
      let wakes = (state.isReaderWaiting, state.isHelperAsleep)
      state.filledCount += 1
      state.isComputing = false
      state.isReaderWaiting = false
      state.isHelperAsleep = false
      return wakes
    }
    if wakesReader { arrival.signal() }
    if wakesHelper { room.signal() }
  }

  private func fill(_ number: Int) {
    let stretch = stretches[number % stretches.count]
    let first = number * stretchLength
    let end = min(first + stretchLength, barCount)
    stretch.range = first..<end
    stretch.activeCount = 0
    while run.range.upperBound < end {
      run.advance(before: end)
      for (index, register) in exports.enumerated() {
        (stretch.values(of: index) + (run.range.lowerBound - first)).update(
          from: run.blocks[register], count: run.range.count)
      }
      if !guards.isEmpty {
        stretch.activeCount += run.findBars(
          where: guards, into: stretch.active + stretch.activeCount)
      }
    }
    stretch.failure = run.failure
  }
}

/// The columns of some bars, as far as they are read by others than columns.
final class ColumnStretch {
  fileprivate(set) var range = 0..<0
  /// The bars on which a guard is true, ascending.
  let active: UnsafeMutablePointer<Int>
  fileprivate(set) var activeCount = 0
  /// What has gone wrong on these bars or before.
  fileprivate(set) var failure: ColumnFailure?
  private let values: UnsafeMutablePointer<Double>
  private let length: Int

  fileprivate init(exportCount: Int, length: Int) {
    self.length = length
    active = .allocate(capacity: length)
    values = .allocate(capacity: max(1, exportCount * length))
  }

  deinit {
    active.deallocate()
    values.deallocate()
  }

  /// The values of an exported column, from the first bar on.
  func values(of export: Int) -> UnsafeMutablePointer<Double> { values + export * length }
}

extension Machine {
  /// Whether its columns follow from bars and from what is fixed for a run alone, so that they can
  /// be computed beside the machine.
  ///
  /// Texts and collections lie in a heap that the machine changes, and requests run by its bar.
  fileprivate var columnsStandAlone: Bool {
    program.columnProgram.instructions.allSatisfy { instruction in
      switch instruction.operation {
      case .callState, .callStateWhere: ownedStates[Int(instruction.a)].standsAlone
      case .call: program.totalFunctions.contains(instruction.a)
      case .request: false
      default: true
      }
    }
  }
}

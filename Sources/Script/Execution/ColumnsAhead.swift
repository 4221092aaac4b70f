import Market
import Platform

/// Columns that a helper on a thread of its own computes ahead of the machine that reads them.
///
/// Columns read nothing but bars and what is fixed for the run, so that it shows in no result which
/// thread computes a stretch.
final class ColumnsAhead {
  /// When columns are computed ahead.
  enum Use: Sendable {
    case never
    /// In runs that pay for a thread.
    case inLongRuns
    /// In any case, so many bars at a time.
    case always(stretchLength: Int)
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
  private let stretches: [ColumnStretch]
  private let work: WorkAhead

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
    return ColumnsAhead(machine, guards: guards, stretchLength: length)
  }

  private init(_ machine: Machine, guards: [Int32], stretchLength: Int) {
    let barCount = machine.context.bars.count
    let filler = StretchFiller(
      run: ColumnRun(machine, context: machine.context.detached()), barCount: barCount,
      exports: machine.program.columnProgram.exports.map { Int($0) }, guards: guards)
    let stretches = (0..<Self.stretchCount).map { _ in
      ColumnStretch(exportCount: filler.exports.count, length: stretchLength)
    }
    self.stretchLength = stretchLength
    self.stretches = stretches
    // A stretch belongs to the piece of work that fills it, and then to who takes the piece.
    nonisolated(unsafe) let rooms = stretches
    work = WorkAhead(
      count: (barCount + stretchLength - 1) / stretchLength, room: rooms.count
    ) { number in
      filler.fill(rooms[number % rooms.count], from: number * stretchLength, stretchLength)
    }
  }

  /// The next stretch; the one before is given up.
  func next() -> ColumnStretch {
    guard let number = work.next() else { preconditionFailure("no bars are left") }
    return stretches[number % stretches.count]
  }

  /// Ends the helper's work; when this returns it reads nothing of the machine.
  func close() { work.stop() }
}

/// Computes stretches one after the other, on whichever thread is at it.
private final class StretchFiller: @unchecked Sendable {
  private let run: ColumnRun
  private let barCount: Int
  let exports: [Int]
  private let guards: [Int32]

  init(run: ColumnRun, barCount: Int, exports: [Int], guards: [Int32]) {
    self.run = run
    self.barCount = barCount
    self.exports = exports
    self.guards = guards
  }

  func fill(_ stretch: ColumnStretch, from first: Int, _ length: Int) {
    let end = min(first + length, barCount)
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

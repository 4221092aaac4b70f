import Market

/// What a machine reads its columns from, some bars at a time.
///
/// They are computed when the machine comes to them, or ahead of it where there is a thread for
/// that; nothing is shown of a bar before the machine comes to it.
final class ColumnFeed {
  /// What the machine reads of the bars that are computed.
  let window: UnsafeMutablePointer<ColumnWindow>
  private let source: Source
  private let guards: [Int32]
  private var range = 0..<0
  private var failure: ColumnFailure?
  private(set) var failedSpan: SourceSpan?
  /// Those of the bars on which a guard is true.
  private var guarded = UnsafeBufferPointer<Int>(start: nil, count: 0)
  /// A sum of what was read early, kept so that the reads are.
  private var readAhead = 0.0
  /// Room for them where they are found here.
  private let found: UnsafeMutablePointer<Int>

  private enum Source {
    case run(ColumnRun, barCount: Int)
    case ahead(ColumnsAhead)
  }

  /// Begins the columns of a machine that has been set up.
  ///
  /// - Parameter guards: The columns of which one is true on every bar that matters.
  init(_ machine: Machine, guards: [Int32]) {
    self.guards = guards
    let exports = machine.program.columnProgram.exports
    found = .allocate(capacity: ColumnRun.blockLength)
    window = .allocate(capacity: 1)
    window.initialize(to: ColumnWindow(exports: .allocate(capacity: max(1, exports.count))))
    window.pointee.exportCount = exports.count
    if let ahead = ColumnsAhead.begin(machine, guards: guards) {
      source = .ahead(ahead)
      for (index, register) in exports.enumerated() {
        (window.pointee.exports + index).initialize(
          to: ColumnWindow.Export(register: Int(register), block: machine.registers))
      }
    } else {
      let run = ColumnRun(machine, context: machine.context)
      source = .run(run, barCount: machine.context.bars.count)
      for (index, register) in exports.enumerated() {
        (window.pointee.exports + index).initialize(
          to: ColumnWindow.Export(register: Int(register), block: run.blocks[Int(register)]))
      }
    }
  }

  deinit {
    found.deallocate()
    window.pointee.exports.deallocate()
    window.deallocate()
  }

  /// Ends what is computed ahead; the machine's memory may go then.
  func close() {
    if case .ahead(let ahead) = source { ahead.close() }
  }

  /// What computes ahead; nil if nothing does.
  var ahead: ColumnsAhead? {
    if case .ahead(let ahead) = source { ahead } else { nil }
  }

  /// How many bars are computed at a time.
  var blockLength: Int {
    switch source {
    case .run: ColumnRun.blockLength
    case .ahead(let ahead): ahead.stretchLength
    }
  }

  /// Shows the bars from one on if it is not among those shown.
  ///
  /// - Throws: The failure of a column on this bar or before.
  func reach(_ bar: Int) throws(ScriptFailure) {
    if bar >= range.upperBound { advance(to: bar) }
    guard let failure, bar >= failure.bar else { return }
    failedSpan = failure.span
    throw failure.error
  }

  /// Shows the next bars and finds those on which any guard is true.
  ///
  /// The first bar, which begins variables, and one on which a column fails are among them.
  /// - Parameter bars: As many as are computed at a time, or those that are left.
  func findActiveBars(in bars: Range<Int>, into active: inout [Int]) {
    advance(to: bars.lowerBound)
    active.removeAll(keepingCapacity: true)
    active.append(contentsOf: guarded)
    guard let failure, bars.contains(failure.bar) else { return }
    active.removeAll { $0 >= failure.bar }
    active.append(failure.bar)
  }

  /// Visits the values that may be handles.
  func visitWords(_ visit: (Double) -> Void) {
    // What is computed ahead makes no handles: those that it shows are fixed for the run, and so in
    // registers of the machine.
    if case .run(let run, _) = source { run.visitWords(visit) }
  }

  private func advance(to bar: Int) {
    switch source {
    case .run(let run, let barCount):
      run.advance(before: barCount)
      (range, failure) = (run.range, run.failure)
      if !guards.isEmpty {
        guarded = UnsafeBufferPointer(start: found, count: run.findBars(where: guards, into: found))
      }
    case .ahead(let ahead):
      let stretch = ahead.next()
      (range, failure) = (stretch.range, stretch.failure)
      guarded = UnsafeBufferPointer(start: stretch.active, count: stretch.activeCount)
      for index in 0..<window.pointee.exportCount {
        window.pointee.exports[index].block = stretch.values(of: index)
        // They lie in another processor's cache. Read one after the other, each would be waited for;
        // read together, the waits overlap.
        for bar in guarded {
          readAhead += window.pointee.exports[index].block[bar - range.lowerBound]
        }
      }
    }
    precondition(range.lowerBound == bar, "the bars of columns follow one another")
    window.pointee.first = range.lowerBound
    window.pointee.end = min(range.upperBound, failure?.bar ?? .max)
  }
}

/// The part of the columns that the machine reads, in memory that costs no counting.
struct ColumnWindow {
  struct Export {
    let register: Int
    var block: UnsafeMutablePointer<Double>
  }

  /// The bars whose values are there.
  var first = 0
  var end = 0
  let exports: UnsafeMutablePointer<Export>
  var exportCount = 0

  init(exports: UnsafeMutablePointer<Export>) { self.exports = exports }

  /// Puts the columns' values at a bar into registers.
  @inline(__always)
  func load(_ bar: Int, into registers: UnsafeMutablePointer<Double>) {
    for index in 0..<exportCount {
      registers[exports[index].register] = exports[index].block[bar - first]
    }
  }
}

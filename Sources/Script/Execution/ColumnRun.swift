import Indicators
import Kernels
import Market

/// The part of a program that is computed as columns, a block of bars at a time.
///
/// A block is short enough to stay in the cache. Nothing is shown of a bar before the machine comes
/// to it; a failure is told when the machine comes to the bar on which it happened.
final class ColumnRun {
  static let blockLength = 512

  private unowned(unsafe) let machine: Machine
  private let context: ExecutionContext
  private let columns: BarColumns
  private let instructions: [Instruction]
  private let spans: [SourceSpan]
  private let operands: UnsafeMutablePointer<Int32>
  private let memory: ColumnBlocks
  /// The block of each register, as the memory has it.
  private let blocks: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
  /// What the machine reads of the current block.
  let window: UnsafeMutablePointer<ColumnWindow>
  /// Columns of the bars that are read where they lie, and those that are computed or remembered.
  private var lying: [(start: UnsafePointer<Double>, register: Int)] = []
  private var copied: [(column: BarColumn, register: Int)] = []
  private let states: [CallState]
  private let order: [Int]
  private let batches: [AverageBatch]
  private var ranges = SharedRanges(blockLength: ColumnRun.blockLength)
  private let argumentBlocks: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
  /// What calls may use while they last.
  private let scratch: UnsafeMutablePointer<Double>
  /// The bars whose columns are computed.
  private var range = 0..<0
  private var failure: (bar: Int, order: Int, error: ScriptFailure, span: SourceSpan)?
  private(set) var failedSpan: SourceSpan?
  /// Of each bar of a block, how many guards are true.
  private let guardCounts: UnsafeMutablePointer<Double>
  /// Room for the bars of a block on which one is.
  private let guarded: UnsafeMutablePointer<Int>

  init(_ machine: Machine) {
    self.machine = machine
    context = machine.context
    columns = machine.columns
    let program = machine.program
    instructions = program.columnProgram.instructions
    spans = program.columnProgram.spans
    order = program.columnProgram.order
    operands = machine.operands
    states = machine.ownedStates
    batches = program.columnProgram.batches.map { [instructions, states] batch in
      AverageBatch(
        instructions: batch,
        streams: batch.map { states[Int(instructions[$0].a)].average })
    }
    argumentBlocks = .allocate(capacity: program.widestCall + 1)
    guardCounts = .allocate(capacity: Self.blockLength)
    guardCounts.initialize(repeating: 0, count: Self.blockLength)
    guarded = .allocate(capacity: Self.blockLength)
    guarded.initialize(repeating: 0, count: Self.blockLength)
    let scratchCount =
      program.widestCall + ExecutionContext.maximumResultCount
      + IndicatorStream.scratchCount(blockLength: Self.blockLength)
    scratch = .allocate(capacity: scratchCount)
    scratch.initialize(repeating: .nan, count: scratchCount)
    memory = ColumnBlocks(
      program, words: machine.registers, length: Self.blockLength, barCount: context.bars.count)
    blocks = memory.blocks
    let exports = program.columnProgram.exports
    window = .allocate(capacity: 1)
    window.initialize(to: ColumnWindow(exports: .allocate(capacity: max(1, exports.count))))
    for (index, register) in exports.enumerated() {
      (window.pointee.exports + index).initialize(
        to: ColumnWindow.Export(register: Int(register), block: blocks[Int(register)]))
    }
    window.pointee.exportCount = exports.count
    for (column, register) in program.columns {
      if memory.depth(of: Int(register)) == 0, let start = columns.start(of: column) {
        lying.append((start, Int(register)))
      } else {
        copied.append((column, Int(register)))
      }
    }
  }

  deinit {
    argumentBlocks.deallocate()
    guardCounts.deallocate()
    guarded.deallocate()
    scratch.deallocate()
    window.pointee.exports.deallocate()
    window.deallocate()
  }

  /// Computes the block of a bar if it is not there yet.
  ///
  /// - Throws: The failure of a column on this bar or before.
  func reach(_ bar: Int) throws(ScriptFailure) {
    if bar >= range.upperBound { advance(to: bar) }
    guard let failure, bar >= failure.bar else { return }
    failedSpan = failure.span
    throw failure.error
  }

  /// Computes the columns of the next bars, at most a block, and finds those on which any guard is
  /// true.
  ///
  /// The first bar, which begins variables, and one on which a column fails are among them.
  func findActiveBars(in bars: Range<Int>, guards: [Int32], into active: inout [Int]) {
    advance(to: bars.lowerBound)
    active.removeAll(keepingCapacity: true)
    for place in 0..<range.count { guardCounts[place] = 0 }
    for register in guards { countTrue(blocks[Int(register)]) }
    if bars.lowerBound == 0 { guardCounts[0] += 1 }
    // Every bar is written and the next goes over it unless it counts: nobody can tell beforehand
    // which does, and a choice gone wrong costs more than ten such writes.
    var count = 0
    for place in 0..<range.count {
      guarded[count] = bars.lowerBound &+ place
      // 1 unless all bits are clear: the compiler would make a branch of a comparison.
      let bits = guardCounts[place].bitPattern
      count &+= Int(truncatingIfNeeded: (bits | (0 &- bits)) >> 63)
    }
    active.append(contentsOf: UnsafeBufferPointer(start: guarded, count: count))
    guard let failure, bars.contains(failure.bar) else { return }
    active.removeAll { $0 >= failure.bar }
    active.append(failure.bar)
  }

  /// Counts the bars on which a column is true.
  private func countTrue(_ block: UnsafeMutablePointer<Double>) {
    // No choice, so that the loop runs several bars at a time.
    for place in 0..<range.count { guardCounts[place] += WordMath.truth(block[place]) }
  }

  /// Visits the values of all blocks.
  func visitWords(_ visit: (Double) -> Void) {
    memory.visitWords(visit)
  }

  // MARK: Blocks

  private func advance(to bar: Int) {
    memory.keepHistories(passing: range.count)
    range = bar..<min(bar + Self.blockLength, context.bars.count)
    // Nothing writes a bar's column, so that its block may be the column itself.
    for (start, register) in lying {
      blocks[register] = UnsafeMutablePointer(mutating: start + range.lowerBound)
    }
    for (column, register) in copied { columns.copy(column, range, to: blocks[register]) }
    ranges.forget()
    var index = 0
    for batch in batches {
      while index < batch.instructions.lowerBound { compute(at: index); index += 1 }
      run(batch)
      index = batch.instructions.upperBound
    }
    while index < instructions.count { compute(at: index); index += 1 }
    context.barIndex = bar
    window.pointee.first = range.lowerBound
    window.pointee.end = min(range.upperBound, failure?.bar ?? .max)
  }

  /// Computes a column; a failure is kept if none comes before it.
  private func compute(at index: Int) {
    do throws(ScriptFailure) {
      try compute(instructions[index])
    } catch {
      let (bar, place) = (context.barIndex, order[index])
      if let failure, (failure.bar, failure.order) < (bar, place) { return }
      failure = (bar, place, error, spans[index])
    }
  }

  /// Lets averages go on side by side, and those that cannot by themselves.
  private func run(_ batch: AverageBatch) {
    var chains: [AverageChain] = []
    var members: [Int] = []
    for (place, index) in batch.instructions.enumerated() {
      let block = block(of: instructions[index])
      if let stream = batch.streams[place],
        let chain = stream.chain(block.inner, bars: context.bars, ranges: &ranges)
      {
        chains.append(chain)
        members.append(place)
      } else {
        compute(at: index)
      }
    }
    AverageChain.run(&chains, count: range.count)
    for (chain, place) in zip(chains, members) {
      if chain.average.isNaN {
        // A value was missing; the average has not moved yet.
        compute(at: batch.instructions.lowerBound + place)
      } else {
        batch.streams[place]?.settle(chain.average)
      }
    }
  }

  private func compute(_ instruction: Instruction) throws(ScriptFailure) {
    switch instruction.operation {
    case .callState, .call, .callStateWhere: try call(instruction)
    case .request: try request(instruction)
    case .history: recall(instruction)
    case .sourceInput: copySource(instruction)
    case .barHistory:
      let column = BarColumn(rawValue: instruction.a)!
      let block = blocks[Int(instruction.destination)]
      for place in 0..<range.count {
        block[place] = columns.value(
          column, at: range.lowerBound + place - Int(instruction.b))
      }
    default: ColumnArithmetic.compute(instruction, blocks, count: range.count)
    }
  }

  private func recall(_ instruction: Instruction) {
    let source = blocks[Int(machine.program.histories[Int(instruction.a)].register)]
    let target = blocks[Int(instruction.destination)]
    let ago = Int(instruction.b)
    if ago > context.bars.count {
      for place in 0..<range.count { target[place] = .nan }
    } else {
      for place in 0..<range.count { target[place] = source[place - ago] }
    }
  }

  /// Copies the column that an input chooses, or that of its default.
  private func copySource(_ instruction: Instruction) {
    let target = blocks[Int(instruction.destination)]
    let choice = machine.registers[Int(instruction.a)]
    if !choice.isNaN, let column = BarColumn(rawValue: Int32(choice)) {
      columns.copy(column, range, to: target)
    } else {
      target.update(from: blocks[Int(instruction.b)], count: range.count)
    }
  }

  private func request(_ instruction: Instruction) throws(ScriptFailure) {
    let words = machine.words
    let sources = operands + Int(instruction.b)
    for place in 0..<range.count {
      for index in 0..<Int(instruction.c) { words[index] = blocks[Int(sources[index])][place] }
      context.barIndex = range.lowerBound + place
      let values = try machine.requestedValues(instruction.a, words)
      for part in 0..<instruction.resultCount {
        blocks[Int(instruction.destination) + part][place] = values[part]
      }
    }
  }

  /// The arguments and results of a call; the arguments last until the next call's are asked for.
  private func block(of instruction: Instruction) -> StateBlock {
    var fixedArguments: UInt64 = 0
    for index in 0..<Int(instruction.c) {
      let register = Int(operands[Int(instruction.b) + index])
      argumentBlocks[index] = blocks[register]
      if memory.isFixed[register], index < UInt64.bitWidth { fixedArguments |= 1 << UInt64(index) }
    }
    return StateBlock(
      arguments: argumentBlocks, argumentCount: Int(instruction.c),
      fixedArguments: fixedArguments, results: blocks + Int(instruction.destination),
      resultCount: instruction.resultCount, bar: range.lowerBound, count: range.count,
      scratch: scratch)
  }

  /// Lets a state take a whole block, if it has a form for that.
  private func callBlock(_ instruction: Instruction) throws(ScriptFailure) -> Bool {
    var block = block(of: instruction)
    return try states[Int(instruction.a)].next(&block, context)
  }

  private func call(_ instruction: Instruction) throws(ScriptFailure) {
    let words = machine.words
    let count = Int(instruction.c)
    let sources = operands + Int(instruction.b)
    let target = blocks[Int(instruction.destination)]
    if instruction.operation == .callState, try callBlock(instruction) { return }
    let mask = instruction.operation == .callStateWhere ? blocks[Int(sources[count])] : nil
    for place in 0..<range.count {
      if let mask, !WordMath.isTrue(mask[place]) {
        for part in 0..<instruction.resultCount {
          blocks[Int(instruction.destination) + part][place] = .nan
        }
        continue
      }
      for index in 0..<count { words[index] = blocks[Int(sources[index])][place] }
      context.barIndex = range.lowerBound + place
      let arguments = ArgumentWords(start: words, count: count)
      let word =
        instruction.operation == .call
        ? machine.functions[Int(instruction.a)]._withUnsafeGuaranteedRef {
          $0.call(arguments, context)
        }
        : machine.states[Int(instruction.a)]._withUnsafeGuaranteedRef {
          $0.call(arguments, context)
        }
      if context.hasFailed { throw context.takeFailure() }
      target[place] = word
      if instruction.count > 1 {
        for part in 0..<Int(instruction.count) {
          blocks[Int(instruction.destination) + part][place] = context.results[part]
        }
      }
    }
  }
}

/// Calls whose averages are run side by side.
private struct AverageBatch {
  let instructions: Range<Int>
  /// Of each call its indicator; nil if that is no average after all.
  let streams: [IndicatorStream?]
}

/// The part of a block that the machine reads, in memory that costs no counting.
struct ColumnWindow {
  struct Export {
    let register: Int
    let block: UnsafeMutablePointer<Double>
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

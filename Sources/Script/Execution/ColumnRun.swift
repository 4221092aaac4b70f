import Indicators
import Kernels
import Market

/// The part of a program that is computed as columns, a block of bars at a time.
///
/// A block is short enough to stay in the cache. A failure is kept for whoever comes to the bar on
/// which it happened.
final class ColumnRun {
  static let blockLength = 512

  /// The machine, for what columns request of other bars.
  private unowned(unsafe) let machine: Machine
  private let context: ExecutionContext
  private let columns: BarColumns
  private let instructions: [Instruction]
  private let histories: [HistoryPlan]
  private let spans: [SourceSpan]
  private let operands: [Int32]
  private let memory: ColumnBlocks
  /// The block of each register, as the memory has it.
  let blocks: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
  /// Columns of the bars that are read where they lie, and those that are computed or remembered.
  private var lying: [(start: UnsafePointer<Double>, register: Int)] = []
  private var copied: [(column: BarColumn, register: Int)] = []
  private let functions: [FunctionCall]
  private let states: [CallState]
  private let order: [Int]
  private let batches: [AverageBatch]
  private var ranges = SharedRanges(blockLength: ColumnRun.blockLength)
  private let argumentBlocks: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
  /// What calls may use while they last.
  private let scratch: UnsafeMutablePointer<Double>
  /// Where the operands of a call are gathered.
  private let words: UnsafeMutablePointer<Double>
  /// The bars whose columns are computed.
  private(set) var range = 0..<0
  private(set) var failure: ColumnFailure?
  /// Of each bar of a block, how many guards are true.
  private let guardCounts: UnsafeMutablePointer<Double>

  /// Makes a run that has computed nothing.
  ///
  /// - Parameter context: The machine's, or one of its own if nothing that the columns call looks at
  ///   more of it than the bars.
  init(_ machine: Machine, context: ExecutionContext) {
    self.machine = machine
    self.context = context
    columns = machine.columns
    let program = machine.program
    instructions = program.columnProgram.instructions
    histories = program.histories
    spans = program.columnProgram.spans
    order = program.columnProgram.order
    operands = program.operands
    functions = machine.ownedFunctions
    states = machine.ownedStates
    batches = program.columnProgram.batches.map { [instructions, states] batch in
      AverageBatch(
        instructions: batch,
        streams: batch.map { states[Int(instructions[$0].a)].average })
    }
    argumentBlocks = .allocate(capacity: program.widestCall + 1)
    words = .allocate(capacity: program.widestCall + 1)
    words.initialize(repeating: .nan, count: program.widestCall + 1)
    guardCounts = .allocate(capacity: Self.blockLength)
    guardCounts.initialize(repeating: 0, count: Self.blockLength)
    let scratchCount =
      program.widestCall + ExecutionContext.maximumResultCount
      + IndicatorStream.scratchCount(blockLength: Self.blockLength)
    scratch = .allocate(capacity: scratchCount)
    scratch.initialize(repeating: .nan, count: scratchCount)
    memory = ColumnBlocks(
      program, words: machine.registers, length: Self.blockLength, barCount: context.bars.count)
    blocks = memory.blocks
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
    words.deallocate()
    guardCounts.deallocate()
    scratch.deallocate()
  }

  /// Finds the bars of the block on which any guard is true, ascending.
  ///
  /// The first bar, which begins variables, is among them.
  /// - Parameter found: Room for as many bars as the block has.
  /// - Returns: How many there are.
  func findBars(where guards: [Int32], into found: UnsafeMutablePointer<Int>) -> Int {
    for place in 0..<range.count { guardCounts[place] = 0 }
    for register in guards { countTrue(blocks[Int(register)]) }
    if range.lowerBound == 0 { guardCounts[0] += 1 }
    // Every bar is written and the next goes over it unless it counts: nobody can tell beforehand
    // which does, and a choice gone wrong costs more than ten such writes.
    var count = 0
    for place in 0..<range.count {
      found[count] = range.lowerBound &+ place
      // 1 unless all bits are clear: the compiler would make a branch of a comparison.
      let bits = guardCounts[place].bitPattern
      count &+= Int(truncatingIfNeeded: (bits | (0 &- bits)) >> 63)
    }
    return count
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

  /// Computes the columns of the bars from the first that is not computed on.
  ///
  /// - Parameter end: Where the bars end that may be among them; a block has no more.
  func advance(before end: Int) {
    let bar = range.upperBound
    memory.keepHistories(passing: range.count)
    range = bar..<min(bar + Self.blockLength, end)
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
  }

  /// Computes a column; a failure is kept if none comes before it.
  private func compute(at index: Int) {
    do throws(ScriptFailure) {
      try compute(instructions[index])
    } catch {
      let (bar, place) = (context.barIndex, order[index])
      if let failure, (failure.bar, failure.order) < (bar, place) { return }
      failure = ColumnFailure(bar: bar, order: place, error: error, span: spans[index])
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
    let source = blocks[Int(histories[Int(instruction.a)].register)]
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
    let choice = blocks[Int(instruction.a)][0]
    if !choice.isNaN, let column = BarColumn(rawValue: Int32(choice)) {
      columns.copy(column, range, to: target)
    } else {
      target.update(from: blocks[Int(instruction.b)], count: range.count)
    }
  }

  private func request(_ instruction: Instruction) throws(ScriptFailure) {
    for place in 0..<range.count {
      gather(instruction, place)
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
    let count = Int(instruction.c)
    let target = blocks[Int(instruction.destination)]
    if instruction.operation == .callState, try callBlock(instruction) { return }
    let mask =
      instruction.operation == .callStateWhere
      ? blocks[Int(operands[Int(instruction.b) + count])] : nil
    let function = instruction.operation == .call ? functions[Int(instruction.a)] : nil
    let state = instruction.operation == .call ? nil : states[Int(instruction.a)]
    for place in 0..<range.count {
      if let mask, !WordMath.isTrue(mask[place]) {
        for part in 0..<instruction.resultCount {
          blocks[Int(instruction.destination) + part][place] = .nan
        }
        continue
      }
      gather(instruction, place)
      context.barIndex = range.lowerBound + place
      let arguments = ArgumentWords(start: words, count: count)
      target[place] = function?.call(arguments, context) ?? state?.call(arguments, context) ?? .nan
      if context.hasFailed { throw context.takeFailure() }
      if instruction.count > 1 {
        for part in 0..<Int(instruction.count) {
          blocks[Int(instruction.destination) + part][place] = context.results[part]
        }
      }
    }
  }

  /// Gathers the operands of a call on one bar of the block.
  @inline(__always)
  private func gather(_ instruction: Instruction, _ place: Int) {
    for index in 0..<Int(instruction.c) {
      words[index] = blocks[Int(operands[Int(instruction.b) + index])][place]
    }
  }
}

/// What went wrong in a column on the earliest bar, there in what comes first in the text.
struct ColumnFailure {
  let bar: Int
  let order: Int
  let error: ScriptFailure
  let span: SourceSpan
}

/// Calls whose averages are run side by side.
private struct AverageBatch {
  let instructions: Range<Int>
  /// Of each call its indicator; nil if that is no average after all.
  let streams: [IndicatorStream?]
}

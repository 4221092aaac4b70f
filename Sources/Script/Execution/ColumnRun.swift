import Indicators
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
  /// The block of each register, behind as many earlier values as histories need.
  private let blocks: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
  private var owned: [(start: UnsafeMutablePointer<Double>, depth: Int, register: Int)] = []
  private let exports: UnsafeMutablePointer<(register: Int, block: UnsafeMutablePointer<Double>)>
  private let exportCount: Int
  private let states: [CallState]
  private let argumentBlocks: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
  /// Which registers have one word for the whole run.
  private var isFixed: [Bool]
  /// What calls may use while they last.
  private let scratch: UnsafeMutablePointer<Double>
  /// The bars whose columns are computed.
  private var range = 0..<0
  private var failure: (bar: Int, error: ScriptFailure, span: SourceSpan)?
  private(set) var failedSpan: SourceSpan?
  /// Of each bar of a block, whether any guard is true.
  private let isGuarded: UnsafeMutablePointer<UInt8>

  init(_ machine: Machine) {
    self.machine = machine
    context = machine.context
    columns = machine.columns
    let program = machine.program
    instructions = program.columnProgram.instructions
    spans = program.columnProgram.spans
    operands = machine.operands
    states = machine.ownedStates
    argumentBlocks = .allocate(capacity: program.widestCall + 1)
    isGuarded = .allocate(capacity: Self.blockLength)
    isGuarded.initialize(repeating: 0, count: Self.blockLength)
    let scratchCount =
      program.widestCall + ExecutionContext.maximumResultCount
      + IndicatorStream.scratchCount(blockLength: Self.blockLength)
    scratch = .allocate(capacity: scratchCount)
    scratch.initialize(repeating: .nan, count: scratchCount)
    let count = program.initialWords.count
    isFixed = Array(repeating: true, count: count)
    blocks = .allocate(capacity: max(1, count))
    exportCount = program.columnProgram.exports.count
    exports = .allocate(capacity: max(1, exportCount))
    var depths = Array(repeating: 0, count: count)
    for instruction in instructions where instruction.operation == .history {
      let register = Int(program.histories[Int(instruction.a)].register)
      depths[register] = max(depths[register], min(Int(instruction.b), context.bars.count))
    }
    for register in 0..<count { blocks[register] = machine.registers }
    var isMade = Array(repeating: false, count: count)
    func make(_ register: Int, _ word: Double) {
      guard !isMade[register] else { return }
      isMade[register] = true
      let length = depths[register] + Self.blockLength
      let start = UnsafeMutablePointer<Double>.allocate(capacity: length)
      start.initialize(repeating: word, count: length)
      owned.append((start, depths[register], register))
      blocks[register] = start + depths[register]
    }
    for instruction in instructions {
      for register in instruction.writtenRegisters {
        isFixed[register] = false
        make(register, .nan)
      }
    }
    for (_, register) in program.columns {
      isFixed[Int(register)] = false
      make(Int(register), .nan)
    }
    for instruction in instructions {
      program.forEachRead(instruction) { make(Int($0), machine.registers[Int($0)]) }
    }
    for (index, register) in program.columnProgram.exports.enumerated() {
      (exports + index).initialize(to: (Int(register), blocks[Int(register)]))
    }
  }

  deinit {
    for (start, _, _) in owned { start.deallocate() }
    blocks.deallocate()
    argumentBlocks.deallocate()
    isGuarded.deallocate()
    scratch.deallocate()
    exports.deallocate()
  }

  /// Puts the columns' values at a bar into the machine's registers.
  func load(_ bar: Int) throws(ScriptFailure) {
    if bar >= range.upperBound { advance(to: bar) }
    if let failure, bar >= failure.bar {
      failedSpan = failure.span
      throw failure.error
    }
    let place = bar - range.lowerBound
    let registers = machine.registers
    for index in 0..<exportCount {
      registers[exports[index].register] = exports[index].block[place]
    }
  }

  /// Computes the columns of the next bars, at most a block, and finds those on which any guard is
  /// true.
  ///
  /// The first bar, which begins variables, and one on which a column fails are among them.
  func findActiveBars(in bars: Range<Int>, guards: [Int32], into active: inout [Int]) {
    advance(to: bars.lowerBound)
    active.removeAll(keepingCapacity: true)
    // Bars are looked at eight at a time: of most eight nothing is to be seen.
    for place in 0..<(range.count + 7) / 8 * 8 { isGuarded[place] = 0 }
    for register in guards {
      let block = blocks[Int(register)]
      for place in 0..<range.count { isGuarded[place] |= WordMath.isTrue(block[place]) ? 1 : 0 }
    }
    if bars.lowerBound == 0 { isGuarded[0] = 1 }
    var place = 0
    while place < range.count {
      var eight = UnsafeRawPointer(isGuarded + place).loadUnaligned(as: UInt64.self).littleEndian
      while eight != 0 {
        active.append(bars.lowerBound + place + eight.trailingZeroBitCount / 8)
        eight &= eight - 1
      }
      place += 8
    }
    guard let failure, bars.contains(failure.bar) else { return }
    active.removeAll { $0 >= failure.bar }
    active.append(failure.bar)
  }

  /// Visits the values of all blocks.
  func visitWords(_ visit: (Double) -> Void) {
    for (start, depth, _) in owned {
      for place in 0..<depth + Self.blockLength { visit(start[place]) }
    }
  }

  // MARK: Blocks

  private func advance(to bar: Int) {
    for (start, depth, _) in owned where depth > 0 {
      // The newest values of the last block go before the new one.
      let length = range.count
      for place in 0..<depth { start[place] = start[place + length] }
    }
    range = bar..<min(bar + Self.blockLength, context.bars.count)
    for (column, register) in machine.program.columns {
      columns.copy(column, range, to: blocks[Int(register)])
    }
    for (index, instruction) in instructions.enumerated() {
      do throws(ScriptFailure) {
        try compute(instruction)
      } catch {
        let failedBar = context.barIndex
        if failure == nil || failedBar < failure!.bar {
          failure = (failedBar, error, spans[index])
        }
      }
    }
    context.barIndex = bar
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

  /// Lets a state take a whole block, if it has a form for that.
  private func callBlock(_ instruction: Instruction) throws(ScriptFailure) -> Bool {
    var fixedArguments: UInt64 = 0
    for index in 0..<Int(instruction.c) {
      let register = Int(operands[Int(instruction.b) + index])
      argumentBlocks[index] = blocks[register]
      if isFixed[register], index < UInt64.bitWidth { fixedArguments |= 1 << UInt64(index) }
    }
    var block = StateBlock(
      arguments: argumentBlocks, argumentCount: Int(instruction.c),
      fixedArguments: fixedArguments, results: blocks + Int(instruction.destination),
      resultCount: instruction.resultCount, bar: range.lowerBound, count: range.count,
      scratch: scratch)
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

/// Operations on blocks, value by value; the same formulas as the machine's.
enum ColumnArithmetic {
  typealias Blocks = UnsafeMutablePointer<UnsafeMutablePointer<Double>>

  static func compute(_ instruction: Instruction, _ blocks: Blocks, count: Int) {
    let target = blocks[Int(instruction.destination)]
    let a = blocks[Int(max(instruction.a, 0))]
    let b = blocks[Int(max(instruction.b, 0))]
    let c = blocks[Int(max(instruction.c, 0))]
    @inline(__always)
    func each(_ value: (Double) -> Double) {
      for place in 0..<count { target[place] = value(a[place]) }
    }
    @inline(__always)
    func pairs(_ value: (Double, Double) -> Double) {
      for place in 0..<count { target[place] = value(a[place], b[place]) }
    }
    switch instruction.operation {
    case .move: each { $0 }
    case .add: pairs { $0 + $1 }
    case .subtract: pairs { $0 - $1 }
    case .multiply: pairs { $0 * $1 }
    case .divide: pairs { $0 / $1 }
    case .remainder: pairs { $0.truncatingRemainder(dividingBy: $1) }
    case .negate: each { -$0 }
    case .absolute: each { abs($0) }
    case .squareRoot: each { $0.squareRoot() }
    case .floor: each { $0.rounded(.down) }
    case .ceiling: each { $0.rounded(.up) }
    case .round: each { ($0 + 0.5).rounded(.down) }
    case .truncate: each { $0.rounded(.towardZero) }
    case .maximum: pairs(WordMath.maximum)
    case .minimum: pairs(WordMath.minimum)
    case .less: pairs { WordMath.isLess($0, $1) ? 1 : 0 }
    case .lessOrEqual: pairs { WordMath.isAtMost($0, $1) ? 1 : 0 }
    case .greater: pairs { WordMath.isLess($1, $0) ? 1 : 0 }
    case .greaterOrEqual: pairs { WordMath.isAtMost($1, $0) ? 1 : 0 }
    case .equal: pairs { WordMath.isEqual($0, $1) ? 1 : 0 }
    case .notEqual: pairs { WordMath.isDifferent($0, $1) ? 1 : 0 }
    case .sameWord: pairs { $0 == $1 ? 1 : 0 }
    case .differentWord: pairs { $0 < $1 || $0 > $1 ? 1 : 0 }
    case .not: each { WordMath.isTrue($0) ? 0 : 1 }
    case .and: pairs { WordMath.isTrue($0) && WordMath.isTrue($1) ? 1 : 0 }
    case .or: pairs { WordMath.isTrue($0) || WordMath.isTrue($1) ? 1 : 0 }
    case .truth: each { WordMath.isTrue($0) ? 1 : 0 }
    case .isMissing: each { $0.isFinite ? 0 : 1 }
    case .replaceMissing: pairs { $0.isFinite ? $0 : $1 }
    case .select:
      for place in 0..<count { target[place] = WordMath.isTrue(a[place]) ? b[place] : c[place] }
    default: preconditionFailure("the instruction is no column operation")
    }
  }
}

/// What words mean in comparisons and as truth.
enum WordMath {
  /// Operands within this distance are equal in comparisons of scripts.
  static let tolerance = 1e-10

  @inline(__always)
  static func isTrue(_ word: Double) -> Bool { word < 0 || word > 0 }

  @inline(__always)
  static func isEqual(_ left: Double, _ right: Double) -> Bool {
    left == right || abs(left - right) <= tolerance
  }

  @inline(__always)
  static func isDifferent(_ left: Double, _ right: Double) -> Bool {
    abs(left - right) > tolerance
  }

  /// A difference of infinity and infinity is no number, and so not above the tolerance.
  @inline(__always)
  static func isLess(_ left: Double, _ right: Double) -> Bool { right - left > tolerance }

  @inline(__always)
  static func isAtMost(_ left: Double, _ right: Double) -> Bool {
    left <= right || left - right <= tolerance
  }

  @inline(__always)
  static func maximum(_ left: Double, _ right: Double) -> Double {
    left.isNaN || right.isNaN ? .nan : left < right ? right : left
  }

  @inline(__always)
  static func minimum(_ left: Double, _ right: Double) -> Double {
    left.isNaN || right.isNaN ? .nan : right < left ? right : left
  }
}

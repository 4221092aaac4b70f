/// Takes out of a program what can be computed as columns.
///
/// An instruction can if it has no effect, reads nothing but bars, values that are fixed for the
/// run, and results of other such instructions, and is executed on every bar or stands in a branch
/// that consists of such instructions and whose condition is one. Of such a branch both sides are
/// computed, and a choice between them takes the place of the jump.
///
/// A variable that is written several times has a column of its own after each write, so that all
/// but the values that are carried from bar to bar can leave the program. What is left reads
/// columns like bars.
struct ColumnSplit {
  let source: Program
  private(set) var columns = ColumnProgram()
  /// The registers that its instructions write.
  private var isComputed: Set<Int32> = []
  /// Of each register of the source, the column that holds its value where the walk is; −1 for none.
  private(set) var names: [Int32]
  /// The registers whose name has changed, with the name before, so that branches can be undone.
  private(set) var renamings: [(register: Int, former: Int32)] = []
  /// Whether the program proper has written a register, so that its value is no column.
  private var isOpaque: [Bool]
  private let isFixed: [Bool]
  private let isCarried: [Bool]
  /// Whether a history is kept of a register, which then has a column of its own.
  private let isRemembered: [Bool]
  private let writerCounts: [Int]
  /// How many of them lie ahead of the walk.
  private var writesAhead: [Int]
  /// Where loops end, by the address where they begin.
  private let loopEnds: [Int: Int]
  /// The flags that histories ask for.
  let watchedFlags: Set<Int32>
  private var registerCount: Int
  private(set) var operands: [Int32]
  // What is left.
  private var left: [Instruction] = []
  private var leftSpans: [SourceSpan] = []
  /// Of each address of the source, what it has become.
  private var addresses: [Int32] = []
  /// Where the rounds of a loop begin, by the loop's address: behind what comes once before it.
  private var rounds: [Int32: Int32] = [:]

  /// The program with its columns apart.
  static func columnForm(of program: Program) -> Program {
    var split = ColumnSplit(program)
    split.walk()
    return split.finish()
  }

  private init(_ program: Program) {
    source = program
    let count = program.initialWords.count
    names = Array(repeating: -1, count: count)
    isOpaque = Array(repeating: false, count: count)
    writerCounts = program.writerCounts
    writesAhead = writerCounts
    isCarried = CarriedRegisters.find(in: program)
    var isFixed = writerCounts.map { $0 == 0 }
    for (_, register) in program.columns {
      isFixed[Int(register)] = false
      names[Int(register)] = register
    }
    self.isFixed = isFixed
    var loopEnds: [Int: Int] = [:]
    for (address, instruction) in program.instructions.enumerated() {
      guard let target = instruction.target, target <= address else { continue }
      loopEnds[target] = address + 1
    }
    self.loopEnds = loopEnds
    var isRemembered = Array(repeating: false, count: count)
    for plan in program.histories { isRemembered[Int(plan.register)] = true }
    self.isRemembered = isRemembered
    watchedFlags = Set(program.histories.lazy.filter(\.isKept).map(\.flag))
    registerCount = count
    operands = program.operands
  }

  // MARK: The walk

  private mutating func walk() {
    var address = 0
    while address < source.instructions.count {
      let instruction = source.instructions[address]
      var end = address + 1
      if source.isUnconditional[address] {
        if !take(instruction, at: address, under: nil) {
          leave(address..<end)
          for register in instruction.writtenRegisters { close(register) }
        }
      } else if loopEnds[address] == nil, let after = convertBranch(at: address) {
        end = after
      } else {
        end = regionEnd(from: address)
        leaveRegion(address..<end)
      }
      for passed in source.instructions[address..<end] {
        for register in passed.writtenRegisters { writesAhead[register] -= 1 }
      }
      address = end
      // What became columns leaves its addresses to what follows.
      while addresses.count < end { addresses.append(Int32(left.count)) }
    }
  }

  /// Where a stretch ends that is not executed on every bar exactly once.
  private func regionEnd(from start: Int) -> Int {
    var end = start + 1
    var address = start
    while address < end {
      end = max(end, source.instructions[address].target ?? 0, loopEnds[address] ?? 0)
      address += 1
    }
    return end
  }

  /// Leaves instructions as they are, but for the names of what they read.
  private mutating func leave(_ range: Range<Int>) {
    for address in range {
      addresses.append(Int32(left.count))
      var instruction = renamed(source.instructions[address])
      if let target = instruction.target, target <= address, let round = rounds[Int32(target)] {
        // Marked as final; other targets are set right at the end.
        instruction = instruction.mapTarget { _ in -round - 1 }
      }
      left.append(instruction)
      leftSpans.append(source.spans[address])
    }
  }

  /// Leaves a stretch with jumps; what it may write has to be in its register before.
  private mutating func leaveRegion(_ range: Range<Int>) {
    let start = Int32(left.count)
    for address in range {
      for register in source.instructions[address].writtenRegisters {
        if names[register] >= 0 {
          left.append(
            Instruction(operation: .move, destination: Int32(register), a: names[register]))
          leftSpans.append(source.spans[address])
        }
        close(register)
      }
    }
    rounds[Int32(range.lowerBound)] = Int32(left.count)
    leave(range)
    addresses[range.lowerBound] = start
  }

  private mutating func close(_ register: Int) {
    names[register] = -1
    isOpaque[register] = true
  }

  // MARK: Names

  /// The column or fixed register that holds a register's value now; nil if it is neither.
  func column(_ register: Int32) -> Int32? {
    if isFixed[Int(register)] { return register }
    let name = names[Int(register)]
    return name >= 0 ? name : nil
  }

  /// Gives a register another name.
  mutating func name(_ register: Int, _ name: Int32) {
    renamings.append((register, names[register]))
    names[register] = name
  }

  /// Takes back the names given since there were so many.
  mutating func undo(to count: Int) {
    while renamings.count > count {
      let (register, former) = renamings.removeLast()
      names[register] = former
    }
  }

  /// Whether a register has no value yet on this bar that anything may read.
  func isUnset(_ register: Int) -> Bool { names[register] < 0 && !isOpaque[register] }

  /// A new register for a column.
  mutating func newRegister() -> Int32 {
    registerCount += 1
    return Int32(registerCount - 1)
  }

  private mutating func renamed(_ instruction: Instruction) -> Instruction {
    let name = { [names] (register: Int32) in
      names[Int(register)] >= 0 ? names[Int(register)] : register
    }
    var renamed = instruction.mapReads(name)
    if let count = instruction.operandCount {
      let start = Int(instruction.b)
      let old = Array(operands[start..<start + count])
      let new = old.map(name)
      if new != old {
        renamed.b = Int32(operands.count)
        operands += new
      }
    }
    return renamed
  }

  // MARK: Columns

  /// Makes an instruction a column, if it can be one.
  ///
  /// - Parameter mask: A column that tells the bars on which it is executed; nil for all.
  mutating func take(_ instruction: Instruction, at address: Int, under mask: Int32?) -> Bool {
    guard canBeColumn(instruction, isConditional: mask != nil) else { return false }
    let written = instruction.writtenRegisters
    guard written.allSatisfy({ !isCarried[$0] }),
      written.count == 1 || written.allSatisfy({ writerCounts[$0] == 1 })
    else { return false }
    var reads = true
    source.forEachRead(instruction) { register in
      if column(register) == nil { reads = false }
    }
    guard reads else { return false }
    if instruction.operation == .move, let column = column(instruction.a),
      canBeKnown(written.lowerBound, as: column)
    {
      name(written.lowerBound, column)
      return true
    }
    var taken = renamed(instruction)
    if let mask, instruction.operation == .callState {
      let start = Int(taken.b)
      taken.operation = .callStateWhere
      taken.b = Int32(operands.count)
      operands += operands[start..<start + Int(taken.c)] + [mask]
    }
    if written.count == 1, writerCounts[written.lowerBound] > 1 {
      taken.destination = newRegister()
      name(written.lowerBound, taken.destination)
    } else {
      for register in written { name(register, Int32(register)) }
    }
    append(taken, at: address)
    return true
  }

  /// Whether a column's name can stand for a register.
  ///
  /// A history is kept of what a column computes, not of bars or of what is fixed.
  private func canBeKnown(_ register: Int, as column: Int32) -> Bool {
    !isRemembered[register] || isComputed.contains(column)
  }

  /// Appends an instruction to the columns, with the place in the text that it comes from.
  mutating func append(_ instruction: Instruction, at address: Int) {
    columns.instructions.append(instruction)
    columns.spans.append(source.spans[address])
    isComputed.formUnion(instruction.writtenRegisters.lazy.map { Int32($0) })
  }

  /// Takes back the columns made since there were so many.
  mutating func dropColumns(to count: Int) {
    columns.instructions.removeLast(columns.instructions.count - count)
    columns.spans.removeLast(columns.spans.count - count)
  }

  private func canBeColumn(_ instruction: Instruction, isConditional: Bool) -> Bool {
    switch instruction.operation {
    case .callState, .barHistory, .sourceInput: return true
    // A function may fail, and a request moves; neither may happen on bars that do not ask for it.
    case .call: return !isConditional || source.totalFunctions.contains(instruction.a)
    case .request:
      return !isConditional && !source.requests[Int(instruction.a)].isCollecting
    case .history:
      let plan = source.histories[Int(instruction.a)]
      let register = Int(plan.register)
      return plan.flag < 0 && plan.depth != nil && names[register] >= 0
        && writesAhead[register] == 0
    default: return instruction.operation.isElementwise
    }
  }

  // MARK: The result

  private mutating func finish() -> Program {
    guard !columns.isEmpty else { return source }
    addresses.append(Int32(left.count))
    var program = source
    program.operands = operands
    program.widestCall += 1
    program.initialWords +=
      Array(repeating: .nan, count: registerCount - source.initialWords.count)
    program.instructions = left.map { instruction in
      instruction.mapTarget { $0 < 0 ? -$0 - 1 : addresses[Int($0)] }
    }
    program.spans = leftSpans
    program.results = source.results.map(finalName)
    for index in program.histories.indices {
      program.histories[index].register = finalName(program.histories[index].register)
    }
    export(from: &program)
    return program
  }

  private func finalName(_ register: Int32) -> Int32 {
    names[Int(register)] >= 0 ? names[Int(register)] : register
  }

  /// Finds what the rest of the program reads of the columns, and drops what nothing reads.
  private mutating func export(from program: inout Program) {
    var isRead = Array(repeating: false, count: program.initialWords.count)
    var isHistoryRead = Array(repeating: false, count: program.histories.count)
    for register in program.results { isRead[Int(register)] = true }
    for instruction in program.instructions {
      program.forEachRead(instruction) { isRead[Int($0)] = true }
      if instruction.operation == .history || instruction.operation == .historyAt {
        isHistoryRead[Int(instruction.a)] = true
        isRead[Int(program.histories[Int(instruction.a)].register)] = true
      }
    }
    for index in program.histories.indices {
      program.histories[index].isKept = isHistoryRead[index]
    }
    program.loads.removeAll { !isRead[Int($0.register)] }
    for instruction in columns.instructions {
      for register in instruction.writtenRegisters where isRead[register] {
        columns.exports.append(Int32(register))
      }
    }
    columns.dropUnread(isRead, in: program)
    columns.multiplyTruths()
    AverageBatches.form(in: &columns, of: program)
    program.columnProgram = columns
  }
}

extension ColumnProgram {
  /// Makes products of conjunctions whose operands are 0 or 1, which costs less.
  fileprivate mutating func multiplyTruths() {
    var isTruth: Set<Int32> = []
    for index in instructions.indices {
      let instruction = instructions[index]
      switch instruction.operation {
      case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual, .sameWord,
        .differentWord, .not, .or, .truth, .isMissing:
        isTruth.insert(instruction.destination)
      case .and:
        isTruth.insert(instruction.destination)
        if isTruth.contains(instruction.a), isTruth.contains(instruction.b) {
          instructions[index].operation = .multiply
        }
      default: break
      }
    }
  }

  /// Drops instructions whose results nobody reads; those that may fail stay.
  fileprivate mutating func dropUnread(_ isReadOutside: [Bool], in program: Program) {
    var isRead = isReadOutside
    var isKept = Array(repeating: false, count: instructions.count)
    for index in instructions.indices.reversed() {
      let instruction = instructions[index]
      guard
        !instruction.operation.isElementwise
          || instruction.writtenRegisters.contains(where: { isRead[$0] })
      else { continue }
      isKept[index] = true
      program.forEachRead(instruction) { isRead[Int($0)] = true }
      if instruction.operation == .history {
        isRead[Int(program.histories[Int(instruction.a)].register)] = true
      }
    }
    instructions = instructions.indices.filter { isKept[$0] }.map { instructions[$0] }
    spans = spans.indices.filter { isKept[$0] }.map { spans[$0] }
  }
}

/// Takes out of a program what can be computed as columns.
///
/// An instruction can if it is executed on every bar, has no effect, is the only one to write its
/// register, and reads nothing but bars, values that are fixed for the run, and results of other
/// such instructions. What is left reads their results like columns of the bars.
struct ColumnSplit {
  private var program: Program
  /// How many instructions write each register.
  private var writerCounts: [Int]
  /// Whether a register is fixed before the first bar.
  private var isFixed: [Bool]
  /// Whether a register is a column already.
  private var isColumn: [Bool]

  init(_ program: Program) {
    self.program = program
    let count = program.initialWords.count
    writerCounts = Array(repeating: 0, count: count)
    isFixed = Array(repeating: true, count: count)
    isColumn = Array(repeating: false, count: count)
    for instruction in program.instructions {
      for register in instruction.writtenRegisters {
        writerCounts[register] += 1
        isFixed[register] = false
      }
    }
    for (_, register) in program.columns {
      isColumn[Int(register)] = true
      isFixed[Int(register)] = false
    }
  }

  /// The program with its columns apart.
  static func columnForm(of program: Program) -> Program {
    var split = ColumnSplit(program)
    return split.run()
  }

  private mutating func run() -> Program {
    var isTaken = Array(repeating: false, count: program.instructions.count)
    for (index, instruction) in program.instructions.enumerated()
    where program.isUnconditional[index] && canBeColumn(instruction) {
      isTaken[index] = true
      for register in instruction.writtenRegisters { isColumn[register] = true }
      program.columnProgram.instructions.append(instruction)
      program.columnProgram.spans.append(program.spans[index])
    }
    guard !program.columnProgram.isEmpty else { return program }
    remove(isTaken)
    export(program.results)
    return program
  }

  private func canBeColumn(_ instruction: Instruction) -> Bool {
    switch instruction.operation {
    case .add, .subtract, .multiply, .divide, .remainder, .negate, .absolute, .squareRoot, .floor,
      .ceiling, .round, .maximum, .minimum, .truncate, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .equal, .notEqual, .sameWord, .differentWord, .not, .and, .or, .truth,
      .isMissing, .replaceMissing, .select, .callState, .call, .move, .barHistory:
      break
    case .history:
      let plan = program.histories[Int(instruction.a)]
      guard plan.flag < 0, plan.depth != nil, isColumn[Int(plan.register)],
        writerCounts[Int(plan.register)] == 1
      else { return false }
    default: return false
    }
    var can = instruction.writtenRegisters.allSatisfy { writerCounts[$0] == 1 }
    program.forEachRead(instruction) { register in
      if !isFixed[Int(register)], !isColumn[Int(register)] { can = false }
    }
    return can
  }

  /// Leaves the instructions that were not taken, with their jumps set right.
  private mutating func remove(_ isTaken: [Bool]) {
    var addresses: [Int32] = []
    var next: Int32 = 0
    for taken in isTaken {
      addresses.append(next)
      if !taken { next += 1 }
    }
    addresses.append(next)
    let old = (program.instructions, program.spans)
    program.instructions = []
    program.spans = []
    for (index, instruction) in old.0.enumerated() where !isTaken[index] {
      program.instructions.append(instruction.mapTarget { addresses[Int($0)] })
      program.spans.append(old.1[index])
    }
  }

  /// Finds what the rest of the program reads of the columns.
  private mutating func export(_ results: [Int32]) {
    var isRead = Array(repeating: false, count: program.initialWords.count)
    var isHistoryRead = Array(repeating: false, count: program.histories.count)
    for register in results { isRead[Int(register)] = true }
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
    let bars = Set(program.columns.map(\.register))
    for register in isColumn.indices
    where isColumn[register] && isRead[register] && !bars.contains(Int32(register)) {
      program.columnProgram.exports.append(Int32(register))
    }
  }
}

extension Instruction {
  /// The registers that it writes.
  var writtenRegisters: [Int] {
    switch operation {
    case .jumpIfDone: [Int(a)]
    case .jumpIfPassed: []
    default:
      destination < 0 ? [] : (0..<resultCount).map { Int(destination) + $0 }
    }
  }

  /// The instruction with another place to jump to.
  func mapTarget(_ map: (Int32) -> Int32) -> Instruction {
    var mapped = self
    switch operation {
    case .jump: mapped.a = map(a)
    case .jumpUnless, .jumpIf, .jumpIfDone: mapped.b = map(b)
    case .jumpIfPassed: mapped.destination = map(destination)
    default: break
    }
    return mapped
  }
}

extension Program {
  /// Visits the registers that an instruction reads.
  func forEachRead(_ instruction: Instruction, _ visit: (Int32) -> Void) {
    switch instruction.operation {
    case .call, .observe, .command, .callState, .observeState, .makeObject, .request:
      let start = Int(instruction.b)
      for index in start..<start + Int(instruction.c) { visit(operands[index]) }
    case .barHistoryAt: visit(instruction.b)
    case .historyAt:
      visit(instruction.b)
      visit(instruction.c)
    case .history, .barHistory, .jump, .mark, .countRound, .end, .jumpIfDone: break
    case .jumpUnless, .jumpIf, .field, .copyObject, .elementCount: visit(instruction.a)
    case .setField:
      visit(instruction.a)
      visit(instruction.c)
    default:
      if instruction.a >= 0 { visit(instruction.a) }
      if instruction.b >= 0 { visit(instruction.b) }
      if instruction.c >= 0 { visit(instruction.c) }
    }
  }
}

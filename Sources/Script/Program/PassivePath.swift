/// Finds the bars that change nothing of a script's run, so that a replay may pass over them.
///
/// The path of a bar is followed on the assumption that every condition that is a column is false.
/// If that path only computes values that the next bar computes anew before it reads them, then all
/// bars on which the conditions are false are passive.
struct PassivePath {
  private let program: Program
  private let registers: UnsafePointer<Double>
  private let isWritten: [Bool]
  private let isColumn: [Bool]
  private var guards: [Int32] = []
  private var written: Set<Int> = []
  /// Where the branch ends that the path is inside of, which the first bar may not have entered.
  private var branchEnd = 0

  /// The conditions of which one must be true on every bar that matters; nil if all bars matter.
  ///
  /// - Parameter registers: The register file after the setup, for conditions fixed in a run.
  /// - Complexity: O(instructions · registers) in the worst case.
  static func guards(
    of program: Program, registers: UnsafePointer<Double>
  ) -> [Int32]? {
    guard program.results.isEmpty, !program.histories.contains(where: \.isKept) else { return nil }
    var path = PassivePath(program, registers)
    guard path.follow(), path.written.isDisjoint(with: path.liveAtStart()) else { return nil }
    return path.guards
  }

  private init(_ program: Program, _ registers: UnsafePointer<Double>) {
    self.program = program
    self.registers = registers
    let count = program.initialWords.count
    var isWritten = Array(repeating: false, count: count)
    for instruction in program.instructions {
      for register in instruction.writtenRegisters { isWritten[register] = true }
    }
    var isColumn = Array(repeating: false, count: count)
    for register in program.columnProgram.exports { isColumn[Int(register)] = true }
    for (_, register) in program.columns { isWritten[Int(register)] = true }
    self.isWritten = isWritten
    self.isColumn = isColumn
  }

  /// Follows the path; false where a step does more than compute a value.
  private mutating func follow() -> Bool {
    var place = 0
    while place < program.instructions.count {
      let instruction = program.instructions[place]
      switch instruction.operation {
      case .end: return true
      case .mark: place += 1
      case .jump:
        guard Int(instruction.a) > place else { return false }
        place = Int(instruction.a)
      case .jumpUnless, .jumpIf:
        guard let holds = condition(instruction.a) else { return false }
        let jumps = holds == (instruction.operation == .jumpIf)
        guard !jumps || Int(instruction.b) > place else { return false }
        enterBranch(at: Int(instruction.b))
        place = jumps ? Int(instruction.b) : place + 1
      case .jumpIfDone:
        // The first bar, which is never passed over, has done it, unless it lies in a branch.
        guard place >= branchEnd, Int(instruction.b) > place else { return false }
        place = Int(instruction.b)
      default:
        guard isPlain(instruction.operation) else { return false }
        written.formUnion(instruction.writtenRegisters)
        place += 1
      }
    }
    return true
  }

  /// Whether a condition holds on the path: what is fixed is known, a column is taken to be false.
  private mutating func condition(_ register: Int32) -> Bool? {
    if isColumn[Int(register)] {
      guards.append(register)
      return false
    }
    guard !isWritten[Int(register)] else { return nil }
    return WordMath.isTrue(registers[Int(register)])
  }

  /// Notes that what follows up to a place, and up to the end of an else branch, is conditional.
  private mutating func enterBranch(at target: Int) {
    branchEnd = max(branchEnd, target)
    guard target > 0, target <= program.instructions.count else { return }
    let last = program.instructions[target - 1]
    if last.operation == .jump { branchEnd = max(branchEnd, Int(last.a)) }
  }

  private func isPlain(_ operation: Opcode) -> Bool {
    switch operation {
    case .move, .add, .subtract, .multiply, .divide, .remainder, .negate, .absolute, .squareRoot,
      .floor, .ceiling, .round, .maximum, .minimum, .truncate, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .equal, .notEqual, .sameWord, .differentWord, .not, .and, .or, .truth,
      .isMissing, .replaceMissing, .select, .barHistory, .sourceInput:
      true
    default: false
    }
  }

  /// The registers whose value a bar may read before it writes them.
  private func liveAtStart() -> Set<Int> {
    let instructions = program.instructions
    var live = Array(repeating: Set<Int>(), count: instructions.count + 1)
    var changes = true
    while changes {
      changes = false
      for index in instructions.indices.reversed() {
        let instruction = instructions[index]
        var set: Set<Int> = []
        for next in successors(of: instruction, at: index) { set.formUnion(live[next]) }
        set.subtract(instruction.writtenRegisters)
        program.forEachRead(instruction) { set.insert(Int($0)) }
        if instruction.operation == .jumpIfDone { set.insert(Int(instruction.a)) }
        if set != live[index] {
          live[index] = set
          changes = true
        }
      }
    }
    return live[0]
  }

  private func successors(of instruction: Instruction, at index: Int) -> [Int] {
    switch instruction.operation {
    case .end: []
    case .jump: [Int(instruction.a)]
    case .jumpUnless, .jumpIf, .jumpIfDone: [index + 1, Int(instruction.b)]
    case .jumpIfPassed: [index + 1, Int(instruction.destination)]
    default: [index + 1]
    }
  }
}

/// When a bar changes nothing of a script's run, so that a replay may pass over it.
struct PassivePath {
  /// The columns of which one must be true on every bar that matters.
  var guards: [Int32] = []
  /// Whether that holds only while the account has no position and no orders.
  var needsIdleness = false
  /// The histories to which a bar that is passed over adds a value, the same on all such bars.
  var histories: [Int] = []
  /// What computes these values, by address, ascending; nothing in it can fail.
  var computations: [Int] = []

  /// Finds when bars are passive; nil if all bars matter.
  ///
  /// - Parameter registers: The register file after the setup, for conditions fixed in a run.
  /// - Complexity: O(instructions · conditions).
  static func find(
    in program: Program, registers: UnsafePointer<Double>
  ) -> PassivePath? {
    guard program.results.isEmpty else { return nil }
    let isCarried = CarriedRegisters.find(in: program)
    for needsIdleness in [false, true] {
      var search = PassiveSearch(program, registers, isIdle: needsIdleness)
      guard search.follow(), !search.written.contains(where: { isCarried[$0] }),
        let kept = search.keptHistories()
      else { continue }
      var seen: Set<Int32> = []
      return PassivePath(
        guards: search.guards.filter { seen.insert($0).inserted }, needsIdleness: needsIdleness,
        histories: kept.histories, computations: kept.computations)
    }
    return nil
  }
}

/// Follows a bar on the assumption that every condition that is a column is false, and on both ways
/// where a condition is not known.
///
/// If those ways only compute values that the next bar computes anew before it reads them, then all
/// bars on which the conditions are false are passive.
private struct PassiveSearch {
  /// What is known of a register's truth where the walk is.
  private enum Truth: Equatable {
    case known(Bool)
    /// It is false where all of these columns are.
    case falseWith([Int32])
  }

  private let program: Program
  private let registers: UnsafePointer<Double>
  private let isWritten: [Bool]
  private let isColumn: [Bool]
  /// Whether the account has no position and no orders.
  private let isIdle: Bool
  private(set) var guards: [Int32] = []
  private(set) var written: Set<Int> = []
  private let writerCounts: [Int]
  /// Where registers are computed that have one value on all bars of an idle account.
  private var idleConstants: [Int32: Int] = [:]
  /// The flags of call paths that a passive bar may execute.
  private var marked: Set<Int32> = []
  /// Where the branch ends that the walk is inside of, which the first bar may not have entered.
  private var branchEnd = 0
  /// What is known where the walk is; nil where it does not come.
  private var truths: [Int32: Truth]? = [:]
  /// What is known where jumps lead.
  private var arriving: [Int: [Int32: Truth]] = [:]

  init(_ program: Program, _ registers: UnsafePointer<Double>, isIdle: Bool) {
    self.isIdle = isIdle
    self.program = program
    self.registers = registers
    writerCounts = program.writerCounts
    var isWritten = writerCounts.map { $0 > 0 }
    var isColumn = Array(repeating: false, count: isWritten.count)
    for register in program.columnProgram.exports { isColumn[Int(register)] = true }
    for (_, register) in program.columns { isWritten[Int(register)] = true }
    self.isWritten = isWritten
    self.isColumn = isColumn
  }

  // MARK: The walk

  /// Follows the ways of a passive bar; false where one does more than compute values.
  mutating func follow() -> Bool {
    for address in program.instructions.indices {
      meet(at: address)
      guard truths != nil else { continue }
      let instruction = program.instructions[address]
      if let target = instruction.target, target <= address { return false }
      switch instruction.operation {
      case .end: break
      case .mark: marked.insert(instruction.a)
      case .jump:
        arrive(at: Int(instruction.a))
        truths = nil
      case .jumpUnless, .jumpIf: branch(instruction)
      case .jumpIfDone:
        // The first bar, which is never passed over, has done it, unless it lies in a branch.
        guard address >= branchEnd else { return false }
        arrive(at: Int(instruction.b))
        truths = nil
      default:
        guard isPlain(instruction) else { return false }
        note(instruction, at: address)
      }
    }
    return true
  }

  // MARK: Histories

  /// What passed bars add to the histories that are kept; nil where their values may differ.
  ///
  /// A register that passive bars leave alone keeps its value. One that they compute has the same
  /// on all of them if it follows from an idle account and from what is fixed in a run.
  func keptHistories() -> (histories: [Int], computations: [Int])? {
    var histories: [Int] = []
    var needed: Set<Int> = []
    for (index, plan) in program.histories.enumerated() where plan.isKept {
      if plan.flag >= 0 {
        guard !marked.contains(plan.flag) else { return nil }
        continue
      }
      let register = plan.register
      if isColumn[Int(register)] || program.columns.contains(where: { $0.register == register }) {
        return nil
      }
      if written.contains(Int(register)) {
        guard idleConstants[register] != nil else { return nil }
        need(register, &needed)
      }
      histories.append(index)
    }
    return (histories, needed.sorted())
  }

  private func need(_ register: Int32, _ addresses: inout Set<Int>) {
    guard let address = idleConstants[register], addresses.insert(address).inserted else { return }
    program.forEachRead(program.instructions[address]) { need($0, &addresses) }
  }

  /// Whether an instruction gives the same on all bars on which the account is idle.
  private func isIdleConstant(_ instruction: Instruction, at address: Int) -> Bool {
    guard isIdle, address >= branchEnd, instruction.resultCount == 1,
      writerCounts[Int(instruction.destination)] == 1
    else { return false }
    switch instruction.operation {
    case .call, .observe: break
    default: guard instruction.operation.isElementwise else { return false }
    }
    var isConstant = true
    program.forEachRead(instruction) { register in
      if !isFixed(register), idleConstants[register] == nil { isConstant = false }
    }
    return isConstant
  }

  /// Whether a register has one value for the whole run.
  private func isFixed(_ register: Int32) -> Bool {
    !isWritten[Int(register)] && !isColumn[Int(register)]
  }

  /// Joins the ways that lead to an address: what is known is what all of them know.
  private mutating func meet(at address: Int) {
    guard let others = arriving.removeValue(forKey: address) else { return }
    truths = truths?.filter { others[$0.key] == $0.value } ?? others
  }

  private mutating func arrive(at target: Int) {
    guard let truths else { return }
    arriving[target] = arriving[target]?.filter { truths[$0.key] == $0.value } ?? truths
  }

  private mutating func branch(_ instruction: Instruction) {
    let target = Int(instruction.b)
    enterBranch(at: target)
    switch truth(of: instruction.a) {
    case .known(let holds): choose(holds)
    case .falseWith(let columns):
      guards += columns
      choose(false)
    case nil: arrive(at: target)
    }
    func choose(_ holds: Bool) {
      guard holds == (instruction.operation == .jumpIf) else { return }
      arrive(at: target)
      truths = nil
    }
  }

  /// Notes that what follows up to a place, and up to the end of an else branch, is conditional.
  private mutating func enterBranch(at target: Int) {
    branchEnd = max(branchEnd, target)
    guard target > 0, target <= program.instructions.count else { return }
    let last = program.instructions[target - 1]
    if last.operation == .jump { branchEnd = max(branchEnd, Int(last.a)) }
  }

  // MARK: Values

  /// Whether an instruction only computes a value, and cannot fail.
  private func isPlain(_ instruction: Instruction) -> Bool {
    switch instruction.operation {
    case .barHistory, .sourceInput, .history: true
    case .barHistoryAt, .historyAt:
      // An offset below 0 fails.
      isFixed(instruction.b) && !(registers[Int(instruction.b)] < 0)
    case .call, .observe: program.totalFunctions.contains(instruction.a)
    case .command: isIdle && program.idleFunctions.contains(instruction.a)
    default: instruction.operation.isElementwise
    }
  }

  private func truth(of register: Int32) -> Truth? {
    if let known = truths?[register] { return known }
    if isColumn[Int(register)] { return .falseWith([register]) }
    return isWritten[Int(register)]
      ? nil : .known(WordMath.isTrue(registers[Int(register)]))
  }

  private mutating func note(_ instruction: Instruction, at address: Int) {
    let result = result(instruction)
    if isIdleConstant(instruction, at: address) {
      idleConstants[instruction.destination] = address
    }
    for register in instruction.writtenRegisters {
      written.insert(register)
      truths?[Int32(register)] = nil
    }
    truths?[instruction.destination] = result
  }

  private func result(_ instruction: Instruction) -> Truth? {
    let (a, b) = (instruction.a, instruction.b)
    switch instruction.operation {
    case .move, .truth: return truth(of: a)
    case .not:
      guard case .known(let holds)? = truth(of: a) else { return nil }
      return .known(!holds)
    case .and:
      switch (truth(of: a), truth(of: b)) {
      case (.known(false), _), (_, .known(false)): return .known(false)
      case (.known(true), let other), (let other, .known(true)): return other
      case (.falseWith(let columns), _), (_, .falseWith(let columns)): return .falseWith(columns)
      default: return nil
      }
    case .or:
      switch (truth(of: a), truth(of: b)) {
      case (.known(true), _), (_, .known(true)): return .known(true)
      case (.known(false), let other), (let other, .known(false)): return other
      case (.falseWith(let left), .falseWith(let right)): return .falseWith(left + right)
      default: return nil
      }
    default: return nil
    }
  }
}

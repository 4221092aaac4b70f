/// A program in the making: hands out registers, takes instructions, resolves jumps.
///
/// Instructions of the prologue run first on every bar; they hold the variables that the language
/// computes on every bar whether or not a script's branches read them.
final class ProgramBuilder {
  /// A place that jumps lead to, known once it is placed.
  struct Label { var index: Int }

  /// A stretch of instructions that is executed under a condition or repeatedly.
  private struct Region {
    var parent: Int
  }

  /// A list of instructions with what is known of each.
  private enum Target {
    case setup, prologue, main
  }

  private struct Code {
    var instructions: [Instruction] = []
    var spans: [SourceSpan] = []
    var regions: [Int] = []

    mutating func append(_ instruction: Instruction, _ span: SourceSpan, _ region: Int) {
      instructions.append(instruction)
      spans.append(span)
      regions.append(region)
    }
  }

  var program = Program()
  /// Whether the program serves a `request.security`, in which orders are nothing.
  let isRequested: Bool
  private var prologue = Code()
  private var main = Code()
  private var setup = Code()
  private var target = Target.main
  private var labels: [Int] = []
  private var regions = [Region(parent: -1)]
  private var region = 0
  private var loopExits: [(exit: Int, loop: Int)] = []
  private var constants: [UInt64: Int32] = [:]
  private var histories: [HistoryKey: Int] = [:]
  private var columnRegisters: [BarColumn: Int32] = [:]

  private struct HistoryKey: Hashable {
    var register: Int32
    var flag: Int32
  }

  /// Tells programs of one script apart, also after one of them is gone.
  let number: Int

  init(number: Int, isRequested: Bool) {
    self.number = number
    self.isRequested = isRequested
  }

  var instructionCount: Int { main.instructions.count }

  // MARK: Registers

  /// A new register.
  func register(_ initial: Double = .nan) -> Int32 {
    program.initialWords.append(initial)
    return Int32(program.initialWords.count - 1)
  }

  /// So many new registers in a row; the first of them.
  func registers(_ count: Int) -> Int32 {
    let first = Int32(program.initialWords.count)
    for _ in 0..<count { program.initialWords.append(.nan) }
    return first
  }

  /// The register of a constant.
  func constant(_ word: Double) -> Int32 {
    if let known = constants[word.bitPattern] { return known }
    let register = register(word)
    constants[word.bitPattern] = register
    return register
  }

  /// The register that holds a column's value on each bar.
  func column(_ column: BarColumn) -> Int32 {
    if let known = columnRegisters[column] { return known }
    let register = register()
    program.columns.append((column, register))
    columnRegisters[column] = register
    return register
  }

  /// A new flag that tells whether a call path was executed on this bar.
  func flag() -> Int32 {
    program.flagCount += 1
    return Int32(program.flagCount - 1)
  }

  /// The history of a register; `depth` is how far back it is read, nil if unknown.
  func history(of register: Int32, flag: Int32, depth: Int?) -> Int32 {
    let key = HistoryKey(register: register, flag: flag)
    if let known = histories[key] {
      if let old = program.histories[known].depth {
        program.histories[known].depth = depth.map { max($0, old) }
      }
      return Int32(known)
    }
    program.histories.append(HistoryPlan(register: register, flag: flag, depth: depth))
    histories[key] = program.histories.count - 1
    return Int32(program.histories.count - 1)
  }

  // MARK: Instructions

  /// Appends an instruction.
  func emit(_ instruction: Instruction, at span: SourceSpan) {
    switch target {
    case .setup: setup.append(instruction, span, 0)
    case .prologue: prologue.append(instruction, span, 0)
    case .main: main.append(instruction, span, region)
    }
  }

  /// Appends an operation of up to three registers and returns its destination.
  @discardableResult
  func emit(
    _ operation: Opcode, _ a: Int32 = -1, _ b: Int32 = -1, _ c: Int32 = -1,
    into destination: Int32? = nil, count: Int = 0, at span: SourceSpan
  ) -> Int32 {
    let destination = destination ?? register()
    emit(
      Instruction(
        operation: operation, count: UInt16(count), destination: destination, a: a, b: b, c: c),
      at: span)
    return destination
  }

  /// Stores a call's operands and returns where they begin.
  func operands(_ registers: [Int32]) -> Int32 {
    let start = Int32(program.operands.count)
    program.operands += registers
    program.widestCall = max(program.widestCall, registers.count)
    return start
  }

  /// Runs `body` so that its instructions go to the prologue, or to what is done once per run.
  func inPrologue<Result>(isOncePerRun: Bool, _ body: () -> Result) -> Result {
    let outer = (target, region)
    target = isOncePerRun ? .setup : .prologue
    region = 0
    defer { (target, region) = outer }
    return body()
  }

  // MARK: Control

  func label() -> Label {
    labels.append(-1)
    return Label(index: labels.count - 1)
  }

  /// Makes a label stand for what comes next.
  func place(_ label: Label) { labels[label.index] = main.instructions.count }

  /// Jumps to a label.
  func jump(to label: Label, at span: SourceSpan) {
    emit(Instruction(operation: .jump, a: Int32(label.index)), at: span)
  }

  /// Jumps to a label if or unless a register is true.
  func jump(_ operation: Opcode, _ register: Int32, to label: Label, at span: SourceSpan) {
    emit(Instruction(operation: operation, a: register, b: Int32(label.index)), at: span)
  }

  /// Runs `body` so that its instructions belong to a region of their own.
  func inRegion<Result>(_ body: () -> Result) -> Result {
    regions.append(Region(parent: region))
    let outer = region
    region = regions.count - 1
    defer { region = outer }
    return body()
  }

  /// The region that instructions now belong to.
  var currentRegion: Int { region }

  /// Notes that the current region leaves a loop or a round of it, given the loop's region.
  func noteExit(of loop: Int) { loopExits.append((region, loop)) }

  /// Whether instructions are now executed unconditionally, once per bar.
  var isUnconditional: Bool { region == 0 }
}

// MARK: - Finishing

extension ProgramBuilder {
  /// The program without the instructions whose results nobody uses.
  ///
  /// - Parameter results: Registers that are read from outside.
  func finish(keeping results: [Int32] = []) -> Program {
    var finished = program
    let live = liveInstructions(results)
    var addresses: [Int32] = []
    for (index, instruction) in setup.instructions.enumerated() where live.setup[index] {
      finished.setup.append(instruction)
      finished.setupSpans.append(setup.spans[index])
    }
    finished.setup.append(Instruction(operation: .end))
    finished.setupSpans.append(SourceSpan(0, 0))
    for (index, instruction) in prologue.instructions.enumerated() where live.prologue[index] {
      finished.instructions.append(instruction)
      finished.spans.append(prologue.spans[index])
    }
    var next = Int32(finished.instructions.count)
    finished.isUnconditional = Array(repeating: true, count: finished.instructions.count)
    for index in main.instructions.indices {
      addresses.append(next)
      if live.main[index] { next += 1 }
    }
    addresses.append(next)
    for (index, instruction) in main.instructions.enumerated() where live.main[index] {
      finished.instructions.append(instruction.mapTarget { addresses[labels[Int($0)]] })
      finished.spans.append(main.spans[index])
      finished.isUnconditional.append(main.regions[index] == 0)
    }
    finished.instructions.append(Instruction(operation: .end))
    finished.spans.append(SourceSpan(0, 0))
    finished.isUnconditional.append(false)
    finished.results = results
    finished.histories = finished.histories.enumerated().map { index, plan in
      var plan = plan
      plan.isKept = live.histories[index]
      return plan
    }
    finished.columns.removeAll { !live.registers[Int($0.register)] }
    finished.loads = finished.columns
    return finished
  }

  private struct Liveness {
    var main: [Bool]
    var prologue: [Bool]
    var setup: [Bool]
    var registers: [Bool]
    var histories: [Bool]
    var regions: [Bool]
  }

  /// Finds what has an effect, what that needs, and so on until nothing is added.
  private func liveInstructions(_ results: [Int32]) -> Liveness {
    var live = Liveness(
      main: Array(repeating: false, count: main.instructions.count),
      prologue: Array(repeating: false, count: prologue.instructions.count),
      setup: Array(repeating: false, count: setup.instructions.count),
      registers: Array(repeating: false, count: program.initialWords.count),
      histories: Array(repeating: false, count: program.histories.count),
      regions: Array(repeating: false, count: regions.count))
    live.regions[0] = true
    for register in results { live.registers[Int(register)] = true }
    var hasGrown = true
    while hasGrown {
      hasGrown = false
      for index in main.instructions.indices.reversed() where !live.main[index] {
        let instruction = main.instructions[index]
        let isLive =
          instruction.operation.isControl
          ? live.regions[main.regions[index]] || instruction.isKeptLoop
          : isLive(instruction, live)
        guard isLive else { continue }
        hasGrown = true
        live.main[index] = true
        keep(instruction, &live)
        enliven(main.regions[index], &live)
      }
      for (exit, loop) in loopExits where live.regions[loop] && !live.regions[exit] {
        hasGrown = true
        enliven(exit, &live)
      }
      for index in prologue.instructions.indices.reversed()
      where !live.prologue[index] && isLive(prologue.instructions[index], live) {
        hasGrown = true
        live.prologue[index] = true
        keep(prologue.instructions[index], &live)
      }
      for index in setup.instructions.indices.reversed()
      where !live.setup[index] && isLive(setup.instructions[index], live) {
        hasGrown = true
        live.setup[index] = true
        keep(setup.instructions[index], &live)
      }
    }
    return live
  }

  private func enliven(_ region: Int, _ live: inout Liveness) {
    var region = region
    while region > 0, !live.regions[region] {
      live.regions[region] = true
      region = regions[region].parent
    }
  }

  private func isLive(_ instruction: Instruction, _ live: Liveness) -> Bool {
    if instruction.operation.hasEffect { return true }
    guard instruction.destination >= 0 else { return false }
    for offset in 0..<instruction.resultCount
    where live.registers[Int(instruction.destination) + offset] {
      return true
    }
    return false
  }

  private func keep(_ instruction: Instruction, _ live: inout Liveness) {
    program.forEachRead(instruction) { live.registers[Int($0)] = true }
    if instruction.operation == .history || instruction.operation == .historyAt {
      live.histories[Int(instruction.a)] = true
      live.registers[Int(program.histories[Int(instruction.a)].register)] = true
    }
  }
}

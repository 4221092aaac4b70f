/// Moves averages that do not need one another to one place, so that they can be run side by side.
///
/// An average waits from bar to bar for itself; several take the time of one. With a call go the
/// operations that its arguments are made of, as far as these follow from their operands alone.
struct AverageBatches {
  /// Most calls in a batch: the columns of all of them are kept until they are used.
  private static let maximumCount = 32
  /// How far ahead calls are looked for, in instructions.
  private static let reach = 4_000

  private let program: Program
  private let columns: ColumnProgram
  private let isAverage: [Bool]
  /// The instructions whose results each instruction reads.
  private let sources: [[Int]]
  private var isPlaced: [Bool]
  private var order: [Int] = []
  private var batches: [Range<Int>] = []

  /// Puts the averages of a column program into batches.
  static func form(in columns: inout ColumnProgram, of program: Program) {
    var form = AverageBatches(columns, program)
    form.place()
    columns.instructions = form.order.map { form.columns.instructions[$0] }
    columns.spans = form.order.map { form.columns.spans[$0] }
    columns.order = form.order
    columns.batches = form.batches
  }

  private init(_ columns: ColumnProgram, _ program: Program) {
    self.columns = columns
    self.program = program
    isAverage = columns.instructions.map { instruction in
      instruction.operation == .callState
        && program.states[Int(instruction.a)]().average != nil
    }
    var writers: [Int: Int] = [:]
    for (index, instruction) in columns.instructions.enumerated() {
      for register in instruction.writtenRegisters { writers[register] = index }
    }
    sources = columns.instructions.map { instruction in
      var sources: [Int] = []
      program.forEachRead(instruction) { register in
        if let writer = writers[Int(register)] { sources.append(writer) }
      }
      if instruction.operation == .history,
        let writer = writers[Int(program.histories[Int(instruction.a)].register)]
      {
        sources.append(writer)
      }
      return sources
    }
    isPlaced = Array(repeating: false, count: columns.instructions.count)
  }

  private mutating func place() {
    for index in isAverage.indices where !isPlaced[index] {
      if isAverage[index] { placeBatch(from: index) } else { append(index) }
    }
  }

  private mutating func append(_ index: Int) {
    isPlaced[index] = true
    order.append(index)
  }

  /// Places a call, all before which is placed, and those behind it that can be with it.
  private mutating func placeBatch(from start: Int) {
    let end = min(start + Self.reach, isAverage.count)
    // Whether an instruction is placed, or can be before its turn.
    var isReady = isPlaced[start..<end]
    var batch = [start]
    for index in start + 1..<max(end, start + 1) where !isPlaced[index] {
      let followsReady = sources[index].allSatisfy { $0 < start || isReady[$0] }
      let operation = columns.instructions[index].operation
      isReady[index] =
        followsReady
        && (operation.isElementwise || operation == .history || operation == .barHistory)
      if followsReady, isAverage[index], batch.count < Self.maximumCount { batch.append(index) }
    }
    placeSources(of: batch, in: start..<end)
    batches.append(order.count..<order.count + batch.count)
    for index in batch { append(index) }
  }

  /// Places what the arguments of calls are made of.
  private mutating func placeSources(of batch: [Int], in range: Range<Int>) {
    var isNeeded = Array(repeating: false, count: range.count)
    for index in batch { isNeeded[index - range.lowerBound] = true }
    let members = Set(batch)
    for index in range.reversed() where isNeeded[index - range.lowerBound] {
      for source in sources[index] where source >= range.lowerBound && !isPlaced[source] {
        isNeeded[source - range.lowerBound] = true
      }
    }
    for index in range
    where isNeeded[index - range.lowerBound] && !isPlaced[index] && !members.contains(index) {
      append(index)
    }
  }
}

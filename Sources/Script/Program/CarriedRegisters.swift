/// Finds the registers whose value of the bar before a bar may read.
///
/// One walk forward suffices: what is surely written grows along every path, so the way back of a
/// loop brings nothing that its way in does not have.
struct CarriedRegisters {
  /// Most steps of the walk; beyond them every register that is written counts.
  private static let maximumWork = 50_000_000

  private let program: Program
  private var isCarried: [Bool]
  /// Of each register whether it is surely written where the walk is, a bit each.
  private var written: [UInt64]
  /// What is surely written where forward jumps lead, by address.
  private var arriving: [Int: [UInt64]] = [:]

  /// Of each register whether a bar may read it before it writes it.
  ///
  /// What histories and results read at the end of a bar counts as read.
  static func find(in program: Program) -> [Bool] {
    var search = CarriedRegisters(program)
    search.walk()
    return search.isCarried
  }

  private init(_ program: Program) {
    self.program = program
    isCarried = Array(repeating: false, count: program.initialWords.count)
    written = Array(repeating: 0, count: program.initialWords.count / 64 + 1)
  }

  private mutating func walk() {
    let counts = program.writerCounts
    let jumps = program.instructions.count { $0.target != nil }
    guard jumps * written.count <= Self.maximumWork else {
      isCarried = counts.map { $0 > 0 }
      return
    }
    let varies = counts.map { $0 > 0 }
    var isReached = true
    for (address, instruction) in program.instructions.enumerated() {
      if let others = arriving.removeValue(forKey: address) {
        if isReached {
          for word in written.indices { written[word] &= others[word] }
        } else {
          written = others
        }
        isReached = true
      }
      guard isReached else { continue }
      program.forEachRead(instruction) { read(Int($0), varies) }
      if instruction.operation == .jumpIfDone { isCarried[Int(instruction.a)] = true }
      if let target = instruction.target, target > address { arrive(at: target) }
      if instruction.operation == .end { readAtEnd(varies) }
      for register in instruction.writtenRegisters {
        written[register / 64] |= 1 << UInt64(register % 64)
      }
      if instruction.operation == .jump || instruction.operation == .end { isReached = false }
    }
  }

  private mutating func read(_ register: Int, _ varies: [Bool]) {
    if varies[register], written[register / 64] >> UInt64(register % 64) & 1 == 0 {
      isCarried[register] = true
    }
  }

  private mutating func readAtEnd(_ varies: [Bool]) {
    for register in program.results { read(Int(register), varies) }
    for history in program.histories where history.isKept {
      read(Int(history.register), varies)
    }
  }

  private mutating func arrive(at target: Int) {
    guard var others = arriving[target] else {
      arriving[target] = written
      return
    }
    for word in written.indices { others[word] &= written[word] }
    arriving[target] = others
  }
}

// What instructions read and write, and where they lead.
extension Instruction {
  /// How many registers from the destination on it writes.
  var resultCount: Int {
    switch operation {
    case .call, .observe, .command, .callState, .callStateWhere, .observeState, .request:
      max(1, Int(count))
    default: 1
    }
  }

  /// The registers that it writes.
  var writtenRegisters: Range<Int> {
    switch operation {
    case .jumpIfDone: return Int(a)..<Int(a) + 1
    case .jumpIfPassed: return 0..<0
    default:
      guard destination >= 0 else { return 0..<0 }
      return Int(destination)..<Int(destination) + resultCount
    }
  }

  /// The address that it may continue at other than the next; nil if it does not jump.
  var target: Int? {
    switch operation {
    case .jump: Int(a)
    case .jumpUnless, .jumpIf, .jumpIfDone: Int(b)
    case .jumpIfPassed: Int(destination)
    default: nil
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

  /// How many registers it reads through the program's list of operands; nil if it has none there.
  var operandCount: Int? {
    switch operation {
    case .call, .observe, .command, .callState, .observeState, .makeObject, .request: Int(c)
    case .callStateWhere: Int(c) + 1
    default: nil
    }
  }

  /// The instruction with other registers to read, for those that do not read a list of operands.
  func mapReads(_ map: (Int32) -> Int32) -> Instruction {
    var mapped = self
    switch operation {
    case .barHistoryAt: mapped.b = map(b)
    case .historyAt:
      mapped.b = map(b)
      mapped.c = map(c)
    case .history, .barHistory, .jump, .mark, .countRound, .end, .jumpIfDone: break
    case .jumpUnless, .jumpIf, .field, .copyObject, .elementCount: mapped.a = map(a)
    case .setField:
      mapped.a = map(a)
      mapped.c = map(c)
    default:
      guard operandCount == nil else { return self }
      if a >= 0 { mapped.a = map(a) }
      if b >= 0 { mapped.b = map(b) }
      if c >= 0 { mapped.c = map(c) }
    }
    return mapped
  }
}

extension Program {
  /// Visits the registers that an instruction reads.
  func forEachRead(_ instruction: Instruction, _ visit: (Int32) -> Void) {
    if let count = instruction.operandCount {
      let start = Int(instruction.b)
      for index in start..<start + count { visit(operands[index]) }
    } else {
      _ = instruction.mapReads { register in
        visit(register)
        return register
      }
    }
  }

  /// How many instructions write each register.
  var writerCounts: [Int] {
    var counts = Array(repeating: 0, count: initialWords.count)
    for instruction in instructions {
      for register in instruction.writtenRegisters { counts[register] += 1 }
    }
    return counts
  }
}

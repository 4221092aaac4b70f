// Branches whose both sides can be columns.
extension ColumnSplit {
  /// The two sides of a jump that is passed on every bar, and where they meet.
  private struct Branch {
    var condition: Int32
    /// Whether the first side is executed where the condition is true.
    var isFirstWhenTrue: Bool
    var first: Range<Int>
    var second: Range<Int>
    var end: Int { second.upperBound }
  }

  /// The bars on which a side is executed, as a column that is made when something asks for it.
  private struct Side {
    var condition: Int32
    var isWhenTrue: Bool
    /// The column of the branch around it; −1 for every bar.
    var outer: Int32
  }

  /// Makes the branch at an address columns; returns the address behind it, nil if it must stay.
  mutating func convertBranch(at address: Int) -> Int? {
    let (columnCount, renamingCount) = (columns.instructions.count, renamings.count)
    if let end = convert(address, within: source.instructions.count - 1, under: nil) { return end }
    dropColumns(to: columnCount)
    undo(to: renamingCount)
    return nil
  }

  private mutating func convert(_ address: Int, within limit: Int, under outer: Int32?) -> Int? {
    guard let branch = branch(at: address, within: limit) else { return nil }
    let start = renamings.count
    var sides: [[(register: Int, name: Int32)]] = []
    for (range, isWhenTrue) in [
      (branch.first, branch.isFirstWhenTrue), (branch.second, !branch.isFirstWhenTrue),
    ] {
      let side = Side(condition: branch.condition, isWhenTrue: isWhenTrue, outer: outer ?? -1)
      guard convert(range, on: side, at: address) else { return nil }
      sides.append(changes(since: start))
      undo(to: start)
    }
    let (onTrue, onFalse) =
      branch.isFirstWhenTrue ? (sides[0], sides[1]) : (sides[1], sides[0])
    return join(onTrue, onFalse, branch, at: address) ? branch.end : nil
  }

  /// Reads the shape that conditions are lowered to: a jump over the first side, which ends with a
  /// jump over the second if there is one.
  private func branch(at address: Int, within limit: Int) -> Branch? {
    let jump = source.instructions[address]
    guard jump.operation == .jumpUnless || jump.operation == .jumpIf,
      let condition = column(jump.a), let target = jump.target, target > address, target <= limit
    else { return nil }
    var branch = Branch(
      condition: condition, isFirstWhenTrue: jump.operation == .jumpUnless,
      first: address + 1..<target, second: target..<target)
    if target - 1 > address, source.instructions[target - 1].operation == .jump {
      let end = Int(source.instructions[target - 1].a)
      guard end >= target, end <= limit else { return nil }
      branch.first = address + 1..<target - 1
      branch.second = target..<end
    }
    return branch
  }

  private mutating func convert(_ range: Range<Int>, on side: Side, at address: Int) -> Bool {
    var mask: Int32?
    var place = range.lowerBound
    while place < range.upperBound {
      let instruction = source.instructions[place]
      if instruction.target != nil {
        if mask == nil { mask = column(of: side, at: address) }
        guard let end = convert(place, within: range.upperBound, under: mask) else { return false }
        place = end
        continue
      }
      if instruction.operation == .mark, !watchedFlags.contains(instruction.a) {
        place += 1
        continue
      }
      // What has a memory moves only where it is executed.
      if instruction.operation == .callState, mask == nil { mask = column(of: side, at: address) }
      guard take(instruction, at: place, under: mask ?? side.condition) else { return false }
      place += 1
    }
    return true
  }

  private mutating func column(of side: Side, at address: Int) -> Int32 {
    var mask = side.condition
    if !side.isWhenTrue {
      let register = newRegister()
      append(Instruction(operation: .not, destination: register, a: mask), at: address)
      mask = register
    }
    guard side.outer >= 0 else { return mask }
    let register = newRegister()
    append(
      Instruction(operation: .and, destination: register, a: side.outer, b: mask), at: address)
    return register
  }

  /// The registers that were given a name since there were so many renamings, with the last one.
  private func changes(since start: Int) -> [(register: Int, name: Int32)] {
    var seen: Set<Int> = []
    return renamings[start...].compactMap { register, _ in
      seen.insert(register).inserted ? (register, names[register]) : nil
    }
  }

  /// Chooses between the sides for each register that either wrote; false where one has no column.
  private mutating func join(
    _ onTrue: [(register: Int, name: Int32)], _ onFalse: [(register: Int, name: Int32)],
    _ branch: Branch, at address: Int
  ) -> Bool {
    let changed = onTrue.map(\.register) + onFalse.map(\.register)
    var seen: Set<Int> = []
    for register in changed where seen.insert(register).inserted {
      let before = names[register]
      let first = onTrue.first { $0.register == register }?.name ?? before
      let second = onFalse.first { $0.register == register }?.name ?? before
      if first < 0 || second < 0 {
        // Nothing may read what only the other side would have written.
        guard isUnset(register) else { return false }
        name(register, max(first, second))
        continue
      }
      if first == second {
        name(register, first)
        continue
      }
      let chosen = newRegister()
      append(
        Instruction(
          operation: .select, destination: chosen, a: branch.condition, b: first, c: second),
        at: address)
      name(register, chosen)
    }
    return true
  }
}

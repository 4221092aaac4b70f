/// The memory of the columns that are computed block by block.
///
/// What is read only while a block is computed shares a few pieces of memory, which stay in the
/// nearest cache; what is exported, remembered or fixed has its own.
final class ColumnBlocks {
  /// The block of each register, behind as many earlier values as histories need.
  let blocks: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
  /// Which registers have one word for the whole run.
  private(set) var isFixed: [Bool]
  private let length: Int
  private let depths: [Int]
  private var owned: [(start: UnsafeMutablePointer<Double>, depth: Int)] = []

  /// Lays out the columns of a program.
  ///
  /// - Parameters:
  ///   - words: The register file, for what is fixed.
  ///   - length: Bars in a block.
  ///   - barCount: Bars in the run; no history is longer.
  init(_ program: Program, words: UnsafeMutablePointer<Double>, length: Int, barCount: Int) {
    self.length = length
    let count = program.initialWords.count
    isFixed = Array(repeating: true, count: count)
    blocks = .allocate(capacity: max(1, count))
    blocks.initialize(repeating: words, count: max(1, count))
    let instructions = program.columnProgram.instructions
    var depths = Array(repeating: 0, count: count)
    var isShared = Array(repeating: false, count: count)
    for instruction in instructions {
      for register in instruction.writtenRegisters {
        isFixed[register] = false
        isShared[register] = true
      }
    }
    for instruction in instructions where instruction.operation == .history {
      let register = Int(program.histories[Int(instruction.a)].register)
      depths[register] = max(depths[register], min(Int(instruction.b), barCount))
      isShared[register] = false
    }
    self.depths = depths
    for register in program.columnProgram.exports { isShared[Int(register)] = false }
    for (_, register) in program.columns {
      isFixed[Int(register)] = false
      own(Int(register), depth: depths[Int(register)], word: .nan)
    }
    var isPlaced = Array(repeating: false, count: count)
    for instruction in instructions {
      program.forEachRead(instruction) { register in
        guard isFixed[Int(register)], !isPlaced[Int(register)] else { return }
        isPlaced[Int(register)] = true
        own(Int(register), depth: 0, word: words[Int(register)])
      }
      for register in instruction.writtenRegisters where !isShared[register] {
        own(register, depth: depths[register], word: .nan)
      }
    }
    share(isShared, program)
  }

  deinit {
    for (start, _) in owned { start.deallocate() }
    blocks.deallocate()
  }

  @discardableResult
  private func own(
    _ register: Int, depth: Int, word: Double
  ) -> UnsafeMutablePointer<Double> {
    let start = UnsafeMutablePointer<Double>.allocate(capacity: depth + length)
    start.initialize(repeating: word, count: depth + length)
    owned.append((start, depth))
    blocks[register] = start + depth
    return start
  }

  /// Gives registers memory from where they are written to where they are read last.
  private func share(_ isShared: [Bool], _ program: Program) {
    let instructions = program.columnProgram.instructions
    var lastReads = Array(repeating: -1, count: isShared.count)
    for (index, instruction) in instructions.enumerated() {
      program.forEachRead(instruction) { lastReads[Int($0)] = index }
      for register in instruction.writtenRegisters where lastReads[register] < index {
        lastReads[register] = index
      }
    }
    // What runs side by side is read until all of it is done.
    for batch in program.columnProgram.batches {
      for register in lastReads.indices where batch.contains(lastReads[register]) {
        lastReads[register] = batch.upperBound - 1
      }
    }
    var endings = Array(repeating: [Int](), count: instructions.count)
    for register in lastReads.indices where isShared[register] && lastReads[register] >= 0 {
      endings[lastReads[register]].append(register)
    }
    var free: [UnsafeMutablePointer<Double>] = []
    for (index, instruction) in instructions.enumerated() {
      // Results come before operands are given up: a call may write while it still reads.
      for register in instruction.writtenRegisters where isShared[register] {
        if let start = free.popLast() {
          blocks[register] = start
        } else {
          own(register, depth: 0, word: .nan)
        }
      }
      for register in endings[index] { free.append(blocks[register]) }
    }
  }

  /// How many bars before a block the histories of a register reach.
  func depth(of register: Int) -> Int { depths[register] }

  /// Moves the newest values of the last block before the next one, for histories.
  func keepHistories(passing count: Int) {
    for (start, depth) in owned where depth > 0 {
      for place in 0..<depth { start[place] = start[place + count] }
    }
  }

  /// Visits all values.
  func visitWords(_ visit: (Double) -> Void) {
    for (start, depth) in owned {
      for place in 0..<depth + length { visit(start[place]) }
    }
  }
}

import TestSupport
import Testing

@testable import Script

/// Operations on columns that are not written as the machine writes them must give its results.
@Suite struct ColumnArithmeticTests {
  private static let special: [Double] = [
    0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, 1e-10, -1e-10, 5e-11, .leastNonzeroMagnitude,
    4_503_599_627_370_495.5, 4_503_599_627_370_496, 9_007_199_254_740_994,
    1e300, -1e300, .infinity, -.infinity, .nan,
  ]

  private func column(_ count: Int, _ random: inout SeededGenerator) -> [Double] {
    (0..<count).map { _ in
      if random.unit() < 0.5 {
        return Self.special[Int(random.unit() * Double(Self.special.count))]
      }
      let sizes = [1, 10, 1e8, 1e15, 1e16, 1e18]
      return (random.unit() - 0.5) * sizes[Int(random.unit() * 6)]
    }
  }

  private func result(_ operation: Opcode, _ left: [Double], _ right: [Double]) -> [Double] {
    let count = left.count
    let memory = UnsafeMutablePointer<Double>.allocate(capacity: 3 * count)
    let blocks = UnsafeMutablePointer<UnsafeMutablePointer<Double>>.allocate(capacity: 3)
    defer {
      memory.deallocate()
      blocks.deallocate()
    }
    memory.initialize(repeating: 7, count: 3 * count)
    for index in 0..<3 { blocks[index] = memory + index * count }
    for place in 0..<count { (memory[place], memory[count + place]) = (left[place], right[place]) }
    ColumnArithmetic.compute(
      Instruction(operation: operation, destination: 2, a: 0, b: 1), blocks, count: count)
    return (0..<count).map { memory[2 * count + $0] }
  }

  static let operations: [(Opcode, @Sendable (Double, Double) -> Double)] = [
    (.squareRoot, { word, _ in word.squareRoot() }),
    (.floor, { word, _ in word.rounded(.down) }),
    (.ceiling, { word, _ in word.rounded(.up) }),
    (.round, { word, _ in (word + 0.5).rounded(.down) }),
    (.truncate, { word, _ in word.rounded(.towardZero) }),
    (.equal, { WordMath.isEqual($0, $1) ? 1 : 0 }),
    (.and, { WordMath.isTrue($0) && WordMath.isTrue($1) ? 1 : 0 }),
    (.or, { WordMath.isTrue($0) || WordMath.isTrue($1) ? 1 : 0 }),
  ]

  @Test(arguments: [1, 2, 7, 511, 512])
  func `columns have the bits of single words`(count: Int) {
    var random = SeededGenerator.fromEnvironment(or: 37)
    var found = Mismatches()
    for _ in 0..<20 {
      let (left, right) = (column(count, &random), column(count, &random))
      for (operation, word) in Self.operations {
        let actual = result(operation, left, right)
        for place in 0..<count {
          found.check(
            "\(operation) of \(left[place]) and \(right[place]), seed \(random.seed)",
            actual[place], hasBitsOf: word(left[place], right[place]))
        }
      }
    }
    #expect(found.isEmpty, "\(found)")
  }
}

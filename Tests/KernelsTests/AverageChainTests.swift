import TestSupport
import Testing

@testable import Kernels

/// Chains that are run side by side must give the bits of each by itself.
@Suite struct AverageChainTests {
  private let count = 300

  /// Runs chains over columns and tells what they wrote and where they ended.
  private func run(
    _ kinds: [AverageChain.Kind], _ lengths: [Int], _ columns: [[Double]]
  ) -> (results: [[Double]], averages: [Double]) {
    let memory = UnsafeMutablePointer<Double>.allocate(capacity: (kinds.count + 1) * count)
    memory.initialize(repeating: 0, count: (kinds.count + 1) * count)
    let values = UnsafeMutablePointer<Double>.allocate(capacity: (columns.count + 1) * count)
    defer {
      memory.deallocate()
      values.deallocate()
    }
    for (index, column) in columns.enumerated() {
      for place in 0..<count { values[index * count + place] = column[place] }
    }
    var chains = kinds.indices.map { index in
      AverageChain(
        kinds[index], length: lengths[index], from: 100,
        values: values + (index % columns.count) * count, results: memory + index * count)
    }
    AverageChain.run(&chains, count: count)
    return (
      kinds.indices.map { index in (0..<count).map { memory[index * count + $0] } },
      chains.map(\.average)
    )
  }

  private func alone(_ kind: AverageChain.Kind, _ length: Int, _ column: [Double]) -> [Double] {
    let (count, weight) = (Double(length), 2 / (Double(length) + 1))
    var average = 100.0
    return column.map { value in
      switch kind {
      case .exponential: average += weight * (value - average)
      case .wilder: average = (average * (count - 1) + value) / count
      }
      return average
    }
  }

  @Test("any number of both kinds gives the bits of each by itself", arguments: 0..<24)
  func agreement(round: Int) {
    var random = SeededGenerator(seed: UInt64(round))
    var found = Mismatches()
    let columns = (0..<3).map { _ in (0..<count).map { _ in 90 + 20 * random.unit() } }
    let kinds = (0..<round).map { _ in
      random.unit() < 0.5 ? AverageChain.Kind.exponential : .wilder
    }
    let lengths = kinds.map { _ in 1 + Int(random.unit() * 40) }
    let (results, averages) = run(kinds, lengths, columns)
    for (index, kind) in kinds.enumerated() {
      let expected = alone(kind, lengths[index], columns[index % 3])
      for place in 0..<count {
        found.check("chain \(index) at \(place)", results[index][place], hasBitsOf: expected[place])
      }
      found.check("end of \(index)", averages[index], hasBitsOf: expected[count - 1])
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("a missing value shows in the end, and in its own chain only")
  func missing() {
    var column = (0..<count).map { Double($0) }
    let whole = column
    column[7] = .nan
    let (results, averages) = run([.wilder, .wilder], [5, 5], [column, whole])
    #expect(averages[0].isNaN)
    #expect(results[1] == alone(.wilder, 5, whole))
  }
}

import TestSupport
import Testing

@testable import Kernels

@Suite struct RandomStreamTests {
  @Test("blocks are those that the authors of Philox4x32-10 publish")
  func knownAnswers() {
    // Random123 1.14, kat_vectors: four words of counter, two of key, four of answer.
    let table: [([UInt32], [UInt32], [UInt32])] = [
      ([0, 0, 0, 0], [0, 0], [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
      (
        [.max, .max, .max, .max], [.max, .max],
        [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
      ),
      (
        [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0],
        [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
      ),
    ]
    func pair(_ words: [UInt32], _ index: Int) -> UInt64 {
      UInt64(words[index]) | UInt64(words[index + 1]) << 32
    }
    var found = Mismatches()
    for (counter, key, answer) in table {
      let block = Philox(key: pair(key, 0)).block(low: pair(counter, 0), high: pair(counter, 2))
      found.check("low \(counter)", block.low, equals: pair(answer, 0))
      found.check("high \(counter)", block.high, equals: pair(answer, 2))
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("a stream reads the same forwards, backwards and by position")
  func randomAccess() {
    var stream = RandomStream(seed: 1, stream: 2, purpose: 3)
    let forwards = (0..<100).map { _ in stream.nextUInt64() }
    let byPosition = (0..<100).map { stream.bits(at: UInt64($0)) }
    var moved = stream
    let backwards = (0..<100).reversed().map { position in
      moved.position = UInt64(position)
      return moved.nextUInt64()
    }
    #expect(forwards == byPosition && forwards == backwards.reversed())
    #expect(Set(forwards).count == 100)
  }

  @Test("each of the three keys makes another stream")
  func keys() {
    let keys: [(UInt64, UInt64, UInt64)] = [
      (0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1 << 32, 0, 0), (0, 0, 1 << 32),
    ]
    let firsts = keys.map { RandomStream(seed: $0, stream: $1, purpose: $2).bits(at: 0) }
    #expect(Set(firsts).count == keys.count)
  }

  @Test("a seed keeps its numbers for ever")
  func frozen() {
    var stream = RandomStream(seed: 42, stream: 7, purpose: 1)
    let bits = stream.nextUInt64()
    let normal = stream.nextNormal()
    let student = stream.nextStudentT(degreesOfFreedom: 4)
    #expect(
      bits == 2801876771299908719 && normal == 0.0038276399499140223
        && student == -0.6956355858173643)
  }

  @Test("draws have the moments and tails of their distributions")
  func moments() {
    // Four standard errors of 200,000 draws; the seed is fixed, so this never flickers.
    let count = 200_000
    var stream = RandomStream(seed: 5)
    let uniform = (0..<count).map { _ in stream.nextUniform() }
    let normal = (0..<count).map { _ in stream.nextNormal() }
    let exponential = (0..<count).map { _ in stream.nextExponential() }
    let student = (0..<count).map { _ in stream.nextStudentT(degreesOfFreedom: 5) }
    var found = Mismatches()
    func near(_ label: String, _ actual: Double, _ expected: Double, _ error: Double) {
      let scaled = error * 4 / Double(count).squareRoot()
      found.check(label, actual, equals: expected, relative: 0, absolute: scaled)
    }
    near("uniform mean", Reduce.mean(uniform.span), 0.5, 0.289)
    near("uniform variance", Reduce.variance(uniform.span), 1.0 / 12, 0.0745)
    near("normal mean", Reduce.mean(normal.span), 0, 1)
    near("normal variance", Reduce.variance(normal.span), 1, 1.42)
    near("normal skewness", Reduce.skewness(normal.span), 0, 2.45)
    near("normal kurtosis", Reduce.kurtosis(normal.span), 3, 4.9)
    near("exponential mean", Reduce.mean(exponential.span), 1, 1)
    near("exponential variance", Reduce.variance(exponential.span), 1, 2.83)
    near("t mean", Reduce.mean(student.span), 0, 1.3)
    // 2.5706 is the 97.5 % point for 5 degrees of freedom.
    let beyond = student.filter { $0.magnitude > 2.570_581_835_636_314 }.count
    near("t tails", Double(beyond) / Double(count), 0.05, 0.218)
    found.require(uniform.allSatisfy { $0 > 0 && $0 < 1 }, "uniform draws leave (0, 1)")
    #expect(found.isEmpty, "\(found)")
  }

  @Test("indices are even and shuffles keep their elements")
  func indices() {
    var stream = RandomStream(seed: 9)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[stream.nextIndex(below: 7)] += 1 }
    #expect(counts.allSatisfy { ($0 - 10_000).magnitude < 400 })
    let shuffled = stream.shuffled(0..<50)
    #expect(shuffled.sorted() == Array(0..<50) && shuffled != Array(0..<50))
    #expect(stream.nextIndex(below: 1) == 0)
  }
}

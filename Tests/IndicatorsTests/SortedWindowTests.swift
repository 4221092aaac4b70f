import TestSupport
import Testing

@testable import Indicators

/// A sorted window holds what sorting its values gives, whichever way the values came in.
@Suite struct SortedWindowTests {
  @Test(
    "the window is its values in order",
    arguments: [1, 2, 7, 8, 9, 15, 16, 17, 63, 64, 65, 100, 128, 129, 256, 257, 300])
  func order(length: Int) {
    var random = SeededGenerator.fromEnvironment(or: 31)
    let seed = random.seed
    let values = Self.walk(3 * length + 200, &random)
    var single = SortedWindow()
    var block = SortedWindow()
    var found = Mismatches()
    var start = 0
    while start < values.count {
      let size = min(1 + Int(random.unit() * 40), values.count - start)
      let sizes = start..<start + size
      var results = [Double](repeating: 0, count: size)
      values.withUnsafeBufferPointer { values in
        results.withUnsafeMutableBufferPointer { results in
          guard let first = values.baseAddress, let target = results.baseAddress else { return }
          block.add(first + start, count: size, length: length, into: target) { $0[length / 3] }
        }
      }
      for index in sizes { _ = single.add(values[index], length: length) }
      let expected = sizes.map { index in
        index < length - 1
          ? .nan : values[(index + 1 - length)...index].sorted()[length / 3]
      }
      found.check("place of \(length), seed \(seed)", results, equals: expected, relative: 0)
      let window = values[max(0, sizes.upperBound - length)..<sizes.upperBound].sorted()
      found.check("\(length), seed \(seed)", Array(single.sorted), equals: window, relative: 0)
      found.check("block \(length), seed \(seed)", Array(block.sorted), equals: window, relative: 0)
      start += size
    }
    #expect(found.isEmpty, "\(found)")
  }

  /// Steps of a quarter, so that ties happen, with long ways up and down and some infinities.
  private static func walk(_ count: Int, _ random: inout SeededGenerator) -> [Double] {
    var level = 0.0
    return (0..<count).map { index in
      level += (random.unit() * 8 - (index / 100 % 2 == 0 ? 3 : 5)).rounded() / 4
      let dice = random.unit()
      return dice < 0.02 ? .infinity : dice < 0.04 ? -.infinity : dice < 0.2 ? -level : level
    }
  }
}

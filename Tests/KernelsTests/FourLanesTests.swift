import Kernels
import TestSupport
import Testing

/// Four lanes at a time against one after the other.
@Suite struct FourLanesTests {
  @Test func `conditions and choices are those of each lane`() {
    var random = SeededGenerator(seed: 4)
    let numbers: [Double] = [0, -0.0, 1, -1, .nan, .infinity, -.infinity, .leastNonzeroMagnitude]
    for _ in 0..<2_000 {
      let left = (0..<4).map { _ in numbers.randomElement(using: &random) ?? 0 }
      let right = (0..<4).map { _ in numbers.randomElement(using: &random) ?? 0 }
      let (first, second) = (Self.load(left), Self.load(right))
      let above = FourLanes.bits(first .> second)
      for lane in 0..<4 {
        #expect(above[lane] == (left[lane] > right[lane] ? .max : 0))
        let larger = right[lane] > left[lane] ? right[lane] : left[lane]
        let smaller = right[lane] < left[lane] ? right[lane] : left[lane]
        #expect(FourLanes.larger(first, second)[lane].bitPattern == larger.bitPattern)
        #expect(FourLanes.smaller(first, second)[lane].bitPattern == smaller.bitPattern)
      }
      let places = FourLanes.places(above, FourLanes.bits(first .< second))
      for lane in 0..<4 {
        let side = left[lane] > right[lane] ? 1 : left[lane] < right[lane] ? 2 : 0
        #expect(places >> (2 * lane) & 3 == side)
      }
      #expect(places < 256)
      #expect(FourLanes.areClear(above) == !zip(left, right).contains { $0 > $1 })
    }
  }

  @Test(arguments: 0..<4)
  func `one bit in any lane is seen`(lane: Int) {
    var bits = FourLanes.Bits()
    #expect(FourLanes.areClear(bits))
    bits[lane] = 1
    #expect(!FourLanes.areClear(bits))
  }

  private static func load(_ values: [Double]) -> FourLanes.Vector {
    values.withUnsafeBufferPointer { FourLanes.load($0.baseAddress!) }
  }
}

import Testing

@testable import Platform

@Suite struct LargePagesTests {
  /// Nothing, less than a large page, its edges, and several.
  private static let counts = [0, 1, 1_000, 1 << 18, 1 << 19, (1 << 20) + 3, 3_000_000]

  @Test(arguments: counts) func `a column keeps what is written`(count: Int) {
    var column = [Int](unwritten: count)
    #expect(column.count == count)
    for index in column.indices { column[index] = index ^ 0x55 }
    let copy = column
    for index in stride(from: 0, to: count, by: 4_096) { column[index] = -1 }
    #expect(copy.indices.allSatisfy { copy[$0] == $0 ^ 0x55 })
    #expect(stride(from: 0, to: count, by: 4_096).allSatisfy { column[$0] == -1 })
  }

  @Test(arguments: counts) func `an empty array has the room asked for`(count: Int) {
    var values = [Double](roomFor: count)
    #expect(values.isEmpty && values.capacity >= count)
    let place = values.withUnsafeBufferPointer { $0.baseAddress }
    for index in 0..<count { values.append(Double(index)) }
    #expect(values.count == count && values.last == (count > 0 ? Double(count - 1) : nil))
    #expect(count == 0 || values.withUnsafeBufferPointer { $0.baseAddress } == place)
  }
}

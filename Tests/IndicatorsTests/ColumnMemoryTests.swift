import Market
import TestSupport
import Testing

@testable import Indicators

/// Columns written into memory that others have left are the same as in new memory.
@Suite struct ColumnMemoryTests {
  private let bars = IndicatorVectors.bars

  @Test("every indicator overwrites all that it finds", arguments: IndicatorRegistry.all.map(\.id))
  func everyValueIsWritten(name: String) throws {
    let indicator = try IndicatorRegistry.indicator(named: name)
    let memory = ColumnMemory()
    let garbage = (0..<bars.count).map { Double($0) * 1e30 }
    memory.replace(with: Array(repeating: garbage, count: 12))
    let fresh = try indicator.columns(of: bars)
    let reused = try indicator.columns(of: bars, sources: [], parameters: [], memory: memory)
    #expect(reused.map { $0.map(Self.bits) } == fresh.map { $0.map(Self.bits) })
  }

  private static func bits(_ value: Double) -> UInt64 { value.isNaN ? 0 : value.bitPattern }

  @Test("a cache that is recycled computes anew, and readers keep what they have")
  func recycling() throws {
    let cache = ColumnCache()
    let first = try cache.column(.sma(7), of: bars)
    let copy = first.map(Self.bits)
    cache.recycle()
    #expect(cache.count == 0)
    let second = try cache.column(.sma(.open, 3), of: bars)
    #expect(first.map(Self.bits) == copy)
    let fresh = try ColumnCache().column(.sma(.open, 3), of: bars)
    #expect(second.map(Self.bits) == fresh.map(Self.bits))
  }

  @Test("memory is handed out once, by length")
  func lending() {
    let memory = ColumnMemory()
    memory.replace(with: [[1, 2, 3], [4, 5]])
    let (known, new) = (memory.take(2), memory.take(2))
    #expect(known == [4, 5] && new.count == 2)
    let places = [known, new].map { $0.withUnsafeBufferPointer(\.baseAddress) }
    #expect(places[0] != places[1])
    #expect(memory.take(3) == [1, 2, 3])
  }
}

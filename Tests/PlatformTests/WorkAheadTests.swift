import Synchronization
import TestSupport
import Testing

@testable import Platform

@Suite struct WorkAheadTests {
  @Test(arguments: [0, 1, 2, 500]) func `products come in order, and nil after them`(count: Int) {
    let work = WorkAhead(count: count) { $0 * $0 }
    var products: [Int] = []
    while let product = work.next() { products.append(product) }
    #expect(products == (0..<count).map { $0 * $0 })
    #expect(work.next() == nil)
    #expect(work.stop() && work.stop())
  }

  @Test func `what a piece wrote is seen by the one who takes it`() {
    final class Cells: @unchecked Sendable {
      let values = UnsafeMutablePointer<Int>.allocate(capacity: 64_000)
      deinit { values.deallocate() }
    }
    let cells = Cells()
    let work = WorkAhead(count: 64) { piece in
      for index in piece * 1_000..<(piece + 1) * 1_000 { cells.values[index] = index ^ piece }
    }
    var wrong = 0
    for piece in 0..<64 {
      _ = work.next()
      for index in piece * 1_000..<(piece + 1) * 1_000 where cells.values[index] != index ^ piece {
        wrong += 1
      }
    }
    #expect(wrong == 0)
  }

  @Test func `stopping leaves out what was not begun`() {
    let begun = Atomic<Int>(0)
    let mayGoOn = Atomic<Bool>(false)
    let work = WorkAhead(count: 1_000_000) { piece in
      begun.store(piece + 1, ordering: .relaxed)
      // The third piece lasts until the one who waits has had the second.
      while piece == 2, !mayGoOn.load(ordering: .acquiring) {}
      return piece
    }
    #expect(work.next() == 0 && work.next() == 1)
    mayGoOn.store(true, ordering: .releasing)
    let isWhole = work.stop()
    let count = begun.load(ordering: .relaxed)
    #expect(isWhole == (count == 1_000_000))
    #expect(count >= 2)
    for _ in 0..<1_000 { _ = MonotonicClock.nanoseconds() }
    #expect(begun.load(ordering: .relaxed) == count, "nothing is worked on after the stop")
  }

  @Test func `one who loses interest ends the work`() {
    final class Mark: Sendable {
      let count = Atomic<Int>(0)
    }
    let mark = Mark()
    do {
      let work = WorkAhead(count: .max) { _ in
        _ = mark.count.add(1, ordering: .relaxed)
      }
      _ = work.next()
    }
    let count = mark.count.load(ordering: .relaxed)
    for _ in 0..<1_000 { _ = MonotonicClock.nanoseconds() }
    #expect(mark.count.load(ordering: .relaxed) == count)
  }
}

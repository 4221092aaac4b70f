import Synchronization
import TestSupport
import Testing

@testable import Platform

@Suite struct WorkAheadTests {
  /// Places that pieces write, each for the one who takes the piece.
  private final class Cells: @unchecked Sendable {
    let values: UnsafeMutablePointer<Int>
    init(_ count: Int) {
      values = .allocate(capacity: count)
      values.initialize(repeating: -1, count: count)
    }
    deinit { values.deallocate() }
  }

  @Test(arguments: [0, 1, 2, 500], [1, 2, 8])
  func `pieces come in order, done, and nil after them`(count: Int, room: Int) {
    let cells = Cells(room)
    let work = WorkAhead(count: count, room: room) { cells.values[$0 % room] = $0 * $0 }
    var wrong = 0
    for piece in 0..<count where work.next() != piece || cells.values[piece % room] != piece * piece
    {
      wrong += 1
    }
    #expect(wrong == 0 && work.next() == nil && work.next() == nil)
    #expect(work.stop() && work.stop())
  }

  @Test(arguments: [1, 3, 64]) func `a slow reader keeps what it reads`(room: Int) {
    let length = 1_000
    let cells = Cells(room * length)
    let work = WorkAhead(count: 200, room: room) { piece in
      for index in 0..<length { cells.values[piece % room * length + index] = index ^ piece }
    }
    var wrong = 0
    while let piece = work.next() {
      if piece % 7 == 0 { for _ in 0..<2_000 { _ = MonotonicClock.nanoseconds() } }
      for index in 0..<length where cells.values[piece % room * length + index] != index ^ piece {
        wrong += 1
      }
    }
    #expect(wrong == 0 && work.stop())
  }

  @Test func `a slow worker is waited for`() {
    let cells = Cells(1)
    let work = WorkAhead(count: 20, room: 1) { piece in
      for _ in 0..<5_000 { _ = MonotonicClock.nanoseconds() }
      cells.values[0] = piece
    }
    var wrong = 0
    while let piece = work.next() { if cells.values[0] != piece { wrong += 1 } }
    #expect(wrong == 0 && work.stop())
  }

  @Test(arguments: [1, 4]) func `stopping leaves out what was not begun`(room: Int) {
    final class Mark: Sendable {
      let begun = Atomic<Int>(0)
    }
    let mark = Mark()
    let work = WorkAhead(count: 1_000_000, room: room) { piece in
      mark.begun.store(piece + 1, ordering: .relaxed)
    }
    #expect(work.next() == 0 && work.next() == 1)
    #expect(!work.stop())
    let count = mark.begun.load(ordering: .relaxed)
    #expect(count >= 2 && count <= 2 + room, "no more is done than there is room for")
    for _ in 0..<1_000 { _ = MonotonicClock.nanoseconds() }
    #expect(mark.begun.load(ordering: .relaxed) == count, "nothing is worked on after the stop")
  }

  @Test(arguments: [0, 3, 200], [1, 8])
  func `what is left behind is done once, by the end`(pieces: Int, room: Int) {
    let count = 40
    let (cells, written) = (Cells(room), Cells(pieces * 3))
    let work = WorkAhead(count: count, room: room) { cells.values[$0 % room] = $0 }
    var wrong = 0
    for piece in 0..<count {
      if work.next() != piece || cells.values[piece % room] != piece { wrong += 1 }
      let share = (pieces * piece / count)..<(pieces * (piece + 1) / count)
      for number in share {
        nonisolated(unsafe) let place = written.values + number
        // Done twice, it would show.
        work.leave { place.pointee += number + 2 }
      }
    }
    work.finish()
    for number in 0..<pieces where written.values[number] != number + 1 { wrong += 1 }
    #expect(wrong == 0 && work.stop())
  }

  @Test func `a helper with no room ahead does what is left behind`() {
    final class Count: Sendable {
      let done = Atomic<Int>(0)
    }
    let left = Count()
    let work = WorkAhead(count: 10, room: 1) { _ in }
    #expect(work.next() == 0)
    for _ in 0..<5 { work.leave { left.done.add(1, ordering: .relaxed) } }
    // Nobody asks for a piece or finishes: only the helper can do it.
    let start = MonotonicClock.nanoseconds()
    while left.done.load(ordering: .relaxed) < 5,
      MonotonicClock.nanoseconds() - start < 20_000_000_000
    {}
    #expect(left.done.load(ordering: .relaxed) == 5)
    work.finish()
    #expect(left.done.load(ordering: .relaxed) == 5)
    #expect(!work.stop())
  }
}

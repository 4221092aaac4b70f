import Synchronization
import TestSupport
import Testing

@testable import Platform

private struct Refusal: Error, Equatable {
  let index: Int
}

@Suite struct ParallelMapTests {
  @Test(arguments: [1, 2, 3, 16]) func `results come by index whatever the workers`(workers: Int) {
    let squares = parallelMap(count: 1000, workers: workers) { $0 * $0 }
    #expect(squares == (0..<1000).map { $0 * $0 })
  }

  @Test func `no indices give no results`() {
    #expect(parallelMap(count: 0, workers: 4) { $0 }.isEmpty)
  }

  @Test(arguments: [1, 2, 8]) func `the error of the lowest index wins`(workers: Int) {
    var found = Mismatches()
    for _ in 0..<50 {
      do throws(Refusal) {
        _ = try parallelMap(count: 200, workers: workers) { index throws(Refusal) in
          // The later index fails sooner.
          if index == 41 { for _ in 0..<10_000 { _ = MonotonicClock.nanoseconds() } }
          if index == 41 || index == 42 { throw Refusal(index: index) }
          return index
        }
        found.add("nothing was thrown")
      } catch {
        found.check("thrown", error, equals: Refusal(index: 41))
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `cancellation leaves the rest empty`() {
    let cancellation = Cancellation()
    let values = parallelMap(count: 100, workers: 1, cancellation: cancellation) { index in
      if index == 9 { cancellation.cancel() }
      return index
    }
    #expect(values == (0..<100).map { $0 < 10 ? $0 : nil })
  }

  @Test func `two workers work at the same time`() {
    let running = Atomic<Int>(0)
    let together = Atomic<Bool>(false)
    _ = parallelMap(count: 2, workers: 2) { _ in
      running.add(1, ordering: .sequentiallyConsistent)
      let deadline = MonotonicClock.nanoseconds() + 5_000_000_000
      while running.load(ordering: .sequentiallyConsistent) < 2 {
        if MonotonicClock.nanoseconds() > deadline { return }
      }
      together.store(true, ordering: .relaxed)
    }
    #expect(together.load(ordering: .relaxed) || Process.availableProcessors == 1)
  }

  @Test func `progress reaches its receiver and silence has none`() {
    let seen = Mutex<[Int]>([])
    let progress = Progress { done, total in seen.withLock { $0 += [done, total] } }
    progress.report(done: 1, of: 2)
    Progress.silent.report(done: 2, of: 2)
    #expect(seen.withLock(\.self) == [1, 2])
  }
}

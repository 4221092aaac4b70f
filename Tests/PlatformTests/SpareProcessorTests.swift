import TestSupport
import Testing

@testable import Platform

@Suite struct SpareProcessorTests {
  @Test(arguments: [1, 2, 5]) func `one thread alone is lent all others`(processorCount: Int) {
    let processors = SpareProcessors(of: processorCount)
    let lent = (0..<10).map { _ in processors.borrow() }
    #expect(lent == (0..<10).map { $0 < processorCount - 1 })
    guard processorCount > 1 else { return }
    processors.giveBack()
    #expect(processors.borrow())
    #expect(!processors.borrow())
  }

  @Test(arguments: [(1, 0), (2, 1), (3, 2), (4, 3), (9, 3)])
  func `no more threads work than are allowed`(allowed: Int, lendable: Int) {
    let processors = SpareProcessors(of: 4)
    let lent = processors.allowing(allowed) {
      processors.working { (0..<6).count { _ in processors.borrow() } }
    }
    #expect(lent == lendable)
  }

  @Test func `workers keep theirs and leave them when they are done`() {
    let processors = SpareProcessors(of: 3)
    processors.allowing(3) {
      processors.working {
        processors.working {
          let isLentBesideTwo = processors.borrow()
          processors.working { #expect(!processors.borrow()) }
          #expect(isLentBesideTwo)
          processors.giveBack()
        }
        #expect((0..<3).map { _ in processors.borrow() } == [true, true, false])
      }
    }
  }
}

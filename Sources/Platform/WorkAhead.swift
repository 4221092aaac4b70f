import Dispatch
import Synchronization

/// Numbered pieces of work, done in order on a thread of their own, ahead of one who takes them.
///
/// What a piece writes beside its product belongs to the worker until the product was taken, and
/// from then on to the one who took it: neither touches what the other has. The pieces must not
/// depend on what is done with them, so that results are the same whichever side is faster.
package final class WorkAhead<Product: Sendable>: Sendable {
  /// What both sides hold.
  private final class State: Sendable {
    let products = Mutex<[Product]>([])
    let ready = DispatchSemaphore(value: 0)
    let end = DispatchSemaphore(value: 0)
    let isStopped = Atomic<Bool>(false)
  }

  private let state = State()
  private let count: Int
  private let taken = Atomic<Int>(0)

  /// Begins to work.
  ///
  /// - Parameters:
  ///   - count: How many pieces there are.
  ///   - body: Does a piece; called with 0, 1, 2, ... on one thread.
  package init(count: Int, _ body: @escaping @Sendable (_ piece: Int) -> Product) {
    self.count = count
    let state = state
    // A queue of one's own has a thread, however busy others are.
    DispatchQueue(label: "work ahead").async {
      for piece in 0..<count {
        if state.isStopped.load(ordering: .relaxed) { break }
        let product = body(piece)
        state.products.withLock { $0.append(product) }
        state.ready.signal()
      }
      state.end.signal()
    }
  }

  deinit { stop() }

  /// Waits until the next piece is done and takes its product; nil after the last.
  package func next() -> Product? {
    let piece = taken.load(ordering: .relaxed)
    guard piece < count else { return nil }
    taken.store(piece + 1, ordering: .relaxed)
    state.ready.wait()
    return state.products.withLock { $0[piece] }
  }

  /// Returns when nothing is worked on any more; pieces that were not begun are left out.
  ///
  /// - Returns: Whether all pieces are done.
  @discardableResult
  package func stop() -> Bool {
    state.isStopped.store(true, ordering: .relaxed)
    state.end.wait()
    // Whoever stops again finds the same.
    state.end.signal()
    return state.products.withLock { $0.count } == count
  }
}

import Synchronization

/// The processors that a program's workers leave idle, lent one at a time to work that gains by one.
///
/// What is lent counts like a worker, so that many runs side by side do not start threads that only
/// wait for each other. Nothing may depend on the answer but how long something takes.
package final class SpareProcessors: Sendable {
  private struct State {
    var workers = 0
    /// How many threads the callers of the workers allow.
    var allowance = 0
    var lent = 0
  }

  private let state = Mutex(State())
  private let processorCount: Int

  /// Those of this program.
  package static let shared = SpareProcessors(of: Process.availableProcessors)

  init(of processorCount: Int) { self.processorCount = processorCount }

  /// Borrows a processor; false if all are busy or the workers' callers allow no more threads.
  package func borrow() -> Bool {
    state.withLock { state in
      let limit = state.allowance == 0 ? processorCount : min(processorCount, state.allowance)
      // A thread that is no worker's works, too.
      guard max(1, state.workers) + state.lent < limit else { return false }
      state.lent += 1
      return true
    }
  }

  /// Gives a borrowed processor back.
  package func giveBack() {
    state.withLock { state in
      precondition(state.lent > 0, "only what was borrowed is given back")
      state.lent -= 1
    }
  }

  /// Runs work that allows so many threads in all, its own included.
  package func allowing<Value, Failure: Error>(
    _ workers: Int, _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    state.withLock { $0.allowance += workers }
    defer { state.withLock { $0.allowance -= workers } }
    return try body()
  }

  /// Runs the part of one worker.
  package func working<Value, Failure: Error>(
    _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    state.withLock { $0.workers += 1 }
    defer { state.withLock { $0.workers -= 1 } }
    return try body()
  }
}

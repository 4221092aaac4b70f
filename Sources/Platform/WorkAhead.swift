import Dispatch
import Synchronization

/// Numbered pieces of work, done in order by a helper thread ahead of a reader who takes them.
///
/// The next piece to be done belongs to the thread that has set `isWorking`; one that is counted as
/// done is the reader's until it asks for the next. The reader does a piece itself where nobody is
/// at it, and waits for nothing but a piece that is being done. Pieces must not depend on what is
/// done with them: then it shows in no result which thread did one.
package final class WorkAhead: Sendable {
  private struct State {
    /// How many pieces are done, and how many the reader has asked for.
    var doneCount = 0
    var readCount = 0
    var isWorking = false
    var isHelperAsleep = false
    var isReaderWaiting = false
    var isStopped = false
  }

  private enum Step {
    case work, wait, goOn, leave
  }

  private let count: Int
  private let room: Int
  private let body: @Sendable (Int) -> Void
  private let state = Mutex(State())
  /// Wakes the helper, and the reader.
  private let freed = DispatchSemaphore(value: 0)
  private let arrival = DispatchSemaphore(value: 0)

  /// Begins to work; whoever begins calls `stop` in the end.
  ///
  /// - Parameters:
  ///   - count: How many pieces there are.
  ///   - room: How many may lie there at a time, the one that is read included; at least 1.
  ///   - body: Does a piece, given its number; never two at a time, and in order.
  package init(count: Int, room: Int, _ body: @escaping @Sendable (Int) -> Void) {
    precondition(room >= 1, "a piece needs room")
    self.count = count
    self.room = room
    self.body = body
    DispatchQueue.global(qos: .userInitiated).async { self.help() }
  }

  // MARK: The reader

  /// The next piece, which is done, or nil after the last; the one before is given up.
  package func next() -> Int? {
    let (step, piece, wakes) = state.withLock { state in
      let piece = state.readCount
      if piece == count { return (Step.leave, piece, false) }
      state.readCount += 1
      // Woken for one piece, the helper would sleep again at once.
      let isRoomy = 2 * (state.doneCount - piece) <= room
      let wakes = state.isHelperAsleep && isRoomy && !state.isWorking
      if wakes { state.isHelperAsleep = false }
      if state.doneCount > piece { return (Step.goOn, piece, wakes) }
      if state.isWorking {
        state.isReaderWaiting = true
        return (.wait, piece, wakes)
      }
      state.isWorking = true
      return (.work, piece, wakes)
    }
    if wakes { freed.signal() }
    switch step {
    case .work:
      body(piece)
      finish()
    case .wait: arrival.wait()
    case .goOn: break
    case .leave: return nil
    }
    return piece
  }

  /// Ends the work; when this returns nothing is worked on, and nothing will be.
  ///
  /// - Returns: Whether all pieces are done.
  @discardableResult
  package func stop() -> Bool {
    let (mustWait, wakes) = state.withLock { state in
      let wakes = state.isHelperAsleep
      state.isHelperAsleep = false
      state.isStopped = true
      state.isReaderWaiting = state.isWorking
      return (state.isWorking, wakes)
    }
    if wakes { freed.signal() }
    if mustWait { arrival.wait() }
    return state.withLock { $0.doneCount } == count
  }

  // MARK: The helper

  /// Does pieces while there is room for them, until there are no more or nobody reads them.
  private func help() {
    while true {
      let (step, piece) = state.withLock { state in
        let piece = state.doneCount
        if state.isStopped || piece == count { return (Step.leave, piece) }
        // The piece that is read has its room, too.
        let isFull = piece - max(0, state.readCount - 1) >= room
        if state.isWorking || isFull {
          state.isHelperAsleep = true
          return (.wait, piece)
        }
        state.isWorking = true
        return (.work, piece)
      }
      switch step {
      case .work:
        body(piece)
        finish()
      case .wait: freed.wait()
      case .leave, .goOn: return
      }
    }
  }

  // MARK: Both

  /// Hands over the piece that the caller has done.
  private func finish() {
    let (wakesReader, wakesHelper) = state.withLock { state in
      let wakes = (state.isReaderWaiting, state.isHelperAsleep)
      state.doneCount += 1
      state.isWorking = false
      state.isReaderWaiting = false
      state.isHelperAsleep = false
      return wakes
    }
    if wakesReader { arrival.signal() }
    if wakesHelper { freed.signal() }
  }
}

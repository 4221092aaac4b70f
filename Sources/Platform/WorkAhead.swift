import Dispatch
import Synchronization

/// Numbered pieces of work, done in order by a helper thread ahead of a reader who takes them, and
/// other pieces that the reader leaves behind for the helper.
///
/// The next piece to be done belongs to the thread that has set `isWorking`; one that is counted as
/// done is the reader's until it asks for the next. The reader does a piece itself where nobody is
/// at it, and waits for nothing but a piece that is being done. Pieces must not depend on what is
/// done with them, nor on each other where they are left behind: then it shows in no result which
/// thread did one.
package final class WorkAhead: Sendable {
  /// A piece of work that was left behind.
  package typealias Leftover = @Sendable () -> Void

  private struct State {
    /// How many pieces are done, and how many the reader has asked for.
    var doneCount = 0
    var readCount = 0
    var isWorking = false
    var isHelperAsleep = false
    var isReaderWaiting = false
    var isStopped = false
    /// What was left behind, how much of it is begun, and how much done.
    var leftovers: [Leftover] = []
    var begunLeftovers = 0
    var doneLeftovers = 0
    var isFinishing = false

    /// Wakes the helper if it sleeps; whoever is told so signals.
    mutating func wakeHelper() -> Bool {
      defer { isHelperAsleep = false }
      return isHelperAsleep
    }

    mutating func takeLeftover() -> Leftover? {
      guard begunLeftovers < leftovers.count else { return nil }
      begunLeftovers += 1
      return leftovers[begunLeftovers - 1]
    }
  }

  private enum Step {
    case work, wait, goOn, leave
    case leftover(Leftover)
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
    let (piece, isLast, wakes) = state.withLock { state in
      let piece = state.readCount
      if piece == count { return (piece, true, false) }
      state.readCount += 1
      // Woken for one piece, the helper would sleep again at once.
      let isRoomy = 2 * (state.doneCount - piece) <= room
      return (piece, false, isRoomy && !state.isWorking && state.wakeHelper())
    }
    if isLast { return nil }
    if wakes { freed.signal() }
    while true {
      switch state.withLock({ step(to: piece, &$0) }) {
      case .work:
        body(piece)
        finishPiece()
        return piece
      case .leftover(let leftover):
        leftover()
        state.withLock { $0.doneLeftovers += 1 }
      case .wait:
        arrival.wait()
        return piece
      case .goOn, .leave: return piece
      }
    }
  }

  /// What the reader does so that it gets a piece.
  private func step(to piece: Int, _ state: inout State) -> Step {
    if state.doneCount > piece { return .goOn }
    if state.isWorking {
      // While the helper is at the piece, there is other work.
      if let leftover = state.takeLeftover() { return .leftover(leftover) }
      state.isReaderWaiting = true
      return .wait
    }
    state.isWorking = true
    return .work
  }

  /// Leaves work for the helper to do once there is no room ahead, or for `finish`.
  package func leave(_ leftover: @escaping Leftover) {
    let wakes = state.withLock { state in
      state.leftovers.append(leftover)
      return state.wakeHelper()
    }
    if wakes { freed.signal() }
  }

  /// Does what was left behind and nobody is at; when this returns all of it is done.
  package func finish() {
    while let leftover = state.withLock({ $0.takeLeftover() }) {
      leftover()
      state.withLock { $0.doneLeftovers += 1 }
    }
    let mustWait = state.withLock { state in
      state.isFinishing = state.doneLeftovers < state.begunLeftovers
      return state.isFinishing
    }
    if mustWait { arrival.wait() }
  }

  /// Ends the work ahead; when this returns nothing is worked on, and nothing will be.
  ///
  /// - Precondition: What was left behind is finished.
  /// - Returns: Whether all pieces are done.
  @discardableResult
  package func stop() -> Bool {
    let (mustWait, wakes) = state.withLock { state in
      precondition(
        state.doneLeftovers == state.leftovers.count, "what is left behind is finished first")
      state.isStopped = true
      state.isReaderWaiting = state.isWorking
      return (state.isWorking, state.wakeHelper())
    }
    if wakes { freed.signal() }
    if mustWait { arrival.wait() }
    return state.withLock { $0.doneCount } == count
  }

  // MARK: The helper

  /// Does pieces while there is room for them, and what is left behind where there is none, until
  /// it is stopped.
  private func help() {
    while true {
      let (step, piece) = state.withLock { state in
        let piece = state.doneCount
        if state.isStopped { return (Step.leave, piece) }
        // The piece that is read has its room, too.
        let isFull = piece - max(0, state.readCount - 1) >= room
        if piece < count, !state.isWorking, !isFull {
          state.isWorking = true
          return (.work, piece)
        }
        if let leftover = state.takeLeftover() { return (.leftover(leftover), piece) }
        state.isHelperAsleep = true
        return (.wait, piece)
      }
      switch step {
      case .work:
        body(piece)
        finishPiece()
      case .leftover(let leftover):
        leftover()
        finishLeftover()
      case .wait: freed.wait()
      case .leave, .goOn: return
      }
    }
  }

  private func finishLeftover() {
    let wakes = state.withLock { state in
      state.doneLeftovers += 1
      defer { state.isFinishing = false }
      return state.isFinishing
    }
    if wakes { arrival.signal() }
  }

  // MARK: Both

  /// Hands over the piece that the caller has done.
  private func finishPiece() {
    let (wakesReader, wakesHelper) = state.withLock { state in
      let wakesReader = state.isReaderWaiting
      state.doneCount += 1
      state.isWorking = false
      state.isReaderWaiting = false
      return (wakesReader, state.wakeHelper())
    }
    if wakesReader { arrival.signal() }
    if wakesHelper { freed.signal() }
  }
}

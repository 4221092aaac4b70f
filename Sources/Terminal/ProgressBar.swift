package import Platform
import Synchronization

/// Shows on standard error how far long work is; on a terminal only, silent otherwise.
///
/// ```swift
/// let bar = ProgressBar("reading")
/// defer { bar.finish() }
/// try read(progress: bar.progress)
/// ```
package final class ProgressBar: Sendable {
  private struct State {
    var lastDrawn: UInt64?
    var isFinished = false
  }

  /// Short work shows nothing at all.
  private static let patience: UInt64 = 300_000_000
  private static let interval: UInt64 = 100_000_000

  private let title: String
  private let isVisible: Bool
  private let started = MonotonicClock.nanoseconds()
  private let state = Mutex(State())

  /// Starts the clock; nothing is drawn yet.
  /// - Parameter isWanted: False keeps it silent, for `--quiet`.
  package init(_ title: String, isWanted: Bool = true) {
    self.title = title
    isVisible = isWanted && StandardStream.error.isTerminal
  }

  /// Where the work reports to.
  package var progress: Progress {
    isVisible ? Progress { self.update(done: $0, total: $1) } : .silent
  }

  /// Removes the bar from the screen.
  package func finish() {
    state.withLock { state in
      if state.lastDrawn != nil, !state.isFinished { StandardStream.error.write(Self.eraseLine) }
      state.isFinished = true
    }
  }

  private static let eraseLine = "\r\u{1B}[K"

  private func update(done: Int, total: Int) {
    let now = MonotonicClock.nanoseconds()
    state.withLock { state in
      let due = state.lastDrawn.map { $0 + Self.interval } ?? started + Self.patience
      guard now >= due, !state.isFinished else { return }
      state.lastDrawn = now
      let line = Self.line(
        title: title, done: done, total: total, elapsedNanoseconds: now - started,
        width: (StandardStream.error.width ?? 80) - 1)
      StandardStream.error.write(Self.eraseLine + line)
    }
  }
}

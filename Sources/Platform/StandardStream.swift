import Glibc
import Synchronization

/// Standard output or standard error: bytes are collected and written in large pieces.
///
/// Writing never throws. When the reader of a pipe goes away (`| head`) the stream becomes
/// ``isClosed`` and drops what follows, so that the command can stop quietly.
package final class StandardStream: Sendable {
  private struct State {
    var pending: [UInt8] = []
    var failure: PlatformError?
  }

  private let descriptor: Int32
  private let name: String
  private let flushThreshold: Int
  private let state = Mutex(State())

  init(descriptor: Int32, name: String, flushThreshold: Int) {
    self.descriptor = descriptor
    self.name = name
    self.flushThreshold = flushThreshold
    // A write to a closed pipe shall report an error instead of ending the process.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Standard output, written when 64 KiB have been collected or on ``flush()``.
  package static let output = StandardStream(
    descriptor: STDOUT_FILENO, name: "standard output", flushThreshold: 1 << 16)

  /// Standard error, written at once.
  package static let error = StandardStream(
    descriptor: STDERR_FILENO, name: "standard error", flushThreshold: 0)

  /// Appends text in UTF-8.
  package func write(_ text: String) {
    var text = text
    text.withUTF8 { write(UnsafeRawBufferPointer($0)) }
  }

  /// Appends bytes.
  package func write(_ bytes: UnsafeRawBufferPointer) {
    state.withLock { state in
      guard state.failure == nil else { return }
      state.pending.append(contentsOf: bytes)
      if state.pending.count >= flushThreshold { flush(&state) }
    }
  }

  /// Writes what has been collected.
  package func flush() { state.withLock { flush(&$0) } }

  /// Tells whether the reader has gone and writing is of no more use.
  package var isClosed: Bool { failure?.kind == .closedPipe }

  /// Why writing failed, if it did: the pipe is closed, the disk is full.
  package var failure: PlatformError? { state.withLock(\.failure) }

  /// Tells whether a person is looking at the stream.
  package var isTerminal: Bool { isatty(descriptor) == 1 }

  /// How many characters fit on a line: of the terminal, of `COLUMNS`, or nil if there is no limit.
  package var width: Int? {
    var size = winsize()
    if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    guard let columns = Environment.variable("COLUMNS").flatMap({ Int($0) }), columns > 0 else {
      return nil
    }
    return columns
  }

  private func flush(_ state: inout State) {
    guard !state.pending.isEmpty, state.failure == nil else { return }
    let isWritten = state.pending.withUnsafeBytes { FileSystem.writeAll($0, to: descriptor) }
    if !isWritten { state.failure = PlatformError(.write, path: name) }
    state.pending.removeAll(keepingCapacity: true)
  }
}

import Glibc
import Synchronization

/// What Ctrl-C does.
package enum Interrupts {
  /// The exit code of a program that the user interrupted.
  package static let exitCode: Int32 = 130

  // Set once before the handler is installed and never released: a signal may come at any time.
  nonisolated(unsafe) private static var target: Cancellation?

  /// Makes the first Ctrl-C cancel the work and the second one end the program.
  package static func install(_ cancellation: Cancellation) {
    target = cancellation
    signal(SIGINT) { _ in
      guard let target = Interrupts.target, !target.isCancelled else {
        _exit(Interrupts.exitCode)
      }
      target.cancel()
    }
  }
}

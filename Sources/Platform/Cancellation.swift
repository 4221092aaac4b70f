import Synchronization

/// A request to stop, shared between whoever asks and the work that looks.
///
/// Long work looks at ``isCancelled`` every millisecond or so and ends early with what it has.
public final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  /// Makes a request that nobody has raised yet.
  public init() {}

  /// Asks the work to stop; asking twice is the same as asking once.
  public func cancel() { flag.store(true, ordering: .relaxed) }

  /// Tells whether somebody asked the work to stop.
  public var isCancelled: Bool { flag.load(ordering: .relaxed) }
}

/// A place to which long work reports how far it is.
///
/// Reports may come from several threads and in any order.
public struct Progress: Sendable {
  private let receive: (@Sendable (_ done: Int, _ total: Int) -> Void)?

  /// Makes a receiver that calls `receive` with the steps done and their total.
  public init(_ receive: @escaping @Sendable (_ done: Int, _ total: Int) -> Void) {
    self.receive = receive
  }

  private init() { receive = nil }

  /// The receiver that nobody reads.
  public static let silent = Progress()

  /// Tells the receiver that `done` steps of `total` are finished.
  public func report(done: Int, of total: Int) { receive?(done, total) }
}

public import Formats
import Synchronization

/// A ledger that lives as long as the process, for runs without a store and for tests.
public final class MemoryTrialLedger: TrialLedger {
  private let kept = Mutex<[Trial]>([])

  /// Makes an empty ledger.
  public init() {}

  /// Adds attempts.
  public func append(_ trials: [Trial]) throws(LocatedError) {
    kept.withLock { $0 += trials }
  }

  /// All attempts on data of a fingerprint, oldest first.
  public func trials(on dataFingerprint: String) throws(LocatedError) -> [Trial] {
    kept.withLock { $0.filter { $0.dataFingerprint == dataFingerprint } }
  }
}

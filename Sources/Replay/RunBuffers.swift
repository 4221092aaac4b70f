import Trading

/// Memory that one run leaves to the next, so that many runs over the same bars allocate once.
///
/// A fresh page of memory costs more than the arithmetic that fills it. Not for use by two runs at
/// the same time.
public final class RunBuffers {
  private var equity: [Double] = []
  private var exposure: [Double] = []
  private var fills: [Fill] = []
  private var trades: [Trade] = []

  /// Makes an empty set of buffers.
  public init() {}

  /// Takes over the memory of a record that is no longer needed.
  public func recycle(_ record: consuming RunRecord) {
    equity = record.equity
    exposure = record.exposure
    fills = record.fills
    trades = record.trades
  }

  /// Hands the memory to a new run.
  func lend(to record: inout RunRecord, _ account: Account) {
    swap(&record.equity, &equity)
    swap(&record.exposure, &exposure)
    fills.removeAll(keepingCapacity: true)
    trades.removeAll(keepingCapacity: true)
    swap(&account.fills, &fills)
    swap(&account.trades, &trades)
  }
}

public import Formats
public import Platform

extension BarSeries {
  /// Returns a hash of everything that the data decide: times, prices, volume, symbol, timeframe.
  ///
  /// It is a tree of SHA-256 over leaves of 1 MiB of each column's little-endian bytes, so it does
  /// not depend on `workers`. Nil if cancelled.
  /// - Parameter repairs: What was changed in the data before, in any fixed form.
  /// - Complexity: O(*n*), about 20 ns per bar and worker.
  public func fingerprint(
    repairs: String = "", workers: Int = 1, cancellation: Cancellation? = nil
  ) -> SHA256.Digest? {
    let columns = fingerprintColumns
    let tasks = columns.indices.flatMap { column in
      stride(from: 0, to: columns[column].byteCount, by: SHA256.leafSize).map { (column, $0) }
    }
    let leaves = parallelMap(count: tasks.count, workers: workers, cancellation: cancellation) {
      let (column, offset) = tasks[$0]
      return columns[column].leaf(at: offset)
    }
    guard !leaves.contains(where: { $0 == nil }) else { return nil }
    var root = SHA256()
    root.update("bars 1\n\(instrument.symbol)\n\(timeframe)\n\(count)\n\(repairs)\n")
    root.update(columns.map { "\($0.name) \($0.byteCount)\n" }.joined())
    for leaf in leaves.compactMap(\.self) { root.update(leaf.bytes) }
    return root.finalize()
  }

  private var fingerprintColumns: [FingerprintColumn] {
    [
      FingerprintColumn("open time", openTimes), FingerprintColumn("close time", closeTimes),
      FingerprintColumn("day", days), FingerprintColumn("open", open),
      FingerprintColumn("high", high), FingerprintColumn("low", low),
      FingerprintColumn("close", close), FingerprintColumn("volume", volume),
    ]
  }
}

/// The bytes of a column, whatever its numbers are.
private struct FingerprintColumn: Sendable {
  let name: String
  let byteCount: Int
  /// The hash of the leaf that begins at a byte.
  let leaf: @Sendable (Int) -> SHA256.Digest

  init<Number: Sendable & BitwiseCopyable>(_ name: String, _ numbers: [Number]) {
    self.name = name
    byteCount = numbers.count * MemoryLayout<Number>.stride
    leaf = { offset in
      numbers.withUnsafeBytes { bytes in
        let end = min(offset + SHA256.leafSize, bytes.count)
        return SHA256.digest(UnsafeRawBufferPointer(rebasing: bytes[offset..<end]))
      }
    }
  }

  func leaf(at offset: Int) -> SHA256.Digest { leaf(offset) }
}

import Platform

extension SHA256 {
  /// How many bytes a leaf of the tree covers, the last one excepted.
  public static let leafSize = 1 << 20

  /// Returns the hash of the hashes of 1 MiB pieces, computed on several threads.
  ///
  /// Differs from the plain hash even for a single leaf; no bytes have no leaf and give the hash
  /// of nothing.
  package static func tree(_ bytes: UnsafeRawBufferPointer, workers: Int) -> Digest {
    // Leaves only read; the caller keeps the bytes alive until all are done.
    nonisolated(unsafe) let bytes = bytes
    let leafCount = (bytes.count + leafSize - 1) / leafSize
    let leaves = parallelMap(count: leafCount, workers: workers) { index in
      let range = index * leafSize..<min((index + 1) * leafSize, bytes.count)
      return digest(UnsafeRawBufferPointer(rebasing: bytes[range]))
    }
    return tree(leaves: leaves.compactMap(\.self))
  }

  /// Returns the hash of leaves' hashes, one after the other.
  public static func tree(leaves: [Digest]) -> Digest {
    var root = SHA256()
    for leaf in leaves { root.update(leaf.bytes) }
    return root.finalize()
  }
}

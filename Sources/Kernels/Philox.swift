/// The counter-based generator Philox4x32-10: a keyed bijection of 128-bit blocks.
///
/// J. Salmon, M. Moraes, R. Dror, D. Shaw: "Parallel random numbers: as easy as 1, 2, 3" (2011).
/// Block *n* of a key is computed directly, without the blocks before it.
struct Philox {
  /// The key.
  var key: (UInt32, UInt32)

  /// Makes a generator from 64 bits, the low word first.
  init(key: UInt64) {
    self.key = (UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32))
  }

  /// The block for a counter of 128 bits; words are ordered from the low end.
  @inline(__always)
  func block(low: UInt64, high: UInt64) -> (low: UInt64, high: UInt64) {
    var (a, b) = (UInt32(truncatingIfNeeded: low), UInt32(truncatingIfNeeded: low >> 32))
    var (c, d) = (UInt32(truncatingIfNeeded: high), UInt32(truncatingIfNeeded: high >> 32))
    var (left, right) = key
    for _ in 0..<10 {
      let first = UInt64(a) &* 0xd251_1f53
      let second = UInt64(c) &* 0xcd9e_8d57
      a = UInt32(truncatingIfNeeded: second >> 32) ^ b ^ left
      b = UInt32(truncatingIfNeeded: second)
      c = UInt32(truncatingIfNeeded: first >> 32) ^ d ^ right
      d = UInt32(truncatingIfNeeded: first)
      left &+= 0x9e37_79b9
      right &+= 0xbb67_ae85
    }
    return (UInt64(a) | UInt64(b) << 32, UInt64(c) | UInt64(d) << 32)
  }
}

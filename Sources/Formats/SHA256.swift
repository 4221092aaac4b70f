/// The hash function SHA-256 (FIPS 180-4), fed piece by piece.
///
/// ```swift
/// var hash = SHA256()
/// hash.update("abc")
/// hash.finalize().hex  // ba7816bf…
/// ```
public struct SHA256: Sendable {
  /// The 32 bytes that a hash comes to.
  public struct Digest: Sendable, Hashable {
    /// The bytes, first one first.
    public let bytes: [UInt8]

    /// The bytes as 64 lower-case hexadecimal digits.
    public var hex: String {
      let digits = Array("0123456789abcdef".utf8)
      return String(
        decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
  }

  static let blockSize = 64

  private var state = SIMD8<UInt32>(
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)
  private var byteCount: UInt64 = 0
  /// The start of a block that is not full yet.
  private var pending: [UInt8] = []

  /// Starts a hash of nothing.
  public init() {}

  /// Appends bytes to what is hashed.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    byteCount += UInt64(bytes.count)
    var rest = bytes[...]
    if !pending.isEmpty {
      let taken = rest.prefix(Self.blockSize - pending.count)
      pending.append(contentsOf: taken)
      rest = rest.dropFirst(taken.count)
      guard pending.count == Self.blockSize else { return }
      pending.withUnsafeBytes { Self.compress(&state, $0) }
      pending.removeAll(keepingCapacity: true)
    }
    let wholeCount = rest.count & ~(Self.blockSize - 1)
    Self.compress(&state, UnsafeRawBufferPointer(rebasing: rest.prefix(wholeCount)))
    pending.append(contentsOf: rest.dropFirst(wholeCount))
  }

  /// Appends bytes to what is hashed.
  public mutating func update(_ bytes: RawSpan) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Appends bytes to what is hashed.
  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Appends text in UTF-8 to what is hashed.
  public mutating func update(_ text: String) {
    var text = text
    text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
  }

  /// Returns the hash of all that was appended; the receiver may go on.
  public func finalize() -> Digest {
    // FIPS 180-4 §5.1.1: a one bit, zeros, and the length in bits as 64-bit big-endian number.
    var tail = pending + [0x80]
    tail += [UInt8](repeating: 0, count: (120 - tail.count) % Self.blockSize)
    tail += (0..<8).map { UInt8(truncatingIfNeeded: (byteCount * 8) >> (56 - 8 * UInt64($0))) }
    var final = state
    tail.withUnsafeBytes { Self.compress(&final, $0) }
    return Digest(
      bytes: (0..<32).map { UInt8(truncatingIfNeeded: final[$0 / 4] >> UInt32(24 - $0 % 4 * 8)) })
  }

  /// Returns the hash of bytes.
  public static func digest(_ bytes: UnsafeRawBufferPointer) -> Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalize()
  }

  /// Returns the hash of text in UTF-8.
  public static func digest(_ text: String) -> Digest {
    var hash = SHA256()
    hash.update(text)
    return hash.finalize()
  }
}

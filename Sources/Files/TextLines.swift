/// The bytes of a text file and where its lines are.
struct TextLines {
  let bytes: UnsafeBufferPointer<UInt8>

  static let newline: UInt8 = 0x0A

  /// The line that begins at an offset, without its end, and where the next one begins.
  func line(at start: Int) -> (content: UnsafeBufferPointer<UInt8>, next: Int) {
    var end = start
    while end < bytes.count, bytes[end] != Self.newline { end += 1 }
    let next = min(end + 1, bytes.count)
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return (UnsafeBufferPointer(rebasing: bytes[start..<end]), next)
  }

  /// Where a line begins at or after an offset.
  func lineStart(atOrAfter offset: Int) -> Int {
    var position = offset
    while position < bytes.count, bytes[position - 1] != Self.newline { position += 1 }
    return position
  }

  /// How many lines begin in a range that starts with a line.
  ///
  /// - Complexity: O(*n*), eight bytes at a time.
  func lineCount(_ range: Range<Int>) -> Int {
    guard let base = bytes.baseAddress, !range.isEmpty else { return 0 }
    let raw = UnsafeRawPointer(base)
    let ones: UInt64 = 0x0101_0101_0101_0101
    var count = 0
    var position = range.lowerBound
    while position + 8 <= range.upperBound {
      // A byte of the word is zero where there is a newline; the high bits mark the zeros exactly.
      let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self) ^ (ones &* 0x0A)
      let low = ones &* 0x7F
      count += (~(((word & low) &+ low) | word) & (ones &* 0x80)).nonzeroBitCount
      position += 8
    }
    while position < range.upperBound {
      if bytes[position] == Self.newline { count += 1 }
      position += 1
    }
    return bytes[range.upperBound - 1] == Self.newline ? count : count + 1
  }

  /// Tells whether a line has nothing but spaces.
  static func isBlank(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  }

  /// Text for a message, cut where it would be too long.
  static func excerpt(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let limit = 40
    let text = String(
      decoding: UnsafeBufferPointer(rebasing: bytes.prefix(limit)), as: UTF8.self)
    return bytes.count > limit ? text + "…" : text
  }
}

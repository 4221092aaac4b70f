/// Makes valid text of the bytes of a file.
enum SourceDecoding {
  /// Drops a byte-order mark and replaces what is no UTF-8 by U+FFFD.
  static func decode(_ bytes: [UInt8]) -> (bytes: [UInt8], repaired: [SourceSpan]) {
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let body = hasMark ? bytes[3...] : bytes[...]
    if isValid(body) { return (hasMark ? Array(body) : bytes, []) }
    var result: [UInt8] = []
    result.reserveCapacity(body.count)
    var repaired: [SourceSpan] = []
    var index = body.startIndex
    while index < body.endIndex {
      let length = sequenceLength(body, at: index)
      if length > 0 {
        result.append(contentsOf: body[index..<index + length])
        index += length
      } else {
        if let last = repaired.last, last.end == result.count {
          repaired[repaired.count - 1].end += 3
        } else {
          repaired.append(SourceSpan(result.count, result.count + 3))
        }
        result.append(contentsOf: [0xEF, 0xBF, 0xBD])
        index += 1
      }
    }
    return (result, repaired)
  }

  /// The offsets at which lines begin; `\n`, `\r\n` and a lone `\r` end a line.
  static func lineStarts(of bytes: [UInt8]) -> [Int] {
    var starts = [0]
    for (index, byte) in bytes.enumerated() {
      let isEnd =
        byte == 0x0A || byte == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A)
      if isEnd { starts.append(index + 1) }
    }
    return starts
  }

  private static func isValid(_ bytes: ArraySlice<UInt8>) -> Bool {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] < 0x80 {
        index += 1
        continue
      }
      let length = sequenceLength(bytes, at: index)
      if length == 0 { return false }
      index += length
    }
    return true
  }

  /// The length of the well-formed sequence that begins at `index`, or 0 (Unicode 15, table 3-7).
  private static func sequenceLength(_ bytes: ArraySlice<UInt8>, at index: Int) -> Int {
    let lead = bytes[index]
    let (length, low, high): (Int, UInt8, UInt8)
    switch lead {
    case 0..<0x80: return 1
    case 0xC2...0xDF: (length, low, high) = (2, 0x80, 0xBF)
    case 0xE0: (length, low, high) = (3, 0xA0, 0xBF)
    case 0xED: (length, low, high) = (3, 0x80, 0x9F)
    case 0xE1...0xEF: (length, low, high) = (3, 0x80, 0xBF)
    case 0xF0: (length, low, high) = (4, 0x90, 0xBF)
    case 0xF1...0xF3: (length, low, high) = (4, 0x80, 0xBF)
    case 0xF4: (length, low, high) = (4, 0x80, 0x8F)
    default: return 0
    }
    guard index + length <= bytes.endIndex, (low...high).contains(bytes[index + 1]) else {
      return 0
    }
    for offset in 2..<max(length, 2) where bytes[index + offset] & 0xC0 != 0x80 { return 0 }
    return length
  }
}

/// A compiled time zone file, TZif version 1 to 4 (RFC 8536).
struct TimeZoneFile {
  let periods: [TimeZoneRules.Period]
  let afterwards: PosixTimeZone

  /// Reads a file's content; nil if it is not such a file or breaks its rules.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard var header = Header(bytes, at: 0) else { return nil }
    var timeSize = 4
    if header.version >= 2 {
      // The first block repeats the data in 32 bits for readers of long ago.
      guard let second = Header(bytes, at: header.end(timeSize: 4)) else { return nil }
      header = second
      timeSize = 8
    }
    let block = Block(bytes: bytes, header: header, timeSize: timeSize)
    guard header.end(timeSize: timeSize) <= bytes.count, header.typeCount > 0,
      let periods = block.periods(), let lastOffset = block.lastOffset()
    else { return nil }
    self.periods = periods
    let footer = Self.footer(bytes, from: header.end(timeSize: timeSize))
    afterwards =
      footer.flatMap { PosixTimeZone($0) } ?? PosixTimeZone(standardOffset: lastOffset)
  }

  /// The text between two line feeds at the end of the file.
  private static func footer(_ bytes: UnsafeRawBufferPointer, from start: Int) -> String? {
    let rest = bytes[start...]
    guard rest.first == 0x0A else { return nil }
    return String(decoding: rest.dropFirst().prefix { $0 != 0x0A }, as: UTF8.self)
  }
}

extension TimeZoneFile {
  /// The counts at the start of a block, in the words of RFC 8536 §3.1.
  private struct Header {
    static let size = 44
    let start: Int
    let version: Int
    let isUTCount, isStandardCount, leapCount, timeCount, typeCount, characterCount: Int

    init?(_ bytes: UnsafeRawBufferPointer, at start: Int) {
      guard start + Self.size <= bytes.count, bytes[start..<start + 4].elementsEqual("TZif".utf8)
      else { return nil }
      func count(_ index: Int) -> Int {
        Int(
          UInt32(
            bigEndian: bytes.loadUnaligned(fromByteOffset: start + 20 + 4 * index, as: UInt32.self)
          ))
      }
      self.start = start
      // An ASCII digit; 0 stands for version 1.
      version = bytes[start + 4] == 0 ? 1 : Int(bytes[start + 4]) - 0x30
      (isUTCount, isStandardCount, leapCount) = (count(0), count(1), count(2))
      (timeCount, typeCount, characterCount) = (count(3), count(4), count(5))
    }

    func typeIndexStart(timeSize: Int) -> Int { start + Self.size + timeCount * timeSize }
    func typeStart(timeSize: Int) -> Int { typeIndexStart(timeSize: timeSize) + timeCount }

    func end(timeSize: Int) -> Int {
      typeStart(timeSize: timeSize) + typeCount * 6 + characterCount + leapCount * (timeSize + 4)
        + isStandardCount + isUTCount
    }
  }

  /// The changes of offset in a block.
  private struct Block {
    let bytes: UnsafeRawBufferPointer
    let header: Header
    let timeSize: Int

    func time(_ index: Int) -> Int64 {
      let offset = header.start + Header.size + index * timeSize
      return timeSize == 8
        ? Int64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int64.self))
        : Int64(Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)))
    }

    /// The offset of a type in seconds; nil if there is no such type.
    func offset(ofType type: Int) -> Int? {
      guard type < header.typeCount else { return nil }
      let start = header.typeStart(timeSize: timeSize) + type * 6
      return Int(Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: start, as: Int32.self)))
    }

    /// The offset after a change.
    func offset(after index: Int) -> Int? {
      offset(ofType: Int(bytes[header.typeIndexStart(timeSize: timeSize) + index]))
    }

    func lastOffset() -> Int? {
      header.timeCount == 0 ? offset(ofType: 0) : offset(after: header.timeCount - 1)
    }

    /// The stretches up to the last change; type 0 holds before the first one.
    func periods() -> [TimeZoneRules.Period]? {
      var periods: [TimeZoneRules.Period] = []
      guard var offset = offset(ofType: 0) else { return nil }
      var start = Int64.min
      for index in 0..<header.timeCount {
        let end = time(index)
        guard end > start, let next = self.offset(after: index) else { return nil }
        periods.append(TimeZoneRules.Period(start: start, end: end, offsetSeconds: offset))
        (start, offset) = (end, next)
      }
      return periods
    }
  }
}

/// Takes a line of separated values apart.
///
/// A field may stand in double quotes, in which the separator is an ordinary character and two
/// quotes stand for one. Spaces and tabs around a field do not belong to it.
struct LineSplitter {
  let separator: UInt8

  private static let quote: UInt8 = 0x22

  /// The fields as ranges of the line, quotes left out; nil if a quote does not end.
  ///
  /// Doubled quotes stay doubled: no number, time or usable name has quotes inside.
  func fields(_ line: UnsafeBufferPointer<UInt8>) -> [Range<Int>]? {
    var fields: [Range<Int>] = []
    var position = 0
    while true {
      var start = position
      while start < line.count, isBlank(line[start]) { start += 1 }
      if start < line.count, line[start] == Self.quote {
        guard let end = quoteEnd(line, from: start + 1) else { return nil }
        fields.append(start + 1..<end)
        position = end + 1
        while position < line.count, line[position] != separator { position += 1 }
      } else {
        position = start
        while position < line.count, line[position] != separator { position += 1 }
        var end = position
        while end > start, isBlank(line[end - 1]) { end -= 1 }
        fields.append(start..<end)
      }
      if position >= line.count { return fields }
      position += 1
    }
  }

  /// The fields as text.
  func texts(_ line: UnsafeBufferPointer<UInt8>) -> [String]? {
    fields(line)?.map { String(decoding: UnsafeBufferPointer(rebasing: line[$0]), as: UTF8.self) }
  }

  private func quoteEnd(_ line: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var position = start
    while position < line.count {
      if line[position] == Self.quote {
        let isDoubled = position + 1 < line.count && line[position + 1] == Self.quote
        if !isDoubled { return position }
        position += 1
      }
      position += 1
    }
    return nil
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte != separator && (byte == 0x20 || byte == 0x09)
  }
}

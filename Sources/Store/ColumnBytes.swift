/// Columns of numbers as little-endian bytes, the same on every machine.
enum ColumnBytes {
  static func bytes(_ column: ArraySlice<Double>) -> [UInt8] {
    bytes(column.map { $0.bitPattern.littleEndian })
  }

  static func bytes(_ column: ArraySlice<Int64>) -> [UInt8] { bytes(column.map(\.littleEndian)) }

  static func bytes(_ column: ArraySlice<Int32>) -> [UInt8] { bytes(column.map(\.littleEndian)) }

  private static func bytes<Number: BitwiseCopyable>(_ numbers: [Number]) -> [UInt8] {
    numbers.withUnsafeBytes { Array($0) }
  }

  static func doubles(_ bytes: UnsafeRawBufferPointer) -> [Double] {
    numbers(bytes, of: UInt64.self).map { Double(bitPattern: UInt64(littleEndian: $0)) }
  }

  static func longs(_ bytes: UnsafeRawBufferPointer) -> [Int64] {
    numbers(bytes, of: Int64.self).map(Int64.init(littleEndian:))
  }

  static func integers(_ bytes: UnsafeRawBufferPointer) -> [Int32] {
    numbers(bytes, of: Int32.self).map(Int32.init(littleEndian:))
  }

  /// Whole numbers of the bytes; what is left over at the end is dropped.
  private static func numbers<Number: BitwiseCopyable>(
    _ bytes: UnsafeRawBufferPointer, of type: Number.Type
  ) -> [Number] {
    let size = MemoryLayout<Number>.size
    return (0..<bytes.count / size).map {
      bytes.loadUnaligned(fromByteOffset: $0 * size, as: Number.self)
    }
  }
}

/// Four doubles compared at a time, with conditions as bits.
///
/// The standard library's `any` and `all` take a mask apart lane by lane; bits need two words.
public enum FourLanes {
  /// Four neighbours in memory.
  public typealias Vector = SIMD4<Double>
  /// All bits of a lane set where a condition holds, none elsewhere.
  public typealias Bits = SIMD4<UInt64>

  /// How many places are taken at a time.
  @inlinable public static var count: Int { 4 }

  /// Reads the values at a place and behind it; there must be `count` of them.
  @inlinable
  @inline(__always)
  public static func load(_ place: UnsafePointer<Double>) -> Vector {
    UnsafeRawPointer(place).loadUnaligned(as: Vector.self)
  }

  /// Writes values to a place and behind it.
  @inlinable
  @inline(__always)
  public static func store(_ values: Vector, _ place: UnsafeMutablePointer<Double>) {
    UnsafeMutableRawPointer(place).storeBytes(of: values, as: Vector.self)
  }

  /// A condition as bits.
  @inlinable
  @inline(__always)
  public static func bits(_ condition: SIMDMask<SIMD4<Int64>>) -> Bits {
    unsafeBitCast(condition, to: Bits.self)
  }

  /// Whether no bit is set: the condition holds in no lane.
  @inlinable
  @inline(__always)
  public static func areClear(_ bits: Bits) -> Bool {
    let halves = bits.lowHalf | bits.highHalf
    return halves.x | halves.y == 0
  }

  /// Two conditions of each lane as places of a number: of the first lane 1 and 2, of the next 4 and
  /// 8, and so on.
  @inlinable
  @inline(__always)
  public static func places(_ first: Bits, _ second: Bits) -> Int {
    let places = (first & Bits(1, 4, 16, 64)) | (second & Bits(2, 8, 32, 128))
    let halves = places.lowHalf | places.highHalf
    return Int(truncatingIfNeeded: halves.x | halves.y)
  }

  /// The larger of two values in each lane; the first where one of them is NaN.
  @inlinable
  @inline(__always)
  public static func larger(_ first: Vector, _ second: Vector) -> Vector {
    first.replacing(with: second, where: second .> first)
  }

  /// The smaller of two values in each lane; the first where one of them is NaN.
  @inlinable
  @inline(__always)
  public static func smaller(_ first: Vector, _ second: Vector) -> Vector {
    first.replacing(with: second, where: second .< first)
  }
}

/// Loops that take several places of a block at a time.
///
/// Each place's own operations and their order are those of the loop over one place, so the bits are
/// the same.
enum Lanes {
  /// How many places are taken at a time.
  static let count = 8
  typealias Vector = SIMD8<Double>

  @inline(__always)
  static func load(_ place: UnsafePointer<Double>) -> Vector {
    UnsafeRawPointer(place).loadUnaligned(as: Vector.self)
  }

  @inline(__always)
  static func store(_ vector: Vector, _ place: UnsafeMutablePointer<Double>) {
    UnsafeMutableRawPointer(place).storeBytes(of: vector, as: Vector.self)
  }

  /// What a function makes of each lane.
  @inline(__always)
  static func vector(_ lane: (Int) -> Double) -> Vector {
    Vector(lane(0), lane(1), lane(2), lane(3), lane(4), lane(5), lane(6), lane(7))
  }

  @inline(__always)
  static func magnitude(_ vector: Vector) -> Vector {
    let bits = unsafeBitCast(vector, to: SIMD8<UInt64>.self)
    return unsafeBitCast(bits & SIMD8(repeating: ~(1 << 63)), to: Vector.self)
  }

  /// Whether one of the values is NaN.
  @inline(__always)
  static func containNaN(_ values: UnsafePointer<Double>, count: Int) -> Bool {
    // No early exit and no choice: the loop runs several elements at a time, one comparison for a
    // value of each half.
    var found: UInt64 = count > 0 ? missing(values[count - 1]) : 0
    let half = count / 2
    let later = values + half
    for index in 0..<half { found |= missing(values[index]) | missing(later[index]) }
    return found != 0
  }

  /// Whether one of a column's values is NaN.
  static func containNaN(_ values: [Double]) -> Bool {
    values.withUnsafeBufferPointer { values in
      values.baseAddress.map { containNaN($0, count: values.count) } ?? false
    }
  }

  /// Whether one of the values of two columns is NaN.
  @inline(__always)
  static func containNaN(
    _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, count: Int
  ) -> Bool {
    var found: UInt64 = 0
    for index in 0..<count { found |= missing(left[index]) | missing(right[index]) }
    return found != 0
  }

  /// How many values are at most a limit.
  @inline(__always)
  static func count(of values: UnsafeBufferPointer<Double>, upTo limit: Double) -> Int {
    guard let start = values.baseAddress else { return 0 }
    var counts = SIMD8<Int64>()
    var place = 0
    while place + count <= values.count {
      counts &-= unsafeBitCast(load(start + place) .<= limit, to: SIMD8<Int64>.self)
      place += count
    }
    var total = Int(counts.wrappedSum())
    while place < values.count {
      total += start[place] <= limit ? 1 : 0
      place += 1
    }
    return total
  }

  /// All bits set if a condition holds, none if it is 0 or NaN.
  @inline(__always)
  static func truth(_ condition: Double) -> Int {
    let size = condition.magnitude.bitPattern
    return ~(Int(bitPattern: UInt((size &- 1) | (Double.infinity.bitPattern &- size))) >> 63)
  }

  /// A word that is 0 unless the value is NaN.
  @inline(__always)
  private static func missing(_ value: Double) -> UInt64 { value == value ? 0 : 1 }

  /// Writes each value less the one before, which for the first is given.
  @inline(__always)
  static func changes(
    _ values: UnsafePointer<Double>, after previous: Double, count: Int,
    into results: UnsafeMutablePointer<Double>
  ) {
    let (later, laterResults) = (values + 1, results + 1)
    results[0] = values[0] - previous
    for place in 0..<count - 1 { laterResults[place] = later[place] - values[place] }
  }

  /// Writes NaN.
  @inline(__always)
  static func clear(_ results: UnsafeMutablePointer<Double>, count: Int) {
    for index in 0..<count { results[index] = .nan }
  }

  /// Writes what a function makes of the places from a given one on, `Lanes.count` of them.
  ///
  /// For the last places the function is asked for more than there are: it may read as much beyond.
  @inline(__always)
  static func forEachGroup(
    _ count: Int, _ results: UnsafeMutablePointer<Double>, _ body: (Int) -> Vector
  ) {
    var place = 0
    while place + Self.count <= count {
      store(body(place), results + place)
      place += Self.count
    }
    guard place < count else { return }
    let rest = body(place)
    for lane in 0..<count - place { results[place + lane] = rest[lane] }
  }
}

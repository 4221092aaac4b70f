/// What the correlation of two columns is made of, both columns side by side in one register.
package struct PairMoments: WindowMoments {
  var sum = SIMD2<Double>()
  var square = SIMD2<Double>()
  var product = 0.0

  package init() {}

  package mutating func add(
    _ value: (Double, Double), pivot: (Double, Double), index: Int
  ) {
    add(SIMD2(value.0, value.1) - SIMD2(pivot.0, pivot.1))
  }

  @inline(__always)
  mutating func add(_ distance: SIMD2<Double>) {
    sum += distance
    square += distance * distance
    product += distance.x * distance.y
  }

  /// Pearson's correlation, 0 where the covariance is up to `tolerance`, NaN for a constant column.
  package static func correlation(
    _ ending: PairMoments, _ beginning: PairMoments, length: Int, tolerance: Double
  ) -> Double {
    let spread = Spread(ending, beginning, share: 1 / Double(length))
    return spread.correlation(
      spread.covariance / spread.product.magnitude.squareRoot(), tolerance: tolerance)
  }

  /// Leaves for each place of a block what its windows have of the block before.
  ///
  /// - Parameters:
  ///   - x: From the block's first on, the block before in front of it.
  ///   - y: The same of the other column.
  package static func leaveEndings(
    _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, length: Int,
    in endings: UnsafeMutablePointer<PairMoments>
  ) {
    let pivot = SIMD2(x[0], y[0])
    let (oldX, oldY) = (x - length, y - length)
    var ending = PairMoments()
    for index in stride(from: length - 1, through: 0, by: -1) {
      endings[index] = ending
      ending.add(SIMD2(oldX[index], oldY[index]) - pivot)
    }
  }
}

/// How far a window's pairs are spread, in sums of squares.
struct Spread {
  /// Of the two columns, the smaller one, and the product.
  var least: Double
  var product: Double
  /// Of the pairs, by the sum and as the mean.
  var covariance: Double
  var mean: Double

  @inline(__always)
  init(_ ending: PairMoments, _ beginning: PairMoments, share: Double) {
    let sum = ending.sum + beginning.sum
    let spread = ending.square + beginning.square - sum * sum * share
    least = spread.x < spread.y ? spread.x : spread.y
    product = spread.x * spread.y
    covariance = ending.product + beginning.product - sum.x * sum.y * share
    mean = covariance.magnitude * share
  }

  @inline(__always)
  init(least: Double, product: Double, covariance: Double, share: Double) {
    (self.least, self.product, self.covariance) = (least, product, covariance)
    mean = covariance.magnitude * share
  }

  /// Chooses among results that are all there, so that a loop can take several places at a time.
  ///
  /// - Parameter ratio: The covariance by the root of the product.
  @inline(__always)
  func correlation(_ ratio: Double, tolerance: Double) -> Double {
    let atMostOne = ratio > 1 ? 1 : ratio
    let bounded = atMostOne < -1 ? -1 : atMostOne
    let answer = mean <= tolerance ? 0 : bounded
    let spreadAnswer = least > 0 ? answer : .nan
    return product == product ? spreadAnswer : .nan
  }
}

/// The spreads of whole windows, column by column, of which correlations are made several at a time.
package struct PairSpreads: ~Copyable {
  private let columns: UnsafeMutablePointer<Double>
  private let capacity: Int
  private let share: Double
  private var count = 0

  /// How many windows there is room for.
  package var vacancy: Int { capacity - count }

  /// Makes room for windows of a length.
  package init(capacity: Int, length: Int) {
    self.capacity = capacity
    share = 1 / Double(length)
    columns = .allocate(capacity: 4 * capacity)
  }

  deinit { columns.deallocate() }

  /// Takes the windows that end on places of a block.
  ///
  /// - Parameters:
  ///   - endings: What they have of the block before.
  ///   - beginning: What is summed of their own.
  package mutating func add(
    _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, count added: Int,
    pivot: (Double, Double), endings: UnsafePointer<PairMoments>, _ beginning: inout PairMoments
  ) {
    let (least, product) = (columns + count, columns + capacity + count)
    let covariance = product + capacity
    let (pivot, share) = (SIMD2(pivot.0, pivot.1), share)
    var moments = beginning
    for index in 0..<added {
      moments.add(SIMD2(x[index], y[index]) - pivot)
      let spread = Spread(endings[index], moments, share: share)
      least[index] = spread.least
      product[index] = spread.product
      covariance[index] = spread.covariance
    }
    beginning = moments
    count += added
  }

  /// Writes the correlations of the windows taken, and forgets these.
  package mutating func finish(tolerance: Double, into results: UnsafeMutablePointer<Double>) {
    let (least, product) = (columns, columns + capacity)
    let (covariance, ratio) = (columns + 2 * capacity, columns + 3 * capacity)
    // Where the product is negative there is no correlation; the magnitude cannot fail.
    for index in 0..<count {
      ratio[index] = covariance[index] / product[index].magnitude.squareRoot()
    }
    for index in 0..<count {
      let spread = Spread(
        least: least[index], product: product[index], covariance: covariance[index], share: share)
      results[index] = spread.correlation(ratio[index], tolerance: tolerance)
    }
    count = 0
  }
}

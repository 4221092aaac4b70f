import Kernels

// Linear algebra of small dense matrices.
extension MatrixObject {
  init(_ rowCount: Int, _ columnCount: Int, filledWith value: Double) {
    self.init(
      rowCount: rowCount, columnCount: columnCount,
      elements: Array(repeating: value, count: rowCount * columnCount))
  }

  static func identity(_ size: Int) -> MatrixObject {
    var matrix = MatrixObject(size, size, filledWith: 0)
    for index in 0..<size { matrix[index, index] = 1 }
    return matrix
  }

  subscript(row: Int, column: Int) -> Double {
    get { elements[row * columnCount + column] }
    set { elements[row * columnCount + column] = newValue }
  }

  var isSquare: Bool { rowCount == columnCount }
  var hasMissing: Bool { elements.contains { !$0.isFinite } }

  func row(_ index: Int) -> [Double] {
    Array(elements[index * columnCount..<(index + 1) * columnCount])
  }

  func column(_ index: Int) -> [Double] { (0..<rowCount).map { self[$0, index] } }

  var transposed: MatrixObject {
    var result = MatrixObject(columnCount, rowCount, filledWith: 0)
    for row in 0..<rowCount {
      for column in 0..<columnCount { result[column, row] = self[row, column] }
    }
    return result
  }

  /// The product; the inner dimensions agree.
  func times(_ other: MatrixObject) -> MatrixObject {
    var result = MatrixObject(rowCount, other.columnCount, filledWith: 0)
    for row in 0..<rowCount {
      for column in 0..<other.columnCount {
        var sum = 0.0
        for inner in 0..<columnCount { sum += self[row, inner] * other[inner, column] }
        result[row, column] = sum
      }
    }
    return result
  }

  /// By elimination with row pivots; the matrix is square.
  var determinant: Double {
    var work = self
    var product = 1.0
    for pivot in 0..<rowCount {
      guard let best = work.pivotRow(pivot, from: pivot), work[best, pivot] != 0 else { return 0 }
      if best != pivot {
        work.swapRows(best, pivot)
        product = -product
      }
      product *= work[pivot, pivot]
      work.eliminate(below: pivot, column: pivot)
    }
    return product
  }

  /// The inverse by elimination; nil when there is none.
  var inverse: MatrixObject? {
    var work = self
    var result = MatrixObject.identity(rowCount)
    for pivot in 0..<rowCount {
      guard let best = work.pivotRow(pivot, from: pivot), abs(work[best, pivot]) > 1e-14 else {
        return nil
      }
      work.swapRows(best, pivot)
      result.swapRows(best, pivot)
      let scale = work[pivot, pivot]
      for column in 0..<columnCount {
        work[pivot, column] /= scale
        result[pivot, column] /= scale
      }
      for row in 0..<rowCount where row != pivot {
        let factor = work[row, pivot]
        guard factor != 0 else { continue }
        for column in 0..<columnCount {
          work[row, column] -= factor * work[pivot, column]
          result[row, column] -= factor * result[pivot, column]
        }
      }
    }
    return result
  }

  /// Number of independent rows, by elimination with a tolerance relative to the largest element.
  var rank: Int {
    var work = self
    let tolerance = 1e-10 * max(1, elements.map { abs($0) }.max() ?? 0)
    var rank = 0
    for column in 0..<columnCount where rank < rowCount {
      guard let best = work.pivotRow(column, from: rank), abs(work[best, column]) > tolerance
      else { continue }
      work.swapRows(best, rank)
      work.eliminate(below: rank, column: column)
      rank += 1
    }
    return rank
  }

  mutating func swapRows(_ first: Int, _ second: Int) {
    guard first != second else { return }
    for column in 0..<columnCount {
      let value = self[first, column]
      self[first, column] = self[second, column]
      self[second, column] = value
    }
  }

  private func pivotRow(_ column: Int, from start: Int) -> Int? {
    (start..<rowCount).max { abs(self[$0, column]) < abs(self[$1, column]) }
  }

  private mutating func eliminate(below pivot: Int, column: Int) {
    for row in (pivot + 1)..<max(rowCount, pivot + 1) {
      let factor = self[row, column] / self[pivot, column]
      guard factor != 0 else { continue }
      for index in column..<columnCount { self[row, index] -= factor * self[pivot, index] }
    }
  }
}

// Eigenvalues.
extension MatrixObject {
  var isSymmetric: Bool {
    isSquare
      && (0..<rowCount).allSatisfy { row in
        (0..<row).allSatisfy { self[row, $0] == self[$0, row] }
      }
  }

  /// Eigenvalues, largest magnitude first, with their vectors as columns; the matrix is square.
  ///
  /// Symmetric matrices by Jacobi's rotations, others by unshifted QR steps, whose vectors follow
  /// by inverse iteration. Of a complex pair the real part stands twice.
  func eigenSystem() -> (values: [Double], vectors: MatrixObject) {
    guard !hasMissing else {
      return (
        Array(repeating: .nan, count: rowCount),
        MatrixObject(rowCount, rowCount, filledWith: .nan)
      )
    }
    return isSymmetric ? jacobi() : general()
  }

  private func jacobi() -> (values: [Double], vectors: MatrixObject) {
    var work = self
    var vectors = MatrixObject.identity(rowCount)
    for _ in 0..<64 {
      var off = 0.0
      for row in 0..<rowCount {
        for column in 0..<row { off += work[row, column] * work[row, column] }
      }
      if off < 1e-300 { break }
      for first in 0..<rowCount {
        for second in (first + 1)..<max(rowCount, first + 1) {
          rotate(&work, &vectors, first, second)
        }
      }
    }
    return ordered((0..<rowCount).map { work[$0, $0] }, vectors)
  }

  private func rotate(
    _ work: inout MatrixObject, _ vectors: inout MatrixObject, _ first: Int, _ second: Int
  ) {
    let apart = work[first, second]
    guard apart != 0 else { return }
    let theta = (work[second, second] - work[first, first]) / (2 * apart)
    let tangent = (theta >= 0 ? 1 : -1) / (abs(theta) + (theta * theta + 1).squareRoot())
    let cosine = 1 / (tangent * tangent + 1).squareRoot()
    let sine = tangent * cosine
    for index in 0..<rowCount {
      let (left, right) = (work[index, first], work[index, second])
      work[index, first] = cosine * left - sine * right
      work[index, second] = sine * left + cosine * right
    }
    for index in 0..<rowCount {
      let (left, right) = (work[first, index], work[second, index])
      work[first, index] = cosine * left - sine * right
      work[second, index] = sine * left + cosine * right
      let (above, below) = (vectors[index, first], vectors[index, second])
      vectors[index, first] = cosine * above - sine * below
      vectors[index, second] = sine * above + cosine * below
    }
    work[first, second] = 0
    work[second, first] = 0
  }

  private func general() -> (values: [Double], vectors: MatrixObject) {
    var work = self
    for _ in 0..<1_000 {
      let (orthogonal, upper) = work.factors()
      work = upper.times(orthogonal)
      let rest = (1..<max(rowCount, 1)).map { abs(work[$0, $0 - 1]) }.max() ?? 0
      if rest < 1e-14 { break }
    }
    var values: [Double] = []
    var index = 0
    while index < rowCount {
      let (value, next) = work.block(at: index)
      values += value
      index = next
    }
    var vectors = MatrixObject(rowCount, rowCount, filledWith: 0)
    for (column, value) in values.enumerated() {
      let vector = nullVector(value)
      for row in 0..<rowCount { vectors[row, column] = vector[row] }
    }
    return ordered(values, vectors)
  }

  /// Eigenvalues of the block that starts at an index, and where the next one starts.
  private func block(at index: Int) -> (values: [Double], next: Int) {
    guard index + 1 < rowCount, abs(self[index + 1, index]) > 1e-10 else {
      return ([self[index, index]], index + 1)
    }
    let mean = (self[index, index] + self[index + 1, index + 1]) / 2
    let half = (self[index, index] - self[index + 1, index + 1]) / 2
    let discriminant = half * half + self[index, index + 1] * self[index + 1, index]
    let root = discriminant > 0 ? discriminant.squareRoot() : 0
    return ([mean + root, mean - root], index + 2)
  }

  /// An orthogonal and an upper triangular factor, by Gram and Schmidt.
  private func factors() -> (orthogonal: MatrixObject, upper: MatrixObject) {
    var orthogonal = self
    var upper = MatrixObject(rowCount, rowCount, filledWith: 0)
    for column in 0..<rowCount {
      for before in 0..<column {
        var dot = 0.0
        for row in 0..<rowCount { dot += orthogonal[row, before] * orthogonal[row, column] }
        upper[before, column] = dot
        for row in 0..<rowCount { orthogonal[row, column] -= dot * orthogonal[row, before] }
      }
      let length = orthogonal.column(column).reduce(0) { $0 + $1 * $1 }.squareRoot()
      upper[column, column] = length
      for row in 0..<rowCount where length > 0 { orthogonal[row, column] /= length }
    }
    return (orthogonal, upper)
  }

  /// A vector of length 1 that the matrix only stretches.
  private func nullVector(_ value: Double) -> [Double] {
    var shifted = self
    let nudge = 1e-10 * max(1, abs(value))
    for index in 0..<rowCount { shifted[index, index] -= value + nudge }
    guard let inverse = shifted.inverse else { return Array(repeating: 0, count: rowCount) }
    var vector = MatrixObject(rowCount, 1, filledWith: 1)
    for _ in 0..<8 {
      vector = inverse.times(vector)
      let length = vector.elements.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard length > 0 else { break }
      for index in vector.elements.indices { vector.elements[index] /= length }
    }
    return vector.elements
  }

  private func ordered(
    _ values: [Double], _ vectors: MatrixObject
  ) -> (values: [Double], vectors: MatrixObject) {
    let order = values.indices.sorted { (abs(values[$1]), $0) < (abs(values[$0]), $1) }
    var sorted = vectors
    for (place, index) in order.enumerated() {
      for row in 0..<rowCount { sorted[row, place] = vectors[row, index] }
    }
    return (order.map { values[$0] }, sorted)
  }

  /// The pseudo-inverse of Moore and Penrose, from the eigenvectors of `AᵀA`.
  var pseudoInverse: MatrixObject {
    if isSquare, let inverse { return inverse }
    let (values, vectors) = transposed.times(self).eigenSystem()
    let largest = values.map { abs($0) }.max() ?? 0
    var scaled = vectors
    for (column, value) in values.enumerated() {
      let factor = value > 1e-12 * largest ? 1 / value : 0
      for row in 0..<vectors.rowCount { scaled[row, column] *= factor }
    }
    return scaled.times(vectors.transposed).times(transposed)
  }
}

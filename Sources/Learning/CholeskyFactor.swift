/// The factor L of a symmetric positive definite matrix A = L·Lᵀ, for solving small systems.
public struct CholeskyFactor: Sendable {
  private let size: Int
  /// L by rows; entries above the diagonal are unused.
  private let lower: [Double]

  /// Factors a matrix given by rows, of which the lower triangle is read.
  ///
  /// Returns nil if the matrix is not positive definite as far as rounding lets one see.
  /// - Precondition: There are `size`² entries.
  /// - Complexity: O(size³).
  public init?(_ matrix: [Double], size: Int) {
    precondition(matrix.count == size * size, "a square matrix has size² entries")
    var lower = matrix
    for row in 0..<size {
      for column in 0...row {
        var sum = matrix[row * size + column]
        for index in 0..<column { sum -= lower[row * size + index] * lower[column * size + index] }
        if row == column {
          guard sum > 0, sum.isFinite else { return nil }
          lower[row * size + row] = sum.squareRoot()
        } else {
          lower[row * size + column] = sum / lower[column * size + column]
        }
      }
    }
    self.size = size
    self.lower = lower
  }

  /// Solves A·x = b.
  /// - Complexity: O(size²).
  public func solve(_ right: [Double]) -> [Double] {
    precondition(right.count == size, "the right side has an entry for each row")
    var x = right
    for row in 0..<size {
      for index in 0..<row { x[row] -= lower[row * size + index] * x[index] }
      x[row] /= lower[row * size + row]
    }
    for row in (0..<size).reversed() {
      for index in (row + 1)..<max(row + 1, size) { x[row] -= lower[index * size + row] * x[index] }
      x[row] /= lower[row * size + row]
    }
    return x
  }
}

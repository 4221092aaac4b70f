import Learning
import TestSupport
import Testing

@Suite struct RidgeRegressionTests {
  /// numpy 2.0: solve(Zᵀ·Z + λ·I, Zᵀ·(y − mean y)) with Z standardized by population deviations.
  static let samples: [[Double]] = [
    [-0.802, -10.24, -0.248], [0.42, 14.36, 0.11], [-0.553, -4.85, 0.749], [1.635, 5.73, -1.233],
    [-0.958, 19, 0.203], [-1.732, 2.16, -1.163], [-0.629, -1.88, -0.713], [0.553, 2.37, -0.589],
    [0.41, 11.3, -1.643], [-0.257, -6.81, -0.173], [-1.289, 3.21, -0.038], [-0.304, -7.48, -0.396],
  ]
  static let targets = [
    -0.553, -0.103, 0.592, -0.641, -0.539, -2.001, -1.19, -0.333, -1.774, -0.162, -0.742, -0.597,
  ]

  @Test("coefficients and predictions equal numpy's")
  func oracle() throws {
    let ridge = try #require(
      RidgeRegression(samples: Self.samples, targets: Self.targets, penalty: 2.5))
    let expected = [0.2887353845672864, -0.10871432204165159, 0.5296088127975992]
    #expect(zip(ridge.coefficients, expected).allSatisfy { abs($0 - $1) < 1e-13 })
    #expect(abs(ridge.intercept + 0.67025) < 1e-14)
    #expect(abs(ridge([0.3, 5, -1]) + 0.9761508765754445) < 1e-13)
  }

  @Test("a feature that does not vary counts for nothing, and no samples give no model")
  func degenerate() throws {
    let flat = Self.samples.map { [$0[0], 7] }
    let ridge = try #require(
      RidgeRegression(samples: flat, targets: Self.targets, penalty: 1))
    #expect(ridge.coefficients[1] == 0)
    #expect(RidgeRegression(samples: [], targets: [], penalty: 1) == nil)
    #expect(RidgeRegression(samples: [[1], [.nan]], targets: [1, 2], penalty: 1) == nil)
  }

  @Test("the factor of a random matrix solves its system", arguments: 1...8)
  func cholesky(size: Int) throws {
    var generator = SeededGenerator(seed: UInt64(size))
    let root = (0..<size * size).map { _ in Double.random(in: -1...1, using: &generator) }
    var matrix = [Double](repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0..<size {
        for index in 0..<size {
          matrix[row * size + column] += root[row * size + index] * root[column * size + index]
        }
        if row == column { matrix[row * size + column] += 1 }
      }
    }
    let right = (0..<size).map { _ in Double.random(in: -1...1, using: &generator) }
    let x = try #require(CholeskyFactor(matrix, size: size)).solve(right)
    for row in 0..<size {
      let product = (0..<size).reduce(0) { $0 + matrix[row * size + $1] * x[$1] }
      #expect(abs(product - right[row]) < 1e-12, "seed \(size)")
    }
    #expect(CholeskyFactor(matrix.map { -$0 }, size: size) == nil)
  }
}

// The `matrix` namespace: what is computed from matrices.
extension Library {
  static let matrixAlgebra: [String: Maker] = [
    "matrix.sum": elementwise("matrix.sum", +),
    "matrix.diff": elementwise("matrix.diff", -),
    "matrix.mult": { signature in
      let isVector = signature.argumentTypes.last.map(isList) ?? false
      let isMatrix = signature.argumentTypes.last.map(isMatrix) ?? false
      return .function { arguments, context throws(ScriptFailure) in
        let left = context.heap.matrices[try context.heap.matrixIndex(arguments[0])]
        if isMatrix {
          let right = context.heap.matrices[try context.heap.matrixIndex(arguments[1])]
          try requireFit(left.columnCount, right.rowCount)
          return try context.heap.newMatrix(left.times(right))
        }
        if isVector {
          let list = context.heap.arrays[try context.heap.arrayIndex(arguments[1])]
          try requireFit(left.columnCount, list.count)
          let vector = MatrixObject(rowCount: list.count, columnCount: 1, elements: list)
          return try context.heap.newArray(left.times(vector).elements)
        }
        var scaled = left
        for index in scaled.elements.indices { scaled.elements[index] *= arguments[1] }
        return try context.heap.newMatrix(scaled)
      }
    },
    "matrix.pow": body { arguments, context throws(ScriptFailure) in
      let matrix = context.heap.matrices[try context.heap.matrixIndex(arguments[0])]
      try requireSquare(matrix, "matrix.pow")
      let power = try wholeNumber(arguments[1], "the power")
      guard power >= 0, power <= 1_000 else {
        throw ScriptFailure("matrix.pow takes a power from 0 to 1000, was \(power)")
      }
      var result = MatrixObject.identity(matrix.rowCount)
      for _ in 0..<power { result = result.times(matrix) }
      return try context.heap.newMatrix(result)
    },
    "matrix.kron": body { arguments, context throws(ScriptFailure) in
      let left = context.heap.matrices[try context.heap.matrixIndex(arguments[0])]
      let right = context.heap.matrices[try context.heap.matrixIndex(arguments[1])]
      guard left.elements.count * right.elements.count <= Heap.maximumElementCount else {
        throw ScriptFailure("a matrix holds at most \(Heap.maximumElementCount) elements")
      }
      var result = MatrixObject(
        left.rowCount * right.rowCount, left.columnCount * right.columnCount, filledWith: 0)
      for row in 0..<result.rowCount {
        for column in 0..<result.columnCount {
          result[row, column] =
            left[row / right.rowCount, column / right.columnCount]
            * right[row % right.rowCount, column % right.columnCount]
        }
      }
      return try context.heap.newMatrix(result)
    },
    "matrix.det": square("matrix.det") { matrix, _ in matrix.determinant },
    "matrix.trace": square("matrix.trace") { matrix, _ in
      (0..<matrix.rowCount).reduce(0) { $0 + matrix[$1, $1] }
    },
    "matrix.rank": matrix { matrix, _ in Double(matrix.rank) },
    "matrix.inv": square("matrix.inv") { matrix, context throws(ScriptFailure) in
      try context.heap.newMatrix(
        matrix.inverse ?? MatrixObject(matrix.rowCount, matrix.rowCount, filledWith: .nan))
    },
    "matrix.pinv": made { matrix, _ in matrix.pseudoInverse },
    "matrix.eigenvalues": square("matrix.eigenvalues") { matrix, context throws(ScriptFailure) in
      try context.heap.newArray(matrix.eigenSystem().values)
    },
    "matrix.eigenvectors": square("matrix.eigenvectors") {
      matrix, context throws(ScriptFailure) in
      try context.heap.newMatrix(matrix.eigenSystem().vectors)
    },
    "matrix.avg": matrix { matrix, _ in ListStatistics.mean(matrix.elements) },
    "matrix.min": matrix { matrix, _ in ListStatistics.present(matrix.elements).min() ?? .nan },
    "matrix.max": matrix { matrix, _ in ListStatistics.present(matrix.elements).max() ?? .nan },
    "matrix.median": matrix { matrix, _ in ListStatistics.median(matrix.elements) },
    "matrix.mode": matrix { matrix, _ in ListStatistics.mode(matrix.elements) },
    "matrix.is_square": matrix { matrix, _ in matrix.isSquare ? 1 : 0 },
    "matrix.is_zero": matrix { matrix, _ in matrix.elements.allSatisfy { $0 == 0 } ? 1 : 0 },
    "matrix.is_binary": matrix { matrix, _ in
      matrix.elements.allSatisfy { $0 == 0 || $0 == 1 } ? 1 : 0
    },
    "matrix.is_identity": matrix { matrix, _ in
      matrix.isSquare && matrix.elements == MatrixObject.identity(matrix.rowCount).elements ? 1 : 0
    },
    "matrix.is_symmetric": matrix { matrix, _ in matrix.isSymmetric ? 1 : 0 },
    "matrix.is_antisymmetric": shape { matrix, row, column in
      matrix[row, column] == -matrix[column, row]
    },
    "matrix.is_diagonal": shape { matrix, row, column in
      row == column || matrix[row, column] == 0
    },
    "matrix.is_antidiagonal": shape { matrix, row, column in
      row + column == matrix.rowCount - 1 || matrix[row, column] == 0
    },
    "matrix.is_triangular": matrix { matrix, _ in
      let isUpper = allPlaces(matrix) { $0 <= $1 || matrix[$0, $1] == 0 }
      let isLower = allPlaces(matrix) { $0 >= $1 || matrix[$0, $1] == 0 }
      return matrix.isSquare && (isUpper || isLower) ? 1 : 0
    },
    "matrix.is_stochastic": matrix { matrix, _ in
      let sumsToOne = (0..<matrix.rowCount).allSatisfy {
        abs(matrix.row($0).reduce(0, +) - 1) <= 1e-10
      }
      return matrix.elements.allSatisfy { $0 >= 0 } && sumsToOne ? 1 : 0
    },
  ]

  private static func isList(_ type: ValueType) -> Bool {
    if case .array = type { true } else { false }
  }

  private static func isMatrix(_ type: ValueType) -> Bool {
    if case .matrix = type { true } else { false }
  }

  private static func requireFit(_ left: Int, _ right: Int) throws(ScriptFailure) {
    guard left == right else {
      throw ScriptFailure("matrix.mult: \(left) columns do not fit \(right) rows")
    }
  }

  private static func requireSquare(
    _ matrix: MatrixObject, _ name: String
  ) throws(ScriptFailure) {
    guard matrix.isSquare else {
      throw ScriptFailure(
        "\(name) needs a square matrix, was \(matrix.rowCount) by \(matrix.columnCount)")
    }
  }

  private static func square(
    _ name: String,
    _ read: @escaping @Sendable (MatrixObject, ExecutionContext) throws(ScriptFailure) -> Double
  ) -> Maker {
    body { arguments, context throws(ScriptFailure) in
      let matrix = context.heap.matrices[try context.heap.matrixIndex(arguments[0])]
      try requireSquare(matrix, name)
      return try read(matrix, context)
    }
  }

  /// A matrix and a matrix of its shape, or a number.
  private static func elementwise(
    _ name: String, _ join: @escaping @Sendable (Double, Double) -> Double
  ) -> Maker {
    { signature in
      let isPair = signature.argumentTypes.last.map(isMatrix) ?? false
      return .function { arguments, context throws(ScriptFailure) in
        var result = context.heap.matrices[try context.heap.matrixIndex(arguments[0])]
        if isPair {
          let other = context.heap.matrices[try context.heap.matrixIndex(arguments[1])]
          guard other.rowCount == result.rowCount, other.columnCount == result.columnCount else {
            throw ScriptFailure("\(name): the matrices have different shapes")
          }
          for index in result.elements.indices {
            result.elements[index] = join(result.elements[index], other.elements[index])
          }
        } else {
          for index in result.elements.indices {
            result.elements[index] = join(result.elements[index], arguments[1])
          }
        }
        return try context.heap.newMatrix(result)
      }
    }
  }

  private static func allPlaces(_ matrix: MatrixObject, _ test: (Int, Int) -> Bool) -> Bool {
    (0..<matrix.rowCount).allSatisfy { row in
      (0..<matrix.columnCount).allSatisfy { test(row, $0) }
    }
  }

  private static func shape(
    _ test: @escaping @Sendable (MatrixObject, Int, Int) -> Bool
  ) -> Maker {
    matrix { matrix, _ in
      matrix.isSquare && allPlaces(matrix) { test(matrix, $0, $1) } ? 1 : 0
    }
  }
}

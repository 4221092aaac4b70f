// The `matrix` namespace: making, reading and changing matrices.
extension Library {
  static let matrices: [String: Maker] = [
    "matrix.new": body { arguments, context throws(ScriptFailure) in
      let rows = try size(arguments.word(0, default: 0), "rows")
      let columns = try size(arguments.word(1, default: 0), "columns")
      guard rows * columns <= Heap.maximumElementCount else {
        throw ScriptFailure("a matrix holds at most \(Heap.maximumElementCount) elements")
      }
      return try context.heap.newMatrix(
        MatrixObject(rows, columns, filledWith: arguments.word(2)))
    },
    "matrix.rows": matrix { matrix, _ in Double(matrix.rowCount) },
    "matrix.columns": matrix { matrix, _ in Double(matrix.columnCount) },
    "matrix.elements_count": matrix { matrix, _ in Double(matrix.elements.count) },
    "matrix.get": body { arguments, context throws(ScriptFailure) in
      let index = try context.heap.matrixIndex(arguments[0])
      let place = try place(arguments, in: context.heap.matrices[index])
      return context.heap.matrices[index].elements[place]
    },
    "matrix.set": body { arguments, context throws(ScriptFailure) in
      let index = try context.heap.matrixIndex(arguments[0])
      let place = try place(arguments, in: context.heap.matrices[index])
      context.heap.matrices[index].elements[place] = arguments[3]
      return .nan
    },
    "matrix.row": body { arguments, context throws(ScriptFailure) in
      let matrix = context.heap.matrices[try context.heap.matrixIndex(arguments[0])]
      let row = try line(arguments[1], in: matrix.rowCount, "row")
      return try context.heap.newArray(matrix.row(row))
    },
    "matrix.col": body { arguments, context throws(ScriptFailure) in
      let matrix = context.heap.matrices[try context.heap.matrixIndex(arguments[0])]
      let column = try line(arguments[1], in: matrix.columnCount, "column")
      return try context.heap.newArray(matrix.column(column))
    },
    // What a loop over a matrix goes through; scripts have no name for it.
    "matrix.rows_as_arrays": body { arguments, context throws(ScriptFailure) in
      let matrix = context.heap.matrices[try context.heap.matrixIndex(arguments[0])]
      var rows: [Double] = []
      for row in 0..<matrix.rowCount { rows.append(try context.heap.newArray(matrix.row(row))) }
      return try context.heap.newArray(rows)
    },
    "matrix.fill": body { arguments, context throws(ScriptFailure) in
      let index = try context.heap.matrixIndex(arguments[0])
      let matrix = context.heap.matrices[index]
      let rows = try span(arguments.word(2), arguments.word(3), matrix.rowCount)
      let columns = try span(arguments.word(4), arguments.word(5), matrix.columnCount)
      for row in rows {
        for column in columns { context.heap.matrices[index][row, column] = arguments[1] }
      }
      return .nan
    },
    "matrix.copy": made { matrix, _ in matrix },
    "matrix.transpose": made { matrix, _ in matrix.transposed },
    "matrix.submatrix": body { arguments, context throws(ScriptFailure) in
      let matrix = context.heap.matrices[try context.heap.matrixIndex(arguments[0])]
      let rows = try span(arguments.word(1), arguments.word(2), matrix.rowCount)
      let columns = try span(arguments.word(3), arguments.word(4), matrix.columnCount)
      var elements: [Double] = []
      for row in rows {
        for column in columns { elements.append(matrix[row, column]) }
      }
      return try context.heap.newMatrix(
        MatrixObject(rowCount: rows.count, columnCount: columns.count, elements: elements))
    },
    "matrix.add_row": body { arguments, context throws(ScriptFailure) in
      let index = try context.heap.matrixIndex(arguments[0])
      var matrix = context.heap.matrices[index]
      let row = try insertion(arguments.word(1), matrix.rowCount, "row")
      let elements = try newLine(arguments.word(2), matrix.columnCount, context, matrix)
      if matrix.elements.isEmpty { matrix.columnCount = elements.count }
      matrix.elements.insert(contentsOf: elements, at: row * matrix.columnCount)
      matrix.rowCount += 1
      context.heap.matrices[index] = try checked(matrix)
      return .nan
    },
    "matrix.add_col": body { arguments, context throws(ScriptFailure) in
      let index = try context.heap.matrixIndex(arguments[0])
      let matrix = context.heap.matrices[index].transposed
      let column = try insertion(arguments.word(1), matrix.rowCount, "column")
      let elements = try newLine(arguments.word(2), matrix.columnCount, context, matrix)
      var wide = matrix
      if wide.elements.isEmpty { wide.columnCount = elements.count }
      wide.elements.insert(contentsOf: elements, at: column * wide.columnCount)
      wide.rowCount += 1
      context.heap.matrices[index] = try checked(wide.transposed)
      return .nan
    },
    "matrix.remove_row": body { arguments, context throws(ScriptFailure) in
      let index = try context.heap.matrixIndex(arguments[0])
      let matrix = context.heap.matrices[index]
      let row = try line(
        arguments.word(1, default: Double(matrix.rowCount - 1)), in: matrix.rowCount, "row")
      let start = row * matrix.columnCount
      context.heap.matrices[index].elements.removeSubrange(start..<start + matrix.columnCount)
      context.heap.matrices[index].rowCount -= 1
      return try context.heap.newArray(matrix.row(row))
    },
    "matrix.remove_col": body { arguments, context throws(ScriptFailure) in
      let index = try context.heap.matrixIndex(arguments[0])
      var matrix = context.heap.matrices[index].transposed
      let column = try line(
        arguments.word(1, default: Double(matrix.rowCount - 1)), in: matrix.rowCount, "column")
      let removed = matrix.row(column)
      let start = column * matrix.columnCount
      matrix.elements.removeSubrange(start..<start + matrix.columnCount)
      matrix.rowCount -= 1
      context.heap.matrices[index] = matrix.transposed
      return try context.heap.newArray(removed)
    },
    "matrix.swap_rows": body { arguments, context throws(ScriptFailure) in
      let index = try context.heap.matrixIndex(arguments[0])
      let count = context.heap.matrices[index].rowCount
      let first = try line(arguments[1], in: count, "row")
      context.heap.matrices[index].swapRows(first, try line(arguments[2], in: count, "row"))
      return .nan
    },
    "matrix.swap_columns": body { arguments, context throws(ScriptFailure) in
      let index = try context.heap.matrixIndex(arguments[0])
      var matrix = context.heap.matrices[index].transposed
      let first = try line(arguments[1], in: matrix.rowCount, "column")
      matrix.swapRows(first, try line(arguments[2], in: matrix.rowCount, "column"))
      context.heap.matrices[index] = matrix.transposed
      return .nan
    },
    "matrix.reshape": body { arguments, context throws(ScriptFailure) in
      let index = try context.heap.matrixIndex(arguments[0])
      let rows = try size(arguments[1], "rows")
      let columns = try size(arguments[2], "columns")
      guard rows * columns == context.heap.matrices[index].elements.count else {
        throw ScriptFailure("matrix.reshape: the number of elements must stay the same")
      }
      context.heap.matrices[index].rowCount = rows
      context.heap.matrices[index].columnCount = columns
      return .nan
    },
    "matrix.reverse": body { arguments, context throws(ScriptFailure) in
      context.heap.matrices[try context.heap.matrixIndex(arguments[0])].elements.reverse()
      return .nan
    },
    "matrix.concat": body { arguments, context throws(ScriptFailure) in
      let index = try context.heap.matrixIndex(arguments[0])
      let other = context.heap.matrices[try context.heap.matrixIndex(arguments[1])]
      var matrix = context.heap.matrices[index]
      guard matrix.elements.isEmpty || matrix.columnCount == other.columnCount else {
        throw ScriptFailure("matrix.concat: the numbers of columns differ")
      }
      matrix.columnCount = other.columnCount
      matrix.elements += other.elements
      matrix.rowCount += other.rowCount
      context.heap.matrices[index] = try checked(matrix)
      return arguments[0]
    },
    "matrix.sort": body { arguments, context throws(ScriptFailure) in
      let index = try context.heap.matrixIndex(arguments[0])
      let matrix = context.heap.matrices[index]
      let column = try line(arguments.word(1, default: 0), in: matrix.columnCount, "column")
      let isDescending = context.text(arguments.word(2)) == "descending"
      let order = (0..<matrix.rowCount).sorted { left, right in
        let (first, second) = (matrix[left, column], matrix[right, column])
        if first == second { return left < right }
        return isDescending ? first > second : first < second
      }
      context.heap.matrices[index].elements = order.flatMap { matrix.row($0) }
      return .nan
    },
  ]

  /// A number from a matrix.
  static func matrix(
    _ read: @escaping @Sendable (MatrixObject, ArgumentWords) -> Double
  ) -> Maker {
    body { arguments, context throws(ScriptFailure) in
      read(context.heap.matrices[try context.heap.matrixIndex(arguments[0])], arguments)
    }
  }

  /// A new matrix from a matrix.
  static func made(
    _ make: @escaping @Sendable (MatrixObject, ArgumentWords) -> MatrixObject
  ) -> Maker {
    body { arguments, context throws(ScriptFailure) in
      let matrix = context.heap.matrices[try context.heap.matrixIndex(arguments[0])]
      return try context.heap.newMatrix(make(matrix, arguments))
    }
  }

  private static func size(_ word: Double, _ what: String) throws(ScriptFailure) -> Int {
    let size = try wholeNumber(word, "the number of \(what)")
    guard size >= 0, size <= Heap.maximumElementCount else {
      throw ScriptFailure("a matrix cannot have \(size) \(what)")
    }
    return size
  }

  private static func line(
    _ word: Double, in count: Int, _ what: String
  ) throws(ScriptFailure) -> Int {
    let index = try wholeNumber(word, "the \(what)'s index")
    guard index >= 0, index < count else {
      throw ScriptFailure("\(what) \(index) is out of bounds, the matrix has \(count)")
    }
    return index
  }

  private static func insertion(
    _ word: Double, _ count: Int, _ what: String
  ) throws(ScriptFailure) -> Int {
    word.isNaN ? count : try line(word, in: count + 1, what)
  }

  private static func span(
    _ from: Double, _ to: Double, _ count: Int
  ) throws(ScriptFailure) -> Range<Int> {
    let low = from.isNaN ? 0 : try wholeNumber(from, "the first index")
    let high = to.isNaN ? count : try wholeNumber(to, "the last index")
    guard low >= 0, high <= count, low <= high else {
      throw ScriptFailure("\(low) to \(high) is no part of a matrix of \(count) lines")
    }
    return low..<high
  }

  private static func place(
    _ arguments: ArgumentWords, in matrix: MatrixObject
  ) throws(ScriptFailure) -> Int {
    try line(arguments[1], in: matrix.rowCount, "row") * matrix.columnCount
      + line(arguments[2], in: matrix.columnCount, "column")
  }

  private static func newLine(
    _ word: Double, _ length: Int, _ context: ExecutionContext, _ matrix: MatrixObject
  ) throws(ScriptFailure) -> [Double] {
    if word.isNaN { return Array(repeating: .nan, count: length) }
    let elements = context.heap.arrays[try context.heap.arrayIndex(word)]
    guard elements.count == length || matrix.elements.isEmpty else {
      throw ScriptFailure(
        "the list has \(elements.count) elements, the matrix needs \(length)")
    }
    return elements
  }

  private static func checked(_ matrix: MatrixObject) throws(ScriptFailure) -> MatrixObject {
    guard matrix.elements.count <= Heap.maximumElementCount else {
      throw ScriptFailure("a matrix holds at most \(Heap.maximumElementCount) elements")
    }
    return matrix
  }
}

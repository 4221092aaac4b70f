import Market

/// What calls in loops cost, so that a bar's work has a bound that no clock decides.
///
/// Rounds of loops are counted; this counts what single calls do within them: the elements of lists,
/// matrices and maps, the bars of windows, the letters of texts. Calls outside of loops cost
/// nothing, as the text of a script bounds their number.
enum CallCost {
  /// The binding with its cost counted; the same where a call costs no more than a few elements.
  ///
  /// - Parameter lengths: The arguments that say how many bars a window has.
  static func counted(
    _ binding: Binding, _ signature: CallSignature, lengths: [Int]
  ) -> Binding {
    if constant.contains(signature.name) { return binding }
    let growth = growth(of: signature.name)
    let arguments = signature.argumentTypes.enumerated().compactMap { index, type in
      Measure(type).map { (index: index, measure: $0) }
    }
    let result = Measure(signature.resultType)
    switch binding {
    case .function(let body):
      guard !arguments.isEmpty || result != nil else { return binding }
      return .function { words, context throws(ScriptFailure) in
        for (index, measure) in arguments where index < words.count {
          try context.heap.touch(growth.work(measure.size(of: words[index], context.heap)))
        }
        let word = try body(words, context)
        if let result { try context.heap.touch(result.size(of: word, context.heap).count) }
        return word
      }
    case .stateful(let make):
      guard !lengths.isEmpty else { return binding }
      return .stateful { CountedCall(make(), lengths: lengths) }
    }
  }

  /// What a call does in a time that does not depend on how much it is given.
  private static let constant: Set<String> = [
    "array.get", "array.set", "array.push", "array.pop", "array.size", "array.first", "array.last",
    "matrix.get", "matrix.set", "matrix.rows", "matrix.columns", "matrix.elements_count",
    "matrix.is_square", "map.get", "map.put", "map.contains", "map.size", "str.length",
  ]

  private static let sorting: Set<String> = [
    "array.sort", "array.sort_indices", "array.median", "array.mode",
    "array.percentile_linear_interpolation", "array.percentile_nearest_rank", "matrix.sort",
    "matrix.median", "matrix.mode",
  ]

  private static let algebra: Set<String> = [
    "matrix.det", "matrix.inv", "matrix.pinv", "matrix.rank", "matrix.mult", "matrix.pow",
    "matrix.eigenvalues", "matrix.eigenvectors",
  ]

  private static func growth(of name: String) -> Growth {
    if sorting.contains(name) { return .sorting }
    return algebra.contains(name) ? .algebra : .linear
  }

  /// How work grows with what a call is given.
  private enum Growth: Sendable {
    case linear, sorting, algebra

    func work(_ size: Size) -> Int {
      switch self {
      case .linear: size.count
      case .sorting: size.count * (Int.bitWidth - size.count.leadingZeroBitCount)
      case .algebra: size.count * max(1, size.width)
      }
    }
  }

  /// How many elements something has, and of a matrix the longer side.
  private struct Size {
    var count: Int
    var width = 1
  }

  /// How the elements of what a word stands for are counted.
  private enum Measure: Sendable {
    case array, matrix, map, text

    init?(_ type: ValueType) {
      switch type {
      case .array: self = .array
      case .matrix: self = .matrix
      case .map: self = .map
      case .string: self = .text
      default: return nil
      }
    }

    func size(of word: Double, _ heap: Heap) -> Size {
      guard !word.isNaN else { return Size(count: 1) }
      let index = Int(word)
      switch self {
      case .array: return Size(count: heap.arrays[index].count)
      case .matrix:
        let matrix = heap.matrices[index]
        return Size(
          count: matrix.elements.count, width: max(matrix.rowCount, matrix.columnCount))
      case .map: return Size(count: heap.maps[index].keys.count)
      case .text: return Size(count: heap.strings[index].utf8.count / 8 + 1)
      }
    }
  }

  /// A call on a window of bars.
  private final class CountedCall: CallState {
    private let call: CallState
    private let lengths: [Int]

    init(_ call: CallState, lengths: [Int]) {
      self.call = call
      self.lengths = lengths
    }

    override func visitWords(_ visit: (Double) -> Void) { call.visitWords(visit) }

    override func next(
      _ arguments: ArgumentWords, _ context: ExecutionContext
    ) throws(ScriptFailure) -> Double {
      for index in lengths {
        try context.heap.touch(clamped(arguments[index], 0...context.bars.count))
      }
      return try call.next(arguments, context)
    }
  }
}

import Market
import Trading

@testable import Script

/// Calls of library functions outside a script, over ten bars of a quarter of an hour.
final class LibraryBench {
  let context: ExecutionContext

  init(timeframe: Timeframe = Timeframe(15, .minute), barCount: Int = 10) {
    let length: Int64 = 900 * Timestamp.nanosecondsPerSecond
    let start: Int64 = 1_741_505_400 * Timestamp.nanosecondsPerSecond
    let times = (0..<barCount).map { start + Int64($0) * length }
    let prices = (0..<barCount).map { 100 + Double($0) }
    let bars = BarSeries(
      instrument: Instrument(symbol: "TEST", tickSize: 0.25, lotStep: 0.1),
      timeframe: timeframe, openTimes: times, closeTimes: times.map { $0 + length },
      days: times.map { Int32($0 / Timestamp.nanosecondsPerDay) }, open: prices,
      high: prices.map { $0 + 1 }, low: prices.map { $0 - 1 }, close: prices)
    context = ExecutionContext(
      heap: Heap(), bars: bars, settings: StrategySettings(), version: 6)
    context.barIndex = 0
  }

  /// The word of a text.
  func text(_ text: String) -> Double { context.heap.string(text) }

  /// The word of a list.
  func list(_ elements: [Double]) throws -> Double { try context.heap.newArray(elements) }

  /// The word of a matrix, row by row.
  func matrix(_ rowCount: Int, _ elements: [Double]) throws -> Double {
    try context.heap.newMatrix(
      MatrixObject(
        rowCount: rowCount, columnCount: elements.count / rowCount, elements: elements))
  }

  /// Calls a function once with fresh memory.
  func call(
    _ name: String, _ words: [Double], types: [ValueType]? = nil, result: ValueType = .float
  ) throws -> Double {
    let signature = CallSignature(
      name: name, argumentTypes: types ?? words.map { _ in .float }, resultType: result,
      version: 6)
    guard let binding = Library.binding(for: signature) else {
      throw ScriptFailure("the library has no \(name)")
    }
    return try words.withUnsafeBufferPointer { words throws(ScriptFailure) in
      switch binding {
      case .function(let body): try body(words, context)
      case .stateful(let make): try make().next(words, context)
      }
    }
  }

  /// The text that a call gives.
  func textCall(_ name: String, _ words: [Double], types: [ValueType]? = nil) throws -> String? {
    context.heap.text(try call(name, words, types: types, result: .string))
  }

  /// The list that a call gives.
  func listCall(_ name: String, _ words: [Double]) throws -> [Double] {
    context.heap.arrays[Int(try call(name, words, result: .array(.float)))]
  }

  /// The elements of the matrix that a call gives.
  func matrixCall(
    _ name: String, _ words: [Double], types: [ValueType]? = nil
  ) throws -> [Double] {
    context.heap.matrices[Int(try call(name, words, types: types))].elements
  }
}

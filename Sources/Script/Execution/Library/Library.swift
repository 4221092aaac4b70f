/// The functions on values, times, texts and collections, by the catalogue's names.
///
/// A table maps a name to what makes a binding for a call's types. Arguments come in the order of
/// the reference manual; those that a script leaves out are NaN or the catalogue's default, and
/// every function treats NaN as its default too.
enum Library {
  typealias Maker = @Sendable (_ signature: CallSignature) -> Binding?

  /// The binding of a call; nil when the library has no such function.
  static func binding(for signature: CallSignature) -> Binding? {
    makers[signature.name]?(signature)
  }

  /// The names that the library knows, ascending.
  static var names: [String] { makers.keys.sorted() }

  private static let makers: [String: Maker] = {
    var all: [String: Maker] = [:]
    for table in [
      mathematics, texts, colors, arrays, arrayStatistics, maps, matrices, matrixAlgebra, times,
      symbols, strategyCommands, strategyValues, tradeValues, riskCommands,
    ] {
      all.merge(table) { first, _ in first }
    }
    return all
  }()
}

// Shorthands for makers.
extension Library {
  /// A function that is the same for all types.
  static func body(_ body: @escaping FunctionBody) -> Maker { { _ in .function(body) } }

  /// A function of one number.
  static func unary(_ operation: @escaping @Sendable (Double) -> Double) -> Maker {
    body { arguments, _ throws(ScriptFailure) in operation(arguments[0]) }
  }

  /// A value that needs no arguments.
  static func value(_ read: @escaping @Sendable (ExecutionContext) -> Double) -> Maker {
    body { _, context throws(ScriptFailure) in read(context) }
  }
}

extension UnsafeBufferPointer<Double> {
  /// The word at a place; NaN beyond the end.
  func word(_ index: Int) -> Double { index < count ? self[index] : .nan }

  /// The word at a place, or a default for NaN.
  func word(_ index: Int, default value: Double) -> Double {
    let word = word(index)
    return word.isNaN ? value : word
  }

  /// Whether the flag at a place is set.
  func flag(_ index: Int, default value: Bool = false) -> Bool {
    let word = word(index)
    return word.isNaN ? value : word != 0
  }
}

extension ExecutionContext {
  /// The text of an argument; empty for `na`.
  func text(_ word: Double) -> String { heap.text(word) ?? "" }
}

/// A number as a whole one within bounds; the lower bound for what is no number.
func clamped(_ word: Double, _ bounds: ClosedRange<Int>) -> Int {
  guard word > Double(bounds.lowerBound) else { return bounds.lowerBound }
  return word < Double(bounds.upperBound) ? Int(word) : bounds.upperBound
}

/// Whole numbers of indices and counts, refused where they are none.
func wholeNumber(_ word: Double, _ name: @autoclosure () -> String) throws(ScriptFailure) -> Int {
  guard word.isFinite, abs(word) < 9e15 else {
    throw ScriptFailure("\(name()) must be a number, was na")
  }
  return Int(word)
}

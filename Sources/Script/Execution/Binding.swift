import Indicators

/// The arguments of a call, in the order of the catalogue's parameters.
///
/// Every parameter has a word: what the script leaves out has its default, or NaN where the
/// catalogue gives none. Further arguments of variadic functions follow.
typealias ArgumentWords = UnsafeBufferPointer<Double>

/// A function on values: words in, a word out; further results go to `context.results`.
typealias FunctionBody =
  @Sendable (_ arguments: ArgumentWords, _ context: ExecutionContext) throws(ScriptFailure) ->
  Double

/// A function in a list: a closure alone would be wrapped anew each time it enters or leaves one.
struct FunctionReference: Sendable {
  let body: FunctionBody
}

/// The memory of one call of a stateful function on one call path.
class CallState {
  init() {}

  /// Takes one bar's arguments and gives its result; further results go to `context.results`.
  func next(
    _ arguments: ArgumentWords, _ context: ExecutionContext
  ) throws(ScriptFailure) -> Double {
    .nan
  }

  /// Visits the handles that it keeps, so that what they mean is not freed.
  func visitWords(_ visit: (Double) -> Void) {}

  /// Takes the arguments of consecutive bars, column by column; false if it has no such form.
  func next(_ block: inout StateBlock, _ context: ExecutionContext) throws(ScriptFailure) -> Bool {
    false
  }

  /// Whether it reads nothing but its arguments, the bars and where the bar stands, and keeps no
  /// handles.
  var standsAlone: Bool { false }

  /// The indicator whose blocks are averages that can be run beside others; nil if it is none.
  var average: IndicatorStream? { nil }
}

/// The arguments and results of one call on consecutive bars.
struct StateBlock {
  /// For each argument and each result its values, from the first bar on.
  var arguments: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
  var argumentCount: Int
  /// A bit for each argument that has one word for the whole run.
  var fixedArguments: UInt64
  var results: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
  var resultCount: Int
  var bar: Int
  var count: Int
  /// Memory for what a call needs while it lasts.
  var scratch: UnsafeMutablePointer<Double>

  /// The block as an indicator takes it.
  var inner: IndicatorStream.Block {
    IndicatorStream.Block(
      arguments: arguments, argumentCount: argumentCount, fixedArguments: fixedArguments,
      results: results, resultCount: resultCount, bar: bar, count: count)
  }
}

/// How a call of a built-in is carried out, decided once when the script is compiled.
enum Binding: Sendable {
  /// A function without memory.
  case function(FunctionBody)
  /// A function with memory; the closure makes a fresh one for each call path and run.
  case stateful(@Sendable () -> CallState)
}

/// A call whose overload and types are known, for which a binding is wanted.
struct CallSignature: Sendable, Hashable {
  /// The name in the catalogue, for example `str.tostring`; methods have their function's name.
  var name: String
  /// The types of the arguments, in the order of their words.
  var argumentTypes: [ValueType]
  /// The type of the result; what `array.new<float>()` makes is `.array(.float)`.
  var resultType: ValueType
  /// The version of the language, 5 or 6.
  var version: Int
}

import Formats
import Indicators
import Market

/// Finds what carries out a built-in: an indicator or a function of the library.
enum BuiltinBinding {
  static func of(_ signature: CallSignature) -> Binding? {
    if let binding = Library.binding(for: signature) { return binding }
    if let make = symbolChanges[signature.name] { return make }
    return indicator(signature)
  }

  /// The streaming form of an indicator, by the name without `ta.`.
  private static func indicator(_ signature: CallSignature) -> Binding? {
    let name: String
    if signature.name.hasPrefix("ta.") {
      name = String(signature.name.dropFirst(3))
    } else if signature.name == "math.sum" {
      name = "sum"
    } else {
      return nil
    }
    let count = signature.argumentTypes.count
    guard let indicator = try? IndicatorRegistry.indicator(named: name),
      indicator.stream(argumentCount: count) != nil
    else { return nil }
    return .stateful { IndicatorCall(indicator.stream(argumentCount: count)) }
  }

  /// What a symbol with another kind of bars is called until a request meets it.
  static let heikinAshiPrefix = "heikinashi:"

  private static let symbolChanges: [String: Binding] = [
    "ticker.heikinashi": .function { arguments, context throws(ScriptFailure) in
      context.heap.string(heikinAshiPrefix + (context.heap.text(arguments[0]) ?? ""))
    },
    "ticker.standard": .function { arguments, context throws(ScriptFailure) in
      let text = context.heap.text(arguments[0]) ?? context.bars.instrument.symbol
      return context.heap.string(
        text.hasPrefix(heikinAshiPrefix) ? String(text.dropFirst(heikinAshiPrefix.count)) : text)
    },
    "ticker.new": .function { arguments, context throws(ScriptFailure) in
      let (prefix, ticker) = (context.heap.text(arguments[0]), context.heap.text(arguments[1]))
      return context.heap.string((prefix.map { $0 + ":" } ?? "") + (ticker ?? ""))
    },
    "ticker.modify": .function { arguments, _ throws(ScriptFailure) in arguments[0] },
    "ticker.inherit": .function { arguments, _ throws(ScriptFailure) in arguments[1] },
  ]
}

/// One call of an indicator.
private final class IndicatorCall: CallState {
  private let stream: IndicatorStream?

  init(_ stream: IndicatorStream?) {
    self.stream = stream
    super.init()
  }

  override func next(
    _ arguments: ArgumentWords, _ context: ExecutionContext
  ) throws(ScriptFailure) -> Double {
    guard let stream else { return .nan }
    do throws(LocatedError) {
      return try stream.next(
        arguments, bars: context.bars, bar: context.barIndex, results: context.results)
    } catch {
      throw ScriptFailure(error.sentence)
    }
  }
}

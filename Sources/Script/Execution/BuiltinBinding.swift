import Formats
import Indicators
import Market

/// Finds what carries out a built-in: an indicator or a function of the library.
enum BuiltinBinding {
  static func of(_ signature: CallSignature) -> Binding? {
    if let binding = Library.binding(for: signature) { return binding }
    if let make = symbolChanges[signature.name] ?? ChartFacts.bindings[signature.name] {
      return make
    }
    if signature.name == "fixnan" { return .stateful { LastKnown() } }
    return indicator(signature) ?? DrawingRecords.binding(for: signature)
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
    if name == "pivot_point_levels" {
      return .stateful { PivotLevelsCall(indicator.stream(argumentCount: count)) }
    }
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
private class IndicatorCall: CallState {
  fileprivate let stream: IndicatorStream?

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

  override var standsAlone: Bool { true }

  override var average: IndicatorStream? {
    guard let stream, stream.isAverage else { return nil }
    return stream
  }

  override func next(
    _ block: inout StateBlock, _ context: ExecutionContext
  ) throws(ScriptFailure) -> Bool {
    guard let stream else { return false }
    var inner = block.inner
    do throws(LocatedError) {
      try stream.next(&inner, bars: context.bars, scratch: block.scratch)
    } catch {
      context.barIndex = block.bar + inner.doneCount
      throw ScriptFailure(error.sentence)
    }
    return true
  }
}

/// The levels of a kind that the script names, as an array.
private final class PivotLevelsCall: IndicatorCall {
  override func next(
    _ block: inout StateBlock, _ context: ExecutionContext
  ) throws(ScriptFailure) -> Bool {
    false
  }

  override var standsAlone: Bool { false }

  private static let kinds = ["traditional", "fibonacci", "woodie", "classic", "dm", "camarilla"]
  private var kind = (word: Double.nan, number: 0.0)

  override func visitWords(_ visit: (Double) -> Void) { visit(kind.word) }

  override func next(
    _ arguments: ArgumentWords, _ context: ExecutionContext
  ) throws(ScriptFailure) -> Double {
    guard let stream else { return .nan }
    if kind.word != arguments[0] {
      let name = context.heap.text(arguments[0]) ?? "na"
      guard let number = Self.kinds.firstIndex(of: name.lowercased()) else {
        throw ScriptFailure(
          "'\(name)' is no kind of pivot levels, expected one of "
            + Self.kinds.joined(separator: ", "))
      }
      kind = (arguments[0], Double(number))
    }
    let words = [arguments[1], kind.number, arguments[2]]
    var answer: Result<Double, ScriptFailure> = .success(.nan)
    words.withUnsafeBufferPointer { words in
      do throws(ScriptFailure) {
        answer = .success(try super.next(words, context))
      } catch {
        answer = .failure(error)
      }
    }
    _ = try answer.get()
    return try context.heap.newArray(
      Array(UnsafeBufferPointer(start: context.results, count: stream.outputCount)))
  }
}

/// The last value that was not `na`.
private final class LastKnown: CallState {
  private var word = Double.nan

  override func visitWords(_ visit: (Double) -> Void) { visit(word) }

  override func next(
    _ arguments: ArgumentWords, _ context: ExecutionContext
  ) throws(ScriptFailure) -> Double {
    if arguments[0].isFinite { word = arguments[0] }
    return word
  }
}

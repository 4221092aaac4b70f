import Kernels
import Market

// The `math` namespace.
extension Library {
  static let mathematics: [String: Maker] = [
    "math.abs": unary { abs($0) },
    "math.sign": unary { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 },
    "math.floor": unary { $0.rounded(.down) },
    "math.ceil": unary { $0.rounded(.up) },
    "math.sqrt": unary { $0.squareRoot() },
    "math.exp": unary { Elementary.exp($0) },
    "math.log": unary { Elementary.log($0) },
    "math.log10": unary { Elementary.log10($0) },
    "math.sin": unary { Elementary.sin($0) },
    "math.cos": unary { Elementary.cos($0) },
    "math.tan": unary { Elementary.tan($0) },
    "math.asin": unary { Elementary.asin($0) },
    "math.acos": unary { Elementary.acos($0) },
    "math.atan": unary { Elementary.atan($0) },
    "math.todegrees": unary { $0 * 180 / Double.pi },
    "math.toradians": unary { $0 * Double.pi / 180 },
    "math.pow": body { arguments, _ throws(ScriptFailure) in
      Elementary.pow(arguments[0], arguments[1])
    },
    "math.round": body { arguments, _ throws(ScriptFailure) in
      roundHalfUp(arguments[0], precision: arguments.word(1))
    },
    "math.round_to_mintick": body { arguments, context throws(ScriptFailure) in
      roundToTick(arguments[0], tick: context.bars.instrument.tickSize)
    },
    "math.max": body { arguments, _ throws(ScriptFailure) in
      fold(arguments) { $0 > $1 ? $0 : $1 }
    },
    "math.min": body { arguments, _ throws(ScriptFailure) in
      fold(arguments) { $0 < $1 ? $0 : $1 }
    },
    "math.avg": body { arguments, _ throws(ScriptFailure) in
      fold(arguments) { $0 + $1 } / Double(arguments.count)
    },
    "math.random": { _ in .stateful { RandomState() } },
  ]

  /// The nearest multiple of 10 to the power of −precision, halves up.
  static func roundHalfUp(_ value: Double, precision: Double) -> Double {
    if precision.isNaN { return (value + 0.5).rounded(.down) }
    let digits = min(max(precision.rounded(.towardZero), 0), 16)
    let scale = powerOfTen(Int(digits))
    return (value * scale + 0.5).rounded(.down) / scale
  }

  /// The tick next to a price, halves up.
  static func roundToTick(_ value: Double, tick: Double) -> Double {
    let inverse = (1 / tick).rounded()
    let ticks = (value / tick + 0.5).rounded(.down)
    // A tick such as 0.01 is no binary fraction; its inverse is whole, so divide.
    return inverse >= 1 && abs(inverse * tick - 1) < 1e-9 ? ticks / inverse : ticks * tick
  }

  static func powerOfTen(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<exponent { power *= 10 }
    return power
  }

  /// Joins numbers; one that is missing makes the result missing.
  private static func fold(
    _ words: ArgumentWords, _ join: (Double, Double) -> Double
  ) -> Double {
    guard var result = words.first else { return .nan }
    for word in words.dropFirst() {
      if word.isNaN { return .nan }
      if !result.isNaN { result = join(result, word) }
    }
    return result
  }
}

/// `math.random(min, max, seed)`: its own stream for each call, the same in every run.
private final class RandomState: CallState {
  private var stream: RandomStream?

  override func next(
    _ arguments: ArgumentWords, _ context: ExecutionContext
  ) throws(ScriptFailure) -> Double {
    let (low, high) = (arguments.word(0, default: 0), arguments.word(1, default: 1))
    if stream == nil {
      let seed = arguments.word(2, default: 0)
      stream = RandomStream(seed: seed.isFinite ? seed.bitPattern : 0, purpose: 0x5C)
    }
    let share = stream?.nextUniform() ?? 0
    return low + (high - low) * share
  }
}

/// Colours as 0xRRGGBBAA in a number.
enum ColorFunctions {
  static func make(_ red: Double, _ green: Double, _ blue: Double, transparency: Double) -> Double {
    guard !red.isNaN, !green.isNaN, !blue.isNaN else { return .nan }
    let alpha = opacity(transparency)
    return ((byte(red) * 256 + byte(green)) * 256 + byte(blue)) * 256 + alpha
  }

  /// The part of a colour: 0 red, 1 green, 2 blue, 3 opacity.
  static func part(_ color: Double, _ index: Int) -> Double {
    guard !color.isNaN else { return .nan }
    return Double((UInt64(color) >> UInt64(8 * (3 - index))) & 0xFF)
  }

  static func withTransparency(_ color: Double, _ transparency: Double) -> Double {
    guard !color.isNaN else { return .nan }
    return (color / 256).rounded(.down) * 256 + opacity(transparency.isNaN ? 0 : transparency)
  }

  /// Percent of transparency, 0 for solid.
  static func transparency(_ color: Double) -> Double {
    ((255 - part(color, 3)) * 100 / 255).rounded()
  }

  /// The colour of a value between two others, by its place between two numbers.
  static func gradient(
    _ value: Double, from low: Double, to high: Double, _ first: Double, _ last: Double
  ) -> Double {
    guard !value.isNaN, !first.isNaN, !last.isNaN else { return .nan }
    let span = high - low
    let share = span == 0 ? 1 : min(max((value - low) / span, 0), 1)
    var color = 0.0
    for index in 0..<4 {
      let (start, end) = (part(first, index), part(last, index))
      color = color * 256 + (start + (end - start) * share).rounded()
    }
    return color
  }

  static func text(_ color: Double) -> String {
    let digits = String(UInt64(color), radix: 16, uppercase: true)
    return "#" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
  }

  private static func byte(_ value: Double) -> Double { min(max(value.rounded(), 0), 255) }

  private static func opacity(_ transparency: Double) -> Double {
    (255 - 255 * min(max(transparency, 0), 100) / 100).rounded()
  }
}

// The `color` namespace.
extension Library {
  static let colors: [String: Maker] = [
    "color.new": body { arguments, _ throws(ScriptFailure) in
      ColorFunctions.withTransparency(arguments[0], arguments.word(1, default: 0))
    },
    "color.rgb": body { arguments, _ throws(ScriptFailure) in
      ColorFunctions.make(
        arguments[0], arguments[1], arguments[2],
        transparency: arguments.word(3, default: 0))
    },
    "color.r": unary { ColorFunctions.part($0, 0) },
    "color.g": unary { ColorFunctions.part($0, 1) },
    "color.b": unary { ColorFunctions.part($0, 2) },
    "color.t": unary { ColorFunctions.transparency($0) },
    "color.from_gradient": body { arguments, _ throws(ScriptFailure) in
      ColorFunctions.gradient(
        arguments[0], from: arguments[1], to: arguments[2], arguments[3], arguments[4])
    },
  ]
}

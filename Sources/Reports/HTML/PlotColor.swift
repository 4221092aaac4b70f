import Formats

/// Colours of scripts, made visible on light and on dark ground.
enum PlotColor {
  /// The style of a property such as `stroke`.
  ///
  /// A colour that would vanish on one of the grounds is drawn in another shade there.
  ///
  /// - Parameter isBroad: Whether it covers an area, on which all but white and black are seen.
  static func style(_ property: String, _ color: UInt32, isBroad: Bool = false) -> String {
    let (own, opacity) = (color >> 8, Double(color & 0xFF) / 255)
    let (brightest, darkest) = isBroad ? (0.95, 0.05) : (0.82, 0.3)
    let light = luminance(own) > brightest ? mixed(own, with: 0, share: 0.42) : own
    let dark = luminance(own) < darkest ? mixed(own, with: 0xFF, share: 0.55) : own
    var text = "\(property):\(hex(own))"
    if light != dark { text += ";\(property):light-dark(\(hex(light)),\(hex(dark)))" }
    if opacity < 1 { text += ";opacity:\(NumberFormat.fixed(opacity, decimals: 2))" }
    return text
  }

  /// The few colours that stand for many, and which of them each is.
  ///
  /// The most frequent stay; the others become the nearest of them.
  static func palette(_ colors: [UInt32], limit: Int) -> (palette: [UInt32], indices: [Int]) {
    var counts: [UInt32: Int] = [:]
    for color in colors { counts[color, default: 0] += 1 }
    let order = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    let palette = Array(order.prefix(limit))
    var nearest: [UInt32: Int] = [:]
    for color in order {
      nearest[color] = palette.indices.min {
        distance(palette[$0], color) < distance(palette[$1], color)
      }
    }
    return (palette, colors.map { nearest[$0] ?? 0 })
  }

  private static func part(_ color: UInt32, _ index: UInt32) -> Double {
    Double(color >> (8 * index) & 0xFF)
  }

  private static func distance(_ left: UInt32, _ right: UInt32) -> Double {
    (0..<4 as Range<UInt32>).reduce(0) { sum, index in
      let difference = part(left, index) - part(right, index)
      return sum + difference * difference
    }
  }

  /// How bright a colour without opacity is, from 0 to 1.
  private static func luminance(_ color: UInt32) -> Double {
    (0.2126 * part(color, 2) + 0.7152 * part(color, 1) + 0.0722 * part(color, 0)) / 255
  }

  private static func mixed(_ color: UInt32, with other: Double, share: Double) -> UInt32 {
    (0..<3 as Range<UInt32>).reduce(0) { sum, index in
      let mixed = part(color, index) * (1 - share) + other * share
      return sum | UInt32(mixed.rounded()) << (8 * index)
    }
  }

  private static func hex(_ color: UInt32) -> String {
    let digits = String(color, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }
}

import Formats

/// The paths of bars of four prices, by colour.
struct BarsPath {
  private static let colourLimit = 12
  /// How many bars stand beside one another at most; more are drawn together.
  private static let stretchCount = 360

  /// Bars drawn as one: the first open, the extremes, the last close, and the last's colours.
  private struct Group {
    var place: Double
    var open: Double
    var high: Double
    var low: Double
    var close: Double
    var bar: Int
  }

  private let bars: PlotChart.Bars
  private let frame: PlotFrame
  private let groups: [Group]
  /// Half the width of a body.
  private let reach: Double

  init(_ bars: PlotChart.Bars, in frame: PlotFrame) {
    self.bars = bars
    self.frame = frame
    let count = bars.close.count
    let stretches = min(count, Self.stretchCount)
    reach = 350 / Double(max(1, stretches))
    groups = (0..<stretches).compactMap { stretch in
      let own = (stretch * count / stretches..<(stretch + 1) * count / stretches)
        .filter(bars.isShown)
      guard let first = own.first, let last = own.last else { return nil }
      let prices = own.flatMap { [bars.open[$0], bars.high[$0], bars.low[$0], bars.close[$0]] }
      return Group(
        place: Double(first + last) / 2 / Double(max(1, count - 1)) * 1000,
        open: bars.open[first], high: prices.max() ?? 0, low: prices.min() ?? 0,
        close: bars.close[last], bar: last)
    }
  }

  /// The elements that draw them.
  func html() -> String {
    switch bars.look {
    case .strokes: elements("stroke", bars.colors, stroke)
    case .candles:
      elements("stroke", bars.wickColors, wicks) + elements("fill", bars.colors, body)
        + elements("stroke", bars.borderColors, body)
    }
  }

  /// A path for each colour that some bars have.
  private func elements(
    _ property: String, _ colors: PlotChart.Colors, _ shape: (Group) -> String
  ) -> String {
    let (palette, indices) = PlotColor.palette(
      groups.map { colors[$0.bar] }, limit: Self.colourLimit)
    return palette.enumerated().map { number, color in
      if color & 0xFF == 0 { return "" }
      let path = zip(groups, indices).map { $1 == number ? shape($0) : "" }.joined()
      let style = PlotColor.style(property, color)
      let kind = property == "fill" ? "fill" : "bars"
      return "<path class=\"\(kind)\" style=\"\(style)\" d=\"\(path)\"/>\n"
    }.joined()
  }

  private func stroke(_ group: Group) -> String {
    let x = text(group.place)
    return "M\(x) \(frame.y(group.high))V\(frame.y(group.low))"
      + "M\(text(group.place - reach)) \(frame.y(group.open))H\(x)"
      + "M\(x) \(frame.y(group.close))H\(text(group.place + reach))"
  }

  private func wicks(_ group: Group) -> String {
    let x = text(group.place)
    return "M\(x) \(frame.y(group.high))V\(frame.y(max(group.open, group.close)))"
      + "M\(x) \(frame.y(min(group.open, group.close)))V\(frame.y(group.low))"
  }

  private func body(_ group: Group) -> String {
    let (left, right) = (text(group.place - reach), text(group.place + reach))
    return "M\(left) \(frame.y(group.open))H\(right)V\(frame.y(group.close))H\(left)Z"
  }

  private func text(_ place: Double) -> String { NumberFormat.fixed(place, decimals: 1) }
}

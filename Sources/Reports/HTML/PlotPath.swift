import Formats

/// The commands that draw a line of a plot chart, by colour.
struct PlotPath {
  /// A number that is drawn, and whether the pen comes from the one before.
  private struct Point {
    var bar: Int
    var isJoined: Bool
  }

  private static let colourLimit = 12

  private let line: PlotChart.Line
  private let frame: PlotFrame
  private let points: [Point]

  /// Chooses what to draw of a line: of each of so many stretches the lowest and highest number.
  init(_ line: PlotChart.Line, in frame: PlotFrame, stretches: Int) {
    self.line = line
    self.frame = frame
    var values = line.values
    if case .perBar(let colors)? = line.colors {
      for bar in values.indices where colors[bar] & 0xFF == 0 { values[bar] = .nan }
    }
    var points: [Point] = []
    var gapCount = 0
    var gapsAtLast = 0
    var bar = 0
    for chosen in Thinning.indices(values, stretches: stretches) {
      while bar < chosen {
        if values[bar].isFinite == false, leavesGap(at: bar) { gapCount += 1 }
        bar += 1
      }
      guard values[chosen].isFinite else { continue }
      points.append(Point(bar: chosen, isJoined: !points.isEmpty && gapCount == gapsAtLast))
      gapsAtLast = gapCount
    }
    self.points = points
    func leavesGap(at bar: Int) -> Bool {
      // A hidden bar leaves a gap whether or not its number does.
      line.hasGaps || line.values[bar].isFinite
    }
  }

  /// The elements that draw it.
  func html() -> String {
    guard let colors = line.colors else {
      return element("class=\"price\"", points.map { _ in true })
    }
    switch colors {
    case .all(let color):
      return color & 0xFF == 0 ? "" : element(attributes(color), points.map { _ in true })
    case .perBar(let each):
      let (palette, indices) = PlotColor.palette(
        points.map { each[$0.bar] }, limit: Self.colourLimit)
      return palette.enumerated().map { number, color in
        element(attributes(color), indices.map { $0 == number })
      }.joined()
    }
  }

  private func attributes(_ color: UInt32) -> String {
    switch line.look {
    case .area, .columns:
      let opacity = line.look == .area ? color & 0xFF * 2 / 5 : color & 0xFF
      let style = PlotColor.style("fill", color & 0xFFFF_FF00 | opacity)
      return "class=\"fill\" style=\"\(style)\""
    case .dots: return "class=\"dots\" style=\"\(PlotColor.style("stroke", color))\""
    case .line, .steps:
      let width = NumberFormat.fixed(0.7 + 0.6 * min(max(line.width, 1), 8), decimals: 1)
      return "style=\"\(PlotColor.style("stroke", color));stroke-width:\(width)\""
    }
  }

  /// One path through the points that are drawn in its colour.
  private func element(_ attributes: String, _ isOwn: [Bool]) -> String {
    let path =
      switch line.look {
      case .columns: columns(isOwn)
      case .dots: dots(isOwn)
      case .area: area(isOwn)
      case .line, .steps: strokes(isOwn)
      }
    return path.isEmpty ? "" : "<path \(attributes) d=\"\(path)\"/>\n"
  }

  private func x(_ point: Point) -> String { frame.x(Int32(point.bar)) }
  private func y(_ point: Point) -> String { frame.y(line.values[point.bar]) }

  /// A stroke to each point of its own colour, from the one before whatever its colour.
  private func strokes(_ isOwn: [Bool]) -> String {
    var path = ""
    for (index, point) in points.enumerated() where isOwn[index] {
      if point.isJoined {
        if index == 0 || !isOwn[index - 1] {
          path += "M\(x(points[index - 1])) \(y(points[index - 1]))"
        }
        path += line.look == .steps ? "H\(x(point))V\(y(point))" : "L\(x(point)) \(y(point))"
      } else {
        // A single number would have no length; a short dash shows it.
        let isAlone = index + 1 == points.count || !points[index + 1].isJoined
        path += "M\(x(point)) \(y(point))" + (isAlone ? "h1" : "")
      }
    }
    return path
  }

  private func dots(_ isOwn: [Bool]) -> String {
    var path = ""
    for (index, point) in points.enumerated() where isOwn[index] {
      path += "M\(x(point)) \(y(point))h0"
    }
    return path
  }

  private func columns(_ isOwn: [Bool]) -> String {
    let count = Double(max(1, line.values.count - 1))
    let width = max(700 / count, 1)
    let base = frame.y(frame.within(line.base))
    var path = ""
    for (index, point) in points.enumerated() where isOwn[index] {
      let left = Double(point.bar) / count * 1000 - width / 2
      path +=
        "M\(NumberFormat.fixed(left, decimals: 1)) \(base)V\(y(point))"
        + "h\(NumberFormat.fixed(width, decimals: 1))V\(base)Z"
    }
    return path
  }

  private func area(_ isOwn: [Bool]) -> String {
    let base = frame.y(frame.within(line.base))
    var path = ""
    for (index, point) in points.enumerated() where isOwn[index] && point.isJoined {
      let former = points[index - 1]
      if index == 1 || !isOwn[index - 1] || !former.isJoined {
        path += "M\(x(former)) \(base)V\(y(former))"
      }
      path += "L\(x(point)) \(y(point))"
      let goesOn = index + 1 < points.count && isOwn[index + 1] && points[index + 1].isJoined
      if !goesOn { path += "V\(base)Z" }
    }
    return path
  }
}

import Formats

extension PlotChart.Ground {
  /// How many stretches the pane has; bars that share one get one colour.
  private static let stretchCount = 1_000
  private static let colourLimit = 12

  /// The elements that draw it, a path for each colour.
  func html() -> String {
    let runs = runs()
    let (palette, indices) = PlotColor.palette(runs.map(\.color), limit: Self.colourLimit)
    return palette.enumerated().map { number, color in
      var path = ""
      for (run, index) in zip(runs, indices) where index == number {
        path += "M\(x(run.begin)) 0H\(x(run.end))V1000H\(x(run.begin))Z"
      }
      return PlotColor.area(color, path)
    }.joined()
  }

  /// Neighbours of one colour together.
  ///
  /// Of bars that share a stretch the last with a colour decides, so that a lone one is still seen;
  /// the fewer of them have one, the fainter it is.
  private func runs() -> [(begin: Int, end: Int, color: UInt32)] {
    let stretches = min(colors.count, Self.stretchCount)
    var runs: [(begin: Int, end: Int, color: UInt32)] = []
    for stretch in 0..<stretches {
      let begin = stretch * colors.count / stretches
      let end = (stretch + 1) * colors.count / stretches
      guard var color = colors[begin..<end].last(where: { $0 & 0xFF > 0 }) else { continue }
      let count = colors[begin..<end].count { $0 & 0xFF > 0 }
      let quarters = UInt32((4 * count + end - begin - 1) / (end - begin))
      color = color & 0xFFFF_FF00 | max(1, (color & 0xFF) * quarters / 4)
      if let last = runs.last, last.end == begin, last.color == color {
        runs[runs.count - 1].end = end
      } else {
        runs.append((begin, end, color))
      }
    }
    return runs
  }

  /// Where a bar begins, half a bar left of its place; the outermost end at the edges.
  private func x(_ bar: Int) -> String {
    let place = (Double(bar) - 0.5) / Double(max(1, colors.count - 1)) * 1000
    return NumberFormat.fixed(min(max(place, 0), 1000), decimals: 1)
  }
}

extension PlotColor {
  /// A shape that covers an area.
  fileprivate static func area(_ color: UInt32, _ path: String) -> String {
    let style = style("fill", color, isBroad: true)
    return "<path class=\"fill\" style=\"\(style)\" d=\"\(path)\"/>\n"
  }
}

/// The paths of what is filled between two columns, by colour.
struct FillPath {
  private static let colourLimit = 12

  private let fill: PlotChart.Fill
  private let frame: PlotFrame
  /// The bars that are drawn, and whether the stretch before them is filled.
  private var points: [(bar: Int, isJoined: Bool)] = []

  /// Chooses what to draw: of each of so many stretches where either edge is lowest and highest.
  init(_ fill: PlotChart.Fill, in frame: PlotFrame, stretches: Int) {
    self.fill = fill
    self.frame = frame
    let isWhole = fill.first.indices.map { fill.first[$0].isFinite && fill.second[$0].isFinite }
    let edges = [fill.first, fill.second].map { edge in
      edge.indices.map { isWhole[$0] ? edge[$0] : .nan }
    }
    var isChosen = isWhole.map { _ in false }
    for edge in edges {
      for bar in Thinning.indices(edge, stretches: stretches) { isChosen[bar] = true }
    }
    var isBroken = true
    for bar in isWhole.indices {
      if !isWhole[bar] {
        isBroken = isBroken || fill.hasGaps
      } else if isChosen[bar] {
        points.append((bar, !isBroken))
        isBroken = false
      }
    }
  }

  /// The elements that draw it.
  func html() -> String {
    let (palette, indices) = PlotColor.palette(
      points.map { fill.colors[$0.bar] }, limit: Self.colourLimit)
    return palette.enumerated().map { number, color in
      let path = color & 0xFF == 0 ? "" : path(indices.map { $0 == number })
      if path.isEmpty { return "" }
      return PlotColor.area(color, path)
    }.joined()
  }

  /// A shape for each run of joined points of one colour: along one edge and back on the other.
  private func path(_ isOwn: [Bool]) -> String {
    var path = ""
    var index = 1
    while index < points.count {
      guard isOwn[index], points[index].isJoined else {
        index += 1
        continue
      }
      let begin = index - 1
      while index < points.count, isOwn[index], points[index].isJoined { index += 1 }
      let there = (begin..<index).map { place(fill.first, $0) }
      let back = (begin..<index).reversed().map { place(fill.second, $0) }
      path += "M" + (there + back).joined(separator: "L") + "Z"
    }
    return path
  }

  private func place(_ edge: [Double], _ index: Int) -> String {
    let bar = points[index].bar
    return frame.x(Int32(bar)) + " " + frame.y(edge[bar])
  }
}

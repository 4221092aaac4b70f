import Formats

extension ShareChart {
  /// The chart as stacked areas that change on their days.
  func html(title: String) -> String {
    guard let first = days.first, lastDay > first, !shares.isEmpty else {
      return "<p class=\"remark\">No decision was taken.</p>\n"
    }
    if days.count > Self.stepLimit { return averaged().html(title: title) }
    let frame = PlotFrame(first: first, last: lastDay, range: 0...1, isLogarithmic: false)
    var base = [Double](repeating: 0, count: days.count)
    var drawing = ""
    for (index, share) in shares.enumerated() {
      let top = zip(base, share.values).map { min($0 + $1, 1) }
      let upper = steps(top, frame)
      let lower = steps(base, frame).reversed()
      let path = "M" + (upper + lower).map { "\($0.x) \($0.y)" }.joined(separator: "L") + "Z"
      let colour = "var(--c\(index % PlotFrame.colourCount))"
      drawing += "<path style=\"fill:\(colour);opacity:.75\" d=\"\(path)\"/>\n"
      base = top
    }
    let legend = shares.enumerated().map { index, share in
      "<span><i style=\"color:var(--c\(index % PlotFrame.colourCount))\"></i>"
        + HTMLText.escaped(share.name) + "</span>"
    }
    let ticks = [0, 0.25, 0.5, 0.75, 1]
    return frame.figure(
      "chart", label: title, drawing: frame.grid(ticks) + drawing, ticks: ticks, unit: .percent,
      legend: legend.joined())
  }

  /// How many steps a drawing shows; more would only shimmer.
  private static let stepLimit = 160

  /// The chart with fewer steps, each the mean of several.
  private func averaged() -> ShareChart {
    let width = (days.count + Self.stepLimit - 1) / Self.stepLimit
    let starts = Array(stride(from: 0, to: days.count, by: width))
    return ShareChart(
      days: starts.map { days[$0] }, lastDay: lastDay,
      shares: shares.map { share in
        (
          share.name,
          starts.map { start in
            let part = share.values[start..<min(start + width, days.count)]
            return part.reduce(0, +) / Double(part.count)
          }
        )
      })
  }

  /// The corners of a column that holds each value until the next day.
  private func steps(_ values: [Double], _ frame: PlotFrame) -> [(x: String, y: String)] {
    var corners: [(x: String, y: String)] = []
    for (index, value) in values.enumerated() {
      let end = index + 1 < days.count ? days[index + 1] : lastDay
      let y = frame.y(value)
      corners.append((frame.x(days[index]), y))
      corners.append((frame.x(end), y))
    }
    return corners
  }
}

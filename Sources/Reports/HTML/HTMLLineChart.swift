import Formats
import Kernels

extension LineChart {
  /// The chart as a figure: curves in a stretched drawing, labels as text that keeps its size.
  func html(title: String) -> String {
    guard days.count > 1, let range = verticalRange() else {
      return "<p class=\"remark\">Too few days for a curve.</p>\n"
    }
    let frame = PlotFrame(
      first: days[0], last: days[days.count - 1], range: range, isLogarithmic: isLogarithmic)
    let ticks =
      isLogarithmic
      ? AxisTicks.ratios(range, count: 6) : AxisTicks.numbers(range, count: isFilled ? 3 : 5)
    var drawing = frame.grid(ticks)
    for (index, line) in lines.enumerated().reversed() {
      let path = frame.path(line.values, days: days)
      if isFilled, index == 0 {
        let zero = frame.y(min(max(0, range.lowerBound), range.upperBound))
        drawing += "<path class=\"area\" d=\"\(path)V\(zero)H0Z\"/>\n"
      }
      let look = line.isReference ? "ref" : "line"
      let colour = line.isReference ? "" : " style=\"stroke:var(--c\(colourIndex(index)))\""
      drawing += "<path class=\"\(look)\"\(isFilled ? "" : colour) d=\"\(path)\"/>\n"
    }
    let kind = isFilled ? "chart low loss-area" : "chart"
    return frame.figure(
      kind, label: title, drawing: drawing, ticks: ticks, unit: unit,
      legend: lines.count > 1 ? legend() : "")
  }

  private func legend() -> String {
    lines.enumerated().map { index, line in
      let colour = line.isReference ? "ref" : "c\(colourIndex(index))"
      return "<span><i style=\"color:var(--\(colour))\"></i>\(HTMLText.escaped(line.name))</span>"
    }.joined()
  }

  private func colourIndex(_ index: Int) -> Int {
    lines[..<index].count { !$0.isReference } % PlotFrame.colourCount
  }

  /// The numbers that the vertical axis spans, with a little air; nil if there is no number.
  private func verticalRange() -> ClosedRange<Double>? {
    var low = Double.infinity
    var high = -Double.infinity
    for line in lines {
      for value in line.values where value.isFinite {
        low = min(low, value)
        high = max(high, value)
      }
    }
    guard low <= high else { return nil }
    if isFilled { high = max(high, 0) }
    if isLogarithmic {
      let air = Elementary.pow(high / low, 0.03)
      return (low / air)...(high * air * (high == low ? 1.01 : 1))
    }
    let air = high > low ? (high - low) * 0.04 : max(abs(high) * 0.01, 1e-9)
    return (low - air)...(isFilled ? high : high + air)
  }
}

/// Where days and numbers lie in a drawing of 1,000 by 1,000 units.
struct PlotFrame {
  static let colourCount = 8

  let first: Int32
  let last: Int32
  let range: ClosedRange<Double>
  let isLogarithmic: Bool

  func x(_ day: Int32) -> String {
    NumberFormat.fixed(Double(day - first) / Double(last - first) * 1000, decimals: 1)
  }

  func y(_ value: Double) -> String {
    NumberFormat.fixed(1000 * (1 - share(value)), decimals: 1)
  }

  /// The number, or the nearest that the drawing shows.
  func within(_ value: Double) -> Double {
    min(max(value, range.lowerBound), range.upperBound)
  }

  /// How far up a number lies, from 0 to 1.
  func share(_ value: Double) -> Double {
    if isLogarithmic {
      let low = Elementary.log(range.lowerBound)
      return (Elementary.log(value) - low) / (Elementary.log(range.upperBound) - low)
    }
    return (value - range.lowerBound) / (range.upperBound - range.lowerBound)
  }

  /// The commands that draw a column; gaps lift the pen.
  func path(_ values: [Double], days: [Int32]) -> String {
    var path = ""
    var isDown = false
    for index in Thinning.indices(values, stretches: 700) {
      guard values[index].isFinite else {
        isDown = false
        continue
      }
      path += (isDown ? "L" : "M") + x(days[index]) + " " + y(values[index])
      isDown = true
    }
    return path
  }

  func grid(_ ticks: [Double]) -> String {
    "<path class=\"grid\" d=\"\(ticks.map { "M0 \(y($0))H1000" }.joined())\"/>\n"
  }

  /// A drawing with its axes.
  ///
  /// - Parameters:
  ///   - dates: Where the horizontal axis is labelled; by days unless they are given.
  ///   - over: What lies over the drawing without being stretched.
  func figure(
    _ kind: String, label: String, drawing: String, ticks: [Double], unit: AxisUnit,
    legend: String, dates: [(place: Int32, label: String)]? = nil, over: String = ""
  ) -> String {
    let step = ticks.count > 1 ? ticks[1] - ticks[0] : 1
    let labels = ticks.map { AxisTicks.text($0, unit: unit, step: step) }
    let widest = labels.map(\.count).max() ?? 0
    let margin = widest > 6 ? " style=\"margin-left:\(7 * widest + 10)px\"" : ""
    var text = "<figure class=\"\(kind)\">\n<div class=\"plot\"\(margin)>\n"
    text += "<svg viewBox=\"0 0 1000 1000\" preserveAspectRatio=\"none\" role=\"img\" "
    text += "aria-label=\"\(HTMLText.escaped(label))\">\n\(drawing)</svg>\n\(over)"
    for date in dates ?? AxisTicks.dates(first, last, count: 9).map({ ($0.day, $0.label) }) {
      let place = NumberFormat.fixed(
        Double(date.place - first) / Double(last - first) * 100, decimals: 2)
      text += "<span class=\"x\" style=\"left:\(place)%\">\(date.label)</span>"
    }
    for (tick, label) in zip(ticks, labels) {
      let place = NumberFormat.fixed(100 * (1 - share(tick)), decimals: 2)
      text += "<span class=\"y\" style=\"top:\(place)%\">\(label)</span>"
    }
    text += "\n</div>\n"
    if !legend.isEmpty { text += "<figcaption class=\"legend\">\(legend)</figcaption>\n" }
    return text + "</figure>\n"
  }
}

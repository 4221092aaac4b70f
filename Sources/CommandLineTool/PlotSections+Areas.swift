import Market
import Reports
import Script

/// Bars, fills and grounds.
extension PlotSections {
  mutating func addBars(_ plot: ScriptPlot) {
    let columns = (plot.otherValues + [plot.values]).map { shifted($0, plot) }
    guard columns.count == 4 else { return }
    func extreme(_ choose: (Double, Double) -> Double) -> [Double] {
      columns[3].indices.map { bar in
        columns.dropFirst().reduce(columns[0][bar]) { choose($0, $1[bar]) }
      }
    }
    // A high below the close, say, is mended as the platform does.
    let drawn = PlotChart.Bars(
      name(of: plot), look: plot.form == .candles ? .candles : .strokes, open: columns[0],
      high: extreme { $0.isNaN || $1.isNaN ? .nan : max($0, $1) },
      low: extreme { $0.isNaN || $1.isNaN ? .nan : min($0, $1) }, close: columns[3],
      colors: reportColors(plot.colors, plot),
      wickColors: plot.otherColors.map { reportColors($0, plot) },
      borderColors: plot.borderColors.map { reportColors($0, plot) })
    if plot.isOverlay, isNearPrice(drawn.close) {
      over.bars.append(drawn)
    } else if drawn.close.contains(where: \.isFinite) {
      below.bars.append(drawn)
    }
  }

  mutating func addFill(_ plot: ScriptPlot) {
    guard let edge = plot.otherValues.first else { return }
    let colors = reportColors(plot.colors, plot)
    let (first, second) = (shifted(plot.values, plot), shifted(edge, plot))
    let isSeen = first.indices.contains {
      first[$0].isFinite && second[$0].isFinite && colors[$0] & 0xFF > 0
    }
    guard isSeen else { return }
    let fill = PlotChart.Fill(
      name(of: plot), from: first, to: second, colors: colors, hasGaps: !plot.fillsGaps)
    if plot.isOverlay, isNearPrice(first), isNearPrice(second) {
      over.fills.append(fill)
    } else {
      below.fills.append(fill)
    }
  }

  mutating func addGround(_ plot: ScriptPlot) {
    let colors = barColors(plot)
    guard colors.contains(where: { $0 & 0xFF > 0 }) else { return }
    let ground = PlotChart.Ground(name(of: plot), colors: colors)
    if plot.isOverlay { over.grounds.append(ground) } else { below.grounds.append(ground) }
  }

  /// The chart's own bars where the script colours them, whatever pane it draws in.
  mutating func addBarColors(_ plot: ScriptPlot) {
    let colors = barColors(plot)
    guard colors.contains(where: { $0 & 0xFF > 0 }) else { return }
    over.bars.append(
      PlotChart.Bars(
        name(of: plot), look: .strokes, open: bars.open, high: bars.high, low: bars.low,
        close: bars.close, colors: .perBar(colors)))
  }

  /// A colour for each bar, 0 where there is none.
  private func barColors(_ plot: ScriptPlot) -> [UInt32] {
    switch plot.colors {
    case .all(let color):
      moved(bars.openTimes.map { _ in Self.color(color) ?? 0 }, plot, missing: 0)
    case .perBar(let each): moved(each.map { Self.color($0) ?? 0 }, plot, missing: 0)
    }
  }
}

extension PlotChart {
  /// Whether nothing has a number.
  fileprivate var hasNoNumbers: Bool {
    lines.isEmpty && marks.isEmpty && levels.isEmpty && fills.isEmpty && bars.isEmpty
  }

  /// Whether there is nothing but grounds.
  var hasOnlyGrounds: Bool { !grounds.isEmpty && hasNoNumbers }

  /// Whether everything has a logarithm.
  var isPositive: Bool {
    func isPositive(_ values: [Double]) -> Bool { values.allSatisfy { !($0 <= 0) } }
    return lines.allSatisfy { isPositive($0.values) } && levels.allSatisfy { $0.value > 0 }
      && marks.allSatisfy { marks in
        marks.place == .top || marks.place == .bottom || isPositive(marks.values)
      } && fills.allSatisfy { isPositive($0.first) && isPositive($0.second) }
      && bars.allSatisfy { isPositive($0.low) }
  }
}

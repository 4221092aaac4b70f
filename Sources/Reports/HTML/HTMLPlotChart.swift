import Formats
import Kernels

extension PlotChart {
  /// How many stretches the lines of a chart have together at most, so that a page stays small.
  private static let stretchBudget = 5600
  private static let nanosecondsPerDay: Int64 = 86_400_000_000_000

  /// The chart as a figure.
  ///
  /// - Parameter key: Tells the shapes of several charts of a page apart.
  func html(title: String, key: Int) -> String {
    guard times.count > 1, let range = verticalRange() else {
      return "<p class=\"remark\">Too few bars for a curve.</p>\n"
    }
    let frame = PlotFrame(
      first: 0, last: Int32(times.count - 1), range: range, isLogarithmic: isLogarithmic)
    let ticks =
      isLogarithmic ? AxisTicks.ratios(range, count: 6) : AxisTicks.numbers(range, count: 5)
    let curveCount = lines.count + 2 * fills.count
    let stretches = min(700, max(120, Self.stretchBudget / max(1, curveCount)))
    var drawing = grounds.map { $0.html() }.joined() + frame.grid(ticks)
    for fill in fills { drawing += FillPath(fill, in: frame, stretches: stretches / 2).html() }
    for level in levels where range.contains(level.value) && level.color & 0xFF > 0 {
      let style = PlotColor.style("stroke", level.color)
      drawing +=
        "<path class=\"\(level.isDashed ? "level dash" : "level")\" style=\"\(style)\" "
        + "d=\"M0 \(frame.y(level.value))H1000\"/>\n"
    }
    for bars in bars { drawing += BarsPath(bars, in: frame).html() }
    for line in lines { drawing += PlotPath(line, in: frame, stretches: stretches).html() }
    let signs = marks.enumerated().map { index, marks in
      marks.html(in: frame, id: "m\(key)-\(index)", barCount: times.count)
    }.joined()
    return frame.figure(
      "chart plots", label: title, drawing: drawing, ticks: ticks, unit: .value,
      legend: legend(), dates: dates(),
      over: signs.isEmpty ? "" : "<svg class=\"marks\" aria-hidden=\"true\">\n\(signs)</svg>\n")
  }

  // MARK: Axes

  /// The numbers that the vertical axis spans, with a little air; nil if there is no number.
  private func verticalRange() -> ClosedRange<Double>? {
    var low = Double.infinity
    var high = -Double.infinity
    func include(_ value: Double) {
      guard value.isFinite else { return }
      low = min(low, value)
      high = max(high, value)
    }
    for line in lines {
      for (bar, value) in line.values.enumerated() where isShown(line, bar) { include(value) }
      if line.look == .columns || line.look == .area, low <= high { include(line.base) }
    }
    for marks in marks where marks.place != .top && marks.place != .bottom {
      marks.values.forEach(include)
    }
    for level in levels { include(level.value) }
    for bars in bars {
      for bar in bars.close.indices where bars.isShown(bar) {
        for column in [bars.open, bars.high, bars.low, bars.close] { include(column[bar]) }
      }
    }
    for fill in fills {
      for bar in fill.first.indices where fill.colors[bar] & 0xFF > 0 {
        include(fill.first[bar])
        include(fill.second[bar])
      }
    }
    guard low <= high else { return marks.isEmpty ? nil : 0...1 }
    if isLogarithmic {
      let air = Elementary.pow(high / low, 0.04)
      return (low / air)...(high * air * (high == low ? 1.01 : 1))
    }
    let air = high > low ? (high - low) * 0.05 : max(abs(high) * 0.01, 1e-9)
    return (low - air)...(high + air)
  }

  private func isShown(_ line: Line, _ bar: Int) -> Bool {
    guard case .perBar(let colors)? = line.colors else { return true }
    return colors[bar] & 0xFF > 0
  }

  /// The bars at which years, months, days or hours begin, with their labels.
  private func dates() -> [(place: Int32, label: String)] {
    let days = times.map { Int32($0.dividedDown(by: Self.nanosecondsPerDay)) }
    let (first, last) = (days[0], days[days.count - 1])
    if last - first < 3 { return hours() }
    var bar = 0
    var found: [(place: Int32, label: String)] = []
    for (day, label) in AxisTicks.dates(first, last, count: 9) {
      while bar < days.count, days[bar] < day { bar += 1 }
      guard bar < days.count, found.last.map({ $0.place < bar }) ?? true else { continue }
      found.append((Int32(bar), label))
    }
    return found
  }

  /// The first bars of some hours of the day, UTC; a new day has its date.
  private func hours() -> [(place: Int32, label: String)] {
    let hour = Self.nanosecondsPerDay / 24
    let span = (times[times.count - 1] - times[0]) / hour
    let step: Int64 = [1, 2, 3, 6].first { span / $0 <= 9 } ?? 12
    var found: [(place: Int32, label: String)] = []
    var latest = times[0].dividedDown(by: hour * step)
    for (bar, time) in times.enumerated().dropFirst() {
      let number = time.dividedDown(by: hour * step)
      guard number > latest else { continue }
      latest = number
      let clock = (number * step) % 24
      let date = CivilDate(daysSinceEpoch: Int(number * step / 24))
      let label =
        clock == 0
        ? "\(date.day) \(AxisTicks.monthNames[date.month - 1])"
        : (clock < 10 ? "0" : "") + "\(clock):00"
      found.append((Int32(bar), label))
    }
    return found
  }

  // MARK: Legend

  private func legend() -> String {
    let curves = lines.map { line in
      guard let color = Self.commonest(line.colors) else {
        return "<span><i></i>\(HTMLText.escaped(line.name))</span>"
      }
      let style = PlotColor.style("color", color)
      return "<span><i style=\"\(style)\"></i>\(HTMLText.escaped(line.name))</span>"
    }
    let levels = levels.map { level in
      let style = PlotColor.style("color", level.color)
      return "<span><i style=\"\(style)\"></i>\(HTMLText.escaped(level.name))</span>"
    }
    let signs = marks.map { marks in
      let style = PlotColor.style("color", Self.commonest(marks.colors) ?? 0xFF)
      return "<span><b style=\"\(style)\">\(marks.character)</b>"
        + "\(HTMLText.escaped(marks.name)) (\(marks.bars.count))</span>"
    }
    let areas =
      bars.map { ($0.name, $0.colors) } + fills.map { ($0.name, $0.colors) }
      + grounds.map { ($0.name, .perBar($0.colors)) }
    let grounds = areas.map { name, colors in
      let style = PlotColor.style("color", Self.commonest(colors) ?? 0, isBroad: true)
      return "<span><i class=\"area\" style=\"\(style)\"></i>\(HTMLText.escaped(name))</span>"
    }
    return (curves + levels + signs + grounds).joined()
  }

  /// The colour that most bars have; nil for the colour of the text.
  private static func commonest(_ colors: Colors?) -> UInt32? {
    switch colors {
    case nil: nil
    case .all(let color)?: color
    case .perBar(let each)?:
      PlotColor.palette(each.filter { $0 & 0xFF > 0 }, limit: 1).palette.first
    }
  }
}

extension Int64 {
  /// The quotient rounded down.
  fileprivate func dividedDown(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

import Testing

@testable import Reports

/// Grounds, fills and bars of four prices in the charts of what scripts plot.
@Suite struct PlotAreaTests {
  static let red: UInt32 = 0xFF00_00FF
  static let green: UInt32 = 0x00FF_0080

  /// The commands of the paths with a style.
  static func paths(_ chart: PlotChart, _ style: String) -> [String] {
    PlotChartTests.paths(PlotChartTests.page(chart), containing: style)
  }

  /// A chart of five bars whose axis spans 0 to 100 with its air.
  static func chart() -> PlotChart {
    PlotChart(
      times: PlotChartTests.times(5), lines: [.init("x", [0, 100, 100, 100, 100])])
  }

  @Test func `a ground covers whole bars and joins those of one colour`() {
    var chart = Self.chart()
    chart.grounds = [.init("g", colors: [Self.red, 0, Self.green, Self.green, Self.red])]
    #expect(
      Self.paths(chart, "#ff0000")
        == ["M0.0 0H125.0V1000H0.0ZM875.0 0H1000.0V1000H875.0Z"])
    #expect(Self.paths(chart, "#00ff00;opacity:0.50") == ["M375.0 0H875.0V1000H375.0Z"])
  }

  @Test func `a ground of few bars among many is seen, but faintly`() {
    var colors = [UInt32](repeating: 0, count: 60_000)
    colors[31_234] = Self.red
    for bar in 600..<640 { colors[bar] = Self.red }
    for bar in 660..<780 { colors[bar] = Self.red }
    var chart = PlotChart(
      times: PlotChartTests.times(60_000), lines: [.init("x", colors.map(Double.init))])
    chart.grounds = [.init("g", colors: colors)]
    #expect(Self.paths(chart, "opacity:0.25") == ["M520.0 0H521.0V1000H520.0Z"])
    #expect(Self.paths(chart, "opacity:0.75") == ["M10.0 0H11.0V1000H10.0Z"])
    #expect(Self.paths(chart, "\"fill:#ff0000\"") == ["M11.0 0H13.0V1000H11.0Z"])
  }

  @Test(arguments: [
    (true, ["M0.0 909.1L250.0 863.6L250.0 772.7L0.0 727.3Z"]),
    (false, ["M0.0 909.1L250.0 863.6L750.0 772.7L750.0 500.0L250.0 772.7L0.0 727.3Z"]),
  ])
  func `a fill runs along one edge and back on the other`(_ hasGaps: Bool, _ expected: [String]) {
    var chart = Self.chart()
    chart.fills = [
      .init(
        "f", from: [5, 10, .nan, 20, 30], to: [25, 20, 30, 50, 60],
        colors: .perBar([Self.red, Self.red, Self.red, Self.red, 0]), hasGaps: hasGaps)
    ]
    #expect(Self.paths(chart, "#ff0000") == expected)
  }

  @Test func `a fill changes its colour from bar to bar and keeps every extreme`() {
    var chart = Self.chart()
    chart.fills = [
      .init(
        "f", from: [0, 0, 0, 0, 0], to: [50, 50, 50, 50, 50],
        colors: .perBar([Self.green, Self.red, Self.red, Self.green, Self.green]))
    ]
    #expect(
      Self.paths(chart, "#ff0000")
        == ["M0.0 954.5L250.0 954.5L500.0 954.5L500.0 500.0L250.0 500.0L0.0 500.0Z"])
    #expect(Self.paths(chart, "#00ff00").count == 1)

    var edge = [Double](repeating: 50, count: 30_000)
    edge[7_777] = 100
    var long = PlotChart(times: PlotChartTests.times(30_000), lines: [])
    long.fills = [
      .init("f", from: edge.map { _ in 0 }, to: edge, colors: .all(Self.red))
    ]
    let path = Self.paths(long, "#ff0000").joined()
    #expect(path.contains(" 45.5L") && path.utf8.count < 60_000)
  }

  @Test func `bars have their open to the left and their close to the right`() {
    var chart = Self.chart()
    let none = Double.nan
    chart.bars = [
      .init(
        "b", look: .strokes, open: [none, 40, none, none, 10], high: [none, 60, none, none, 10],
        low: [none, 20, none, none, 10], close: [none, 50, none, none, 10],
        colors: .perBar([Self.red, Self.red, Self.red, Self.red, 0]))
    ]
    #expect(
      Self.paths(chart, "#ff0000")
        == ["M250.0 409.1V772.7M180.0 590.9H250.0M250.0 500.0H320.0"])
  }

  @Test func `candles have bodies, borders and wicks in colours of their own`() {
    var chart = Self.chart()
    chart.bars = [
      .init(
        "c", look: .candles, open: [40, 50, 50, 50, 50], high: [60, 50, 50, 50, 50],
        low: [20, 50, 50, 50, 50], close: [50, 50, 50, 50, .nan], colors: .all(Self.red),
        wickColors: .all(0x0000_FFFF), borderColors: .perBar([Self.green, 0, 0, 0, 0]))
    ]
    #expect(Self.paths(chart, "fill:#ff0000")[0].hasPrefix("M-70.0 590.9H70.0V500.0H-70.0Z"))
    #expect(Self.paths(chart, "stroke:#0000ff")[0].hasPrefix("M0.0 409.1V500.0M0.0 590.9V772.7"))
    #expect(Self.paths(chart, "stroke:#00ff00") == ["M-70.0 590.9H70.0V500.0H-70.0Z"])
  }

  @Test func `bars that share a place keep first, extremes and last`() {
    let count = 3_600
    var high = [Double](repeating: 50, count: count)
    high[15] = 100
    var low = [Double](repeating: 50, count: count)
    low[12] = 0
    let flat = [Double](repeating: 50, count: count)
    var chart = PlotChart(times: PlotChartTests.times(count), lines: [])
    chart.bars = [
      .init("b", look: .strokes, open: flat, high: high, low: low, close: flat, colors: .all(0xFF))
    ]
    let path = Self.paths(chart, "class=\"bars\"").joined()
    #expect(path.contains(" 45.5V954.5M") && path.ranges(of: "V").count == 360)
  }

  @Test func `areas are named in the legend and in Markdown`() {
    var chart = Self.chart()
    chart.grounds = [.init("Quiet <hours>", colors: [0, Self.red, 0, Self.red, 0])]
    chart.bars = [
      .init(
        "Averaged", look: .candles, open: [1, 1, 1, 1, 1], high: [1, 1, 1, 1, 1],
        low: [1, 1, 1, 1, 1], close: [1, 2, 3, 4, 5], colors: .all(Self.red))
    ]
    #expect(PlotChartTests.page(chart).contains("></i>Quiet &lt;hours&gt;</span>"))
    let text = Report(title: "t", sections: [ReportSection("P", .plots(chart))]).markdown()
    #expect(text.contains("| Averaged (close) | 1.00 | 1.00 | 5.00 | 5.00 |  |"))
    #expect(text.contains("| Quiet &lt;hours&gt; |  |  |  |  | 2 |"))
  }

  @Test func `broad colours keep their shade unless they are white or black`() {
    #expect(PlotColor.style("fill", 0xFDD8_35FF, isBroad: true) == "fill:#fdd835")
    #expect(PlotColor.style("fill", 0xFFFF_FFFF, isBroad: true).contains("light-dark"))
  }
}

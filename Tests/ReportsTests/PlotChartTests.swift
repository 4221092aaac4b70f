import Market
import TestSupport
import Testing

@testable import Reports

/// The charts of what scripts plot.
@Suite struct PlotChartTests {
  static func times(_ count: Int, step: Int64 = 900) -> [Int64] {
    (0..<count).map { 1_704_067_200_000_000_000 + Int64($0) * step * 1_000_000_000 }
  }

  static func page(_ chart: PlotChart) -> String {
    Report(title: "t", sections: [ReportSection("Plots", .plots(chart))]).html()
  }

  /// The commands of the paths of a class, or all that have a style.
  static func paths(_ page: String, containing mark: String) -> [String] {
    page.split(separator: "\n").filter { $0.hasPrefix("<path") && $0.contains(mark) }.map {
      String($0.split(separator: "\"").last { $0.hasPrefix("M") } ?? "")
    }
  }

  @Test func `every pixel keeps its lowest and highest number`() throws {
    var random = SeededGenerator(seed: 3)
    var values = (0..<60_000).map { _ in Double.random(in: 10...20, using: &random) }
    values[31_234] = 90
    values[31_240] = -40
    let chart = PlotChart(
      times: Self.times(values.count), lines: [.init("x", values, colors: .all(0x1122_33FF))])
    let page = Self.page(chart)
    let path = try #require(Self.paths(page, containing: "#112233").first)
    // The axis spans −40 to 90 with 5 % of air at each end.
    #expect(path.contains(" 45.5") && path.contains(" 954.5"))
    #expect(page.utf8.count < 60_000)
    #expect(path.split(whereSeparator: { "ML".contains($0) }).count > 1_000)
  }

  @Test(arguments: [
    (PlotChart.Line.Look.line, true, "M0.0 954.5L250.0 500.0M750.0 500.0L1000.0 45.5"),
    (.line, false, "M0.0 954.5L250.0 500.0L750.0 500.0L1000.0 45.5"),
    (.steps, true, "M0.0 954.5H250.0V500.0M750.0 500.0H1000.0V45.5"),
    (.area, true, "M0.0 954.5V954.5L250.0 500.0V954.5ZM750.0 954.5V500.0L1000.0 45.5V954.5Z"),
    (.dots, true, "M0.0 954.5h0M250.0 500.0h0M750.0 500.0h0M1000.0 45.5h0"),
    (
      .columns, true,
      "M-87.5 954.5V954.5h175.0V954.5ZM162.5 954.5V500.0h175.0V954.5Z"
        + "M662.5 954.5V500.0h175.0V954.5ZM912.5 954.5V45.5h175.0V954.5Z"
    ),
  ])
  func `each look draws its numbers and its gaps`(
    _ look: PlotChart.Line.Look, _ hasGaps: Bool, _ expected: String
  ) {
    let line = PlotChart.Line(
      "x", [0, 1, .nan, 1, 2], colors: .all(0x0000_FFFF), look: look, hasGaps: hasGaps)
    let page = Self.page(PlotChart(times: Self.times(5), lines: [line]))
    #expect(Self.paths(page, containing: "#0000ff") == [expected])
  }

  @Test func `each colour draws the strokes that end on its bars`() {
    let red: UInt32 = 0xFF00_00FF
    let green: UInt32 = 0x00FF_00FF
    let line = PlotChart.Line(
      "x", [0, 1, 2, 1, 0], colors: .perBar([red, red, green, 0, red]), hasGaps: false)
    let page = Self.page(PlotChart(times: Self.times(5), lines: [line]))
    #expect(Self.paths(page, containing: "#ff0000") == ["M0.0 954.5L250.0 500.0M1000.0 954.5h1"])
    #expect(Self.paths(page, containing: "#00ff00") == ["M250.0 500.0L500.0 45.5"])
  }

  @Test func `many colours become few`() {
    let values = (0..<500).map(Double.init)
    let colors = values.map { UInt32($0 / 2) << 24 | 0xFF }
    let line = PlotChart.Line("x", values, colors: .perBar(colors))
    let page = Self.page(PlotChart(times: Self.times(500), lines: [line]))
    #expect(Self.paths(page, containing: "stroke:").count == 12)
  }

  @Test func `white and black are seen on both grounds`() {
    #expect(
      PlotColor.style("stroke", 0xFFFF_FFFF) == "stroke:#ffffff;stroke:light-dark(#949494,#ffffff)")
    #expect(PlotColor.style("fill", 0x0000_0080).hasPrefix("fill:#000000;fill:light-dark(#000000,"))
    #expect(PlotColor.style("fill", 0x2962_FFFF) == "fill:#2962ff")
  }

  @Test func `signs are thinned, counted, and have names of their own`() throws {
    let count = 20_000
    let bars = Array(stride(from: 0, to: count, by: 2))
    func marks(_ name: String, _ place: PlotChart.Marks.Place) -> PlotChart.Marks {
      .init(
        name, bars: bars, values: bars.map(Double.init), colors: .all(0xFF), shape: .up,
        place: place)
    }
    let chart = PlotChart(
      times: Self.times(count), lines: [], marks: [marks("Buy <b>", .below), marks("Sell", .top)])
    let page = Report(
      title: "t", sections: [ReportSection("A", .plots(chart)), ReportSection("B", .plots(chart))]
    ).html()
    #expect(page.ranges(of: "<use ").count == 4 * 320)
    #expect(page.contains("Buy &lt;b&gt; (10000)") && !page.contains("<b>Buy"))
    for id in ["m0-0", "m0-1", "m1-0", "m1-1"] {
      #expect(page.ranges(of: "id=\"\(id)\"").count == 1)
    }
    #expect(!page.contains("<script") && !page.contains("http"))
  }

  @Test func `levels, nothing at all and a single bar are drawn or said`() {
    let level = PlotChart(
      times: Self.times(9), lines: [], levels: [.init("Half", 50, color: 0x0102_03FF)])
    #expect(Self.paths(Self.page(level), containing: "level dash") == ["M0 500.0H1000"])
    let nothing = PlotChart(
      times: Self.times(9), lines: [.init("x", Array(repeating: .nan, count: 9))])
    #expect(Self.page(nothing).contains("Too few bars for a curve"))
    let single = PlotChart(times: Self.times(1), lines: [.init("x", [5])])
    #expect(Self.page(single).contains("Too few bars for a curve"))
  }

  @Test(arguments: [
    (96, Int64(900), ["03:00", "06:00"]), (150, 900, ["06:00", "2 Jan"]),
    (300, 86_400, ["Feb", "Apr"]),
  ])
  func `the axis has hours, days or months`(_ count: Int, _ step: Int64, _ labels: [String]) {
    let values = (0..<count).map(Double.init)
    let page = Self.page(
      PlotChart(times: Self.times(count, step: step), lines: [.init("x", values)]))
    for label in labels { #expect(page.contains("%\">\(label)</span>"), "\(label)") }
  }

  @Test func `Markdown tells ends and extremes`() {
    let chart = PlotChart(
      times: Self.times(3), lines: [.init("Fast", [1, 5, 2])],
      marks: [.init("Buy", bars: [1], values: [5], colors: .all(0xFF), shape: .up, place: .at)],
      levels: [.init("Half", 0.5, color: 0xFF)])
    let text = Report(title: "t", sections: [ReportSection("P", .plots(chart))]).markdown()
    #expect(text.contains("| Fast | 1.00 | 1.00 | 5.00 | 2.00 |  |"))
    #expect(text.contains("| Half | 0.500000 | 0.500000 | 0.500000 | 0.500000 |  |"))
    #expect(text.contains("| Buy |  |  |  |  | 1 |"))
  }
}

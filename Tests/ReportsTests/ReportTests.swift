import TestSupport
import Testing

@testable import Reports

@Suite struct ReportTests {
  static let nasty = "<script>alert('x')</script>\"& \u{202E}evil\u{7}"

  static func report(name: String = "agent") -> Report {
    let days = (0..<3000).map { Int32(15_000 + $0) }
    let values = days.indices.map { 100 + Double($0 % 37) }
    return Report(
      title: name, subtitle: name, facts: [.init(name, name)], warnings: [name],
      headlines: [.init(name, name, note: name, tone: .gain)],
      sections: [
        ReportSection(
          name, note: name, .table(ReportTable([.text(name)], rows: [[.init(name, .loss)]]))),
        ReportSection(
          name,
          .lines(
            LineChart(days: days, lines: [.init(name, values), .init(name, values)]))),
        ReportSection(
          name,
          .shares(
            ShareChart(
              days: [15_000, 15_100], lastDay: 15_300,
              shares: [(name, [0.4, 0.6]), (name, [0.6, 0.4])]))),
        ReportSection(
          name,
          .months(
            MonthGrid(years: [
              .init(2020, months: Array(repeating: 0.01, count: 12), total: 0.1268)
            ]))),
        ReportSection(
          name,
          .plots(
            PlotChart(
              times: days.map { Int64($0) * 86_400_000_000_000 },
              lines: [.init(name, values), .init(name, values, colors: .all(0xFF00_00FF))],
              marks: [
                .init(
                  name, bars: [3], values: [100], colors: .all(0xFF), shape: .character("<"),
                  place: .at)
              ],
              levels: [.init(name, 100, color: 0xFF)]))),
      ])
  }

  @Test("names with markup, quotes and control characters are text")
  func namesAreText() {
    let html = Self.report(name: Self.nasty).html()
    var found = Mismatches()
    for forbidden in ["<script", "alert('x')", "\u{202E}", "\u{7}"] {
      found.require(!html.contains(forbidden), "the page contains \(forbidden)")
    }
    found.require(html.contains("&lt;script&gt;"), "the name is not shown")
    let markdown = Self.report(name: "a|b*c_d[e](f)<g>").markdown()
    found.require(markdown.contains("a\\|b\\*c\\_d\\[e\\](f)&lt;g&gt;"), "Markdown is not escaped")
    #expect(found.isEmpty, "\(found)")
  }

  @Test("a page asks nobody for anything and stays small")
  func pagesAreSelfContained() {
    let html = Self.report().html()
    for outside in ["http:", "https:", "//", "@import", "url(", "<script", "<img", "<iframe"] {
      #expect(!html.contains(outside))
    }
    #expect(html.utf8.count < 200_000)
    for tag in ["main", "section", "figure", "svg", "table", "tbody", "tr", "ul", "div"] {
      let opened = html.ranges(of: "<\(tag)").count { html[$0.upperBound...].first != "b" }
      #expect(opened == html.ranges(of: "</\(tag)>").count, "\(tag)")
    }
  }

  @Test("thinned curves keep their ends and extremes", arguments: [10, 1399, 1400, 1401, 50_000])
  func thinning(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    var values = (0..<count).map { _ in Double.random(in: -1...1, using: &generator) }
    if count > 100 { values[50] = .nan }
    let indices = Thinning.indices(values, stretches: 700)
    let kept = indices.map { values[$0] }.filter(\.isFinite)
    let all = values.filter(\.isFinite)
    #expect(indices.first == 0 && indices.last == count - 1 && indices.count <= 1402)
    #expect(kept.min() == all.min() && kept.max() == all.max(), "seed \(count)")
    #expect(zip(indices, indices.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("axes are labelled at round numbers inside the range")
  func ticks() {
    #expect(AxisTicks.numbers(0...10, count: 5) == [0, 2, 4, 6, 8, 10])
    #expect(AxisTicks.numbers(-0.31...0, count: 3).map { ($0 * 10).rounded() } == [-2, 0])
    #expect(AxisTicks.numbers(5...5, count: 3) == [5])
    // However small the steps are, their labels differ.
    let labels = [0.2, 0.01, 0.005, 0.00002].map { AxisTicks.text($0, unit: .percent, step: $0) }
    #expect(labels == ["20%", "1%", "0.5%", "0.002%"])
    #expect(AxisTicks.ratios(80...700, count: 6) == [100, 200, 500])
    // 1998-01-02 to 2021-03-31.
    let dates = AxisTicks.dates(10_228, 18_717, count: 9)
    #expect(dates.map(\.label) == ["2000", "2005", "2010", "2015", "2020"])
  }

  @Test("fields that a reader would split are quoted")
  func csv() {
    let table = ReportTable(
      [.text("a"), .number("b,c")], rows: [["x\"y", "1"], ["line\nbreak", "2"]])
    #expect(table.csv() == "a,\"b,c\"\n\"x\"\"y\",1\n\"line\nbreak\",2\n")
  }
}

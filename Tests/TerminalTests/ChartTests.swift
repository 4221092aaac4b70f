import Formats
import TestSupport
import Testing

@testable import Terminal

@Suite struct ChartTests {
  @Test func `sparklines`() {
    var found = Mismatches()
    for (values, width, line) in [
      ([], 5, ""), ([1, 2, 3, 4, 5, 6, 7, 8], 8, "▁▂▃▄▅▆▇█"), ([3, 3, 3], 9, "▁▁▁"),
      ([0, 0, 7, 7], 2, "▁█"), ([1, .nan, 2], 3, "▁ █"), ([.nan], 3, ""), ([5], 1, "▁"),
      ([-1.7e308, 1.7e308], 2, "▁█"),
    ] as [([Double], Int, String)] {
      found.check("\(values)", Chart.sparkline(values, width: width), equals: line)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `curves`() {
    func curve(_ values: [Double], _ width: Int, _ height: Int) -> String {
      Chart.curve(values, width: width, height: height) { NumberFormat.compact($0) }
        .joined(separator: "\n")
    }
    var found = Mismatches()
    for (text, expected) in [
      (curve([], 20, 3), ""), (curve([.nan], 20, 3), ""),
      (
        curve((0..<16).map(Double.init), 12, 4),
        """
        15 ┤      ⡠⠊
           │    ⡠⠊
           │  ⡠⠊
         0 ┤⡠⠊
        """
      ),
      // One bar of a crash among thousands stays visible.
      (
        curve((0..<4000).map { $0 == 2001 ? 0 : 100 }, 24, 3),
        """
        100 ┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⢹⠉⠉⠉⠉⠉⠉⠉⠉⠉
            │         ⢸
          0 ┤         ⢸
        """
      ),
      (
        curve([1, .nan, .nan, 2], 6, 2),
        """
        2 ┤  ⠈
        1 ┤⣀
        """
      ),
      (
        curve([7, 7], 6, 2),
        """
        7 ┤
        7 ┤⠉⠉⠉
        """
      ),
    ] {
      if let difference = Golden.firstDifference(text, expected) {
        found.add(difference + "\n" + text)
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `progress lines`() {
    func line(_ done: Int, _ total: Int, _ seconds: UInt64, _ width: Int) -> String {
      ProgressBar.line(
        title: "reading", done: done, total: total, elapsedNanoseconds: seconds * 1_000_000_000,
        width: width)
    }
    var found = Mismatches()
    for (text, expected) in [
      (line(0, 100, 5, 60), "reading   0 % " + String(repeating: " ", count: 31)),
      (
        line(43, 100, 43, 60),
        "reading  43 % ████████████▉" + String(repeating: " ", count: 18) + "57 s left"
      ),
      (line(100, 100, 9, 60), "reading 100 % " + String(repeating: "█", count: 30) + " 0 s left"),
      (line(1, 1000, 1, 30), "reading   0 % 16 min 39 s left"),
      (line(1, 2, 0, 12), "reading  50…"), (line(7, 0, 0, 12), "reading 100…"),
    ] {
      found.check("line", text, equals: expected)
    }
    for (seconds, text) in [
      (0, "0 s"), (59.2, "1 min 00 s"), (185, "3 min 05 s"), (7_800, "2 h 10 min"), (1e9, "days"),
      (.infinity, "days"),
    ] as [(Double, String)] {
      found.check("duration", ProgressBar.duration(seconds: seconds), equals: text)
    }
    #expect(found.isEmpty, "\(found)")
  }
}

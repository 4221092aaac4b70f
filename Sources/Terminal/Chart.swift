/// Draws numbers with characters.
package enum Chart {
  /// Returns one line of bars, as high as the numbers; the mean where several share a place.
  ///
  /// Numbers that are not finite leave a space.
  package static func sparkline(_ values: [Double], width: Int) -> String {
    let bars = Array("▁▂▃▄▅▆▇█")
    let finite = values.filter(\.isFinite)
    guard width > 0, let low = finite.min(), let high = finite.max() else { return "" }
    let count = min(width, values.count)
    var line = ""
    for place in 0..<count {
      let bucket = values[bucket(place, of: count, valueCount: values.count)].filter(\.isFinite)
      guard !bucket.isEmpty else {
        line.append(" ")
        continue
      }
      let mean = bucket.reduce(0) { $0 + $1 / Double(bucket.count) }
      let level = fraction(mean, low, high, whenFlat: 0)
      line.append(bars[min(Int(level * Double(bars.count)), bars.count - 1)])
    }
    return line
  }

  /// Returns a curve as lines of text: labels of the highest and lowest value, an axis, dots.
  ///
  /// ```
  /// 12,480 ┤   ⢀⡠⠤⡀⡔
  ///        │⡠⠊⠁   ⠈
  ///  9,950 ┤⠁
  /// ```
  ///
  /// Each character is two dots wide and four high; where several values share a column of dots
  /// the line spans them, so that no peak is lost. Numbers that are not finite leave a gap.
  /// - Parameters:
  ///   - width: In characters, labels included.
  ///   - height: In lines, at least 2.
  ///   - label: Writes a value of the axis.
  package static func curve(
    _ values: [Double], width: Int, height: Int, label: (Double) -> String
  ) -> [String] {
    precondition(height >= 2, "a curve needs two lines for its labels")
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return [] }
    let labels = [label(high), label(low)]
    let labelWidth = labels.reduce(0) { max($0, TextLayout.width(of: $1)) }
    let plotWidth = max(1, width - labelWidth - 2)
    var canvas = DotCanvas(width: plotWidth, height: height)
    plot(values, low, high, on: &canvas)
    return canvas.lines().enumerated().map { row, dots in
      let text = row == 0 ? labels[0] : row == height - 1 ? labels[1] : ""
      let axis = text.isEmpty ? " │" : " ┤"
      return TextLayout.padLeft(text, to: labelWidth) + axis + dots
    }
  }

  private static func plot(
    _ values: [Double], _ low: Double, _ high: Double, on canvas: inout DotCanvas
  ) {
    let columns = canvas.dotWidth
    func row(_ value: Double) -> Int {
      let level = fraction(value, low, high, whenFlat: 0.5)
      return Int(((1 - level) * Double(canvas.dotHeight - 1)).rounded())
    }
    var previous: Int?
    for column in 0..<columns {
      // Few values leave columns between them, which repeat the one before.
      let bucket = values[bucket(column, of: columns, valueCount: values.count)]
      let rows = bucket.filter(\.isFinite).map(row)
      guard let first = rows.first, let last = rows.last else {
        previous = nil
        continue
      }
      let top = min(rows.min()!, previous ?? first)
      let bottom = max(rows.max()!, previous ?? first)
      for dot in top...bottom { canvas.set(column, dot) }
      previous = last
    }
  }

  /// The values that a place of `count` stands for; at least one.
  private static func bucket(_ place: Int, of count: Int, valueCount: Int) -> Range<Int> {
    let start = place * valueCount / count
    return start..<max(start + 1, (place + 1) * valueCount / count)
  }

  /// Where a value lies between the lowest and the highest, from 0 to 1.
  private static func fraction(
    _ value: Double, _ low: Double, _ high: Double, whenFlat: Double
  ) -> Double {
    guard high > low else { return whenFlat }
    // Halved, since the span of two large numbers may be too large itself.
    return min(max((value / 2 - low / 2) / (high / 2 - low / 2), 0), 1)
  }
}

/// A grid of dots in Braille characters of two by four.
struct DotCanvas {
  private let width: Int
  private let height: Int
  private var cells: [UInt32]

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    cells = [UInt32](repeating: 0, count: width * height)
  }

  var dotWidth: Int { width * 2 }
  var dotHeight: Int { height * 4 }

  /// Sets the dot at a column and a row counted from the top left.
  mutating func set(_ column: Int, _ row: Int) {
    // The Unicode Standard numbers the dots 1 2 3 7 down the left and 4 5 6 8 down the right.
    let bits: [[UInt32]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]
    cells[row / 4 * width + column / 2] |= bits[column % 2][row % 4]
  }

  /// The lines from top to bottom without spaces at their ends.
  func lines() -> [String] {
    (0..<height).map { row in
      var line = ""
      for cell in cells[row * width..<(row + 1) * width] {
        line.unicodeScalars.append(cell == 0 ? " " : Unicode.Scalar(0x2800 + cell)!)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}

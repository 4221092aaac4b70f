import Formats

extension PlotChart.Marks {
  /// How many stretches have a sign of their own; closer ones would cover each other.
  private static let stretchCount = 320

  /// The elements that draw the signs; `id` names their shape within the page.
  func html(in frame: PlotFrame, id: String, barCount: Int) -> String {
    var groups: [(color: UInt32, uses: String)] = []
    for index in drawn(barCount) {
      let color = colors[index]
      let place = percent(Double(bars[index]) / Double(max(1, barCount - 1)))
      let use = "<use href=\"#\(id)\" x=\"\(place)\" y=\"\(height(index, frame))\"/>"
      if let group = groups.firstIndex(where: { $0.color == color }) {
        groups[group].uses += use
      } else {
        groups.append((color, use))
      }
    }
    guard !groups.isEmpty else { return "" }
    var text = "<defs>\(shape.html(id: id))</defs>\n"
    for group in groups {
      let style = PlotColor.style("fill", group.color)
      text += "<g style=\"\(style)\" transform=\"translate(0 \(shift))\">\(group.uses)</g>\n"
    }
    return text
  }

  /// The signs to draw: of each stretch the lowest and the highest.
  private func drawn(_ barCount: Int) -> [Int] {
    var chosen: [Int] = []
    var begin = 0
    while begin < bars.count {
      let stretch = bars[begin] * Self.stretchCount / max(1, barCount)
      var end = begin + 1
      while end < bars.count, bars[end] * Self.stretchCount / max(1, barCount) == stretch {
        end += 1
      }
      let own = (begin..<end).filter { colors[$0] & 0xFF > 0 }
      let low = own.min { values[$0] < values[$1] }
      let high = own.max { values[$0] < values[$1] }
      switch place {
      case .above: chosen += [high].compactMap(\.self)
      case .below, .top, .bottom: chosen += [low].compactMap(\.self)
      case .at: chosen += Set([low, high].compactMap(\.self)).sorted()
      }
      begin = end
    }
    return chosen
  }

  private func height(_ index: Int, _ frame: PlotFrame) -> String {
    switch place {
    case .top: "0%"
    case .bottom: "100%"
    case .at, .above, .below: percent(1 - frame.share(frame.within(values[index])))
    }
  }

  /// How far from its place a sign stands, in pixels.
  private var shift: Int {
    switch place {
    case .above, .bottom: -9
    case .below, .top: 9
    case .at: 0
    }
  }

  private func percent(_ share: Double) -> String {
    NumberFormat.fixed(share * 100, decimals: 1) + "%"
  }

  /// The sign as a character, for a legend.
  var character: String {
    switch shape {
    case .up: "▲"
    case .down: "▼"
    case .circle: "●"
    case .square: "■"
    case .diamond: "◆"
    case .cross: "✚"
    case .diagonalCross: "✖"
    case .flag: "⚑"
    case .character(let character): HTMLText.escaped(String(character))
    }
  }
}

extension PlotChart.Marks.Shape {
  /// The shape around 0, in pixels.
  fileprivate func html(id: String) -> String {
    let path: String
    switch self {
    case .up: path = "M0-5 5 4H-5Z"
    case .down: path = "M0 5 5-4H-5Z"
    case .circle: return "<circle id=\"\(id)\" r=\"3.5\"/>"
    case .square: path = "M-3.5-3.5H3.5V3.5H-3.5Z"
    case .diamond: path = "M0-5 4.5 0 0 5-4.5 0Z"
    case .cross: path = "M-1.2-5H1.2V-1.2H5V1.2H1.2V5H-1.2V1.2H-5V-1.2H-1.2Z"
    case .diagonalCross:
      path = "M-4-2.3-2.3-4 0-1.7 2.3-4 4-2.3 1.7 0 4 2.3 2.3 4 0 1.7-2.3 4-4 2.3-1.7 0Z"
    case .flag: path = "M-3-6H5L2-3 5 0H-1.6V6H-3Z"
    case .character(let character):
      return "<text id=\"\(id)\" text-anchor=\"middle\" dy=\".35em\">"
        + "\(HTMLText.escaped(String(character)))</text>"
    }
    return "<path id=\"\(id)\" d=\"\(path)\"/>"
  }
}

/// One call of `plot` or its kin, as the compiler leaves it for a run that keeps plots.
struct PlotPlan: Sendable {
  /// Where a number of the call comes from.
  enum Source: Sendable {
    /// It is the same on all bars.
    case constant(Double)
    /// It is a result of the program, by index.
    case result(Int)
  }

  let form: ScriptPlot.Form
  /// The texts of the call by parameter.
  var texts: [String: String] = [:]
  /// The numbers of the call by parameter, the series as `series`.
  var numbers: [String: Source] = [:]

  /// Whether it is never seen, whatever happens; what lies between two plots may still be.
  var isHidden: Bool {
    guard case .constant(let places)? = numbers["display"] else { return false }
    return !Self.isPane(places)
  }

  /// Whether a sum of `display` constants has the chart among its places.
  static func isPane(_ places: Double) -> Bool {
    places.isNaN || !(places.isFinite && abs(places) < 1e9) || Int(places) & 1 == 1
  }

  /// What the call showed on the bars of a run; nil if it was not to be seen.
  ///
  /// - Parameters:
  ///   - columns: The program's results, a column each.
  ///   - count: How many bars there were.
  ///   - isOverlay: Whether the script draws over the prices.
  func plot(_ columns: [[Double]], count: Int, isOverlay: Bool) -> ScriptPlot? {
    let reader = PlotReader(plan: self, columns: columns, count: count)
    return Self.isPane(reader.last("display") ?? .nan) ? reader.plot(isOverlay: isOverlay) : nil
  }
}

/// A plan beside what the program left for it.
private struct PlotReader {
  let plan: PlotPlan
  let columns: [[Double]]
  let count: Int

  func plot(isOverlay: Bool) -> ScriptPlot {
    let texts = plan.texts
    return ScriptPlot(
      form: plan.form, title: texts["title"] ?? "", style: texts["style"] ?? texts["char"] ?? "",
      location: texts["location"] ?? "", text: texts["text"] ?? "",
      isOverlay: isOverlay || last("force_overlay") == 1, width: last("linewidth") ?? 1,
      offset: whole("offset") ?? 0, base: last("histbase") ?? 0,
      shownCount: whole("show_last").flatMap { $0 > 0 ? $0 : nil },
      values: column("series") ?? column("close") ?? [],
      otherValues: ["open", "high", "low", "edge"].compactMap(column), colors: mainColors,
      otherColors: otherColors, borderColors: plan.form == .candles ? colors("bordercolor") : nil,
      fillsGaps: last("fillgaps") == 1)
  }

  /// The number on the last bar.
  func last(_ name: String) -> Double? {
    switch plan.numbers[name] {
    case .constant(let word)?: word
    case .result(let index)?: columns[index].last
    case nil: nil
    }
  }

  private func whole(_ name: String) -> Int? {
    last(name).flatMap { $0.isFinite && abs($0) < 1e9 ? Int($0) : nil }
  }

  private func column(_ name: String) -> [Double]? {
    switch plan.numbers[name] {
    case .constant(let word)?: Array(repeating: word, count: count)
    case .result(let index)?: columns[index]
    case nil: nil
    }
  }

  // MARK: Colours

  private var mainColors: ScriptPlot.Colors {
    switch plan.form {
    case .arrow: colors("colorup") ?? .all(.nan)
    case .fill: gradient ?? colors("color") ?? .all(ScriptPlot.faintBlue)
    default: colors("color") ?? .all(.nan)
    }
  }

  private var otherColors: ScriptPlot.Colors? {
    switch plan.form {
    case .arrow: colors("colordown")
    case .candles: colors("wickcolor")
    default: nil
    }
  }

  /// The colours of a parameter; nil if it is not given and has none of its own.
  private func colors(_ name: String) -> ScriptPlot.Colors? {
    switch plan.numbers[name] {
    case .constant(let word)?: .all(faded(word))
    case .result(let index)?: Self.colors(columns[index].map(faded))
    case nil: nil
    }
  }

  private static func colors(_ column: [Double]) -> ScriptPlot.Colors {
    let isSame = column.allSatisfy { $0 == column[0] || ($0.isNaN && column[0].isNaN) }
    return isSame ? .all(column.first ?? .nan) : .perBar(column)
  }

  private func faded(_ color: Double) -> Double {
    // Version 5 knows a transparency beside the colour, which a colour's own stands above.
    guard let share = last("transp"), share > 0, ColorFunctions.part(color, 3) == 255 else {
      return color
    }
    return ColorFunctions.withTransparency(color, share)
  }

  /// The colours of a fill that runs from one to another; nil for other fills.
  ///
  /// A bar gets one colour, the mean of those at its two edges; nothing is drawn without a colour.
  private var gradient: ScriptPlot.Colors? {
    guard let first = column("series"), let second = column("edge"),
      let top = column("top_value"), let bottom = column("bottom_value"),
      let topColor = column("top_color"), let bottomColor = column("bottom_color")
    else { return nil }
    return Self.colors(
      (0..<count).map { bar in
        let low = bottomColor[bar].isNaN ? Self.cleared(topColor[bar]) : bottomColor[bar]
        let high = topColor[bar].isNaN ? Self.cleared(bottomColor[bar]) : topColor[bar]
        let edges = [first[bar], second[bar]].map {
          ColorFunctions.gradient($0, from: bottom[bar], to: top[bar], low, high)
        }
        return ColorFunctions.gradient(0.5, from: 0, to: 1, edges[0], edges[1])
      })
  }

  /// The colour without any opacity.
  private static func cleared(_ color: Double) -> Double { color - ColorFunctions.part(color, 3) }
}

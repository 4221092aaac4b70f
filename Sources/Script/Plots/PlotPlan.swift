/// One call of `plot` or its kin, as the compiler leaves it for a run that keeps plots.
struct PlotPlan: Sendable {
  /// Where a number of the call comes from.
  enum Source: Sendable {
    /// It is the same on all bars.
    case constant(Double)
    /// It is a result of the program, by index.
    case result(Int)
  }

  /// The built-ins that are drawn; the others of their kind are only counted.
  static let names: Set<String> = ["plot", "plotshape", "plotchar", "plotarrow", "hline"]

  let form: ScriptPlot.Form
  /// The texts of the call by parameter.
  var texts: [String: String] = [:]
  /// The numbers of the call by parameter, the series as `series`.
  var numbers: [String: Source] = [:]

  /// What the call showed on the bars of a run.
  ///
  /// - Parameters:
  ///   - columns: The program's results, a column each.
  ///   - count: How many bars there were.
  ///   - isOverlay: Whether the script draws over the prices.
  func plot(_ columns: [[Double]], count: Int, isOverlay: Bool) -> ScriptPlot {
    func last(_ name: String) -> Double? {
      switch numbers[name] {
      case .constant(let word)?: word
      case .result(let index)?: columns[index].last
      case nil: nil
      }
    }
    func whole(_ name: String) -> Int? {
      last(name).flatMap { $0.isFinite && abs($0) < 1e9 ? Int($0) : nil }
    }
    func colors(_ name: String) -> ScriptPlot.Colors {
      func faded(_ color: Double) -> Double {
        // Version 5 knows a transparency beside the colour, which a colour's own stands above.
        guard let share = last("transp"), share > 0, ColorFunctions.part(color, 3) == 255 else {
          return color
        }
        return ColorFunctions.withTransparency(color, share)
      }
      guard case .result(let index)? = numbers[name] else {
        return .all(faded(last(name) ?? .nan))
      }
      let column = columns[index].map(faded)
      let isSame = column.allSatisfy { $0 == column[0] || ($0.isNaN && column[0].isNaN) }
      return isSame ? .all(column.first ?? .nan) : .perBar(column)
    }
    let values: [Double] =
      switch numbers["series"] {
      case .constant(let word)?: Array(repeating: word, count: count)
      case .result(let index)?: columns[index]
      case nil: []
      }
    return ScriptPlot(
      form: form, title: texts["title"] ?? "", style: texts["style"] ?? texts["char"] ?? "",
      location: texts["location"] ?? "", text: texts["text"] ?? "",
      isOverlay: isOverlay || last("force_overlay") == 1, width: last("linewidth") ?? 1,
      offset: whole("offset") ?? 0, base: last("histbase") ?? 0,
      shownCount: whole("show_last").flatMap { $0 > 0 ? $0 : nil }, values: values,
      colors: colors(form == .arrow ? "colorup" : "color"),
      otherColors: form == .arrow ? colors("colordown") : nil)
  }
}

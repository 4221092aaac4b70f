import Formats
import Kernels

/// Round numbers and dates at which an axis is labelled.
enum AxisTicks {
  /// Returns about `count` round numbers inside a range.
  ///
  /// Steps are 1, 2 or 5 times a power of ten.
  static func numbers(_ range: ClosedRange<Double>, count: Int) -> [Double] {
    let width = range.upperBound - range.lowerBound
    guard width > 0, width.isFinite, count > 0 else { return [range.lowerBound] }
    let rough = width / Double(count)
    let magnitude = Elementary.pow(10, Elementary.log10(rough).rounded(.down))
    let step =
      [1.0, 2, 5, 10].map { $0 * magnitude }.first { $0 >= rough * 0.999 }
      ?? 10 * magnitude
    var ticks: [Double] = []
    var index = (range.lowerBound / step).rounded(.up)
    while index * step <= range.upperBound, ticks.count < 4 * count {
      // Adding 0 turns a negative zero into zero.
      ticks.append(index * step + 0)
      index += 1
    }
    return ticks
  }

  /// Returns about `count` round numbers for a logarithmic axis over numbers above 0.
  static func ratios(_ range: ClosedRange<Double>, count: Int) -> [Double] {
    var ticks: [Double] = []
    var power = Elementary.log10(range.lowerBound).rounded(.down)
    while Elementary.pow(10, power) <= range.upperBound {
      for factor in [1.0, 2, 5] {
        let tick = factor * Elementary.pow(10, power)
        if range.contains(tick) { ticks.append(tick) }
      }
      power += 1
    }
    if ticks.count < 3 { return numbers(range, count: count) }
    let stride = (ticks.count + count - 1) / count
    return ticks.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
  }

  /// Returns the days on which a year, a month or a day begins, with their labels.
  static func dates(_ first: Int32, _ last: Int32, count: Int) -> [(day: Int32, label: String)] {
    let span = Int(last - first)
    guard span > 0 else { return [] }
    if span < 45 { return days(first, last, step: max(1, span / count)) }
    let months = max(1, span / 30 / count)
    let step = [1, 2, 3, 6, 12, 24, 60, 120].first { $0 >= months } ?? 240
    let start = CivilDate(daysSinceEpoch: Int(first))
    var month = (start.year * 12 + start.month - 1 + step - 1) / step * step
    var ticks: [(day: Int32, label: String)] = []
    while true {
      let (year, index) = (month / 12, month % 12)
      guard let date = CivilDate(year: year, month: index + 1, day: 1) else { break }
      let day = Int32(date.daysSinceEpoch)
      if day > last { break }
      if day >= first { ticks.append((day, step % 12 == 0 ? "\(year)" : label(year, index))) }
      month += step
    }
    return ticks
  }

  private static func label(_ year: Int, _ month: Int) -> String {
    month == 0 ? "\(year)" : monthNames[month]
  }

  private static func days(
    _ first: Int32, _ last: Int32, step: Int
  ) -> [(day: Int32, label: String)] {
    stride(from: first, through: last, by: step).map { day in
      let date = CivilDate(daysSinceEpoch: Int(day))
      return (day, "\(date.day) \(monthNames[date.month - 1])")
    }
  }

  /// English abbreviations, January first.
  static let monthNames = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// How many decimals tell multiples of a step apart, at most ten.
  private static func decimals(for step: Double) -> Int {
    guard step > 0, step < 1 else { return 0 }
    return min(10, Int((-Elementary.log10(step) - 1e-9).rounded(.up)))
  }

  /// Writes a number of an axis.
  static func text(_ value: Double, unit: AxisUnit, step: Double) -> String {
    switch unit {
    case .amount: NumberFormat.compact(value)
    case .percent: NumberFormat.percent(value, decimals: decimals(for: step * 100))
    case .value:
      if step >= 1000 {
        NumberFormat.compact(value)
      } else {
        NumberFormat.fixed(value, decimals: decimals(for: step), isGrouped: true)
      }
    case .number: NumberFormat.fixed(value, decimals: step < 0.1 ? 2 : step < 1 ? 1 : 0)
    }
  }
}

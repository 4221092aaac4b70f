/// The least-squares line through the last *n* values, value by value.
struct WindowLine {
  private var history = History()

  /// Takes a value and gives the line's value `offset` before its newest end.
  mutating func add(_ value: Double, length: Int, offset: Double) -> Double {
    guard !value.isNaN else { return .nan }
    history.keep(length)
    history.append(value)
    return history.window(length) { window in
      // Distances from a value of the window: nothing cancels, whatever the prices' size.
      let pivot = window[0]
      let centre = Double(length - 1) / 2
      var sum = 0.0
      var moment = 0.0
      for index in window.indices {
        let distance = window[index] - pivot
        sum += distance
        moment += (Double(index) - centre) * distance
      }
      return Self.value(sum: sum, moment: moment, pivot: pivot, length: length, offset: offset)
    } ?? .nan
  }

  private static func value(
    sum: Double, moment: Double, pivot: Double, length: Int, offset: Double
  ) -> Double {
    let count = Double(length)
    let mean = pivot + sum / count
    guard length > 1 else { return mean }
    let slope = moment / (count * (count * count - 1) / 12)
    return mean + slope * ((count - 1) / 2 - offset)
  }
}

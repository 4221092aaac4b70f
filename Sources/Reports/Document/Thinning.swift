/// Fewer points that draw the same picture.
enum Thinning {
  /// Returns the indices to draw: of each of so many stretches the lowest and the highest value.
  ///
  /// The first and last value stay. Values that are not numbers are never chosen unless a stretch
  /// has nothing else; then its first index stands for the gap.
  /// - Complexity: O(*n*).
  static func indices(_ values: [Double], stretches: Int) -> [Int] {
    guard values.count > 2 * stretches else { return Array(values.indices) }
    var chosen: [Int] = [0]
    func choose(_ index: Int) {
      if index > chosen[chosen.count - 1] { chosen.append(index) }
    }
    for stretch in 0..<stretches {
      let begin = stretch * values.count / stretches
      let end = (stretch + 1) * values.count / stretches
      var low = -1
      var high = -1
      for index in begin..<end where values[index].isFinite {
        if low < 0 || values[index] < values[low] { low = index }
        if high < 0 || values[index] > values[high] { high = index }
      }
      if low < 0 {
        choose(begin)
      } else {
        choose(min(low, high))
        choose(max(low, high))
      }
    }
    choose(values.count - 1)
    return chosen
  }
}

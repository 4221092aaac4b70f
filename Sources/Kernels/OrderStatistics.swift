/// Quantiles and ranks.
///
/// NaN in, NaN out: a column with a NaN has no order. Complexity: O(*n*) on average for one
/// quantile, O(*n* log *n*) for ranks.
package enum OrderStatistics {
  /// The value below which a fraction of the column lies, linear between neighbours.
  ///
  /// The position in the sorted column, counted from 0, is `fraction` times the count less 1
  /// (definition 7 of Hyndman and Fan, numpy's default). NaN if the column is empty.
  /// - Parameter fraction: From 0 to 1.
  package static func quantile(_ input: Span<Double>, _ fraction: Double) -> Double {
    precondition(fraction >= 0 && fraction <= 1, "a quantile's fraction lies from 0 to 1")
    guard !input.isEmpty, var values = copy(input) else { return .nan }
    let position = fraction * Double(values.count - 1)
    let index = Int(position)
    let lower = select(index, in: &values)
    let weight = position - Double(index)
    guard weight > 0 else { return lower }
    // Selection leaves what is not smaller to the right of the index.
    var upper = values[index + 1]
    for other in values[(index + 1)...] where other < upper { upper = other }
    return interpolate(lower, upper, weight)
  }

  /// The middle value, or the mean of the two middle ones.
  package static func median(_ input: Span<Double>) -> Double {
    quantile(input, 0.5)
  }

  /// The value at `index` of the sorted column.
  package static func nthElement(_ input: Span<Double>, _ index: Int) -> Double {
    precondition(index >= 0 && index < input.count, "an order statistic's index lies in the column")
    guard var values = copy(input) else { return .nan }
    return select(index, in: &values)
  }

  /// The rank of each value, from 1 on; equal values share the mean of their ranks.
  ///
  /// All NaN if one value is.
  package static func ranks(_ input: Span<Double>) -> [Double] {
    guard let values = copy(input) else {
      return [Double](repeating: .nan, count: input.count)
    }
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = values
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      // The ranks start + 1 ... end have this mean.
      for position in start..<end { ranks[order[position]] = Double(start + end + 1) / 2 }
      start = end
    }
    return ranks
  }
}

extension OrderStatistics {
  /// The column as an array, or nil if it holds a NaN.
  private static func copy(_ input: Span<Double>) -> [Double]? {
    var values: [Double] = []
    values.reserveCapacity(input.count)
    for index in input.indices {
      if input[index].isNaN { return nil }
      values.append(input[index])
    }
    return values
  }

  /// A point between two numbers, monotone in the weight and exact at both ends.
  private static func interpolate(_ low: Double, _ high: Double, _ weight: Double) -> Double {
    if low == high { return low }
    return weight < 0.5 ? low + (high - low) * weight : high - (high - low) * (1 - weight)
  }

  /// Partitions until `values[index]` is the value a sort would put there (Hoare's quickselect).
  ///
  /// The pivot is the median of three, so sorted columns are no trap.
  private static func select(_ index: Int, in values: inout [Double]) -> Double {
    var low = 0
    var high = values.count - 1
    while low < high {
      let pivot = medianOfThree(values[low], values[(low + high) / 2], values[high])
      var left = low
      var right = high
      while left <= right {
        while values[left] < pivot { left += 1 }
        while values[right] > pivot { right -= 1 }
        if left <= right {
          values.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if index <= right {
        high = right
      } else if index >= left {
        low = left
      } else {
        break
      }
    }
    return values[index]
  }

  private static func medianOfThree(_ a: Double, _ b: Double, _ c: Double) -> Double {
    max(min(a, b), min(max(a, b), c))
  }
}

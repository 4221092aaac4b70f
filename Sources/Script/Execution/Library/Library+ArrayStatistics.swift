import Kernels

// The `array` namespace: numbers from lists of numbers. Missing elements are left out.
extension Library {
  static let arrayStatistics: [String: Maker] = [
    "array.sum": list { elements, _ in ListStatistics.sum(elements) },
    "array.avg": list { elements, _ in ListStatistics.mean(elements) },
    "array.min": list { elements, arguments in
      ListStatistics.nth(arguments.word(1, default: 0), of: elements) { $0 < $1 }
    },
    "array.max": list { elements, arguments in
      ListStatistics.nth(arguments.word(1, default: 0), of: elements) { $0 > $1 }
    },
    "array.range": list { elements, _ in
      ListStatistics.nth(0, of: elements) { $0 > $1 }
        - ListStatistics.nth(0, of: elements) { $0 < $1 }
    },
    "array.median": list { elements, _ in ListStatistics.median(elements) },
    "array.mode": list { elements, _ in ListStatistics.mode(elements) },
    "array.variance": list { elements, arguments in
      ListStatistics.variance(elements, isBiased: arguments.flag(1, default: true))
    },
    "array.stdev": list { elements, arguments in
      ListStatistics.variance(elements, isBiased: arguments.flag(1, default: true)).squareRoot()
    },
    "array.covariance": body { arguments, context throws(ScriptFailure) in
      let left = context.heap.arrays[try context.heap.arrayIndex(arguments[0])]
      let right = context.heap.arrays[try context.heap.arrayIndex(arguments[1])]
      return ListStatistics.covariance(left, right, isBiased: arguments.flag(2, default: true))
    },
    "array.percentile_linear_interpolation": list { elements, arguments in
      ListStatistics.percentile(elements, arguments.word(1))
    },
    "array.percentile_nearest_rank": list { elements, arguments in
      ListStatistics.nearestRank(elements, arguments.word(1))
    },
    "array.percentrank": body { arguments, context throws(ScriptFailure) in
      let elements = context.heap.arrays[try context.heap.arrayIndex(arguments[0])]
      let index = try wholeNumber(arguments[1], "the index of array.percentrank")
      guard elements.indices.contains(index) else {
        throw ScriptFailure(
          "array.percentrank: index \(index) is out of bounds, the size is \(elements.count)")
      }
      return ListStatistics.percentRank(elements, index)
    },
    "array.abs": body { arguments, context throws(ScriptFailure) in
      let elements = context.heap.arrays[try context.heap.arrayIndex(arguments[0])]
      return try context.heap.newArray(elements.map { abs($0) })
    },
    "array.standardize": body { arguments, context throws(ScriptFailure) in
      let elements = context.heap.arrays[try context.heap.arrayIndex(arguments[0])]
      let mean = ListStatistics.mean(elements)
      let deviation = ListStatistics.variance(elements, isBiased: true).squareRoot()
      return try context.heap.newArray(
        elements.map { deviation == 0 ? 1 : ($0 - mean) / deviation })
    },
    "array.binary_search": searching { elements, value in
      let place = ListStatistics.firstNotBelow(value, elements)
      return place < elements.count && elements[place] == value ? place : -1
    },
    // The next smaller element's place when the value is not there, as the manual says.
    "array.binary_search_leftmost": searching { elements, value in
      let place = ListStatistics.firstNotBelow(value, elements)
      return place < elements.count && elements[place] == value ? place : place - 1
    },
    "array.binary_search_rightmost": searching { elements, value in
      let place = ListStatistics.firstAbove(value, elements)
      return place > 0 && elements[place - 1] == value ? place - 1 : place
    },
  ]

  private static func searching(
    _ search: @escaping @Sendable ([Double], Double) -> Int
  ) -> Maker {
    list { elements, arguments in Double(search(elements, arguments[1])) }
  }
}

/// Statistics over the elements of a list that are not missing; NaN over none.
enum ListStatistics {
  static func present(_ elements: [Double]) -> [Double] { elements.filter { !$0.isNaN } }

  static func sum(_ elements: [Double]) -> Double {
    let known = present(elements)
    return known.isEmpty ? .nan : known.reduce(0, +)
  }

  static func mean(_ elements: [Double]) -> Double {
    let known = present(elements)
    return known.isEmpty ? .nan : known.reduce(0, +) / Double(known.count)
  }

  /// The element that would stand at a place if the list were sorted.
  static func nth(
    _ place: Double, of elements: [Double], by isBefore: (Double, Double) -> Bool
  ) -> Double {
    let known = present(elements)
    if place == 0 { return known.min(by: isBefore) ?? .nan }
    guard place > 0, place < Double(known.count) else { return .nan }
    return known.sorted(by: isBefore)[Int(place)]
  }

  static func median(_ elements: [Double]) -> Double {
    let sorted = present(elements).sorted()
    guard !sorted.isEmpty else { return .nan }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// The most frequent element, the smallest of several.
  static func mode(_ elements: [Double]) -> Double {
    let sorted = present(elements).sorted()
    var best = Double.nan
    var most = 0
    var start = 0
    for index in sorted.indices {
      if sorted[index] != sorted[start] { start = index }
      if index - start + 1 > most {
        most = index - start + 1
        best = sorted[index]
      }
    }
    return best
  }

  static func variance(_ elements: [Double], isBiased: Bool) -> Double {
    let known = present(elements)
    let divisor = Double(isBiased ? known.count : known.count - 1)
    guard divisor > 0 else { return .nan }
    let mean = known.reduce(0, +) / Double(known.count)
    return known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / divisor
  }

  static func covariance(_ left: [Double], _ right: [Double], isBiased: Bool) -> Double {
    let pairs = zip(left, right).filter { !$0.isNaN && !$1.isNaN }
    let divisor = Double(isBiased ? pairs.count : pairs.count - 1)
    guard divisor > 0 else { return .nan }
    let count = Double(pairs.count)
    let first = pairs.reduce(0) { $0 + $1.0 } / count
    let second = pairs.reduce(0) { $0 + $1.1 } / count
    return pairs.reduce(0) { $0 + ($1.0 - first) * ($1.1 - second) } / divisor
  }

  /// At the 0-based position `p/100·n − 0.5`, linear between neighbours.
  static func percentile(_ elements: [Double], _ percent: Double) -> Double {
    let sorted = present(elements).sorted()
    guard !sorted.isEmpty, !percent.isNaN else { return .nan }
    let last = Double(sorted.count - 1)
    let position = min(max(percent / 100 * Double(sorted.count) - 0.5, 0), last)
    let low = Int(position)
    guard low + 1 < sorted.count else { return sorted[low] }
    return sorted[low] + (sorted[low + 1] - sorted[low]) * (position - Double(low))
  }

  /// At the rank `ceil(p/100·n)`, at least the first.
  static func nearestRank(_ elements: [Double], _ percent: Double) -> Double {
    let sorted = present(elements).sorted()
    guard !sorted.isEmpty, !percent.isNaN else { return .nan }
    let rank = (percent / 100 * Double(sorted.count)).rounded(.up)
    return sorted[Int(min(max(rank, 1), Double(sorted.count))) - 1]
  }

  /// Percent of the other elements that are not above the one at an index.
  static func percentRank(_ elements: [Double], _ index: Int) -> Double {
    guard !elements[index].isNaN, elements.count > 1 else { return .nan }
    let count = elements.indices.count { $0 != index && elements[$0] <= elements[index] }
    return 100 * Double(count) / Double(elements.count - 1)
  }

  static func firstNotBelow(_ value: Double, _ elements: [Double]) -> Int {
    partition(elements) { $0 >= value }
  }

  static func firstAbove(_ value: Double, _ elements: [Double]) -> Int {
    partition(elements) { $0 > value }
  }

  private static func partition(_ elements: [Double], _ test: (Double) -> Bool) -> Int {
    var (low, high) = (0, elements.count)
    while low < high {
      let middle = (low + high) / 2
      if test(elements[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

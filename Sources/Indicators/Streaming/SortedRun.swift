/// Values in order of size, smallest first, between values that are less and more than all.
///
/// Places are taken in groups, of which the first begins with the first value: what is read of a group
/// is what was written before, whole registers, which the processor hands on.
struct SortedRun {
  let start: UnsafeMutablePointer<Double>
  let count: Int

  /// How many places before and behind the values may be looked at.
  static let margin = Lanes.count * Lanes.count
  /// Up to how many values are moved group by group instead of at once.
  private static let groupedCount = 256

  /// Puts values around the run that are less and more than all.
  func closeOff() {
    (start - Self.margin).update(repeating: -.infinity, count: Self.margin)
    (start + count).update(repeating: .infinity, count: Self.margin)
  }

  /// Puts in a value, for which there must be room behind the run.
  func insert(_ value: Double) {
    let place = place(of: value)
    (start + (place + 1)).update(from: start + place, count: count - place)
    start[place] = value
  }

  /// Puts in a value in the place of one that leaves.
  @inline(__always)
  func replace(_ old: Double, with value: Double) {
    if count > Self.groupedCount {
      replaceAtOnce(old, with: value)
    } else if value > old {
      moveDown(old, value)
    } else {
      moveUp(old, value)
    }
  }

  /// Moves what lies between the places of both.
  private func replaceAtOnce(_ old: Double, with value: Double) {
    let (from, to) = (place(of: old), place(of: value))
    if to > from {
      (start + from).update(from: start + (from + 1), count: to - from - 1)
      start[to - 1] = value
    } else {
      (start + (to + 1)).update(from: start + to, count: from - to)
      start[to] = value
    }
  }
}

extension SortedRun {
  /// Closes the gap that a value leaves from above, up to where a larger one belongs.
  ///
  /// Where that is comes out on the way.
  @inline(__always)
  private func moveDown(_ old: Double, _ value: Double) {
    var place = start + max(groupCount(start, below: old) - 1, 0) * Lanes.count
    let own = Lanes.load(place)
    let moved = taking(value, between: own, and: following(place))
    Lanes.store(Lanes.vector { own[$0] < old ? own[$0] : moved[$0] }, place)
    guard place[Lanes.count] < value else { return }
    place += Lanes.count
    while place[Lanes.count] < value {
      // All of the group and the value behind it are less.
      Lanes.store(following(place), place)
      place += Lanes.count
    }
    Lanes.store(taking(value, between: Lanes.load(place), and: following(place)), place)
  }

  /// What a group is once a value is in, given the smaller and the larger neighbour of each place.
  @inline(__always)
  private func taking(
    _ value: Double, between lower: Lanes.Vector, and upper: Lanes.Vector
  ) -> Lanes.Vector {
    Lanes.vector { lane in
      let larger = lower[lane] < value ? value : lower[lane]
      return upper[lane] < larger ? upper[lane] : larger
    }
  }

  /// The values behind those of a group.
  @inline(__always)
  private func following(_ place: UnsafePointer<Double>) -> Lanes.Vector {
    let own = Lanes.load(place)
    return Lanes.vector { $0 + 1 < Lanes.count ? own[$0 + 1] : place[Lanes.count] }
  }

  /// Closes the gap that a value leaves from below, down to where one belongs that is not larger.
  @inline(__always)
  private func moveUp(_ old: Double, _ value: Double) {
    var place = start + max(groupCount(start - 1, below: old) - 1, 0) * Lanes.count
    let (own, before) = (Lanes.load(place), preceding(place))
    let moved = taking(value, between: before, and: own)
    Lanes.store(Lanes.vector { before[$0] < old ? moved[$0] : own[$0] }, place)
    guard place > start, place[-1] >= value else { return }
    place -= Lanes.count
    while place > start, place[-1] >= value {
      // None of the group nor the value in front of it is less.
      Lanes.store(preceding(place), place)
      place -= Lanes.count
    }
    Lanes.store(taking(value, between: preceding(place), and: Lanes.load(place)), place)
  }

  /// The values in front of those of a group.
  @inline(__always)
  private func preceding(_ place: UnsafePointer<Double>) -> Lanes.Vector {
    let own = Lanes.load(place)
    return Lanes.vector { $0 > 0 ? own[$0 - 1] : place[-1] }
  }

  /// How many groups begin below a value, if the first begins at `first`.
  ///
  /// To count is to guess nothing.
  @inline(__always)
  private func groupCount(_ first: UnsafePointer<Double>, below value: Double) -> Int {
    var begun = SIMD8<Int64>()
    for place in stride(from: 0, to: count, by: Self.margin) {
      let group = first + place
      let firsts = Lanes.Vector(
        group[0], group[8], group[16], group[24], group[32], group[40], group[48], group[56])
      begun &-= unsafeBitCast(firsts .< value, to: SIMD8<Int64>.self)
    }
    return Int(begun.wrappedSum())
  }

  /// The first place whose value is not less.
  @inline(__always)
  private func place(of value: Double) -> Int {
    var (low, rest) = (0, count)
    while rest > Self.groupedCount / 2 {
      let half = rest / 2
      low = start[low + half] < value ? low + rest - half : low
      rest = half
    }
    // First the groups that begin below, then the values of the last.
    let groups = SortedRun(start: start + low, count: rest).groupCount(start + low, below: value)
    guard groups > 0 else { return low }
    let last = low + (groups - 1) * Lanes.count
    let isLess = unsafeBitCast(Lanes.load(start + last) .< value, to: SIMD8<Int64>.self)
    return last - Int(isLess.wrappedSum())
  }
}

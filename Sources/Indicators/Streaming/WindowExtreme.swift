/// The largest or smallest of the last *n* values, value by value.
///
/// The stream of `Rolling.maximum` and the like, to the bit. A NaN gives NaN and changes nothing. The
/// window ages in bars: those on which the call is not executed count as if they had been.
struct WindowExtreme {
  private struct Candidate {
    var value: Double
    var bar: Int
    /// Its place among the bars that are not NaN.
    var place: Int
  }

  /// Whether the smallest is wanted.
  let isMinimum: Bool
  private var history = History()
  private var places = History()
  private var bars = History()
  private var length = 0
  /// Those that can still become the extreme, best first, from `head` on.
  private var candidates: [Candidate] = []
  private var head = 0
  private var place = -1
  private var lastBar = -1

  init(isMinimum: Bool = false) { self.isMinimum = isMinimum }

  /// Takes a value and gives the extreme of the last `length`, NaN while there are fewer.
  mutating func add(_ value: Double, length: Int, bar: Int) -> Double {
    take(value, length, bar) ? candidates[head].value : .nan
  }

  /// Takes a value and gives how many bars ago the extreme was, of equal ones the oldest.
  mutating func age(_ value: Double, length: Int, bar: Int) -> Double {
    take(value, length, bar) ? Double(bar - candidates[head].bar) : .nan
  }

  private mutating func take(_ value: Double, _ newLength: Int, _ bar: Int) -> Bool {
    let step = place < 0 ? 1 : max(bar - lastBar, 1)
    lastBar = bar
    guard !value.isNaN else {
      // The bars between are gone by, this one is not there.
      if place >= 0 { place += step - 1 }
      return false
    }
    place += step
    if newLength != length { cut(newLength) }
    history.append(value)
    places.append(Double(place))
    bars.append(Double(bar))
    insert(Candidate(value: value, bar: bar, place: place))
    while candidates[head].place + length <= place { head += 1 }
    return place >= length - 1
  }

  private mutating func cut(_ newLength: Int) {
    length = newLength
    history.keep(newLength)
    places.keep(newLength)
    bars.keep(newLength)
    candidates.removeAll(keepingCapacity: true)
    head = 0
    var ago = 0
    while ago < history.count, places[ago: ago] + Double(newLength) > Double(place) { ago += 1 }
    while ago > 0 {
      ago -= 1
      insert(
        Candidate(value: history[ago: ago], bar: Int(bars[ago: ago]), place: Int(places[ago: ago])))
    }
  }

  /// Appends a candidate, which ends the hopes of the worse ones before it.
  private mutating func insert(_ candidate: Candidate) {
    while candidates.count > head, let last = candidates.last,
      isMinimum ? last.value > candidate.value : last.value < candidate.value
    {
      candidates.removeLast()
    }
    if head > 64, head * 2 > candidates.count {
      candidates.removeFirst(head)
      head = 0
    }
    candidates.append(candidate)
  }
}

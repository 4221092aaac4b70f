/// The largest or smallest of the last *n* values, value by value.
///
/// The stream of `Rolling.maximum` and the like, to the bit. A NaN gives NaN and changes nothing. The
/// window ages in bars: those on which the call is not executed count as if they had been.
struct WindowExtreme: ~Copyable {
  /// Values on bars without gaps between them.
  private struct Run {
    /// Which of all values is the first, its place, and its bar.
    var first: Int
    var place: Int
    var bar: Int
  }

  /// Whether the smallest is wanted.
  let isMinimum: Bool
  private var history = History()
  private var runs: [Run] = []
  /// How many values there were.
  private var total = 0
  private var length = 0
  /// How far place and bar of the values of the last run are ahead of their number.
  private var ahead = (place: Int.min, bar: Int.min)
  /// Those that can still become the extreme, best first.
  private var candidates = CandidateQueue()
  /// Whether values were taken without looking at the candidates.
  private var isStale = false
  private var place = -1
  private var lastBar = -1

  init(isMinimum: Bool = false) { self.isMinimum = isMinimum }

  /// Takes a value and gives the extreme of the last `length`, NaN while there are fewer.
  mutating func add(_ value: Double, length: Int, bar: Int) -> Double {
    take(value, length, bar) ? candidates.first.value : .nan
  }

  /// Takes a value and gives how many bars ago the extreme was, of equal ones the oldest.
  mutating func age(_ value: Double, length: Int, bar: Int) -> Double {
    take(value, length, bar) ? Double(bar - candidates.first.bar) : .nan
  }

  private mutating func take(_ value: Double, _ newLength: Int, _ bar: Int) -> Bool {
    let step = place < 0 ? 1 : max(bar - lastBar, 1)
    lastBar = bar
    guard value == value else {
      // The bars between are gone by, this one is not there.
      if place >= 0 { place += step - 1 }
      return false
    }
    place += step
    if newLength != length || isStale { cut(newLength) }
    note(bar)
    history.append(value)
    total += 1
    insert(CandidateQueue.Candidate(value: value, bar: bar, place: place))
    while candidates.first.place + length <= place { candidates.dropFirst() }
    return place >= length - 1
  }

  /// Begins a new run unless the value at `place` and `bar` goes on with the last one.
  private mutating func note(_ bar: Int) {
    if ahead == (place - total, bar - total) { return }
    ahead = (place - total, bar - total)
    if runs.count >= 2 * history.limit { runs.removeFirst(runs.count - history.limit) }
    runs.append(Run(first: total, place: place, bar: bar))
  }

  private mutating func cut(_ newLength: Int) {
    length = newLength
    history.keep(newLength)
    isStale = false
    candidates.removeAll()
    // From the newest value back, run by run.
    var ago = 0
    var index = runs.count - 1
    while index >= 0, ago < history.count {
      if total - 1 - ago < runs[index].first { index -= 1; continue }
      guard candidate(ago, runs[index]).place + newLength > place else { break }
      ago += 1
    }
    index = max(index, 0)
    while ago > 0 {
      ago -= 1
      while index + 1 < runs.count, runs[index + 1].first <= total - 1 - ago { index += 1 }
      insert(candidate(ago, runs[index]))
    }
  }

  /// The value so many executions before the newest, which lies in a run.
  private func candidate(_ ago: Int, _ run: Run) -> CandidateQueue.Candidate {
    let distance = total - 1 - ago - run.first
    return CandidateQueue.Candidate(
      value: history[ago: ago], bar: run.bar + distance, place: run.place + distance)
  }

  /// Appends a candidate, which ends the hopes of the worse ones before it.
  private mutating func insert(_ candidate: CandidateQueue.Candidate) {
    if isMinimum {
      candidates.append(candidate) { $0 > $1 }
    } else {
      candidates.append(candidate) { $0 < $1 }
    }
  }
}

extension WindowExtreme {
  /// The extremes of a block of bars.
  ///
  /// - Parameter scratch: Room for four times the count.
  mutating func add(
    _ values: UnsafePointer<Double>, count: Int, length: Int, bar: Int,
    scratch: UnsafeMutablePointer<Double>, into results: UnsafeMutablePointer<Double>
  ) {
    let isFirst = place < 0
    let known = min(length - 1, total)
    // What the windows hold of the past must lie in one run, up to the bar before.
    let follows = isFirst || (bar == lastBar + 1 && total - runs[runs.count - 1].first >= known)
    guard count >= 2 * Lanes.count, length <= count, follows, known <= history.count,
      isFirst || known == length - 1 || runs.count == 1,
      !Lanes.containNaN(values, count: count)
    else {
      for index in 0..<count {
        results[index] = add(values[index], length: length, bar: bar + index)
      }
      return
    }
    place += 1
    note(bar)
    place += count - 1
    lastBar = bar + count - 1
    isStale = true
    total += count
    history.keep(length)
    let window = history.append(values, count: count) - known
    let missing = min(length - 1 - known, count)
    Lanes.clear(results, count: missing)
    if isMinimum {
      Self.fold(window, known + count, length, scratch, into: results + missing) {
        $1 < $0 ? $1 : $0
      }
    } else {
      Self.fold(window, known + count, length, scratch, into: results + missing) {
        $0 < $1 ? $1 : $0
      }
    }
  }

  /// Writes the extremes of all whole windows of a column.
  ///
  /// Windows of 2, 4, 8 values are put together of two of half the size, and those of `length` of two
  /// that overlap: which of equal values is meant stays the same.
  @inline(__always)
  private static func fold(
    _ values: UnsafePointer<Double>, _ count: Int, _ length: Int,
    _ scratch: UnsafeMutablePointer<Double>, into results: UnsafeMutablePointer<Double>,
    _ combine: (Double, Double) -> Double
  ) {
    guard count >= length else { return }
    var (size, sizeCount) = (1, count)
    var from = values
    var (to, other) = (scratch, scratch + (count + 1))
    while 2 * size <= length {
      sizeCount -= size
      let later = from + size
      for index in 0..<sizeCount { to[index] = combine(from[index], later[index]) }
      from = UnsafePointer(to)
      swap(&to, &other)
      size *= 2
    }
    let later = from + (length - size)
    for index in 0..<count - length + 1 { results[index] = combine(from[index], later[index]) }
  }
}

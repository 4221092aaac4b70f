import Trading

/// Where the orders of each instrument stand in the account's list of all.
///
/// The list is kept by age and holds those of every instrument. Looking through it for one of five
/// hundred would make a bar cost as much as all that rests anywhere; here each instrument has a
/// chain of its own places, in the same order.
struct PlacesByInstrument: ~Copyable {
  private let list: WorkingList<WorkingOrder>
  private let instrumentCount: Int
  /// The first place of each instrument and the number of the making that it is from.
  private let firsts: UnsafeMutablePointer<(place: Int, making: Int)>
  /// The next place of the same instrument; −1 after the last.
  private var nexts: UnsafeMutablePointer<Int>
  private var capacity = 16
  /// How many places the chains hold; what was added since stands behind them.
  private var chained = 0
  private var removalCount = -1
  private var making = 0
  /// More places behind the chains than this are worth making them anew.
  private static var longestTail: Int { 16 }

  init(_ list: WorkingList<WorkingOrder>, instrumentCount: Int) {
    self.list = list
    self.instrumentCount = instrumentCount
    firsts = .allocate(capacity: instrumentCount)
    firsts.initialize(repeating: (-1, 0), count: instrumentCount)
    nexts = .allocate(capacity: capacity)
    nexts.initialize(repeating: -1, count: capacity)
  }

  deinit {
    firsts.deallocate()
    nexts.deallocate()
  }

  /// Takes in what was added or removed since; nothing to do where nothing was.
  mutating func refresh() {
    // A list of one instrument is its own chain.
    guard instrumentCount > 1, removalCount != list.removalCount || chained != list.count
    else { return }
    making += 1
    chained = list.count
    removalCount = list.removalCount
    grow(to: chained)
    for place in stride(from: chained - 1, through: 0, by: -1) {
      let first = firsts + list[place].instrument
      nexts[place] = first.pointee.making == making ? first.pointee.place : -1
      first.pointee = (place, making)
    }
  }

  /// The first place of an instrument that is not below another; nil if there is none.
  @inline(__always)
  mutating func place(of instrument: Int, from start: Int) -> Int? {
    guard instrumentCount > 1 else { return start < list.count ? start : nil }
    return chainedPlace(of: instrument, from: start)
  }

  private mutating func chainedPlace(of instrument: Int, from start: Int) -> Int? {
    if removalCount != list.removalCount || list.count > chained + Self.longestTail { refresh() }
    var place = firsts[instrument].making == making ? firsts[instrument].place : -1
    while place >= 0 {
      if place >= start { return place }
      place = nexts[place]
    }
    var later = max(start, chained)
    while later < list.count {
      if list[later].instrument == instrument { return later }
      later += 1
    }
    return nil
  }

  private mutating func grow(to count: Int) {
    guard count > capacity else { return }
    nexts.deallocate()
    capacity = max(count, 2 * capacity)
    nexts = .allocate(capacity: capacity)
    nexts.initialize(repeating: -1, count: capacity)
  }
}

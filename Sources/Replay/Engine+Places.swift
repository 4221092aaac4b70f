import Trading

extension Engine {
  /// The places of an instrument's orders, those that are there when the walk begins.
  @inline(__always)
  func orderPlaces(_ instrument: Int) -> OrderPlaces {
    OrderPlaces(index: orderIndex, instrument: instrument, end: account.orders.count)
  }

  /// The places of an instrument's exits, those that are there when the walk begins.
  @inline(__always)
  func exitPlaces(_ instrument: Int) -> ExitPlaces {
    ExitPlaces(account.exits[instrument].attachments)
  }

  /// What is attached to the lots of a bar's instrument.
  @inline(__always)
  func attachments(_ bar: BarContext) -> WorkingList<Attachment> {
    account.exits[bar.instrument].attachments
  }

  /// Takes note of what waits, before the first fill of an instant.
  func notePlaces() { orderIndex.pointee.refresh() }

  /// Whether an order or an exit waits for a price of an instrument.
  ///
  /// What a fill sets off belongs to its own instrument or waits already, so that an instrument
  /// for which nothing waits before the first fill of an instant has nothing to do in it.
  @inline(__always)
  func isBusy(_ instrument: Int) -> Bool {
    !account.exits[instrument].attachments.isEmpty
      || orderIndex.pointee.place(of: instrument, from: 0) != nil
  }
}

/// The places of one instrument's orders, by age.
///
/// It holds an address and no reference, so that walking along counts none.
struct OrderPlaces: Sequence, IteratorProtocol {
  private let index: UnsafeMutablePointer<PlacesByInstrument>
  private let instrument: Int
  private let end: Int
  private var start = 0

  @inline(__always)
  init(index: UnsafeMutablePointer<PlacesByInstrument>, instrument: Int, end: Int) {
    self.index = index
    self.instrument = instrument
    self.end = end
  }

  /// The next place.
  @inline(__always)
  mutating func next() -> Int? {
    guard let place = index.pointee.place(of: instrument, from: start), place < end
    else { return nil }
    start = place + 1
    return place
  }
}

/// The places of one instrument's exits, by age; a fill on the way may remove some of them.
struct ExitPlaces: Sequence, IteratorProtocol {
  private let exits: WorkingList<Attachment>
  private let end: Int
  private var start = 0

  @inline(__always)
  init(_ exits: WorkingList<Attachment>) {
    self.exits = exits
    end = exits.count
  }

  /// The next place.
  @inline(__always)
  mutating func next() -> Int? {
    guard start < end, start < exits.count else { return nil }
    defer { start += 1 }
    return start
  }
}

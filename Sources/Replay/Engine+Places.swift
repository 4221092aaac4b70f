import Trading

extension Engine {
  /// The places of an instrument's orders, those that are there when the walk begins.
  @inline(__always)
  func orderPlaces(_ instrument: Int) -> InstrumentPlaces<WorkingOrder> {
    InstrumentPlaces(index: orderIndex, instrument: instrument, end: account.orders.count)
  }

  /// The places of an instrument's exits, those that are there when the walk begins.
  @inline(__always)
  func exitPlaces(_ instrument: Int) -> InstrumentPlaces<Attachment> {
    InstrumentPlaces(index: exitIndex, instrument: instrument, end: account.attachments.count)
  }

  /// Takes note of what waits, before the first fill of an instant.
  func notePlaces() {
    orderIndex.pointee.refresh()
    exitIndex.pointee.refresh()
  }

  /// Whether an order or an exit waits for a price of an instrument.
  ///
  /// What a fill sets off belongs to its own instrument or waits already, so that an instrument
  /// for which nothing waits before the first fill of an instant has nothing to do in it.
  @inline(__always)
  func isBusy(_ instrument: Int) -> Bool {
    orderIndex.pointee.place(of: instrument, from: 0) != nil
      || exitIndex.pointee.place(of: instrument, from: 0) != nil
  }
}

/// The places of one instrument's orders or exits, by age.
///
/// It holds an address and no reference, so that walking along counts none.
struct InstrumentPlaces<Element: InstrumentBound>: Sequence, IteratorProtocol {
  let index: UnsafeMutablePointer<PlacesByInstrument<Element>>
  let instrument: Int
  let end: Int
  private var start = 0

  @inline(__always)
  init(index: UnsafeMutablePointer<PlacesByInstrument<Element>>, instrument: Int, end: Int) {
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

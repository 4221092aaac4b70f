import Trading

extension Engine {
  /// The places of an instrument's orders, those that are there when the walk begins.
  @inline(__always)
  func orderPlaces(_ instrument: Int) -> OrderPlaces {
    OrderPlaces(engine: self, instrument: instrument, end: account.orders.count)
  }

  /// The places of an instrument's exits, those that are there when the walk begins.
  @inline(__always)
  func exitPlaces(_ instrument: Int) -> ExitPlaces {
    ExitPlaces(engine: self, instrument: instrument, end: account.attachments.count)
  }

  /// Takes note of what waits, before the first fill of an instant.
  func notePlaces() {
    orderIndex.refresh()
    exitIndex.refresh()
  }

  /// Whether an order or an exit waits for a price of an instrument.
  ///
  /// What a fill sets off belongs to its own instrument or waits already, so that an instrument
  /// for which nothing waits before the first fill of an instant has nothing to do in it.
  func isBusy(_ instrument: Int) -> Bool {
    orderIndex.place(of: instrument, from: 0) != nil
      || exitIndex.place(of: instrument, from: 0) != nil
  }
}

/// The places of one instrument's orders, by age.
struct OrderPlaces: Sequence, IteratorProtocol {
  let engine: Engine
  let instrument: Int
  let end: Int
  private var start = 0

  init(engine: Engine, instrument: Int, end: Int) {
    self.engine = engine
    self.instrument = instrument
    self.end = end
  }

  /// The next place.
  @inline(__always)
  mutating func next() -> Int? {
    guard let place = engine.orderIndex.place(of: instrument, from: start), place < end
    else { return nil }
    start = place + 1
    return place
  }
}

/// The places of one instrument's exits, by age.
struct ExitPlaces: Sequence, IteratorProtocol {
  let engine: Engine
  let instrument: Int
  let end: Int
  private var start = 0

  init(engine: Engine, instrument: Int, end: Int) {
    self.engine = engine
    self.instrument = instrument
    self.end = end
  }

  /// The next place.
  @inline(__always)
  mutating func next() -> Int? {
    guard let place = engine.exitIndex.place(of: instrument, from: start), place < end
    else { return nil }
    start = place + 1
    return place
  }
}

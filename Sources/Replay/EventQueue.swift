import Formats
import Market

/// The dated events of a run, handed out in order as bars open.
struct EventQueue {
  private var queues: [[CashFlowEvent]]
  private var next: [Int]
  private var borrowRates: [Double?]
  private(set) var interestRate: Double?
  private let rates: [CashFlowEvent]
  private var nextRate = 0

  /// Whether there is no event at all.
  let isEmpty: Bool
  /// Whether any rate changes by date.
  let hasRates: Bool

  init(_ events: [CashFlowEvent], instruments: [Instrument]) {
    let ordered = events.enumerated().sorted { left, right in
      (left.element.time.nanoseconds, left.offset) < (right.element.time.nanoseconds, right.offset)
    }.map(\.element)
    let isRate: (CashFlowEvent) -> Bool = { $0.kind == .borrow || $0.kind == .interest }
    queues = instruments.map { instrument in
      ordered.filter { $0.symbol == instrument.symbol && $0.kind != .interest }
    }
    next = Array(repeating: 0, count: instruments.count)
    borrowRates = Array(repeating: nil, count: instruments.count)
    rates = ordered.filter { $0.kind == .interest }
    hasRates = ordered.contains(where: isRate)
    isEmpty = ordered.isEmpty
  }

  /// The next event of an instrument that takes effect with a bar that opens now.
  ///
  /// An event at midnight UTC is a date and belongs to the session day of that date; any other
  /// belongs to the first bar that opens at or after it.
  mutating func next(for instrument: Int, day: Int32, time: Int64) -> CashFlowEvent? {
    while nextRate < rates.count, isDue(rates[nextRate], day: day, time: time) {
      interestRate = rates[nextRate].value
      nextRate += 1
    }
    while next[instrument] < queues[instrument].count {
      let event = queues[instrument][next[instrument]]
      guard isDue(event, day: day, time: time) else { return nil }
      next[instrument] += 1
      if event.kind == .borrow {
        borrowRates[instrument] = event.value
      } else {
        return event
      }
    }
    return nil
  }

  /// The bars of an instrument's series with which events of its own take effect, ascending.
  ///
  /// - Complexity: O(events · log bars).
  func dueBars(of instrument: Int, in series: BarSeries) -> [Int] {
    var bars: [Int] = []
    for event in queues[instrument] {
      var (low, high) = (bars.last ?? 0, series.count)
      while low < high {
        let middle = (low + high) / 2
        if isDue(event, day: series.days[middle], time: series.openTimes[middle]) {
          high = middle
        } else {
          low = middle + 1
        }
      }
      if low < series.count, bars.last != low { bars.append(low) }
    }
    return bars
  }

  private func isDue(_ event: CashFlowEvent, day: Int32, time: Int64) -> Bool {
    let isDate = event.time.nanoseconds % Timestamp.nanosecondsPerDay == 0
    return isDate
      ? Int32(truncatingIfNeeded: event.time.nanoseconds / Timestamp.nanosecondsPerDay) <= day
      : event.time.nanoseconds <= time
  }

  /// The yearly rate that a dated event has set for shorts of an instrument.
  func borrowRate(_ instrument: Int) -> Double? { borrowRates[instrument] }
}

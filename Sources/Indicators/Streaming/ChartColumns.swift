import Market

/// Where the columns of a series lie.
///
/// Base addresses are taken once, so that reading a price counts no references; whoever keeps them
/// keeps the series, which is immutable.
struct ChartColumns {
  let open: UnsafePointer<Double>
  let high: UnsafePointer<Double>
  let low: UnsafePointer<Double>
  let close: UnsafePointer<Double>
  /// The volumes; nil if the series has none.
  let volume: UnsafePointer<Double>?
  let days: UnsafePointer<Int32>

  /// The columns of a series that has bars.
  init(_ bars: BarSeries) {
    func base<Element>(_ column: [Element]) -> UnsafePointer<Element>? {
      column.withUnsafeBufferPointer { $0.baseAddress }
    }
    guard let open = base(bars.open), let high = base(bars.high), let low = base(bars.low),
      let close = base(bars.close), let days = base(bars.days)
    else { preconditionFailure("an indicator takes bars that are there") }
    (self.open, self.high, self.low, self.close, self.days) = (open, high, low, close, days)
    volume = bars.hasVolume ? base(bars.volume) : nil
  }
}

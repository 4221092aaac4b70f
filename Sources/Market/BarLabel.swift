/// Which end of its bar a time in a source names.
public enum BarLabel: String, Sendable, Hashable, CaseIterable {
  /// When the bar opens.
  case open
  /// When the bar closes.
  case close
}

/// One time per bar, as a source gives it.
public struct BarLabels: Sendable {
  /// Nanoseconds since the epoch, strictly ascending.
  public let times: [Int64]
  /// Which end of its bar each names.
  public let end: BarLabel
  /// Whether the times are midnights that stand for dates.
  ///
  /// A date names a trading day, whichever hours it has and whichever end it labels; as the label
  /// of a longer bar it lies in the bar, at the named end.
  public let areDates: Bool

  /// Takes the times of a source.
  ///
  /// - Parameters:
  ///   - times: Nanoseconds since the epoch, strictly ascending.
  ///   - areDates: Whether midnights stand for dates; by default they do if all times are midnights
  ///     UTC and label the open. It matters for days and longer only.
  public init(_ times: [Int64], end: BarLabel = .open, areDates: Bool? = nil) {
    self.times = times
    self.end = end
    self.areDates =
      areDates ?? (end == .open && times.allSatisfy { $0 % Timestamp.nanosecondsPerDay == 0 })
  }
}

extension BarSeries {
  /// Makes a series from one time per bar and the calendar of the instrument's session.
  ///
  /// A clock bar closes its length after the open, at the next bar's open or where the session
  /// closes, whichever comes first. A day lasts from the session's open to its close, or from
  /// midnight to midnight UTC without one, and a week or month from its first day to its last.
  /// `days` names the trading day in which a clock bar opens and the last one of a longer bar.
  public convenience init(
    instrument: Instrument, timeframe: Timeframe, labels: BarLabels, open: [Double],
    high: [Double], low: [Double], close: [Double], volume: [Double] = []
  ) {
    let times = BarTimes(labels, timeframe: timeframe, session: instrument.session)
    self.init(
      instrument: instrument, timeframe: timeframe, openTimes: times.opens,
      closeTimes: times.closes, days: times.days, open: open, high: high, low: low, close: close,
      volume: volume)
  }
}

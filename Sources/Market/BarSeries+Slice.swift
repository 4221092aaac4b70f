extension BarSeries {
  /// The series with only the bars of a range of indices; columns are copied.
  public func slice(_ range: Range<Int>) -> BarSeries {
    if range == 0..<count { return self }
    return BarSeries(
      instrument: instrument, timeframe: timeframe, openTimes: Array(openTimes[range]),
      closeTimes: Array(closeTimes[range]), days: Array(days[range]), open: Array(open[range]),
      high: Array(high[range]), low: Array(low[range]), close: Array(close[range]),
      volume: hasVolume ? Array(volume[range]) : [])
  }

  /// The bars up to and including a session day.
  public func through(day: Int32) -> BarSeries {
    slice(0..<(days.firstIndex { $0 > day } ?? count))
  }
}

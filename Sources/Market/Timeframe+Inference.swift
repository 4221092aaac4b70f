extension Timeframe {
  /// How many gaps are looked at, which is plenty for the commonest one.
  private static let inferredGapCount = 5_000

  /// Returns the timeframe that the spacing of bars shows; nil for fewer than two bars.
  ///
  /// It is the commonest gap between neighbours, the shortest of equally common ones. Days may have
  /// 23 to 25 hours, so that local midnights count as days, and months 28 to 31 days.
  /// - Parameter times: Instants in nanoseconds since the epoch; gaps that are not positive do not
  ///   count, nor do those of parts of a second and those that no calendar knows.
  public static func inferred(from times: some RandomAccessCollection<Int64>) -> Timeframe? {
    var counts: [Timeframe: Int] = [:]
    for (time, next) in zip(times.prefix(inferredGapCount), times.dropFirst()) {
      if let timeframe = Timeframe(gap: next - time) { counts[timeframe, default: 0] += 1 }
    }
    // The order is total, so that the dictionary's own order does not show.
    let best = counts.min { left, right in
      left.value != right.value
        ? left.value > right.value
        : left.key.approximateNanoseconds < right.key.approximateNanoseconds
    }
    return best?.key
  }

  /// The timeframe whose bars open `gap` nanoseconds apart; nil if none does.
  private init?(gap: Int64) {
    let (seconds, rest) = gap.quotientAndRemainder(dividingBy: Timestamp.nanosecondsPerSecond)
    guard gap > 0, rest == 0 else { return nil }
    let (days, daySeconds) = (seconds + 3_600).quotientAndRemainder(dividingBy: 86_400)
    guard days >= 1, daySeconds <= 7_200 else {
      // A gap of two days and a few hours is a hole, not a timeframe.
      guard seconds < 86_400 else { return nil }
      self =
        seconds % 60 == 0 ? Timeframe(Int(seconds) / 60, .minute) : .init(Int(seconds), .second)
      return
    }
    switch days {
    case 7, 14, 21: self.init(Int(days) / 7, .week)
    case 28...31: self.init(1, .month)
    case 59...62: self.init(2, .month)
    case 89...92: self.init(3, .month)
    case 181...184: self.init(6, .month)
    case 365, 366: self.init(12, .month)
    case 1...27: self.init(Int(days), .day)
    default: return nil
    }
  }

  /// A length to compare timeframes by: a month counts 30 days.
  var approximateNanoseconds: Int64 {
    switch unit {
    case .second, .minute: fixedNanoseconds ?? 0
    case .day: Int64(count) * Timestamp.nanosecondsPerDay
    case .week: Int64(count) * 7 * Timestamp.nanosecondsPerDay
    case .month: Int64(count) * 30 * Timestamp.nanosecondsPerDay
    }
  }
}

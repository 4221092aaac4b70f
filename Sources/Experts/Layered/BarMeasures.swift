import Trading

/// Measures of the latest bars that several rules share.
enum BarMeasures {
  /// The return of so many bars; NaN while there are fewer.
  static func change(_ view: borrowing MarketView, _ bars: Int, ago: Int = 0) -> Double {
    view.close(ago) / view.close(ago + bars) - 1
  }

  /// Volume over its mean of the bars before it.
  ///
  /// Infinite where the source has no volume, so that a condition on volume then always holds.
  static func volumeRatio(_ view: borrowing MarketView, _ bars: Int = 5, ago: Int = 0) -> Double {
    var sum = 0.0
    for index in 1...bars { sum += view.volume(ago + index) }
    let ratio = view.volume(ago) / (sum / Double(bars))
    return ratio.isNaN ? .infinity : ratio
  }

  /// How many of three signs say that a move has gone too far down (+1) or up (−1).
  ///
  /// For a fall: relative strength below 35, five bars down by more than 3 %, volume above 1.2
  /// times its mean. The third needs volume and counts not without.
  static func exhaustion(
    strength: Double, change: Double, volumeRatio: Double, sign: Double
  ) -> Int {
    let isStretched = sign > 0 ? strength < 35 : strength > 65
    return (isStretched ? 1 : 0) + (sign * change < -0.03 ? 1 : 0)
      + (volumeRatio > 1.2 && volumeRatio.isFinite ? 1 : 0)
  }
}

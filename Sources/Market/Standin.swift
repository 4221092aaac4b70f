extension BarSeries {
  /// stand-in
  public func aggregated(to timeframe: Timeframe) -> (series: BarSeries, Int) { (self, 0) }
}

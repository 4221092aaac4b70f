/// The scripts that benchmarks compile and run.
enum BenchmarkScripts {
  /// Two moving averages that cross.
  static let cross = """
    //@version=6
    strategy("cross")
    fast = ta.sma(close, 9)
    slow = ta.sma(close, 21)
    if ta.crossover(fast, slow)
        strategy.entry("long", strategy.long)
    if ta.crossunder(fast, slow)
        strategy.close("long")
    """

  /// About 200 lines with arrays, functions and brackets.
  static let long = text(blockCount: 16)

  /// About 500 lines of the same kind.
  static let longer = text(blockCount: 43)

  private static func text(blockCount: Int) -> String {
    var text = """
      //@version=6
      strategy("long", pyramiding = 1)
      clamp(x, low, high) => math.max(low, math.min(high, x))
      slope(x, n) => (x - x[n]) / n
      var closes = array.new<float>()
      closes.push(close)
      if closes.size() > 20
          closes.shift()
      score = 0.0

      """
    for index in 0..<blockCount {
      text += """
        length\(index) = 5 + \(index)
        mean\(index) = ta.ema(close, length\(index))
        range\(index) = ta.atr(length\(index))
        steep\(index) = slope(mean\(index), 3)
        limit\(index) = clamp(steep\(index) / range\(index), -1, 1)
        above\(index) = close > mean\(index) and steep\(index) > 0
        below\(index) = close < mean\(index) and steep\(index) < 0
        if above\(index)
            score += limit\(index)
        else if below\(index)
            score -= math.abs(limit\(index))
        score := nz(score) * 0.99

        """
    }
    return text + """
      middle = closes.size() >= 20 ? (closes.get(0) + closes.get(19)) / 2 : close
      strength = score - nz(score[1])
      if score > 4 and strength > 0 and close > middle and strategy.position_size == 0
          strategy.entry("up", strategy.long)
      if score < -4 and strength < 0 and close < middle and strategy.position_size == 0
          strategy.entry("down", strategy.short)
      strategy.exit("leave up", "up", profit = 300, loss = 200)
      strategy.exit("leave down", "down", profit = 300, loss = 200)
      """
  }
}

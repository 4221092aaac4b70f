/// Finds the grid that prices lie on.
public enum TickInference {
  /// How many of the last prices are looked at.
  public static let priceCount = 5_000

  /// How many prices it takes to believe in a grid that is coarser than their decimals.
  private static let leastPriceCount = 100

  /// Digits after the point beyond which prices count as not rounded at all.
  private static let mostDecimals = 8

  /// Returns the coarsest of the usual steps that the last prices lie on.
  ///
  /// Usual are 1, 2, 2.5 and 5 times a power of ten and binary fractions down to 1/128. Fewer than
  /// 100 prices give the decimals they have, 0.01 or finer. Prices with more than eight decimals
  /// give 1e-8.
  public static func tickSize(of prices: [Double]) -> Double {
    let last = prices.suffix(priceCount)
    var decimals = 0
    for price in last {
      decimals = decimalCount(price, from: decimals)
      if decimals > mostDecimals { return 1e-8 }
    }
    if last.count < leastPriceCount { return 1 / powersOfTen[max(decimals, 2)] }
    var divisor: Int64 = 0
    for price in last {
      divisor = greatestCommonDivisor(divisor, Int64((price * powersOfTen[decimals]).rounded()))
    }
    return Double(usualStep(dividing: divisor, decimals: decimals)) / powersOfTen[decimals]
  }

  /// Returns which share of the last prices lies on a grid, from 0 to 1; 1 for no prices.
  public static func share(of prices: [Double], onGrid tick: Double) -> Double {
    let last = prices.suffix(priceCount)
    let count = last.count { price in
      let steps = (price / tick).rounded()
      // Neither quotient nor product is exact for ticks such as 0.01.
      return abs(steps * tick - price) <= 1e-9 * max(abs(price), tick)
    }
    return last.isEmpty ? 1 : Double(count) / Double(last.count)
  }

  /// How many decimals a price has, at least `least`; above the most that count if it has more.
  private static func decimalCount(_ price: Double, from least: Int) -> Int {
    for decimals in least...mostDecimals {
      let scaled = (price * powersOfTen[decimals]).rounded()
      if abs(scaled) > 1e15 { return mostDecimals + 1 }
      // The quotient is what reading the decimal text gives; arithmetic leaves it by an ulp or so.
      if abs(scaled / powersOfTen[decimals] - price) <= 4 * price.ulp { return decimals }
    }
    return mostDecimals + 1
  }

  /// The largest usual step, in units of the last decimal, that divides a number.
  private static func usualStep(dividing number: Int64, decimals: Int) -> Int64 {
    guard number > 0 else { return 1 }
    var best: Int64 = 1
    var power: Int64 = 1
    while power <= number {
      for step in [power, 2 * power, 5 * power, 25 * power] where number % step == 0 {
        best = max(best, step)
      }
      power *= 10
    }
    // 1/8 to 1/128 of a whole: 125, 625, 3125, … in units of the last decimal.
    let whole = Int64(powersOfTen[decimals])
    for shift: Int64 in 3...7 where whole % (1 << shift) == 0 && number % (whole >> shift) == 0 {
      best = max(best, whole >> shift)
    }
    return best
  }

  private static func greatestCommonDivisor(_ left: Int64, _ right: Int64) -> Int64 {
    var (left, right) = (abs(left), abs(right))
    while right != 0 { (left, right) = (right, left % right) }
    return left
  }

  private static let powersOfTen: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8]
}

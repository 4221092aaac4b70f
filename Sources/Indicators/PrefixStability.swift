package import Formats
package import Market

/// Proves on given bars that an indicator does not see the future.
///
/// A column is prefix-stable if its values up to a bar stay the same, to the bit, when later bars are
/// cut off or replaced. An indicator that reads ahead anywhere before a cut fails.
package enum PrefixStability {
  /// The first sign that an indicator saw the future.
  package struct Leak: Sendable, Hashable, CustomStringConvertible {
    /// The indicator's name.
    package var indicator: String
    /// The column, counted from 0.
    package var output: Int
    /// The bar whose value changed.
    package var bar: Int
    /// The last bar that was left as it is.
    package var lastKnownBar: Int
    /// What was done to the bars after it.
    package var change: String

    /// What happened, in words.
    package var description: String {
      "\(indicator), output \(output): the value at bar \(bar) changed when the bars after "
        + "\(lastKnownBar) were \(change)"
    }
  }

  /// Looks for a leak by changing the bars after each of several places.
  ///
  /// - Parameter cuts: How many places; with the count of the bars, all of them.
  /// - Complexity: O(`cuts` · *n*) times the indicator's own.
  package static func check(
    _ indicator: Indicator, parameters: [Double] = [], sources: [PriceSource] = [],
    on series: BarSeries, cuts: Int = 24
  ) throws(LocatedError) -> Leak? {
    let whole = try indicator.columns(of: series, sources: sources, parameters: parameters)
    for cut in 1...max(cuts, 1) {
      let known = max(series.count * cut / (cuts + 1), 1)
      guard known <= series.count else { break }
      let futures = [
        ("cut off", series.prefix(known)), ("turned around", series.reversed(after: known)),
        ("multiplied", series.scaled(after: known)),
      ]
      for (change, changed) in futures {
        let columns = try indicator.columns(
          of: changed, sources: sources, parameters: parameters)
        for output in whole.indices {
          let differs = (0..<known).first { bar in
            !isSame(whole[output][bar], columns[output][bar])
          }
          guard let differs else { continue }
          return Leak(
            indicator: indicator.id, output: output, bar: differs, lastKnownBar: known - 1,
            change: change)
        }
      }
    }
    return nil
  }

  private static func isSame(_ left: Double, _ right: Double) -> Bool {
    left.bitPattern == right.bitPattern || (left.isNaN && right.isNaN)
  }
}

extension BarSeries {
  /// The first bars.
  fileprivate func prefix(_ count: Int) -> BarSeries {
    replacing(upTo: count) { Array($0.prefix(count)) }
  }

  /// The bars with the prices and volumes from `start` on in reverse order.
  fileprivate func reversed(after start: Int) -> BarSeries {
    replacing(upTo: count) { $0.prefix(start) + $0.suffix(from: min(start, $0.count)).reversed() }
  }

  /// The bars with the prices and volumes from `start` on seven times as large.
  fileprivate func scaled(after start: Int) -> BarSeries {
    replacing(upTo: count) {
      $0.prefix(start) + $0.suffix(from: min(start, $0.count)).map { $0 * 7 }
    }
  }

  private func replacing(upTo count: Int, _ change: ([Double]) -> [Double]) -> BarSeries {
    BarSeries(
      instrument: instrument, timeframe: timeframe, openTimes: Array(openTimes.prefix(count)),
      closeTimes: Array(closeTimes.prefix(count)), days: Array(days.prefix(count)),
      open: change(open), high: change(high), low: change(low), close: change(close),
      volume: volume.isEmpty ? [] : change(volume))
  }
}

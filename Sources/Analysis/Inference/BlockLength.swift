import Kernels

/// How long blocks must be so that a resampled history keeps the dependence between days.
package enum BlockLength {
  /// The automatic block length of the circular bootstrap, in observations, not rounded.
  ///
  /// D. Politis and H. White, "Automatic block-length selection for the dependent bootstrap"
  /// (2004), with the correction of Patton, Politis and White (2009): a flat-top window over the
  /// lags that are still significant, weighted by how fast dependence dies off. 1 for a column
  /// without variation or of fewer than 8 values.
  /// - Complexity: O(*n*√*n*) time.
  package static func circular(_ values: [Double]) -> Double {
    let count = values.count
    guard count >= 8 else { return 1 }
    let n = Double(count)
    let quiet = max(5, Int(Elementary.log10(n)))
    let lastLag = min(Int(n.squareRoot().rounded(.up)) + quiet, count - 1)
    let covariances = Self.autocovariances(values, through: lastLag)
    guard covariances[0] > 0 else { return 1 }
    let threshold = 2 * (Elementary.log10(n) / n).squareRoot()
    let isSignificant = covariances.dropFirst().map { abs($0 / covariances[0]) >= threshold }
    let window = min(2 * lagBeforeQuiet(isSignificant, quiet: quiet), lastLag)
    var spectrum = covariances[0]
    var slope = 0.0
    for lag in stride(from: 1, through: window, by: 1) {
      let share = Double(lag) / Double(window)
      let weight = share <= 0.5 ? 1 : 2 * (1 - share)
      spectrum += 2 * weight * covariances[lag]
      slope += 2 * weight * Double(lag) * covariances[lag]
    }
    let scale = 4.0 / 3 * spectrum * spectrum
    guard scale > 0 else { return 1 }
    let length = Elementary.pow(2 * slope * slope / scale * n, 1.0 / 3)
    return min(max(length, 1), min(3 * n.squareRoot(), n / 3).rounded(.up))
  }

  /// The first lag after which `quiet` lags in a row are not significant, at least 1.
  ///
  /// Where there is no such stretch it is the last significant lag.
  private static func lagBeforeQuiet(_ isSignificant: [Bool], quiet: Int) -> Int {
    var run = 0
    for (index, loud) in isSignificant.enumerated() {
      run = loud ? 0 : run + 1
      if run == quiet { return max(1, index + 1 - quiet) }
    }
    return (isSignificant.lastIndex(of: true) ?? 0) + 1
  }

  /// Autocovariances with divisor *n*, from lag 0 on.
  private static func autocovariances(_ values: [Double], through lastLag: Int) -> [Double] {
    let mean = CompensatedSum.mean(values)
    let distances = values.map { $0 - mean }
    return (0...lastLag).map { lag in
      Reduce.dot(
        distances.span.extracting(0..<(distances.count - lag)),
        distances.span.extracting(lag..<distances.count)) / Double(distances.count)
    }
  }
}

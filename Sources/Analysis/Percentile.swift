/// Order statistics of sorted columns.
enum Percentile {
  /// The percentile between the two nearest values, linear in rank (Hyndman and Fan 1996, type 7).
  /// - Precondition: `sorted` ascends and is not empty; `share` lies within 0 … 1.
  static func linear(_ sorted: [Double], share: Double) -> Double {
    let rank = Double(sorted.count - 1) * share
    let lower = Int(rank.rounded(.down))
    let upper = min(lower + 1, sorted.count - 1)
    return sorted[lower] + (sorted[upper] - sorted[lower]) * (rank - Double(lower))
  }
}

import Kernels

extension Indicator {
  /// The value less the one some bars before, under the name that traders give it.
  static let momentum = Indicator(
    id: "mom", title: "Momentum", family: .momentum,
    parameters: [.length(standard: 10)],
    formula: "x[0] - x[length]",
    reference: "common",
    forgets: true,
    lookback: { [$0.whole(0)] },
    state: ChangeState.self,
    columns: column { Elementwise.difference($0, distance: $1.whole(0), into: &$2) })
}

import Replay
import Trading

/// The cross with a stop and a target resting in every position.
enum BracketBenchmarks {
  static func all(_ inputs: BenchmarkInputs) -> [Benchmark] {
    let count = inputs.scale.count(1_000_000)
    func replay() -> CrossReplay {
      CrossReplay(inputs, .tradingview, expert: BracketCross(), name: "bracket")
    }
    return [
      Benchmark("bracket, reference path", .bracket, count: count) {
        .work(replay().reference(heldToLoop: false))
      },
      Benchmark("bracket, averages computed", .bracket, count: count, limit: .millionsPerSecond(25))
      {
        .work(replay().columns(atHand: false, reusing: .init()))
      },
    ]
  }
}

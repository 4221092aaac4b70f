import Formats
import Market
import Platform

/// How large the benchmarks are.
enum BenchmarkScale: Int, Sendable {
  /// As small as can be, so that a test may run them all.
  case tiny = 500
  /// A tenth, to see that everything still runs.
  case quick = 10
  /// What the numbers are told of.
  case full = 1

  /// A number of the full size, made smaller; never below 1.
  func count(_ full: Int) -> Int { max(1, full / rawValue) }
}

/// Bars and outcomes that several benchmarks share, made when the first asks.
final class BenchmarkInputs {
  let scale: BenchmarkScale
  let workers: Int
  private var outcomes: [String: Outcome] = [:]

  /// One instrument, a million minutes.
  lazy var minutes = RandomMarket.minutes(scale.count(1_000_000))

  init(scale: BenchmarkScale, workers: Int = min(2, Process.availableProcessors)) {
    self.scale = scale
    self.workers = workers
  }

  /// The outcome that several benchmarks are held to; computed once.
  func outcome(
    of name: String, _ make: () throws(LocatedError) -> Outcome
  ) throws(LocatedError) -> Outcome {
    if let known = outcomes[name] { return known }
    let made = try make()
    outcomes[name] = made
    return made
  }
}

import Formats

/// One thing that is measured: its name, its size, what it may cost, and the work itself.
struct Benchmark {
  /// Unique among all benchmarks.
  let name: String
  let area: BenchmarkArea
  /// What one run goes through: bars, rows, values, or 1 where only the whole counts.
  let count: Int
  /// What it may cost at most; nil where nothing was promised.
  let limit: Limit?
  /// Makes the input and the work; called only if the benchmark is wanted.
  let prepare: () throws(LocatedError) -> Preparation

  /// What comes of preparing.
  enum Preparation {
    case work(TimedWork)
    /// Something that it needs is not there.
    case skipped(String)
  }

  init(
    _ name: String, _ area: BenchmarkArea, count: Int, limit: Limit? = nil,
    prepare: @escaping () throws(LocatedError) -> Preparation
  ) {
    self.name = name
    self.area = area
    self.count = count
    self.limit = limit
    self.prepare = prepare
  }

  /// Whether its name or its area's contains a text, in whatever case.
  func matches(_ text: String) -> Bool {
    "\(area.rawValue): \(name)".lowercased().contains(text.lowercased())
  }
}

/// What a benchmark is about; benchmarks are run and shown area by area.
enum BenchmarkArea: String, CaseIterable, Sendable {
  case yardstick
  case replay
  case bracket
  case sharedColumns = "shared columns"
  case manyInstruments = "many instruments"
  case indicators
  case scripts
  case files
  case contest
  case store
  case linearity
}

/// What a benchmark may cost, on whichever machine it runs.
///
/// Limits do not follow the yardstick: its averages are the kernels that are measured here, and a
/// kernel that became faster would tighten the limits of all else.
enum Limit: Sendable {
  /// At least so many million elements a second.
  case millionsPerSecond(Double)
  /// At most so many nanoseconds for each element.
  case nanoseconds(Double)
  /// At most so many milliseconds for a run.
  case milliseconds(Double)
  /// At most so many times what a run of another benchmark takes.
  case times(Double, of: String)
}

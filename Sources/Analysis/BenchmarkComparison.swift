import Kernels

/// Returns beside those of a benchmark, both less the risk-free rate.
struct BenchmarkComparison {
  /// Returns less those of the benchmark.
  let active: Moments
  /// The moments of the benchmark's excess returns.
  let benchmark: Moments
  /// The slope of the regression of returns on the benchmark.
  let beta: Double
  /// The intercept of that regression.
  let alphaPerPeriod: Double
  /// The standard error of the slope; nil below three observations.
  let betaError: Double?
  /// The standard error of the intercept; nil below three observations.
  let alphaError: Double?

  /// Compares a run with its benchmark.
  /// - Throws: `noBenchmark`, or what the benchmark's returns lack.
  init(_ record: ReturnRecord) throws(MissingReason) {
    let excess = try Self.benchmark(record).map { $0 - record.riskFree }
    let benchmark = Moments(excess)
    _ = try benchmark.deviation()
    active = Moments(zip(record.excess, excess).map { $0 - $1 })
    let own = record.moments
    let distances = record.excess.map { $0 - own.mean }
    let benchmarkDistances = excess.map { $0 - benchmark.mean }
    let products = Reduce.dot(distances.span, benchmarkDistances.span)
    let beta = products / benchmark.squares
    self.benchmark = benchmark
    self.beta = beta
    alphaPerPeriod = own.mean - beta * benchmark.mean
    if own.count > 2 {
      let unexplained = max(0, own.squares - beta * products) / (record.n - 2)
      betaError = (unexplained / benchmark.squares).squareRoot()
      alphaError =
        (unexplained * (1 / record.n + benchmark.mean * benchmark.mean / benchmark.squares))
        .squareRoot()
    } else {
      betaError = nil
      alphaError = nil
    }
  }

  /// The benchmark's returns, as many as the run has.
  static func benchmark(_ record: ReturnRecord) throws(MissingReason) -> [Double] {
    guard let returns = record.input.benchmarkReturns else { throw .noBenchmark }
    return Array(returns.prefix(record.count))
  }
}

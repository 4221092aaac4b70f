/// All benchmarks, area by area.
enum BenchmarkCatalog {
  /// Every benchmark of a size; nothing is computed before one is prepared.
  static func all(_ inputs: BenchmarkInputs) -> [Benchmark] {
    [yardstick(inputs), YardstickBenchmark.freshPages(inputs)]
      + ReplayBenchmarks.all(inputs) + BracketBenchmarks.all(inputs)
      + SharedColumnBenchmarks.all(inputs) + ManyInstrumentBenchmarks.all(inputs)
      + IndicatorBenchmarks.all(inputs) + ScriptBenchmarks.all(inputs)
      + FileBenchmarks.all(inputs) + ContestBenchmarks.all(inputs) + StoreBenchmarks.all(inputs)
      + LinearityBenchmarks.all(inputs)
  }

  /// What all others are measured by.
  static func yardstick(_ inputs: BenchmarkInputs) -> Benchmark {
    YardstickBenchmark.make(inputs)
  }
}

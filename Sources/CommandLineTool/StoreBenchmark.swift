import Analysis
import Contests
import Experts
import Formats
import Kernels
import Market
import Platform
import Replay
import Store
import Terminal
import Trading

/// What the store adds: saving a run, and keeping and reading bars.
enum StoreBenchmark {
  /// Appends rows to the table of benchmarks.
  ///
  /// - Parameter isQuick: Whether a tenth of the bars will do.
  static func measure(into table: inout Table, isQuick: Bool) {
    do {
      let folder = try FileSystem.createTemporaryDirectory(prefix: "tourney-bench-")
      defer { try? FileSystem.remove(folder) }
      try measure(folder, isQuick ? 302 : 3_024, &table)
    } catch {
      table.append(["store", "", "", "", "\(error)"])
    }
  }

  private static func measure(_ folder: String, _ dayCount: Int, _ table: inout Table) throws {
    let series = walk(dayCount)
    let run = try finishedRun(series)
    let rows = run.content.fills.count + run.content.trades.count
    try append("save a run into a new store", rows, &table) { number in
      let store = try Store(FileSystem.join(folder, "new-\(number).db"), access: .write)
      return "\(try store.save(run).isRepeated ? "repeated" : "kept"), \(rows) fills and trades"
    }
    let path = FileSystem.join(folder, "old.db")
    try append("save a run, store opened and closed", rows, &table) { number in
      var other = run
      other.configuration.seed = UInt64(number)
      return try Store(path, access: .write).save(other).isRepeated ? "repeated" : "kept"
    }
    let store = try Store(path, access: .write)
    try append("save a run, store open", rows, &table) { number in
      var other = run
      other.configuration.seed = UInt64(1_000 + number)
      return try store.save(other).isRepeated ? "repeated" : "kept"
    }
    let long = walk(dayCount * 30)
    let fingerprint = long.fingerprint()?.hex ?? ""
    try append("keep bars", long.count, &table) { number in
      let own = try Store(FileSystem.join(folder, "bars-\(number).db"), access: .write)
      return try own.keep([
        SeriesImport(series: long, fingerprint: fingerprint, origin: "memory")
      ])[0] ? "kept" : "there already"
    }
    let bars = try Store(FileSystem.join(folder, "bars-0.db"), access: .read)
    try append("read bars and check their hash", long.count, &table) { _ in
      guard let stored = try bars.series(fingerprint: fingerprint) else { return "missing" }
      return "\(try bars.bars(of: stored).count) bars"
    }
  }

  private static func append(
    _ name: String, _ count: Int, _ table: inout Table, _ work: (Int) throws -> String
  ) throws {
    var times: [Double] = []
    var result = ""
    for number in 0..<9 {
      let start = MonotonicClock.nanoseconds()
      result = try work(number)
      times.append(Double(MonotonicClock.nanoseconds() - start) / 1e6)
    }
    times.sort()
    table.append([
      name, NumberFormat.fixed(times[0], decimals: 2), NumberFormat.fixed(times[4], decimals: 2),
      NumberFormat.fixed(Double(count) / times[0] / 1_000, decimals: 1), result,
    ])
  }

  /// A run that trades often.
  private static func finishedRun(_ series: BarSeries) throws -> FinishedRun {
    let rules = TradingRules(sizing: .units(10))
    let record = try Replay.run(
      MovingAverageCross(fast: 1, slow: 2), over: ReplayInput(series: [series]), rules: rules)
    let analysis = PerformanceAnalysis(
      try PerformanceInput(
        startEquity: rules.initialCapital, dailyEquity: record.equity, days: record.days),
      trades: TradeColumns(record.trades))
    let configuration = RunConfiguration(
      strategy: .init(name: "sma-cross"), rules: RulesDocument(rules),
      series: [.init(timeframe: .day, fingerprint: "bench", instrument: series.instrument)])
    return FinishedRun(
      configuration: configuration, engineVersion: CommandLineTool.version, convention: "strict",
      sources: [SeriesSource(path: "memory", label: "open", zone: "UTC", repair: "")],
      events: nil, content: RunContent(record, metrics: analysis.metrics),
      trial: Trial(family: "sma-cross", inputs: "", dataFingerprint: "bench", analysis))
  }

  /// Daily bars of a seeded random walk.
  private static func walk(_ count: Int) -> BarSeries {
    var stream = RandomStream(seed: 13, stream: 1, purpose: 14)
    var price = 100.0
    var columns: [[Double]] = Array(repeating: [], count: 4)
    for _ in 0..<count {
      let close = max(1, price + stream.nextNormal())
      let values = [price, max(price, close) + 0.1, min(price, close) - 0.1, close]
      for (index, value) in values.enumerated() { columns[index].append(value) }
      price = close
    }
    let times = (0..<count).map { Int64($0) * Timestamp.nanosecondsPerDay }
    return BarSeries(
      instrument: Instrument(symbol: "STORE"), timeframe: .day, labels: BarLabels(times),
      open: columns[0], high: columns[1], low: columns[2], close: columns[3])
  }
}

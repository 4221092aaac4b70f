import Analysis
import Experts
import Files
import Formats
import Indicators
import Kernels
import Market
import Platform
import Replay
import Reports
import Script
import Terminal
import Trading

/// Benchmarks of the main paths, with a result that proves that the work was done.
///
/// Each is run at least nine times; the table shows the least and the median. A plain loop over
/// arrays that does the same trades is the yardstick in the same run.
public enum Benchmark {
  private static let output = StandardStream.output

  /// Runs all benchmarks and returns the exit code: 1 if two paths that must agree do not.
  ///
  /// - Parameter isQuick: Whether a tenth of the bars will do, to see that everything still runs.
  public static func run(isQuick: Bool) -> Int32 {
    let count = isQuick ? 100_000 : 1_000_000
    let series = randomWalk(count)
    var table = Table([
      .init("benchmark"), .init("min ms", .right), .init("median ms", .right),
      .init("M bars/s", .right), .init("result"),
    ])
    var rules = TradingRules(
      fills: .tradingview, initialCapital: 1_000_000, sizing: .units(10),
      fees: FeeModel(rate: 0.001), slippage: .none, margin: .unlimited)
    rules.fills = .tradingview
    let yardstick = measure("yardstick loop", count, &table) { plainLoop(series) }
    let cache = ColumnCache()
    func timed(
      _ name: String, _ expert: any Expert = cross, isReference: Bool = false
    ) -> String {
      measure(name, count, &table) {
        replay(series, rules, cache, expert, isReference: isReference)
      } describe: { record in
        record.map { summary($0.trades.count, $0.finalEquity) + ", hash \(hash($0))" } ?? "failed"
      }
    }
    let reference = timed("replay, reference path", isReference: true)
    let columns = timed("replay, columns, fresh pages")
    let buffers = RunBuffers()
    let reused = measure("replay, columns, buffers reused", count, &table) {
      // The record before this one is no longer needed: its memory serves the next.
      replay(series, rules, cache, buffers: buffers)
    } describe: { record in
      record.map { summary($0.trades.count, $0.finalEquity) + ", hash \(hash($0))" } ?? "failed"
    } after: { record in
      if let record { buffers.recycle(record) }
    }
    let measured = measure("replay, columns, buffers reused, metrics", count, &table) {
      replay(series, rules, cache, buffers: buffers).map { ($0, analysis($0)) }
    } describe: { outcome in
      guard let (record, analysis) = outcome else { return "failed" }
      return summary(record.trades.count, record.finalEquity)
        + ", Sharpe \(analysis?[.sharpe]?.text ?? "-")"
    } after: { outcome in
      if let outcome { buffers.recycle(outcome.0) }
    }
    rules.fills = .strict
    let strict = timed("strict, reference path", isReference: true)
    let strictColumns = timed("strict, columns")
    rules.fills = .tradingview
    let bracketed = BracketCross()
    let bracket = timed("bracket, reference path", bracketed, isReference: true)
    let bracketColumns = timed("bracket, columns", bracketed)
    measureMany(series, rules, &table)
    let scriptsAgree = measureScripts(series, &table)
    let text = BarWriter.csv(series)
    measureFile(text, count, &table)
    ContestBenchmark.measure(into: &table, isQuick: isQuick)
    StoreBenchmark.measure(into: &table, isQuick: isQuick)
    output.write(table.render(width: nil, styling: .suited(to: output)))
    output.flush()
    guard reference.hasPrefix(yardstick), reference == columns, reference == reused,
      strict == strictColumns, bracket == bracketColumns,
      measured.hasPrefix(yardstick), scriptsAgree
    else {
      StandardStream.error.write("error: paths that must agree do not\n")
      StandardStream.error.flush()
      return 1
    }
    return 0
  }

  /// Twelve experts over one instrument with shared columns, beside one, both from nothing.
  private static func measureMany(
    _ series: BarSeries, _ rules: TradingRules, _ table: inout Table
  ) {
    for count in [1, 12] {
      _ = measure("crosses from nothing: \(count)", count * series.count, &table) {
        let cache = ColumnCache()
        let trades = parallelMap(count: count, workers: Process.availableProcessors) { index in
          let expert = MovingAverageCross(fast: 8 + index % 4, slow: 28 + index % 6)
          let input = ReplayInput(series: [series])
          return (try? Replay.run(expert, over: input, rules: rules, cache: cache))?.trades.count
        }
        let total = trades.reduce(0) { $0 + (($1 ?? nil) ?? 0) }
        return "\(total) trades, \(Process.availableProcessors) workers"
      }
    }
  }

  /// Scripts over the bars; false unless columns and bar by bar give the same.
  private static func measureScripts(_ series: BarSeries, _ table: inout Table) -> Bool {
    var agrees = true
    for (name, text) in [
      ("script, two averages", ScriptBenchmark.cross), ("script, 200 lines", ScriptBenchmark.long),
    ] {
      let columns = measure(name, series.count, &table) {
        ScriptBenchmark.run(text, series, evaluation: .columns)
      } describe: { record in
        record.map { summary($0.trades.count, $0.finalEquity) + ", hash \(hash($0))" } ?? "failed"
      }
      let reference = ScriptBenchmark.run(text, series, evaluation: .perBar)
      let expected = reference.map { hash($0) }
      agrees = agrees && expected.map { columns.hasSuffix("hash \($0)") } ?? false
    }
    let compiled = measure("compile 200 lines", 1, &table) {
      ScriptBenchmark.compile(ScriptBenchmark.long)
    }
    return agrees && compiled != "failed"
  }

  private static func measure(
    _ name: String, _ count: Int, _ table: inout Table, _ work: () -> String
  ) -> String {
    measure(name, count, &table, work) { $0 }
  }

  /// Times the work alone; what is said of its outcome is made up afterwards.
  private static func measure<Outcome>(
    _ name: String, _ count: Int, _ table: inout Table, _ work: () -> Outcome,
    describe: (Outcome) -> String, after: (consuming Outcome) -> Void = { _ in }
  ) -> String {
    var times: [Double] = []
    var result = ""
    for round in 0..<9 {
      let start = MonotonicClock.nanoseconds()
      let outcome = work()
      times.append(Double(MonotonicClock.nanoseconds() - start) / 1e6)
      if round == 8 { result = describe(outcome) }
      after(outcome)
    }
    times.sort()
    table.append([
      name, NumberFormat.fixed(times[0], decimals: 2), NumberFormat.fixed(times[4], decimals: 2),
      NumberFormat.fixed(Double(count) / times[0] / 1_000, decimals: 1), result,
    ])
    return result
  }

  private static func measureFile(_ text: [UInt8], _ count: Int, _ table: inout Table) {
    do {
      let folder = try FileSystem.createTemporaryDirectory(prefix: "tourney-bench-")
      defer { try? FileSystem.remove(folder) }
      let path = FileSystem.join(folder, "BENCH-1m.csv")
      try FileSystem.writeFile(path, text)
      _ = measure("read CSV", count, &table) {
        do throws(LocatedError) {
          let loaded = try DataFile.load(path, workers: Process.availableProcessors)
          return "\(loaded.series.count) bars"
        } catch {
          return error.description
        }
      }
    } catch {
      output.write("read CSV: \(error)\n")
    }
  }

  private static let cross = MovingAverageCross(fast: 10, slow: 30)

  private static func replay(
    _ series: BarSeries, _ rules: TradingRules, _ cache: ColumnCache,
    _ expert: any Expert = cross, isReference: Bool = false, buffers: RunBuffers? = nil
  ) -> RunRecord? {
    let input = ReplayInput(series: [series])
    return isReference
      ? try? Replay.runReference(expert, over: input, rules: rules, cache: cache)
      : try? Replay.run(expert, over: input, rules: rules, cache: cache, reusing: buffers)
  }

  private static func analysis(_ record: RunRecord) -> PerformanceAnalysis? {
    let (equity, days) = SessionDays.fold(equity: record.equity, days: record.days)
    guard
      let input = try? PerformanceInput(
        startEquity: record.rules.initialCapital, dailyEquity: equity, days: days,
        periodsPerYear: 365)
    else { return nil }
    return PerformanceAnalysis(input, trades: TradeColumns(record.trades))
  }

  /// A number that changes with any bit of the equity column or of a fill's price.
  private static func hash(_ record: RunRecord) -> UInt64 {
    var hash: UInt64 = 14_695_981_039_346_656_037
    for value in record.equity { hash = (hash ^ value.bitPattern) &* 1_099_511_628_211 }
    for fill in record.fills { hash = (hash ^ fill.price.bitPattern) &* 1_099_511_628_211 }
    return hash
  }

  private static func summary(_ trades: Int, _ equity: Double) -> String {
    "\(trades) trades, equity \(NumberFormat.fixed(equity, decimals: 4))"
  }

  /// One-minute bars of a seeded random walk on a grid of cents.
  private static func randomWalk(_ count: Int) -> BarSeries {
    var stream = RandomStream(seed: 7, stream: 1, purpose: 9)
    var price = 1_000.0
    var columns: [[Double]] = Array(repeating: [], count: 5)
    for index in columns.indices { columns[index].reserveCapacity(count) }
    func cents(_ value: Double) -> Double { (value * 100).rounded() / 100 }
    for _ in 0..<count {
      let close = max(cents(price + stream.nextNormal() * 0.5), 1)
      let high = max(price, close) + cents(abs(stream.nextNormal()) * 0.2)
      let low = min(price, close) - cents(abs(stream.nextNormal()) * 0.2)
      for (index, value) in [price, cents(high), cents(max(low, 0.01)), close, 100].enumerated() {
        columns[index].append(value)
      }
      price = close
    }
    let minute = 60 * Timestamp.nanosecondsPerSecond
    let start = 1_577_836_800 * Timestamp.nanosecondsPerSecond
    let times = (0..<count).map { start + Int64($0) * minute }
    return BarSeries(
      instrument: Instrument(symbol: "BENCH"), timeframe: .minute, labels: BarLabels(times),
      open: columns[0], high: columns[1], low: columns[2], close: columns[3], volume: columns[4])
  }

  /// The same strategy as a loop over arrays: two running means, fills at the next open.
  private static func plainLoop(_ series: BarSeries) -> String {
    let close = series.close
    let open = series.open
    let fast = means(close, 10)
    let slow = means(close, 30)
    var cash = 1_000_000.0
    var units = 0.0
    var trades = 0
    var signal = 0
    for index in close.indices {
      if signal > 0, units == 0 {
        cash -= 10 * open[index] * 1.001
        units = 10
      } else if signal < 0, units > 0 {
        cash += 10 * open[index] * 0.999
        units = 0
        trades += 1
      }
      signal = 0
      guard index > 0 else { continue }
      if fast[index] > slow[index], fast[index - 1] <= slow[index - 1] { signal = 1 }
      if fast[index] < slow[index], fast[index - 1] >= slow[index - 1] { signal = -1 }
    }
    return summary(trades, cash + units * (close.last ?? 0))
  }

  private static func means(_ values: [Double], _ length: Int) -> [Double] {
    var output = [Double](repeating: .nan, count: values.count)
    var span = output.mutableSpan
    Rolling.mean(values.span, length: length, into: &span)
    return output
  }
}

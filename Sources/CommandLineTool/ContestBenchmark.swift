import Analysis
import Contests
import Experts
import Formats
import Kernels
import Market
import Platform
import Terminal

/// The speed of a contest: twelve agents on twenty symbols over twelve years, with its bootstrap.
enum ContestBenchmark {
  /// Appends rows to the table of benchmarks.
  ///
  /// - Parameter isQuick: Whether a tenth of the days and draws will do.
  static func measure(into table: inout Table, isQuick: Bool) {
    let dayCount = isQuick ? 302 : 3_024
    let series = (0..<20).map { walk($0, dayCount) }
    let workers = min(2, Process.availableProcessors)
    do throws(LocatedError) {
      let contest = try Contest(
        agents: agents, series: series,
        rulebook: Rulebook(resampling: Resampling(draws: isQuick ? 200 : 2_000)),
        benchmark: BuyAndHold())
      let bars = dayCount * series.count * agents.count
      append("rank 12 agents × 20 symbols", bars, &table) {
        let standings = Referee.run(contest, workers: workers).standings
        let best = standings.rows[0]
        return "best \(best.agent), Sharpe \(NumberFormat.fixed(best.score ?? 0, decimals: 4)), "
          + "\(workers) workers"
      }
      let record = Referee.run(contest, workers: workers)
      let returns = record.records.map(\.returns)
      append("bootstrap of 14 agents", dayCount * returns.count, &table) {
        let draws = ScoreDraws(
          returns: returns, score: .sharpe, periodsPerYear: 252, draws: isQuick ? 200 : 2_000,
          blockLength: 10, seed: 1, workers: workers)
        let places = RankInference(draws, confidence: 0.95, workers: workers).places
        return "widest interval \(places.map { $0.interval.count }.max() ?? 0)"
      }
    } catch {
      table.append(["rank", "", "", "", error.description])
    }
  }

  /// Twelve crosses of averages, from fast to slow.
  private static let agents = (0..<12).map { index in
    Agent(
      "cross \(index)",
      .sleeves(
        MovingAverageCross(
          fast: 5 + 3 * index, slow: 20 + 12 * index, sellsShort: index % 2 == 1)))
  }

  private static func append(
    _ name: String, _ count: Int, _ table: inout Table, _ work: () -> String
  ) {
    var times: [Double] = []
    var result = ""
    for _ in 0..<9 {
      let start = MonotonicClock.nanoseconds()
      result = work()
      times.append(Double(MonotonicClock.nanoseconds() - start) / 1e6)
    }
    times.sort()
    table.append([
      name, NumberFormat.fixed(times[0], decimals: 2), NumberFormat.fixed(times[4], decimals: 2),
      NumberFormat.fixed(Double(count) / times[0] / 1_000, decimals: 1), result,
    ])
  }

  /// Daily bars of a seeded random walk.
  private static func walk(_ symbol: Int, _ count: Int) -> BarSeries {
    var stream = RandomStream(seed: 11, stream: UInt64(symbol), purpose: 12)
    var price = 50.0 + Double(symbol)
    var columns: [[Double]] = Array(repeating: [], count: 4)
    func cents(_ value: Double) -> Double { max(0.01, (value * 100).rounded() / 100) }
    for _ in 0..<count {
      let close = cents(price * (1 + 0.0003 + 0.012 * stream.nextNormal()))
      let high = max(price, close) + cents(abs(stream.nextNormal()) * 0.2)
      let low = cents(min(price, close) - abs(stream.nextNormal()) * 0.2)
      for (index, value) in [price, high, low, close].enumerated() { columns[index].append(value) }
      price = close
    }
    let times = (0..<count).map { (15_340 + Int64($0)) * Timestamp.nanosecondsPerDay }
    return BarSeries(
      instrument: Instrument(symbol: "S\(symbol + 10)"), timeframe: .day,
      labels: BarLabels(times), open: columns[0], high: columns[1], low: columns[2],
      close: columns[3])
  }
}

import Analysis
import TestSupport
import Testing

@Suite struct GoldenVectorTests {
  /// FILLS-AND-METRICS (d2): empyrical 0.7.1, quantstats 0.0.86, pandas, scipy, ffn 1.4.1.
  static let returnMetrics: [(MetricID, Double)] = [
    ("total-return", 0.04730543516204477),
    ("cagr", 0.7902937808441959),
    ("volatility", 0.21412165749995102),
    ("sharpe", 2.8245624803279807),
    ("sortino", 4.670221536082969),
    ("max-drawdown", -0.025),
    ("calmar", 31.6117512337679),
    ("omega", 1.5925925925925926),
    ("profit-factor-daily", 1.5925925925925926),
    ("var", -0.02025),
    ("var-parametric", -0.019786438024538448),
    ("cvar", -0.025),
    ("cvar-parametric", -0.025422688363464563),
    ("tail-ratio", 1.0123456790123462),
    ("ulcer", 0.008699151431876283),
    ("ulcer-population", 0.008478883998084856),
    ("payoff-daily", 1.2740740740740741),
    ("win-rate-daily", 0.5555555555555556),
    ("kelly-daily", 0.20671834625323007),
    ("skewness", -0.09597364520446038),
    ("excess-kurtosis", 0.08707658245603156),
    ("skewness-population", -0.08862019411542975),
    ("kurtosis-population", 2.781066251206882),
    ("beta", 1.309825211192572),
    ("alpha", 0.09764288485679451),
    ("alpha-arithmetic", 0.09318227250818152),
    ("information-ratio", 0.22779377052501204),
    ("information-ratio-annual", 3.616114002113383),
    ("stability", 0.8087220043540045),
    ("psr", 0.7772305146488845),
    ("psr-population", 0.7776419623229855),
    ("dsr", 0.5691843489183552),
  ]

  /// The trades of the same vector.
  static let tradeMetrics: [(MetricID, Double)] = [
    ("sqn", 0.6567360733292693),
    ("profit-factor", 1.8636363636363635),
    ("expectancy", 27.142857142857142),
    ("win-rate", 0.5714285714285714),
    ("payoff", 1.3977272727272727),
    ("kelly", 0.2648083623693379),
  ]

  static let trials = TrialEvidence(sharpeRatios: [0.2, 0.05, -0.1, 0.15, 0.1])

  @Test func `every published value agrees to twelve digits`() {
    let input = Sample.input(
      Sample.goldenReturns, benchmark: Sample.goldenBenchmark, trials: Self.trials)
    let trades = tradeColumns(profits: [120, -80, 60, -40, 200, -100, 30])
    let analysis = PerformanceAnalysis(input, trades: trades, gates: .none)
    var found = Mismatches()
    for (id, expected) in Self.returnMetrics + Self.tradeMetrics {
      found.check(analysis, id, equals: expected, relative: 1e-12)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `the gates hide what twenty days cannot show`() {
    let input = Sample.input(
      Sample.goldenReturns, benchmark: Sample.goldenBenchmark, trials: Self.trials)
    let analysis = PerformanceAnalysis(input)
    var found = Mismatches()
    for id: MetricID in ["sharpe", "sortino", "omega", "beta", "information-ratio"] {
      found.check("20 days", analysis, id, lacks: .tooFewObservations(needed: 30))
    }
    for id: MetricID in ["psr", "psr-population", "dsr", "min-track-record"] {
      found.check("20 days", analysis, id, lacks: .tooFewObservations(needed: 60))
    }
    for id: MetricID in ["cagr", "calmar", "volatility", "alpha", "martin"] {
      found.check("20 days", analysis, id, lacks: .spanTooShort(neededPeriods: 60))
    }
    found.check("20 days", analysis, "best-month", lacks: .tooFewObservations(needed: 2))
    found.check("monthly", analysis.monthly.missing, equals: .tooFewObservations(needed: 2))
    found.check(analysis, "total-return", equals: 0.04730543516204477, relative: 1e-12)
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `each gate opens exactly at its count`() {
    var generator = SeededGenerator.fromEnvironment(or: 11)
    let returns = Sample.randomReturns(60, &generator)
    func hasValue(_ id: MetricID, _ count: Int) -> Bool {
      PerformanceAnalysis(Sample.input(Array(returns.prefix(count))))[id]?.value != nil
    }
    var found = Mismatches()
    for (id, count): (MetricID, Int) in [("sharpe", 30), ("psr", 60), ("cagr", 60)] {
      found.check("\(id) below \(count)", hasValue(id, count - 1), equals: false)
      found.check("\(id) from \(count)", hasValue(id, count), equals: true)
    }
    #expect(found.isEmpty, "seed \(generator.seed): \(found)")
  }
}

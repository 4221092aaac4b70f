import Analysis
import TestSupport
import Testing

/// Three made-up markets of 500 days, measured by other people's libraries.
///
/// Values: quantstats 0.0.86, empyrical-reloaded 0.7.1, pandas 3.1.1, scipy 1.17.1 on Python 3.11,
/// weekdays from 2020-01-01, 252 periods a year. Monthly figures from empyrical's monthly returns;
/// `@rf` with a risk-free rate of 2 % a year; `:error` from scipy's linregress,
/// and formulas written in numpy, as are the Martin ratio and the non-normal error.
@Suite struct OracleTests {
  /// Knuth's 64-bit linear congruential generator; the upper 53 bits make a number below 1.
  struct Generator {
    var state: UInt64

    mutating func unit() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }

    /// The sum of four numbers less 2: a bell from −2 to 2.
    mutating func bell() -> Double {
      let left = unit() + unit()
      let right = unit() + unit()
      return (left + right) - 2
    }
  }

  struct Market: Sendable {
    var seed: UInt64
    var mean: Double
    var scale: Double
    var hasFatTails: Bool

    func columns() -> (returns: [Double], benchmark: [Double]) {
      var generator = Generator(state: seed)
      var returns: [Double] = []
      var benchmark: [Double] = []
      for _ in 0..<500 {
        let bell = generator.bell()
        let shock = hasFatTails ? bell * bell * bell : bell
        let noise = generator.bell()
        returns.append(mean + scale * shock)
        benchmark.append(0.0002 + 0.6 * (scale * shock) + 0.006 * noise)
      }
      return (returns, benchmark)
    }
  }

  static let markets = [
    Market(seed: 2024, mean: 0.0008, scale: 0.02, hasFatTails: false),
    Market(seed: 7, mean: 0.0004, scale: 0.03, hasFatTails: true),
    Market(seed: 99, mean: -0.0006, scale: 0.015, hasFatTails: false),
  ]

  static let expected: [(String, [Double])] = [
    ("total-return", [0.48045467985857115, -0.2558434893948447, -0.2655994120748365]),
    ("cagr", [0.2186504103233251, -0.1383739911328583, -0.14408578340361589]),
    ("volatility", [0.18255109794642807, 0.3006989346422041, 0.1412414936352336]),
    ("sharpe", [1.1746840194834716, -0.3426241533303873, -1.0307053667024415]),
    ("sortino", [1.7568477063718952, -0.44986095680277943, -1.3941045166678159]),
    ("downside-deviation", [0.1220594458581019, 0.2290190253925542, 0.10442428365332669]),
    ("max-drawdown", [-0.1487957500096191, -0.3892506922856425, -0.2830982301182955]),
    ("calmar", [1.469466771122093, -0.3554881054169476, -0.508960382208706]),
    ("omega", [1.1970920478513256, 0.9053819930903947, 0.8533834165980043]),
    ("var", [-0.01803732411542614, -0.01899133334511638, -0.014875831541427279]),
    ("cvar", [-0.021264619878543545, -0.05116215016064181, -0.018239482412078286]),
    ("var-parametric", [-0.01806426987760964, -0.03156606873567982, -0.015212576046258103]),
    ("cvar-parametric", [-0.02286949929571334, -0.039481262799093204, -0.018930427036516755]),
    ("tail-ratio", [1.0353185977439512, 1.0203926837646746, 0.914873674870793]),
    ("ulcer", [0.0618493089293661, 0.2482975961765552, 0.16577774748299273]),
    ("upi", [7.76814952625042, -1.0303905206272068, -1.6021415184331935]),
    ("stability", [0.8296334151795861, 0.09996422182624365, 0.6743455187024378]),
    ("profit-factor-daily", [1.1970920478513252, 0.9053819930903948, 0.853383416598005]),
    ("payoff-daily", [0.9873824920233557, 0.5596374132047425, 0.9546322965333616]),
    ("win-rate-daily", [0.548, 0.618, 0.472]),
    ("kelly-daily", [0.09022400776647731, -0.0645848147151054, -0.08109253826564625]),
    ("common-sense-ratio", [1.2393716603518692, 0.923845161761718, 0.7807380224168097]),
    ("recovery-factor", [2.859462771647056, -0.5251579383187399, -1.0203029639390746]),
    ("gain-to-pain-daily", [0.1970920478513251, -0.09461800690960513, -0.14661658340199515]),
    ("best-day", [0.030705610071292515, 0.14460338518266516, 0.023965942575295152]),
    ("worst-day", [-0.02679144331530305, -0.14496830031605146, -0.02399216817339679]),
    ("best-month", [0.15316267470314915, 0.2098153643627736, 0.06309141484046443]),
    ("worst-month", [-0.09694618551251444, -0.13260043443671954, -0.0776273408526299]),
    ("skewness", [-0.008648093862312538, -0.9034621544321348, 0.04216066530411524]),
    ("excess-kurtosis", [-0.5344510779587239, 23.189955175849104, -0.3706202730420436]),
    ("skewness-population", [-0.008622127930174077, -0.9007495061462442, 0.042034077758739824]),
    ("kurtosis-population", [2.4589024416047605, 25.946727969926712, 2.6210995191999]),
    ("psr", [0.950611358040551, 0.31342045142310043, 0.07392474246942711]),
    ("beta", [1.3326129235079738, 1.5136591967377295, 1.1612415713153699]),
    ("alpha", [0.12744262255332894, -0.02486671112367478, -0.20385252439489943]),
    ("alpha-arithmetic", [0.11998045507142091, -0.025179852718061186, -0.22786775404975546]),
    ("information-ratio", [0.10065287217785666, -0.024829911738154655, -0.1784081633797459]),
    ("up-capture", [1.8050330234786602, 1.1909980126021984, 0.39567378114258495]),
    ("down-capture", [0.8897623702883621, 1.3007836273110054, 2.5125486775779895]),
    ("gain-to-pain", [1.588502152590137, -0.26633549449537286, -0.5818648315132462]),
    ("average-drawdown", [-0.04102995970633598, -0.3892506922856425, -0.2830982301182956]),
    ("time-under-water", [0.884, 0.99, 0.992]),
    ("beta:error", [0.029098778435967677, 0.020544335252424148, 0.03235926111149167]),
    ("alpha-arithmetic:error", [0.05686472054824559, 0.061953384414673976, 0.05305393937986791]),
    ("sharpe:error", [0.7109007543571957, 0.710012247296091, 0.7106773906301996]),
    ("sharpe-error-non-normal", [0.7115801898687145, 0.7047297254831583, 0.7122216428882451]),
    ("martin", [3.5387523813209323, -0.5578490294083563, -0.8700207830447041]),
    ("volatility:error", [0.004930404794753511, 0.033583324607928934, 0.004021167300256473]),
    ("skewness:error", [0.10921778720931159, 0.10921778720931159, 0.10921778720931159]),
    ("information-ratio:error", [0.0448344845033112, 0.04472825197251648, 0.04507581915795357]),
    ("sharpe@rf", [1.06620258276298, -0.40848206999941494, -1.1709149104451282]),
    ("sortino@rf", [1.585493389598075, -0.5354556235695613, -1.5724772205858375]),
    ("omega@rf", [1.1774264138709525, 0.8879810065565023, 0.8351745671533264]),
    ("alpha@rf", [0.13488979575531101, -0.014896038116063548, -0.20130396512261994]),
  ]

  @Test(arguments: 0..<3)
  func `other libraries measure the same`(index: Int) throws {
    let (returns, benchmark) = Self.markets[index].columns()
    let plain = PerformanceAnalysis(Sample.input(returns, benchmark: benchmark))
    let withRate = PerformanceAnalysis(
      Sample.input(returns, benchmark: benchmark, riskFree: 0.02))
    var found = Mismatches()
    for (name, values) in Self.expected {
      let id = MetricID(rawValue: String(name.prefix { $0 != "@" && $0 != ":" }))
      let metric = (name.hasSuffix("@rf") ? withRate : plain)[id]
      let value = name.hasSuffix(":error") ? metric?.standardError : metric?.value
      found.check(name, value ?? .nan, equals: values[index], relative: 1e-10)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `a track record of the minimum length is believed at 95 percent`() {
    let (returns, _) = Self.markets[0].columns()
    let analysis = PerformanceAnalysis(Sample.input(returns))
    var found = Mismatches()
    // Written in numpy and scipy.
    found.check(analysis, "min-track-record", equals: 496.4052857002263, relative: 1e-10)
    // 500 days are a little more than that, and the probability a little above.
    found.check(analysis, "psr", equals: 0.95, relative: 1e-3)
    let falling = PerformanceAnalysis(Sample.input(Self.markets[2].columns().returns))
    found.check("falling", falling, "min-track-record", lacks: .notAboveHurdle)
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `rolling windows agree with pandas`() {
    let returns = Self.markets[0].columns().returns
    let sharpe = RollingStatistics.sharpe(returns, window: 63, periodsPerYear: 252)
    let volatility = RollingStatistics.volatility(returns, window: 63, periodsPerYear: 252)
    var found = Mismatches()
    found.require(sharpe.prefix(62).allSatisfy(\.isNaN) && sharpe.count == 500, "warm-up")
    for (index, ratio, deviation) in [
      (62, -1.7606141893412395, 0.20747272648713805),
      (100, -0.8290346479454893, 0.1781488775557124),
      (499, 1.2706754259173678, 0.18903161246283642),
    ] {
      found.check("Sharpe \(index)", sharpe[index], equals: ratio, relative: 1e-10)
      found.check("volatility \(index)", volatility[index], equals: deviation, relative: 1e-10)
    }
    #expect(found.isEmpty, "\(found)")
  }
}

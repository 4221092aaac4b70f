import TestSupport
import Testing

@testable import Analysis

/// Against the worked examples of the papers, recomputed with scipy 1.16 for more digits.
@Suite struct SharpeInferenceTests {
  @Test func `the deflated ratio is that of the paper's example`() {
    // Bailey and López de Prado 2014: a yearly ratio of 2.5 over five years of days, the best of
    // 100 attempts whose yearly ratios have a variance of 1/2; 0.9004, and 0.95 after 46 attempts.
    let sharpe = 2.5 / (250.0).squareRoot()
    let deviation = (0.5 / 250.0).squareRoot()
    var found = Mismatches()
    func deflated(_ count: Double, _ skewness: Double, _ kurtosis: Double) -> Double {
      let luck = SharpeInference.expectedMaximum(trialCount: count, deviation: deviation)
      return SharpeInference.probability(
        sharpe: sharpe, above: luck, count: 1250, skewness: skewness, kurtosis: kurtosis)
    }
    found.check(
      "luck", SharpeInference.expectedMaximum(trialCount: 100, deviation: deviation),
      equals: 0.11317200186513214, relative: 1e-12)
    found.check("100", deflated(100, -3, 10), equals: 0.9003968344493903, relative: 1e-12)
    found.check("46", deflated(46, -3, 10), equals: 0.9505017068755787, relative: 1e-12)
    found.check("88", deflated(88, 0, 3), equals: 0.9504908166760139, relative: 1e-12)
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `probabilities and track records are those of the paper's examples`() {
    // Bailey and López de Prado 2012: 24 months with a monthly ratio of 0.458; and the years that
    // show a yearly 2 to be above 1: 2.73 of days, 2.83 of weeks, 4.99 of skewed months.
    var found = Mismatches()
    func probability(_ hurdle: Double, _ skewness: Double, _ kurtosis: Double) -> Double {
      SharpeInference.probability(
        sharpe: 0.458, above: hurdle, count: 24, skewness: skewness, kurtosis: kurtosis)
    }
    found.check("normal", probability(0, 0, 3), equals: 0.9816749190910771, relative: 1e-12)
    found.check(
      "skewed", probability(0, -2.448, 10.164), equals: 0.913361083860933, relative: 1e-12)
    found.check(
      "hurdle", probability(0.1, -2.448, 10.164), equals: 0.8564312381396653, relative: 1e-12)
    for (periods, skewness, kurtosis, expected) in [
      (252.0, 0.0, 3.0, 688.2080373402351), (52, 0, 3, 147.0993465211523),
      (12, -0.72, 5.78, 59.89509868650752),
    ] {
      let length = SharpeInference.minimumTrackRecord(
        sharpe: 2 / periods.squareRoot(), above: 1 / periods.squareRoot(), skewness: skewness,
        kurtosis: kurtosis)
      found.check("\(periods)", length ?? 0, equals: expected, relative: 1e-12)
    }
    let never = SharpeInference.minimumTrackRecord(sharpe: 0.1, above: 0.1)
    found.require(never == nil, "a ratio at the hurdle shows nothing, however long")
    #expect(found.isEmpty, "\(found)")
  }
}

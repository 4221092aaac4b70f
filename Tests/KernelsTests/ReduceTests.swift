import Kernels
import TestSupport
import Testing

@Suite struct ReduceTests {
  let x = [3.5, -1.25, 4, 4, 0.125, -7.75, 12, 3.5, 2.5, 9.875]
  let y = [1, 2.5, -3, 4.25, 0, 2, 2, -1.5, 7, 3]

  @Test("moments agree with numpy and scipy")
  func moments() {
    // numpy 2.4.6, scipy 1.17.1.
    let table: [(String, Double, Double)] = [
      ("sum", Reduce.sum(x.span), 30.5), ("mean", Reduce.mean(x.span), 3.05),
      ("variance", Reduce.variance(x.span, unbiased: false), 27.288125),
      ("unbiased variance", Reduce.variance(x.span), 30.32013888888889),
      ("dot", Reduce.dot(x.span, y.span), 55.75),
      ("covariance", Reduce.covariance(x.span, y.span), 0.348611111111111),
      ("skewness", Reduce.skewness(x.span), -0.22987616708436442),
      ("kurtosis", Reduce.kurtosis(x.span), 3.0360821960068334),
      ("minimum", Reduce.minimum(x.span), -7.75), ("maximum", Reduce.maximum(x.span), 12),
    ]
    var found = Mismatches()
    for (label, actual, expected) in table {
      found.check(label, actual, equals: expected, relative: 1e-14)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("sums survive cancellation, and variances a large mean")
  func compensation() {
    let cancelling = [1.0, 1e100, 1, -1e100]
    #expect(Reduce.sum(cancelling.span) == 2)
    let shifted = (0..<1000).map { 1e9 + Double($0 % 10) }
    #expect(Reduce.variance(shifted.span, unbiased: false) == 8.25)
    let constant = [Double](repeating: 0.1, count: 1000)
    #expect(Reduce.variance(constant.span) < 1e-30)
  }

  @Test("empty columns, NaN and infinities have their say")
  func edges() {
    let empty: [Double] = []
    let bad = [1, .nan, 3.0]
    let endless = [1, .infinity, 3.0]
    #expect(Reduce.sum(empty.span) == 0 && Reduce.mean(empty.span).isNaN)
    #expect(Reduce.minimum(empty.span).isNaN && Reduce.variance([1.0].span).isNaN)
    #expect(Reduce.sum(bad.span).isNaN && Reduce.maximum(bad.span).isNaN)
    #expect(Reduce.sum(endless.span) == .infinity && Reduce.maximum(endless.span) == .infinity)
  }

  @Test("quantiles and ranks agree with numpy and scipy")
  func orderStatistics() {
    // numpy.quantile 2.4.6, scipy.stats.rankdata 1.17.1.
    let quantiles: [(Double, Double)] = [
      (0, -7.75), (0.05, -4.824999999999999), (0.25, 0.71875), (1.0 / 3, 2.5), (0.5, 3.5),
      (0.9, 10.087499999999999), (1, 12),
    ]
    var found = Mismatches()
    for (fraction, expected) in quantiles {
      let actual = OrderStatistics.quantile(x.span, fraction)
      found.check("\(fraction)", actual, equals: expected, relative: 1e-15)
    }
    #expect(found.isEmpty, "\(found)")
    #expect(OrderStatistics.ranks(x.span) == [5.5, 2, 7.5, 7.5, 3, 1, 10, 5.5, 4, 9])
    #expect(OrderStatistics.median([1.0, 4, 2, 3].span) == 2.5)
    #expect(OrderStatistics.median([1.0, .nan].span).isNaN)
  }

  @Test("selection agrees with sorting")
  func selection() {
    var random = SeededGenerator.fromEnvironment(or: 3)
    var found = Mismatches()
    for round in 0..<300 {
      let count = 1 + Int(random.next() % 40)
      let values = (0..<count).map { _ in Double(random.next() % 12) }
      let sorted = values.sorted()
      for index in 0..<count {
        let actual = OrderStatistics.nthElement(values.span, index)
        found.check("seed \(random.seed), round \(round)", actual, equals: sorted[index])
      }
    }
    #expect(found.isEmpty, "\(found)")
  }
}

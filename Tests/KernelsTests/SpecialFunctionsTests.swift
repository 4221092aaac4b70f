import Kernels
import TestSupport
import Testing

/// Expected values: mpmath 1.3.0 with 160 bits.
@Suite struct SpecialFunctionsTests {
  typealias S = SpecialFunctions

  @Test("the normal family agrees with mpmath")
  func normal() {
    let erf: [(Double, Double)] = [
      (1e-10, 1.1283791670955126e-10), (0.1, 0.1124629160182849), (0.45, 0.47548171978692366),
      (0.55, 0.563323366325109), (-1.0, -0.8427007929497149), (2.0, 0.9953222650189527),
      (3.5, 0.9999992569016276), (7, 1), (-.infinity, -1), (.nan, .nan),
    ]
    let erfc: [(Double, Double)] = [
      (0.1, 0.887537083981715), (0.5, 0.4795001221869535), (1.0, 0.15729920705028513),
      (3.0, 2.209049699858544e-05), (10.0, 2.088487583762545e-45),
      (26.0, 5.663192408856143e-296), (-1.5, 1.9661051464753108), (-.infinity, 2), (.infinity, 0),
    ]
    let distribution: [(Double, Double)] = [
      (0.0, 0.5), (0.3, 0.6179114221889527), (-1.0, 0.15865525393145705),
      (1.96, 0.9750021048517795), (-5.0, 2.866515718791939e-07), (-20.0, 2.7536241186062337e-89),
      (-37.0, 5.725571222524577e-300), (-.infinity, 0), (.infinity, 1), (.nan, .nan),
    ]
    let quantile: [(Double, Double)] = [
      (0.5000001, 2.506628273311648e-07), (0.975, 1.9599639845400538), (0.6, 0.2533471031357997),
      (0.05, -1.6448536269514726), (1e-10, -6.361340902404057), (1e-100, -21.273453560965326),
      (1e-300, -37.0470962993612), (0.5, 0), (0, -.infinity), (1, .infinity), (1.1, .nan),
    ]
    var found = Mismatches()
    for (x, y) in erf { found.check("erf(\(x))", S.erf(x), equals: y, relative: 1e-15) }
    for (x, y) in erfc { found.check("erfc(\(x))", S.erfc(x), equals: y, relative: 1e-15) }
    for (x, y) in distribution {
      found.check("normalCDF(\(x))", S.normalCDF(x), equals: y, relative: 1e-15)
    }
    for (x, y) in quantile {
      found.check("normalQuantile(\(x))", S.normalQuantile(x), equals: y, relative: 1e-15)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("gamma, beta and Student's t agree with mpmath")
  func beta() {
    let gamma: [(Double, Double)] = [
      (1e-05, 11.512919692895826), (0.3, 1.0957979948180756), (0.999, 0.0005780385328913802),
      (1, 0), (1.001, -0.0005763935982833062), (1.7, -0.09580769740706588), (2, 0),
      (2.0001, 4.2281658112919945e-05), (5.5, 3.9578139676187165), (11.9, 17.25847745059552),
      (12.1, 17.74700727079874), (150.0, 600.0094705553274), (1e6, 12815504.569147611),
      (0, .nan), (-1, .nan),
    ]
    let incompleteBeta: [(Double, Double, Double, Double)] = [
      (0.5, 2.0, 3.0, 0.6875), (0.1, 0.5, 0.5, 0.20483276469913345),
      (0.9, 30.0, 4.0, 0.5769436641256926), (0.99, 0.3, 7.0, 0.9999999999999991),
      (0.01, 5.0, 90.0, 0.002628166907987114), (0, 2, 3, 0), (1, 2, 3, 1),
    ]
    let student: [(Double, Double, Double)] = [
      (1.0, 1.0, 0.75), (-2.0, 3.0, 0.0696629842794216), (0.1, 5.0, 0.5378849294226699),
      (-6.0, 10.0, 6.60544301773928e-05), (2.5, 252.0, 0.9934721284403213),
      (-1.96, 2520.0, 0.02505292111272797), (0, 4, 0.5), (.infinity, 4, 1), (-.infinity, 4, 0),
    ]
    let studentQuantile: [(Double, Double, Double)] = [
      (0.975, 1.0, 12.706204736174694), (0.975, 5.0, 2.5705818356363146),
      (0.3, 4.0, -0.5686490630497055), (0.5001, 10.0, 0.00025699780660494995),
      (0.001, 252.0, -3.1228864582940656), (0.9999, 3.0, 22.203742273205002), (0.5, 3, 0),
      (0, 3, -.infinity),
    ]
    var found = Mismatches()
    for (x, y) in gamma { found.check("logGamma(\(x))", S.logGamma(x), equals: y, relative: 1e-15) }
    for (x, a, b, y) in incompleteBeta {
      let result = S.regularizedIncompleteBeta(x, a: a, b: b)
      found.check("I(\(x); \(a), \(b))", result, equals: y, relative: 1e-13)
    }
    for (t, df, y) in student {
      let result = S.studentCDF(t, degreesOfFreedom: df)
      found.check("studentCDF(\(t), \(df))", result, equals: y, relative: 1e-13)
    }
    for (p, df, y) in studentQuantile {
      let result = S.studentQuantile(p, degreesOfFreedom: df)
      found.check("studentQuantile(\(p), \(df))", result, equals: y, relative: 2e-12)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("quantiles and distributions undo each other")
  func roundTrips() {
    var found = Mismatches()
    for step in 1..<200 {
      let p = Double(step) / 200
      found.check("\(p)", S.normalCDF(S.normalQuantile(p)), equals: p, relative: 4e-15)
      for df in [1, 2.5, 8, 100] {
        let t = S.studentQuantile(p, degreesOfFreedom: df)
        let back = S.studentCDF(t, degreesOfFreedom: df)
        found.check("\(p), \(df)", back, equals: p, relative: 1e-13)
      }
    }
    #expect(found.isEmpty, "\(found)")
  }
}

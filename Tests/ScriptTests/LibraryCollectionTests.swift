import TestSupport
import Testing

@testable import Script

/// Lists and matrices against numpy 2.4.6 and scipy on Python 3.11, and against identities.
@Suite struct LibraryCollectionTests {
  static let sample: [Double] = [3, 1, 4, 1, 5, 9, 2, 6]
  static let other: [Double] = [2, 7, 1, 8, 2, 8, 1, 8]

  @Test func `statistics of lists agree with numpy`() throws {
    let bench = LibraryBench()
    let list = try bench.list(Self.sample)
    let other = try bench.list(Self.other)
    let cases: [(name: String, words: [Double], value: Double)] = [
      ("array.sum", [list], 31), ("array.avg", [list], 3.875), ("array.median", [list], 3.5),
      ("array.variance", [list], 6.609375), ("array.variance", [list, 0], 7.553571428571429),
      ("array.stdev", [list], 2.5708704751503917), ("array.stdev", [list, 0], 2.748376143938713),
      ("array.covariance", [list, other], 1.703125),
      ("array.covariance", [list, other, 0], 1.9464285714285714), ("array.mode", [list], 1),
      ("array.range", [list], 8), ("array.min", [list, 2], 2), ("array.max", [list, 1], 6),
      // numpy's method "hazen" has this position.
      ("array.percentile_linear_interpolation", [list, 10], 1),
      ("array.percentile_linear_interpolation", [list, 25], 1.5),
      ("array.percentile_linear_interpolation", [list, 90], 8.1),
      ("array.percentile_nearest_rank", [list, 50], 3),
      ("array.percentile_nearest_rank", [list, 0], 1),
      // Three of the seven others are at most 3.
      ("array.percentrank", [list, 0], 300.0 / 7),
    ]
    var found = Mismatches()
    for (name, words, value) in cases {
      found.check(
        "\(name)\(words.dropFirst())", try bench.call(name, words), equals: value, relative: 1e-14)
    }
    let gaps = try bench.list([.nan, 2, .nan, 4])
    found.check("gaps", try bench.call("array.avg", [gaps]), equals: 3)
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `lists grow, shrink, sort and are searched`() throws {
    let bench = LibraryBench()
    var found = Mismatches()
    let list = try bench.list([3, 1, 2])
    _ = try bench.call("array.push", [list, 5])
    _ = try bench.call("array.unshift", [list, 9])
    _ = try bench.call("array.insert", [list, 1, 7])
    found.check("grown", bench.context.heap.arrays[Int(list)], equals: [9, 7, 3, 1, 2, 5])
    found.check("pop", try bench.call("array.pop", [list]), equals: 5)
    found.check("shift", try bench.call("array.shift", [list]), equals: 9)
    found.check("remove", try bench.call("array.remove", [list, 1]), equals: 3)
    found.check("negative", try bench.call("array.get", [list, -1]), equals: 2)
    _ = try bench.call("array.sort", [list, bench.text("descending")])
    found.check("sorted", bench.context.heap.arrays[Int(list)], equals: [7, 2, 1])
    found.check(
      "indices", try bench.listCall("array.sort_indices", [list]), equals: [2, 1, 0])
    found.check("index", try bench.call("array.indexof", [list, 2 + 1e-11]), equals: 1)
    found.check("no index", try bench.call("array.indexof", [list, 3]), equals: -1)
    let ordered = try bench.list([1, 2, 2, 4])
    found.check("search", try bench.call("array.binary_search", [ordered, 3]), equals: -1)
    found.check("left", try bench.call("array.binary_search_leftmost", [ordered, 2]), equals: 1)
    found.check("right", try bench.call("array.binary_search_rightmost", [ordered, 2]), equals: 2)
    let texts = try bench.list(["b", "a"].map(bench.text))
    found.check(
      "join",
      try bench.textCall(
        "array.join", [texts, bench.text("+")], types: [.array(.string), .string]) ?? "na",
      equals: "b+a")
    for (name, words) in [
      ("array.get", [list, 3]), ("array.set", [list, .nan, 0]), ("array.get", [.nan, 0]),
      ("array.new", [1e9, 0]),
    ] {
      found.require((try? bench.call(name, words)) == nil, "\(name)\(words) is refused")
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `maps keep the order of their keys`() throws {
    let bench = LibraryBench()
    var found = Mismatches()
    let map = try bench.call("map.new", [])
    for (key, value) in [(1.0, 10.0), (2, 20), (3, 30), (2, 21)] {
      _ = try bench.call("map.put", [map, key, value])
    }
    found.check("before", try bench.call("map.put", [map, 3, 31]), equals: 30)
    found.check("removed", try bench.call("map.remove", [map, 1]), equals: 10)
    found.check("keys", try bench.listCall("map.keys", [map]), equals: [2, 3])
    found.check("values", try bench.listCall("map.values", [map]), equals: [21, 31])
    found.check("none", try bench.call("map.get", [map, 1]).isNaN, equals: true)
    found.check("size", try bench.call("map.size", [map]), equals: 2)
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `matrices agree with numpy`() throws {
    let bench = LibraryBench()
    let symmetric = try bench.matrix(3, [4, 1, 2, 1, 3, 0, 2, 0, 5])
    let tall = try bench.matrix(3, [1, 2, 3, 4, 5, 6])
    let general = try bench.matrix(3, [2, 1, 0, 0, 3, 1, 1, 0, 4])
    let swap = try bench.matrix(2, [0, 1, 1, 0])
    var found = Mismatches()
    func check(_ name: String, _ actual: [Double], _ expected: [Double]) {
      found.check(name, actual, equals: expected, relative: 1e-12, absolute: 1e-12)
    }
    check("det", [try bench.call("matrix.det", [symmetric])], [43])
    check(
      "eigenvalues", try bench.listCall("matrix.eigenvalues", [symmetric]),
      [6.669079088282287, 3.476023602918134, 1.8548973087995775])
    check(
      "inv", try bench.matrixCall("matrix.inv", [symmetric]),
      [
        0.3488372093023256, -0.11627906976744187, -0.13953488372093023, -0.11627906976744187,
        0.372093023255814, 0.04651162790697675, -0.13953488372093023, 0.04651162790697675,
        0.2558139534883721,
      ])
    check(
      "pinv", try bench.matrixCall("matrix.pinv", [tall]),
      [
        -1.3333333333333337, -0.33333333333333287, 0.6666666666666665, 1.0833333333333335,
        0.3333333333333329, -0.4166666666666665,
      ])
    check("rank", [try bench.call("matrix.rank", [tall])], [2])
    check(
      "pow", try bench.matrixCall("matrix.pow", [general, 3]), [9, 19, 9, 9, 28, 37, 28, 9, 65])
    check(
      "kron", try bench.matrixCall("matrix.kron", [tall, swap]),
      [
        0, 1, 0, 2, 1, 0, 2, 0, 0, 3, 0, 4, 3, 0, 4, 0, 0, 5, 0, 6, 5, 0, 6, 0,
      ])
    // The real eigenvalue, and twice the real part of the complex pair.
    found.check(
      "general", try bench.listCall("matrix.eigenvalues", [general]),
      equals: [4.324717957244746, 2.337641021377627, 2.337641021377627], relative: 1e-6)
    // A v = λ v for each column.
    let (values, vectors) = bench.context.heap.matrices[Int(symmetric)].eigenSystem()
    let product = bench.context.heap.matrices[Int(symmetric)].times(vectors)
    for column in 0..<3 {
      for row in 0..<3 {
        check(
          "vector \(column)", [product[row, column]], [values[column] * vectors[row, column]])
      }
    }
    check(
      "mult",
      try bench.matrixCall(
        "matrix.mult", [tall, swap], types: [.matrix(.float), .matrix(.float)]),
      [2, 1, 4, 3, 6, 5])
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `rows and columns are added, taken out and swapped`() throws {
    let bench = LibraryBench()
    var found = Mismatches()
    let matrix = try bench.matrix(2, [1, 2, 3, 4])
    _ = try bench.call("matrix.add_row", [matrix, 1, try bench.list([8, 9])])
    _ = try bench.call("matrix.add_col", [matrix, .nan, try bench.list([5, 6, 7])])
    let object = { bench.context.heap.matrices[Int(matrix)] }
    found.check("added", object().elements, equals: [1, 2, 5, 8, 9, 6, 3, 4, 7])
    _ = try bench.call("matrix.swap_rows", [matrix, 0, 2])
    _ = try bench.call("matrix.remove_col", [matrix, 0])
    found.check("removed", object().elements, equals: [4, 7, 9, 6, 2, 5])
    _ = try bench.call("matrix.sort", [matrix, 0, bench.text("ascending")])
    found.check("sorted", object().elements, equals: [2, 5, 4, 7, 9, 6])
    found.check(
      "part", try bench.matrixCall("matrix.submatrix", [matrix, 1, 3, 0, 1]), equals: [4, 9])
    found.check(
      "turned", try bench.matrixCall("matrix.transpose", [matrix]), equals: [2, 4, 9, 5, 7, 6])
    found.require((try? bench.call("matrix.get", [matrix, 3, 0])) == nil, "row 3 is refused")
    found.require((try? bench.call("matrix.det", [matrix])) == nil, "det of 3 by 2 is refused")
    #expect(found.isEmpty, "\(found)")
  }
}

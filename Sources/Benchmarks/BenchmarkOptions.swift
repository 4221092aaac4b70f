import Formats
import Platform
import Terminal

/// What a person asked for, checked.
struct BenchmarkOptions {
  let filters: [String]
  let isQuick: Bool
  let isList: Bool
  let isJSON: Bool
  let runs: Int
  let clock: BenchmarkClock
  let baselinePath: String?
  let failAbove: Double?

  init(_ arguments: ParsedArguments) throws(LocatedError) {
    filters = arguments.values("filter")
    isQuick = arguments.has("quick")
    isList = arguments.has("list")
    isJSON = arguments.has("json")
    runs = try arguments.integer("runs", in: 9...1_000_000) ?? 9
    clock = arguments.value("clock").flatMap(BenchmarkClock.init) ?? .wall
    baselinePath = arguments.value("compare")
    failAbove = try arguments.number("fail-above", in: 0...1_000_000)
    if failAbove != nil, baselinePath == nil {
      throw LocatedError(
        .usage, "'--fail-above' has nothing to compare with",
        hint: "add --compare with a saved run")
    }
  }

  /// The benchmarks that a filter names; all without one.
  ///
  /// - Throws: A usage error for a filter that names none.
  func chosen(from benchmarks: [Benchmark]) throws(LocatedError) -> [Benchmark] {
    for filter in filters where !benchmarks.contains(where: { $0.matches(filter) }) {
      let words = benchmarks.map(\.name) + BenchmarkArea.allCases.map(\.rawValue)
      throw LocatedError(
        .usage, "no benchmark's area or name contains '\(filter)'",
        hint: Suggestion.hint(for: filter, in: words) ?? "'tourney-bench --list' shows them all")
    }
    if filters.isEmpty { return benchmarks }
    return benchmarks.filter { benchmark in filters.contains { benchmark.matches($0) } }
  }

  /// The saved run to compare with, read before anything is measured.
  ///
  /// - Throws: An error for a file that is missing, no saved run, of another size, or without any
  ///   of the benchmarks that are to run.
  func baseline(for benchmarks: [Benchmark]) throws(LocatedError) -> BenchmarkDocument? {
    guard let path = baselinePath else { return nil }
    let bytes: [UInt8]
    do throws(PlatformError) {
      bytes = try FileBytes(path: path).withBytes { Array($0) }
    } catch {
      throw LocatedError(error, as: .data)
    }
    let baseline = try BenchmarkDocument(bytes, file: path)
    if baseline.isQuick != isQuick {
      throw LocatedError(
        .usage, "the baseline was measured at another size", file: path,
        found: baseline.isQuick ? "--quick" : "the full size",
        expected: isQuick ? "--quick" : "the full size")
    }
    if baseline.clock != clock {
      throw LocatedError(
        .usage, "the baseline was measured with another clock", file: path,
        found: baseline.clock.rawValue, expected: clock.rawValue,
        hint: "add --clock \(baseline.clock.rawValue)")
    }
    let names = Set(baseline.entries.map(\.name))
    guard benchmarks.contains(where: { names.contains($0.name) }) else {
      throw LocatedError(
        .data, "the baseline has none of these benchmarks", file: path,
        found: baseline.entries.first?.name ?? "no times at all",
        expected: benchmarks.prefix(3).map(\.name).joined(separator: "; "))
    }
    return baseline
  }
}

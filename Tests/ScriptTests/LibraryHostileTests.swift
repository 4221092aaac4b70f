import Market
import TestSupport
import Testing
import Trading

@testable import Script

/// Every function of the library with every number that could break it: it answers or refuses.
@Suite struct LibraryHostileTests {
  static let numbers: [Double] = [
    .nan, .infinity, -.infinity, 0, -1, 1, 2.5, -0.5, 1e300, -1e300, 9e15, 1e10,
    .leastNonzeroMagnitude, 100_001,
  ]

  /// A word of a type: a number as it is, a handle of something small otherwise.
  private func word(_ type: ValueType, _ number: Double, _ bench: LibraryBench) throws -> Double {
    switch type {
    case .string: number.isNaN ? .nan : bench.text("2024-01-31")
    case .array: try bench.list([3, 1, 2])
    case .matrix: try bench.matrix(2, [1, 2, 3, 4])
    case .map: try bench.call("map.new", [])
    case .color: number >= 0 && number < 4_294_967_296 ? number.rounded(.down) : .nan
    case .bool: number == 0 ? 0 : 1
    case .object, .handle: .nan
    default: number
    }
  }

  @Test func `no argument stops the program`() throws {
    let bench = LibraryBench()
    bench.context.account = Account(
      rules: .tradingview, instruments: [bench.context.bars.instrument])
    var callCount = 0
    for function in Catalog.shared.functions {
      for signature in function.overloads where signature.versions.contains(6) {
        let types = signature.parameters.map { $0.type.withNumbers }
        let call = CallSignature(
          name: function.name, argumentTypes: types, resultType: signature.result.withNumbers,
          version: 6)
        guard Library.binding(for: call) != nil else { continue }
        callCount += try tryAll(function.name, types, bench)
      }
    }
    #expect(callCount > 5_000)
  }

  /// Calls a function with all hostile numbers in each place, and in all places at once.
  private func tryAll(
    _ name: String, _ types: [ValueType], _ bench: LibraryBench
  ) throws -> Int {
    var count = 0
    for place in -1..<types.count {
      for number in Self.numbers {
        let words = try types.enumerated().map { index, type in
          try word(type, place < 0 || place == index ? number : 1, bench)
        }
        _ = try? bench.call(name, words, types: types)
        count += 1
      }
    }
    return count
  }
}

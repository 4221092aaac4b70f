import TestSupport
import Testing

@testable import Formats

@Suite struct SuggestionTests {
  @Test func `edits are counted`() {
    var found = Mismatches()
    for (left, right, distance) in [
      ("", "", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("ab", "ba", 1), ("ca", "abc", 3),
      ("backtest", "bakctest", 1), ("sma", "sma", 0), ("flaw", "lawn", 2),
    ] {
      found.check("\(left) \(right)", EditDistance.between(left, right), equals: distance)
      found.check("\(right) \(left)", EditDistance.between(right, left), equals: distance)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `only what is near is suggested`() {
    let names = ["backtest", "data", "indicators", "completions", "America/New_York"]
    var found = Mismatches()
    for (word, nearest) in [
      ("bactest", "backtest"), ("dtaa", "data"), ("DATA", "data"), ("x", nil), ("da", nil),
      ("indicator", "indicators"), ("america/newyork", "America/New_York"), ("optimise", nil),
    ] as [(String, String?)] {
      found.check(word, Suggestion.nearest(to: word, in: names), equals: nearest)
    }
    #expect(found.isEmpty, "\(found)")
    #expect(Suggestion.hint(for: "dtaa", in: names) == "did you mean 'data'?")
  }
}

import Indicators
import Market
import TestSupport
import Testing

@testable import CommandLineTool

/// What is said of indicators to people and to machines.
@Suite struct IndicatorCommandTests {
  private static func note(
    _ name: String, _ parameters: [Double], _ columns: [[Double]]
  ) throws -> String? {
    try IndicatorsComputeCommand.note(
      try IndicatorRegistry.indicator(named: name), parameters, columns)
  }

  @Test func `columns without values are named, with when the first would come`() throws {
    let none = [Double](repeating: .nan, count: 4)
    let start = [0, Double.nan, .nan, .nan]
    let some = [Double.nan, .nan, 1, .nan]
    var found = Mismatches()
    found.check("some", try Self.note("sma", [3], [some]), equals: nil)
    found.check("no bars", try Self.note("sma", [3], [[]]), equals: nil)
    found.check(
      "length", try Self.note("sma", [5], [none]),
      equals: "'sma' has no value on any of the 4 bars; with these parameters the first comes "
        + "after 4 bars")
    found.check(
      "one of three", try Self.note("macd", [1, 2, 9], [some, none, none]),
      equals: "'macd' has no signal, histogram on any of the 4 bars; with these parameters the "
        + "first comes after 9 bars")
    found.check(
      "only a start", try Self.note("supertrend", [3, 9], [start, some]),
      equals: "'supertrend' has no stop on any of the 4 bars after the first; of these prices, "
        + "with these parameters, the formula makes none")
    found.check(
      "constant prices", try Self.note("cci", [2], [none]),
      equals: "'cci' has no value on any of the 4 bars; of these prices, with these parameters, "
        + "the formula makes none")
    found.check(
      "one bar", try Self.note("sma", [2], [[.nan]]),
      equals: "'sma' has no value on the only bar; with these parameters the first comes after "
        + "1 bar")
    found.check("a start alone", try Self.note("supertrend", [3, 9], [[0], [1]]), equals: nil)
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `every indicator has a document whose numbers are those of the registry`() throws {
    var found = Mismatches()
    for indicator in IndicatorRegistry.all {
      let document = try IndicatorDocument(indicator)
      found.check(indicator.id, document.name, equals: indicator.id)
      found.check(
        indicator.id, document.gives.map(\.lookback), equals: try indicator.lookbacks())
      found.check(
        indicator.id, document.parameters.map(\.name), equals: indicator.parameters.map(\.name))
      let text = try Document.json(document)
      found.require(text.contains("\"checkedBy\" : \"\(indicator.oracle.text)\""), indicator.id)
    }
    #expect(found.isEmpty, "\(found)")
  }
}

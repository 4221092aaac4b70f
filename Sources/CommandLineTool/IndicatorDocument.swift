import Formats
import Indicators

/// An indicator for machines: what it reads, gives and takes, and what it is checked by.
struct IndicatorDocument: Encodable {
  struct Input: Encodable {
    let name: String
    /// The column that is read if none is named; null for one that may be left out.
    let standard: String?
  }

  struct Output: Encodable {
    let name: String
    /// Bars before the first value, with the standard parameters.
    let lookback: Int
  }

  struct Parameter: Encodable {
    let name: String
    let kind: String
    let standard: Double
    let least: Double
    let most: Double
  }

  let name: String
  let title: String
  let family: String
  let formula: String
  let source: String
  let reads: [Input]
  let bars: [String]
  let gives: [Output]
  let parameters: [Parameter]
  let forgets: Bool
  let sparse: Bool
  let gaps: String
  let checkedBy: String

  init(_ indicator: Indicator) throws(LocatedError) {
    name = indicator.id
    title = indicator.title
    family = indicator.family.rawValue
    formula = indicator.formula
    source = indicator.reference
    reads = indicator.sources.map { source in
      let standard: String? =
        switch source.standard {
        case .price(let column): column.rawValue
        case .rose: "close > open"
        case .none: nil
        }
      return Input(name: source.name, standard: standard)
    }
    bars = indicator.barColumns.map(\.rawValue)
    gives = zip(indicator.outputs, try indicator.lookbacks()).map {
      Output(name: $0, lookback: $1)
    }
    parameters = indicator.parameters.map {
      Parameter(
        name: $0.name, kind: $0.kind.rawValue, standard: $0.standard,
        least: $0.range.lowerBound, most: $0.range.upperBound)
    }
    forgets = indicator.forgets
    sparse = indicator.isSparse
    gaps = indicator.gaps
    checkedBy = indicator.oracle.text
  }
}

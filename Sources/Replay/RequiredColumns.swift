import Formats
import Indicators
import Market
import Trading

/// The coarser series and the indicator columns that an expert requires, each made once.
struct RequiredColumns {
  /// What the run reads.
  let view: ViewColumns
  /// What has yet to be computed, each under a request for its first output.
  private let growing: [(request: IndicatorRequest, columns: GrowingColumns)]

  /// Makes the series, and the columns but for those that grow while the bars are replayed.
  ///
  /// - Parameter mayGrow: Whether columns may grow at all.
  /// - Throws: An error that names the indicator, the parameter or the instrument at fault.
  init(
    _ requirements: Requirements, _ input: ReplayInput, _ cache: ColumnCache, mayGrow: Bool
  ) throws(LocatedError) {
    var series = input.series
    for timeframe in requirements.timeframes {
      for own in input.series { series.append(own.aggregated(to: timeframe).series) }
    }
    var columns: [[Double]] = []
    var columnSeries: [Int] = []
    var growing: [(request: IndicatorRequest, columns: GrowingColumns)] = []
    for column in requirements.columns {
      let place = try Self.place(of: column, requirements, count: input.series.count)
      columnSeries.append(place)
      let request = column.indicator
      var first = request
      first.output = 0
      if let known = growing.first(where: { $0.request == first }) {
        columns.append(known.columns.columns[request.output])
      } else if mayGrow, place == 0,
        let fresh = try cache.growing(request, of: series[0])
      {
        growing.append((first, fresh))
        columns.append(fresh.columns[request.output])
      } else {
        columns.append(try cache.column(request, of: series[place]))
      }
    }
    self.growing = growing
    view = ViewColumns(series: series, columns: columns, columnSeries: columnSeries)
  }

  /// Where the series that a column runs along stands among all.
  private static func place(
    of column: Requirements.Column, _ requirements: Requirements, count: Int
  ) throws(LocatedError) -> Int {
    guard column.instrument < count else {
      throw LocatedError(
        .usage,
        "the expert reads instrument \(column.instrument + 1), but there are only \(count)",
        hint: "give one data file per instrument")
    }
    guard let timeframe = column.timeframe else { return column.instrument }
    guard let place = requirements.timeframes.firstIndex(of: timeframe) else {
      preconditionFailure("a column's timeframe is declared in the requirements")
    }
    return column.instrument + count * (place + 1)
  }

  /// The foresight of an expert.
  ///
  /// - Parameters:
  ///   - usesVolume: Whether fills ask for the volume of their bar.
  ///   - looksAhead: Whether a second thread looks ahead and lets columns grow that are not there.
  func foresight(
    _ expert: any ColumnExpert, firstBar: Int, usesVolume: Bool, looksAhead: Bool
  ) -> any Foresight {
    guard looksAhead else {
      return ColumnForesight(expert, RunColumns(view, firstBar: firstBar))
    }
    return ForesightAhead(
      expert, view, firstBar: firstBar, growing: growing.map(\.columns),
      usesVolume: usesVolume)
  }

  /// Ends the growth and leaves whole columns to others.
  func keep(in cache: ColumnCache, after foresight: any Foresight) throws(LocatedError) {
    guard let foresight = foresight as? ForesightAhead, foresight.stop() else { return }
    for (request, columns) in growing {
      try cache.keep(columns, for: request, of: view.series[0])
    }
  }
}

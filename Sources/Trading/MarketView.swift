public import Market

/// The columns that a view reads: the whole series, of which the view shows the closed part.
package final class ViewColumns: Sendable {
  /// The instruments' own series first, then the coarser ones.
  package let series: [BarSeries]
  package let columns: [[Double]]
  /// The series each column runs along.
  package let columnSeries: [Int]

  /// A column as plain memory, kept alive by `columns`.
  package struct Column {
    package let values: UnsafePointer<Double>
    package let series: Int
  }
  nonisolated(unsafe) package let columnTable: UnsafePointer<Column>

  package init(series: [BarSeries], columns: [[Double]], columnSeries: [Int]) {
    self.series = series
    self.columns = columns
    self.columnSeries = columnSeries
    let table = UnsafeMutablePointer<Column>.allocate(capacity: max(1, columns.count))
    for (index, column) in columns.enumerated() {
      precondition(
        column.count == series[columnSeries[index]].count, "a column runs along its series")
      // An array's storage stays where it is while nobody changes the array, and nobody can.
      let values = column.withUnsafeBufferPointer { $0.baseAddress! }
      (table + index).initialize(to: Column(values: values, series: columnSeries[index]))
    }
    columnTable = UnsafePointer(table)
  }

  deinit { columnTable.deallocate() }
}

/// What an expert can see at one instant: closed bars, indicator values, its own account.
///
/// Values are addressed by how many bars ago they closed, 0 for the latest. A value from before the
/// first bar is NaN. A negative offset, which would be the future, stops the program.
public struct MarketView: ~Copyable {
  /// What the view shows, and where the replay has come to.
  package struct Contents {
    let source: ViewColumns
    let account: Account
    fileprivate let primary: BarSeries
    fileprivate let columns: UnsafePointer<ViewColumns.Column>
    fileprivate let seriesCount: Int
    fileprivate let columnCount: Int
    /// Number of closed bars of each series.
    package fileprivate(set) var visible: UnsafeMutablePointer<Int>
    /// Number of closed bars of the first series.
    package var primaryVisible = 0
    package var instant: Int64 = .min
    /// Latest session day of the bars that closed at this instant, in days since 1970-01-01.
    fileprivate var closingDay = Int32.min
    /// The number of the latest close at which each series closed a bar.
    fileprivate var closes: UnsafeMutablePointer<Int>
    /// How many instants there were at which a bar closed.
    fileprivate var closeNumber = 0
  }

  /// The contents, in one place: a view is passed on at each close and must not be copied there.
  package let contents: UnsafeMutablePointer<Contents>

  package init(source: ViewColumns, account: Account) {
    let count = source.series.count
    let (visible, closes) = (
      UnsafeMutablePointer<Int>.allocate(capacity: count),
      UnsafeMutablePointer<Int>.allocate(capacity: count)
    )
    visible.initialize(repeating: 0, count: count)
    closes.initialize(repeating: -1, count: count)
    contents = .allocate(capacity: 1)
    contents.initialize(
      to: Contents(
        source: source, account: account, primary: source.series[0], columns: source.columnTable,
        seriesCount: count, columnCount: source.columns.count, visible: visible, closes: closes))
  }

  deinit {
    contents.pointee.visible.deallocate()
    contents.pointee.closes.deallocate()
    contents.deinitialize(count: 1)
    contents.deallocate()
  }

  package var source: ViewColumns { contents.pointee.source }

  package var account: Account { contents.pointee.account }

  /// Number of closed bars of a series.
  @inline(__always)
  package func visible(_ series: Int) -> Int {
    precondition(series >= 0 && series < contents.pointee.seriesCount, "a series of the run")
    return contents.pointee.visible[series]
  }

  /// The current instant: the close of the latest bars.
  public var now: Timestamp { Timestamp(nanoseconds: contents.pointee.instant) }

  /// Number of instruments.
  public var instrumentCount: Int { account.instruments.count }

  /// The instruments of the run.
  public func instrument(_ index: Int) -> Instrument { account.instruments[index] }

  /// Index of the latest closed bar of a series; −1 before the first.
  public func barIndex(_ series: Int = 0) -> Int { visible(series) - 1 }

  /// Whether the series closed a bar at this instant.
  public func closedNow(_ series: Int = 0) -> Bool {
    visible(series) > 0 && contents.pointee.closes[series] == contents.pointee.closeNumber
  }

  /// Latest session day of the bars that closed at this instant, in days since 1970-01-01.
  public var today: Int32 { contents.pointee.closingDay }

  /// Goes on to the next instant at which bars close; until they are shown, none has closed.
  package func beginClose(day: Int32) {
    contents.pointee.closeNumber += 1
    contents.pointee.closingDay = day
  }

  /// Shows that a series closed a bar at this instant.
  ///
  /// - Parameter count: How many bars it has closed by now.
  package func show(_ series: Int, count: Int) {
    precondition(series >= 0 && series < contents.pointee.seriesCount, "a series of the run")
    contents.pointee.visible[series] = count
    contents.pointee.closes[series] = contents.pointee.closeNumber
  }

  /// The series of an instrument at a coarser timeframe, declared in the requirements' order.
  ///
  /// - Parameter timeframe: Index into `Requirements.timeframes`.
  public func series(instrument: Int, timeframe: Int) -> Int {
    instrumentCount + timeframe * instrumentCount + instrument
  }

  @inline(__always)
  private func value(_ column: [Double], _ ago: Int, _ series: Int) -> Double {
    precondition(ago >= 0, "an expert reads only closed bars: a negative offset is the future")
    let index = (series == 0 ? contents.pointee.primaryVisible : visible(series)) - 1 - ago
    return index >= 0 ? column[index] : .nan
  }

  /// Open price, `ago` bars back.
  public func open(_ ago: Int = 0, series: Int = 0) -> Double {
    value(source.series[series].open, ago, series)
  }

  /// High price, `ago` bars back.
  public func high(_ ago: Int = 0, series: Int = 0) -> Double {
    value(source.series[series].high, ago, series)
  }

  /// Low price, `ago` bars back.
  public func low(_ ago: Int = 0, series: Int = 0) -> Double {
    value(source.series[series].low, ago, series)
  }

  /// Close price, `ago` bars back.
  public func close(_ ago: Int = 0, series: Int = 0) -> Double {
    series == 0
      ? value(contents.pointee.primary.close, ago, 0)
      : value(source.series[series].close, ago, series)
  }

  /// Volume, `ago` bars back; NaN when the source has none.
  public func volume(_ ago: Int = 0, series: Int = 0) -> Double {
    source.series[series].hasVolume ? value(source.series[series].volume, ago, series) : .nan
  }

  /// Open instant of the bar `ago` bars back; nil before the first.
  public func openTime(_ ago: Int = 0, series: Int = 0) -> Timestamp? {
    precondition(ago >= 0, "an expert reads only closed bars: a negative offset is the future")
    let index = visible(series) - 1 - ago
    return index >= 0 ? Timestamp(nanoseconds: source.series[series].openTimes[index]) : nil
  }

  /// Session day of the latest bar, in days since 1970-01-01.
  public func day(_ series: Int = 0) -> Int32 {
    visible(series) > 0 ? source.series[series].days[visible(series) - 1] : .min
  }

  /// Value of an indicator column, `ago` bars back.
  ///
  /// - Parameter index: Index into `Requirements.columns`.
  @inline(__always)
  public func column(_ index: Int, _ ago: Int = 0) -> Double {
    precondition(ago >= 0, "an expert reads only closed bars: a negative offset is the future")
    precondition(index >= 0 && index < contents.pointee.columnCount, "no such column was declared")
    let column = contents.pointee.columns[index]
    let visible =
      column.series == 0
      ? contents.pointee.primaryVisible : contents.pointee.visible[column.series]
    let place = visible - 1 - ago
    return place >= 0 ? column.values[place] : .nan
  }

  /// Whether column `first` rose above column `second` at the latest bar.
  public func crossedAbove(_ first: Int, _ second: Int) -> Bool {
    column(first) > column(second) && column(first, 1) <= column(second, 1)
  }

  /// Whether column `first` fell below column `second` at the latest bar.
  public func crossedBelow(_ first: Int, _ second: Int) -> Bool {
    column(first) < column(second) && column(first, 1) >= column(second, 1)
  }
}

extension MarketView {
  /// Units held, negative when short.
  public func position(_ instrument: Int = 0) -> Double { account.positions[instrument].quantity }

  /// Mean entry price of the position; nil when flat.
  public func averagePrice(_ instrument: Int = 0) -> Double? {
    account.positions[instrument].averagePrice
  }

  /// Open lots of an instrument, oldest first.
  public func lots(_ instrument: Int = 0) -> [Lot] { account.positions[instrument].lots }

  /// Equity at the latest prices, in account currency.
  public var equity: Double { account.equity }

  /// Cash, in account currency.
  public var cash: Double { account.ledger.cash }

  /// Profit after fees of all closed trades.
  public var netProfit: Double { account.netProfit }

  /// Number of closed trades.
  public var closedTradeCount: Int { account.trades.count }

  /// The latest closed trade; nil when there is none.
  public var lastTrade: Trade? { account.trades.last }

  /// Number of orders that wait.
  public var openOrderCount: Int { account.orders.count { !$0.isDone } }
}

public import Formats
public import Market
import Synchronization

/// Computes each indicator column of each series once, however many ask for it, and keeps it.
///
/// Safe for parallel callers: of those that want one column the first computes it and the others
/// wait for it, while those that want other columns go on.
public final class ColumnCache: Sendable {
  /// A request in the form that all requests for the same columns share.
  private struct Key: Hashable {
    var series: ObjectIdentifier
    var indicator: String
    var sources: [PriceSource]
    var parameters: ParameterValues
  }

  /// A place for the columns of one key; it keeps the series, so that its identity stays its own.
  private final class Entry: Sendable {
    let series: BarSeries
    let columns = Mutex<[[Double]]?>(nil)

    init(series: BarSeries) { self.series = series }
  }

  private let entries = Mutex<[Key: Entry]>([:])
  private let memory = ColumnMemory()

  /// Makes an empty cache.
  public init() {}

  /// The column that a request describes, over a series; as long as the series.
  ///
  /// - Throws: An error that names the unknown indicator, the parameter out of range, the missing
  ///   output or the missing volume.
  public func column(
    _ request: IndicatorRequest, of series: BarSeries
  ) throws(LocatedError) -> [Double] {
    let (indicator, values) = try Self.read(request)
    let entry = entry(request, of: series, indicator, values)
    return try entry.columns.withLock { columns throws(LocatedError) in
      if let columns { return columns[request.output] }
      let computed = try indicator.columns(
        of: series, sources: request.sources, parameters: values.values, memory: memory)
      columns = computed
      return computed[request.output]
    }
  }

  /// The columns of a request's indicator, yet to be computed; nil if they are known, or cannot be
  /// computed bit by bit.
  ///
  /// Others who ask meanwhile compute them themselves. `keep` takes them in once they are whole.
  /// - Throws: As `column`.
  package func growing(
    _ request: IndicatorRequest, of series: BarSeries
  ) throws(LocatedError) -> GrowingColumns? {
    let (indicator, values) = try Self.read(request)
    let entry = entry(request, of: series, indicator, values)
    if entry.columns.withLock({ $0 != nil }) { return nil }
    let input = try indicator.input(of: series, sources: request.sources, memory: memory)
    return GrowingColumns(indicator, input, values)
  }

  /// Takes in columns that have been computed bit by bit, unless somebody was faster.
  package func keep(
    _ columns: GrowingColumns, for request: IndicatorRequest, of series: BarSeries
  ) throws(LocatedError) {
    precondition(columns.count == series.count, "columns are kept when they are whole")
    let (indicator, values) = try Self.read(request)
    entry(request, of: series, indicator, values).columns.withLock { known in
      if known == nil { known = columns.columns }
    }
  }

  private static func read(
    _ request: IndicatorRequest
  ) throws(LocatedError) -> (Indicator, ParameterValues) {
    let indicator = try IndicatorRegistry.indicator(named: request.indicator)
    guard indicator.outputs.indices.contains(request.output) else {
      throw LocatedError(
        .usage, "indicator '\(indicator.id)' has no such output", found: String(request.output),
        expected: "0 to \(indicator.outputs.count - 1)")
    }
    return (indicator, try indicator.values(for: request.parameters))
  }

  private func entry(
    _ request: IndicatorRequest, of series: BarSeries, _ indicator: Indicator,
    _ values: ParameterValues
  ) -> Entry {
    let key = Key(
      series: ObjectIdentifier(series), indicator: indicator.id,
      sources: indicator.sourceKey(request), parameters: values)
    return entries.withLock { entries in
      if let entry = entries[key] { return entry }
      let entry = Entry(series: series)
      entries[key] = entry
      return entry
    }
  }

  /// Forgets all columns and keeps their memory for those to come.
  ///
  /// Between runs over other bars of the same number, or to have the columns computed anew, this
  /// saves the cost of fresh pages.
  public func recycle() {
    let known = entries.withLock { entries in
      defer { entries.removeAll(keepingCapacity: true) }
      return Array(entries.values)
    }
    var columns: [[Double]] = []
    for entry in known {
      entry.columns.withLock {
        columns += $0 ?? []
        $0 = nil
      }
    }
    memory.replace(with: columns)
  }

  /// How many computations the cache holds.
  package var count: Int { entries.withLock { $0.count } }
}

extension Indicator {
  /// The columns that a request reads, as far as they are prices: standard ones spelled out.
  fileprivate func sourceKey(_ request: IndicatorRequest) -> [PriceSource] {
    var key = request.sources
    for source in sources.dropFirst(key.count) {
      guard case .price(let standard) = source.standard else { break }
      key.append(standard)
    }
    return key
  }
}

public import Formats
import Market
public import Platform

/// Files of prices.
///
/// A file is text with one row per bar and separated values: a header that names the columns in any
/// order, or rows of time, open, high, low, close and volume without one. Times are ISO dates with
/// or without a time and an offset, or seconds, milliseconds, microseconds or nanoseconds since
/// 1970. A table with one column of closes per symbol gives one series for each.
public enum DataFile {
  /// Reads the bars of one instrument.
  ///
  /// - Parameter workers: How many threads may read; the result does not depend on it.
  /// - Throws: A data error that names the file, the line and the column; a usage error for options
  ///   that do not fit the file; an error of class `interrupted` if cancelled.
  /// - Complexity: O(*n*); about 75 ns per row of six columns and worker.
  public static func load(
    _ path: String, options: LoadOptions = LoadOptions(), workers: Int = 1,
    cancellation: Cancellation? = nil
  ) throws(LocatedError) -> LoadedSeries {
    let loaded = try loadAll(path, options: options, workers: workers, cancellation: cancellation)
    guard loaded.count == 1 else {
      let symbols = loaded.map(\.series.instrument.symbol)
      throw LocatedError(
        .usage, "the file has \(loaded.count) symbols", file: path,
        found: symbols.prefix(8).joined(separator: ", "), expected: "one",
        hint: "name the symbol to take")
    }
    return loaded[0]
  }

  /// Reads the bars of every instrument of a file: several for a table of closes, one otherwise.
  ///
  /// Parameters and errors are those of `load`.
  public static func loadAll(
    _ path: String, options: LoadOptions = LoadOptions(), workers: Int = 1,
    cancellation: Cancellation? = nil
  ) throws(LocatedError) -> [LoadedSeries] {
    let table = try PriceTable.read(
      path, options: options, workers: workers, cancellation: cancellation)
    try table.requireRepaired()
    return try table.series(options: options)
  }

  /// Reads a file and reports what is wrong with it, instead of refusing it.
  ///
  /// - Throws: An error for a file that is no table of prices, as `load` does.
  public static func check(
    _ path: String, options: LoadOptions = LoadOptions(), workers: Int = 1,
    cancellation: Cancellation? = nil
  ) throws(LocatedError) -> DataReport {
    let table = try PriceTable.read(
      path, options: options, workers: workers, cancellation: cancellation)
    return DataReport(
      path: path, rowCount: table.rowCount, log: table.raw.log,
      series: table.raw.times.isEmpty ? [] : try table.series(options: options))
  }
}

import Formats
import Market

@testable import Files

/// Files as they would be read from a disk.
enum TextFile {
  /// Reads text as a file of prices and returns its table.
  static func table(
    _ text: String, path: String = "X-1d.csv", options: LoadOptions = LoadOptions(),
    pieceSize: Int = 1 << 20, workers: Int = 1
  ) throws -> PriceTable {
    try Array(text.utf8).withUnsafeBufferPointer { bytes in
      try PriceTable.read(
        bytes, path: path, options: options, workers: workers, pieceSize: pieceSize)
    }
  }

  /// Reads text as a file of prices of one instrument.
  static func series(
    _ text: String, path: String = "X-1d.csv", options: LoadOptions = LoadOptions()
  ) throws -> LoadedSeries {
    let table = try table(text, path: path, options: options)
    try table.requireRepaired()
    return try table.series(options: options)[0]
  }

  /// The message with which text is refused; nil if it is not.
  static func refusal(
    _ text: String, path: String = "X-1d.csv", options: LoadOptions = LoadOptions()
  ) -> String? {
    do {
      _ = try series(text, path: path, options: options)
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// Bars in words: the open instant, then open, high, low, close and volume.
  static func words(_ series: BarSeries) -> [String] {
    (0..<series.count).map { index in
      let bar = series[index]
      let numbers = [bar.open, bar.high, bar.low, bar.close] + (bar.volume.map { [$0] } ?? [])
      return ISODateFormat.short(nanoseconds: bar.openTime.nanoseconds) + " "
        + numbers.map(NumberFormat.shortest).joined(separator: " ")
    }
  }
}

public import Market
import Platform

/// What the name of a data file tells: `SPY-1d.csv`, `ETHUSDT-PERP-15m.csv`, `NASDAQ_AAPL, 60.csv`.
public struct FileName: Sendable, Hashable {
  /// The instrument's symbol.
  public let symbol: String
  /// The timeframe, where the name has one.
  public let timeframe: Timeframe?
  /// Whether prices are adjusted, where the name says `raw`, `adj` or `adjusted`.
  public let isAdjusted: Bool?

  /// Reads the name of a file; folders and the ending do not count.
  ///
  /// The first part after the symbol that is a count and a unit is the timeframe. Exports that are
  /// named `EXCHANGE_SYMBOL, TIMEFRAME` lose the exchange.
  public init(path: String) {
    let stem = FileSystem.stem(of: path)
    if let comma = stem.range(of: ", ") {
      let name = stem[..<comma.lowerBound]
      let exchange = name.lastIndex(of: "_").map(name.index(after:)) ?? name.startIndex
      symbol = String(name[exchange...])
      let rest = stem[comma.upperBound...].split { $0 == "_" || $0 == " " }
      timeframe = rest.first.flatMap { Timeframe(String($0)) }
      isAdjusted = nil
      return
    }
    let parts = stem.split { "-_ ".contains($0) }.map(String.init)
    let tags = parts.indices.dropFirst().filter { Self.tags[parts[$0].lowercased()] != nil }
    let timeframes = parts.indices.dropFirst().filter { Self.timeframe(parts[$0]) != nil }
    let end = min(tags.first ?? parts.count, timeframes.first ?? parts.count)
    let name = parts.prefix(end).joined(separator: "-")
    symbol = name.isEmpty ? stem : name
    timeframe = timeframes.first.flatMap { Self.timeframe(parts[$0]) }
    isAdjusted = tags.first.flatMap { Self.tags[parts[$0].lowercased()] }
  }

  private static let tags = ["raw": false, "adj": true, "adjusted": true]

  /// A part with a count and a unit; plain numbers and letters are more often parts of a symbol.
  private static func timeframe(_ part: String) -> Timeframe? {
    switch part.lowercased() {
    case "daily": return .day
    case "hourly": return .hour
    case "weekly": return Timeframe(1, .week)
    default:
      guard part.first?.isNumber == true, part.last?.isLetter == true else { return nil }
      return Timeframe(part)
    }
  }

  /// The path of the file with metadata beside a data file, whether it exists or not.
  public static func metadataPath(beside path: String) -> String {
    FileSystem.join(
      FileSystem.directoryName(of: path), FileName(path: path).symbol + ".instrument.json")
  }
}

extension String {
  fileprivate func range(of part: String) -> Range<String.Index>? {
    indices.first { self[$0...].hasPrefix(part) }.map { $0..<index($0, offsetBy: part.count) }
  }
}

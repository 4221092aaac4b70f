import Formats
import Market

/// The sample markets as files, byte for byte what `data/` holds.
public enum SampleFiles {
  /// Every file with its path below `data/`.
  public static func all(
    seed: UInt64 = SampleMarkets.standardSeed
  ) -> [(path: String, bytes: [UInt8])] {
    var files: [(path: String, bytes: [UInt8])] = []
    let markets = SampleMarkets.all(seed: seed)
    for market in markets {
      let isDaily = market.series.timeframe == .day
      let folder = isDaily ? "daily" : "intraday"
      files.append(
        (
          "\(folder)/\(market.series.instrument.symbol)-\(market.series.timeframe).csv",
          bars(market.series, isDaily: isDaily)
        ))
    }
    // The name alone does not tell that it is a crypto pair.
    let pair = "{\n  \"assetClass\": \"crypto\",\n  \"lotStep\": 0.000001\n}\n"
    files.append(("intraday/SIMUSD.instrument.json", Array(pair.utf8)))
    files.append(("events.csv", events(markets.flatMap(\.events))))
    var sums = ""
    for file in files { sums += digest(file.bytes) + "  " + file.path + "\n" }
    files.append(("SHA256SUMS", Array(sums.utf8)))
    return files
  }

  private static func digest(_ bytes: [UInt8]) -> String {
    bytes.span.bytes.withUnsafeBytes { SHA256.digest($0).hex }
  }

  private static func bars(_ series: BarSeries, isDaily: Bool) -> [UInt8] {
    var text: [UInt8] = Array("time,open,high,low,close,volume\n".utf8)
    for index in 0..<series.count {
      let time =
        isDaily
        ? series.date(index).description
        : ISODateFormat.instant(nanoseconds: series.openTimes[index])
      text += Array(time.utf8)
      for value in [
        series.open[index], series.high[index], series.low[index], series.close[index],
        series.volume[index],
      ] {
        text.append(UInt8(ascii: ","))
        NumberFormat.appendShortest(value, to: &text)
      }
      text.append(UInt8(ascii: "\n"))
    }
    return text
  }

  private static func events(_ events: [CashFlowEvent]) -> [UInt8] {
    var text = "symbol,date,kind,value\n"
    for event in events {
      let day = Int(event.time.nanoseconds / Timestamp.nanosecondsPerDay)
      text += "\(event.symbol ?? ""),\(CivilDate(daysSinceEpoch: day)),\(event.kind.rawValue),"
      text += NumberFormat.shortest(event.value) + "\n"
    }
    return Array(text.utf8)
  }
}

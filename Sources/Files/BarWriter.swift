public import Formats
public import Market
import Platform

/// Writes bars as `time,open,high,low,close,volume`.
///
/// Numbers have the shortest digits that read back as the same. Days and longer bars are labelled
/// with the date of the trading day on which they open, others with the instant at which they open
/// (UTC). A file that is read again with the same session gives the same series.
public enum BarWriter {
  /// Returns the text of a file in UTF-8.
  ///
  /// - Complexity: About 250 ns per bar.
  public static func csv(_ series: BarSeries) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(64 * (series.count + 1))
    text += "time,open,high,low,close".utf8
    if series.hasVolume { text += ",volume".utf8 }
    text.append(TextLines.newline)
    var columns = [series.open, series.high, series.low, series.close]
    if series.hasVolume { columns.append(series.volume) }
    let session = series.instrument.session
    let areDates = series.timeframe.fixedNanoseconds == nil && hasSessionTimes(series)
    for index in 0..<series.count {
      let time = series.openTimes[index]
      if areDates {
        let day = session.tradingDay(at: Timestamp(nanoseconds: time))
        text += CivilDate(daysSinceEpoch: Int(day)).description.utf8
      } else {
        text += ISODateFormat.instant(nanoseconds: time).utf8
      }
      for column in columns {
        text.append(0x2C)
        NumberFormat.appendShortest(column[index], to: &text)
      }
      text.append(TextLines.newline)
    }
    return text
  }

  /// Writes a file; an existing one is replaced at once or not at all.
  ///
  /// - Throws: An error of class `failed` if that is impossible.
  public static func write(_ series: BarSeries, to path: String) throws(LocatedError) {
    do throws(PlatformError) {
      try FileSystem.writeFile(path, csv(series))
    } catch {
      throw LocatedError(.failed, "the file cannot be written", file: path, hint: error.reason)
    }
  }

  /// Whether a date is enough to say when each bar opens.
  private static func hasSessionTimes(_ series: BarSeries) -> Bool {
    let session = series.instrument.session
    return series.openTimes.allSatisfy { time in
      session.day(at: time).open == time
    }
  }
}

/// What the name of a column means.
enum ColumnName {
  enum Meaning: Hashable {
    case time
    /// A time of day, where another column has the date.
    case date
    case timeOfDay
    case open
    case high
    case low
    case close
    case adjustedClose
    case volume
    case tickVolume
  }

  /// The meaning of a name, whatever its case, marks and number (`1. open`); nil if unknown.
  static func meaning(of name: String) -> Meaning? {
    let plain = name.lowercased().filter { $0.isLetter }
    return table[plain] ?? (plain.hasPrefix("volume") ? .volume : nil)
  }

  private static let table: [String: Meaning] = [
    "timestamp": .time, "datetime": .time, "opentime": .time, "timeopen": .time, "ts": .time,
    "t": .time, "gmttime": .time, "localtime": .time, "utctime": .time, "unix": .time,
    "unixtime": .time, "epoch": .time, "closetime": .time, "period": .time,
    "date": .date, "day": .date, "exdate": .date, "time": .timeOfDay, "timeofday": .timeOfDay,
    "open": .open, "o": .open, "openprice": .open,
    "high": .high, "h": .high, "highprice": .high,
    "low": .low, "l": .low, "lowprice": .low,
    "close": .close, "c": .close, "closeprice": .close, "last": .close, "price": .close,
    "adjclose": .adjustedClose, "adjustedclose": .adjustedClose, "closeadj": .adjustedClose,
    "volume": .volume, "vol": .volume, "v": .volume,
    "tickvol": .tickVolume, "tickvolume": .tickVolume,
  ]
}

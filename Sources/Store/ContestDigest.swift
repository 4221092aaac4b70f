import Analysis
import Contests
import Formats

/// The hash of a contest's result, bit for bit; what the ledger of attempts adds is no part of it.
enum ContestDigest {
  static func hex(_ record: ContestRecord) -> String {
    var root = SHA256()
    root.update("contest result 1\n")
    root.update(ColumnBytes.bytes(record.standings.window.days[...]))
    for one in record.records {
      let counts = [one.fillCount, one.rejectionCount, one.trades.count]
      root.update("agent \(one.name)\n\(one.reason ?? "")\n\(counts)\n")
      let columns = [
        one.equity, one.exposure, one.grossExposure, one.turnover,
        [one.startEquity, one.fees, one.slippageCost], one.trades.entryPrice,
        one.trades.exitPrice, one.trades.quantity, one.trades.netProfit,
      ]
      for column in columns { root.update(ColumnBytes.bytes(column[...])) }
      root.update(ColumnBytes.bytes(one.trades.entryTime[...]))
      root.update(ColumnBytes.bytes(one.trades.exitTime[...]))
    }
    for row in record.standings.rows {
      let place = [row.rank, row.rankInterval?.lowerBound, row.rankInterval?.upperBound]
      root.update("row \(row.agent) \(place.map { $0 ?? 0 })\n")
      let numbers = [
        row.probabilityOfBest, row.score, row.scoreError, row.scoreInterval?.lowerBound,
        row.scoreInterval?.upperBound,
      ]
      root.update(ColumnBytes.bytes(numbers.map { $0 ?? .nan }[...]))
    }
    let prediction = record.standings.prediction
    root.update(
      ColumnBytes.bytes([prediction?.tStatistic ?? .nan, prediction?.meanCorrelation ?? .nan][...]))
    return root.finalize().hex
  }
}

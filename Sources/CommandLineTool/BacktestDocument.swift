import Analysis
import Experts
import Files
import Formats
import FoundationEssentials
import Market
import Replay
import Store
import Trading

/// A backtest as a document for machines; numbers that do not exist are null with a reason.
struct BacktestDocument: Encodable {
  struct Measure: Encodable {
    let id: String
    let value: Double?
    let missing: String?
    let sampleSize: Int
    let standardError: Double?
    let formula: String
  }

  struct Series: Encodable {
    let symbol: String
    let timeframe: String
    let bars: Int
    let first: String
    let last: String
    let fingerprint: String
    let warnings: [String]
    let repairs: [String]
  }

  let version: String
  let expert: String
  let inputs: [String: String]
  let convention: String
  let path: String
  let frictionless: Bool
  let data: [Series]
  /// What a script may request and does not trade.
  let companions: [String]
  /// Whether the script shows values before they could have been known.
  let readsFuture: Bool
  /// What a reader must know of strategy and data, one sentence each.
  let notes: [String]
  let initialCapital: Double
  let finalEquity: Double
  let optimisticEquity: Double?
  let trades: Int
  let openPositions: Int
  let fees: Double
  let slippage: Double
  let certainty: [String: Int]
  let rejections: [String: Int]
  let metrics: [Measure]
  let run: Kept?

  /// The run in the store; without one there is none.
  struct Kept: Encodable {
    let id: Int64
    let fingerprint: String
    let attempts: Int
  }

  init(_ result: BacktestResult) throws(LocatedError) {
    let record = result.record
    version = CommandLineTool.version
    expert = result.request.strategy.name
    inputs = Dictionary(
      result.request.strategy.inputs.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    convention = record.rules.fills.name
    path = record.path.rawValue
    frictionless = result.request.isFrictionless
    data = zip(result.request.data, result.fingerprints).map { loaded, fingerprint in
      Series(
        symbol: loaded.series.instrument.symbol, timeframe: loaded.series.timeframe.description,
        bars: loaded.series.count, first: loaded.series.date(0).description,
        last: loaded.series.date(loaded.series.count - 1).description, fingerprint: fingerprint,
        warnings: loaded.warnings, repairs: loaded.repairs.summary)
    }
    companions = result.request.companions.map(\.name)
    readsFuture = result.request.strategy.readsFuture
    notes = result.dataNotes
    initialCapital = record.rules.initialCapital
    finalEquity = record.finalEquity
    optimisticEquity = result.optimisticEquity
    trades = record.trades.count
    openPositions = record.openLots.count { !$0.isEmpty }
    fees = record.ledger.balance(.fees)
    slippage = record.slippageCost
    certainty = Dictionary(
      uniqueKeysWithValues: Certainty.allCases.map { ("\($0)", record.fillCount($0)) })
    rejections = Dictionary(
      uniqueKeysWithValues: RejectionReason.allCases.compactMap { reason in
        let count = record.rejections.count { $0.reason == reason }
        return count > 0 ? ("\(reason)", count) : nil
      })
    run = result.kept.map {
      Kept(id: $0.saved.id, fingerprint: $0.saved.fingerprint, attempts: $0.attemptCount)
    }
    metrics = result.analysis.metrics.map {
      Measure(
        id: $0.id.rawValue, value: $0.value, missing: $0.missing?.code,
        sampleSize: $0.sampleSize, standardError: $0.standardError, formula: $0.formulaID)
    }
  }

  /// The document as text, its keys sorted so that equal runs give equal bytes.
  func json() throws(LocatedError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    } catch {
      throw LocatedError(.internalError, "cannot write the document: \(error)")
    }
  }
}

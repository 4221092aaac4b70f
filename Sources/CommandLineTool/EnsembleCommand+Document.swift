import Analysis
import Ensembles
import Formats
import Market
import Replay
import Trading

/// Ensembles as a document for machines, with the audit record of every decision.
struct EnsembleDocument: Encodable {
  struct Order: Encodable {
    let symbol: String
    let units: Double
  }

  struct Decision: Encodable {
    let day: String
    let ground: String
    let samples: Int
    let weights: [String: Double]
    let utilities: [String: Double]
    let predictions: [String: Double]
    let orders: [Order]
  }

  struct Master: Encodable {
    let rule: String
    let summary: String
    let interval: Int
    let finalEquity: Double
    let fees: Double
    let slippage: Double
    let yearlyTurnover: Double
    let nettedNotional: Double
    let fills: Int
    let path: String
    let metrics: [RankDocument.Measure]
    let decisions: [Decision]
  }

  let version: String
  let contest: RankDocument
  let agents: [String]
  let masters: [Master]

  init(_ result: EnsembleResult) {
    version = CommandLineTool.version
    contest = RankDocument(result.contest)
    agents = result.ensembles.first?.agents ?? []
    masters = result.ensembles.map { ensemble in
      func named(_ values: [Double]) -> [String: Double] {
        Dictionary(uniqueKeysWithValues: zip(ensemble.agents, values))
      }
      return Master(
        rule: ensemble.plan.allocator.name, summary: ensemble.plan.allocator.summary,
        interval: ensemble.plan.interval, finalEquity: ensemble.master.finalEquity,
        fees: ensemble.master.ledger.balance(.fees), slippage: ensemble.master.slippageCost,
        yearlyTurnover: ensemble.yearlyTurnover, nettedNotional: ensemble.nettedNotional,
        fills: ensemble.master.fills.count, path: ensemble.master.path.rawValue,
        metrics: ensemble.analysis.metrics.map(RankDocument.Measure.init),
        decisions: zip(ensemble.decisions, ensemble.adjustments).map { decision, orders in
          Decision(
            day: CivilDate(daysSinceEpoch: Int(decision.day)).description,
            ground: decision.allocation.ground, samples: decision.allocation.sampleCount,
            weights: named(decision.allocation.weights),
            utilities: named(decision.allocation.utilities),
            predictions: named(decision.allocation.predictions),
            orders: orders.map { Order(symbol: $0.symbol, units: $0.units) })
        })
    }
  }
}

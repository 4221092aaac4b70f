import Analysis
import Contests
import Ensembles
import Formats
import Platform
import Reports
import Rosters
import Store
import Terminal
import Trading

/// `tourney ensemble`: a contest, and master portfolios that follow its agents.
enum EnsembleCommand {
  static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    if let path = arguments.value("report") {
      try ReportFile.check(path, replaces: arguments.has("force"))
    }
    let store = try arguments.store(.write)
    let plans = try arguments.decisionPlans()
    let contest = try RankResult(arguments, store: store, detail: .runs)
    let result = try EnsembleResult(contest, plans: plans)
    var kept: SavedRun?
    var failure: LocatedError?
    // What was computed is shown even if it cannot be kept.
    if let store {
      do throws(LocatedError) {
        kept = try contest.keep(in: store)
        if let kept { try store.keep(result.decisionRows, ofContest: kept.id) }
      } catch {
        failure = error
      }
    }
    let output = StandardStream.output
    if let path = arguments.value("report") {
      try ReportFile.write(result.report().report(), to: path, replaces: arguments.has("force"))
    }
    if arguments.has("json") {
      output.write(try Document.json(EnsembleDocument(result)) + "\n")
    } else if !arguments.has("quiet") {
      let table = EnsembleTable(
        result, width: output.width ?? 110, styling: .suited(to: output),
        showsAll: arguments.has("all"))
      output.write(table.render() + (kept?.contestLine(.suited(to: output)) ?? ""))
    }
    if var failure {
      failure.message = "the contest is not kept: " + failure.message
      throw failure
    }
    if contest.record.isInterrupted {
      throw LocatedError(
        .interrupted, "interrupted: agents that were not replayed to the end take no part")
    }
  }
}

/// A contest with the master portfolios that follow its agents.
struct EnsembleResult {
  let contest: RankResult
  let ensembles: [EnsembleRecord]

  init(_ contest: RankResult, plans: [DecisionPlan]) throws(LocatedError) {
    self.contest = contest
    let record = contest.record
    let outcomes = parallelMap(count: plans.count, workers: contest.workers) {
      index -> Result<EnsembleRecord, LocatedError> in
      do throws(LocatedError) {
        return .success(try Ensemble.run(plans[index], over: record))
      } catch {
        return .failure(error)
      }
    }
    var ensembles: [EnsembleRecord] = []
    for outcome in outcomes.compactMap(\.self) { ensembles.append(try outcome.get()) }
    self.ensembles = ensembles
  }

  /// The audit record as the store keeps it.
  var decisionRows: [DecisionRow] {
    ensembles.flatMap { ensemble in
      zip(ensemble.decisions, ensemble.adjustments).map { decision, orders in
        let allocation = decision.allocation
        func value(_ values: [Double], _ index: Int) -> Double? {
          values.indices.contains(index) ? values[index] : nil
        }
        return DecisionRow(
          allocator: ensemble.plan.allocator.name, day: decision.day,
          lastKnownDay: decision.day,
          evidence: "{\"samples\":\(allocation.sampleCount)}",
          weights: ensemble.agents.indices.map { index in
            DecisionRow.Weight(
              agent: ensemble.agents[index], score: value(allocation.utilities, index),
              prediction: value(allocation.predictions, index),
              weight: allocation.weights[index])
          },
          orders: orders.filter { $0.units != 0 }.map {
            DecisionRow.Order(
              symbol: $0.symbol, side: $0.units > 0 ? .buy : .sell, quantity: abs($0.units))
          })
      }
    }
  }

  /// The contest and its masters laid out for a reader.
  func report() -> EnsembleReport {
    EnsembleReport(contest: contest.report(), ensembles: ensembles)
  }
}

extension CommandTree {
  /// The description of `tourney ensemble`.
  static let ensemble = CommandDescription(
    "ensemble", "share one account among the agents of a contest, by several rules",
    discussion: "Holds the contest of tourney rank, then lets a master account follow the agents: "
      + "their orders scaled by weights that are decided anew every few days from closed days "
      + "alone, opposing orders netted before they cost anything.",
    arguments: rank.arguments,
    options: [
      .option(
        "allocate", "A,B", "rules to compare: equal, contest, static, best; all of them",
        category: "Ensemble"),
      .option("every", "DAYS", "days from one decision to the next; 5", category: "Ensemble"),
      .option(
        "predictor", "P", "how the contest rule predicts", category: "Ensemble",
        choices: ContestRule.Predictor.allCases.map(\.rawValue)),
      .option("cap", "PERCENT", "largest share of an agent; 50", category: "Ensemble"),
    ] + rank.options.filter { $0.name != "schema" },
    examples: [
      .init(
        "tourney ensemble data/daily/*.csv --events data/events.csv",
        "all experts, and four ways to combine them"),
      .init(
        "tourney ensemble SPY.csv --experts sma-cross,turtle --allocate contest --every 1",
        "one rule, decided every day"),
    ])
}

extension ParsedArguments {
  /// The allocations to compare.
  func decisionPlans() throws(LocatedError) -> [DecisionPlan] {
    let every = try integer("every", in: 1...10_000) ?? 5
    let cap = (try number("cap", in: 1...100) ?? 50) / 100
    let predictors: [ContestRule.Predictor] =
      value("predictor").flatMap(ContestRule.Predictor.init).map { [$0] } ?? [.mean, .ridge]
    let known = ["equal", "contest", "static", "best"]
    var plans: [DecisionPlan] = []
    for name in value("allocate")?.split(separator: ",").map(String.init) ?? known {
      switch name {
      case "equal": plans.append(DecisionPlan(EqualWeight(), every: every))
      case "contest":
        plans += predictors.map {
          DecisionPlan(ContestRule(predictor: $0, cap: cap), every: every)
        }
      case "static": plans.append(DecisionPlan(LearnedStatic(), every: every))
      case "best": plans.append(DecisionPlan(BestSoFar(), every: every))
      default:
        throw LocatedError(
          .usage, "there is no such rule of allocation", found: name,
          expected: known.joined(separator: ", "), hint: Suggestion.hint(for: name, in: known))
      }
    }
    return plans
  }
}

import Formats
import Market
import TestSupport
import Testing
import Trading

@testable import Store

@Suite struct ConfigurationTests {
  /// Rules in which no value is the standard one.
  static let unusual: TradingRules = {
    var rules = TradingRules(
      fills: FillModel(
        intrabar: .path, assumption: .optimistic, limitThroughTicks: 3, participation: .infinity),
      initialCapital: 12_345.678, sizing: .cash(50), pyramiding: 4, closeRule: .named,
      fillsAtClose: true,
      fees: FeeModel(
        rate: 0.1 + 0.2, makerRate: -0.01, perUnit: 1e-300, perOrder: 2, minimum: 3, capRate: 0.5,
        tiers: [.init(threshold: 1e6, takerRate: 0.01, makerRate: 0.02)]),
      slippage: SlippageModel(ticks: 1, basisPoints: 2, volumeShareCoefficient: 0.3),
      margin: MarginModel(
        longInitial: 0.5, shortInitial: 0.6, longMaintenance: 0.3, shortMaintenance: 0.4,
        shortfall: .scaleDown, liquidation: .everything),
      financing: FinancingModel(creditRate: 0.01, debitRate: 0.02, borrowRate: 0.03))
    rules.risk.allowedDirection = .short
    rules.risk.maximumPosition = 7
    rules.risk.maximumDrawdown = .equityPercent(20)
    rules.risk.maximumDayLoss = .cash(100)
    rules.risk.maximumDayFills = 9
    rules.risk.maximumLosingDays = 2
    return rules
  }()

  @Test("rules come back from their document")
  func rulesRoundTrip() throws {
    for rules in [TradingRules(), .tradingview, .frictionless, Self.unusual] {
      let text = CanonicalJSON.text(RulesDocument(rules))
      let read = try CanonicalJSON.read(RulesDocument.self, text, file: "", place: "")
      #expect(try read.rules() == rules)
    }
  }

  @Test("every property of the rules stands in the document")
  func documentIsComplete() {
    // A property that the document forgets would not be part of the fingerprint.
    func names(_ value: Any) -> Set<String> {
      let mirror = Mirror(reflecting: value)
      if mirror.displayStyle == .optional {
        return mirror.children.first.map { names($0.value) } ?? []
      }
      guard mirror.displayStyle == .struct || mirror.displayStyle == .collection else { return [] }
      return mirror.children.reduce(into: []) { all, child in
        if let label = child.label { all.insert(label) }
        all.formUnion(names(child.value))
      }
    }
    let own = names(Self.unusual)
    let written = names(RulesDocument(Self.unusual))
    #expect(own.count > 30 && own.subtracting(written).isEmpty)
    let instrument = Instrument(symbol: "X")
    #expect(names(instrument) == names(InstrumentMetadata(allOf: instrument)))
  }

  @Test("every case has a word of its own")
  func casesHaveWords() {
    func check<Case: Named & CaseIterable>(_ type: Case.Type) -> Bool {
      Case.allCases.allSatisfy { Case(name: $0.name) == $0 }
        && Set(Case.names.map(\.name)).count == Case.allCases.count
    }
    #expect(
      check(Trading.Side.self) && check(Direction.self) && check(Certainty.self)
        && check(FillRule.self) && check(RejectionReason.self))
  }

  @Test("words of another version are refused with their place")
  func unknownWords() throws {
    let text = CanonicalJSON.text(RulesDocument(TradingRules()))
    let changed = text.split(separator: "\"reject\"").joined(separator: "\"ignore\"")
    let document = try CanonicalJSON.read(RulesDocument.self, changed, file: "", place: "")
    let error = #expect(throws: LocatedError.self) { try document.rules() }
    #expect(error?.path == "rules.margin.shortfall" && error?.found == "ignore")
    #expect(error?.exitClass == .data)
  }

  @Test("the fingerprint is the hash of the documented text")
  func fingerprintIsDocumented() throws {
    let run = try StoreFixture.run()
    let text = run.configuration.canonicalText
    #expect(run.fingerprint == SHA256.digest("run 1\n1.0\n" + text).hex)
    // The text is itself a promise: other tools may recompute the hash.
    let start =
      #"{"rules":{"closeRule":"firstInFirstOut","fees":{"capRate":"inf","makerRate":0.001,"#
    #expect(text.hasPrefix(start) && text.contains(#""strategy":{"inputs":[{"name":"pause","#))
  }

  @Test("everything that decides the result changes the fingerprint, and nothing else does")
  func fingerprintCovers() throws {
    let run = try StoreFixture.run()
    var fingerprints = [run.fingerprint]
    func vary(_ change: (inout FinishedRun) -> Void) {
      var varied = run
      change(&varied)
      fingerprints.append(varied.fingerprint)
    }
    vary { $0.engineVersion = "1.1" }
    vary { $0.configuration.seed = 1 }
    vary { $0.configuration.from = "2020-02-01" }
    vary { $0.configuration.to = "2020-02-01" }
    vary { $0.configuration.events = "e" }
    vary { $0.configuration.strategy.name = "other" }
    vary { $0.configuration.strategy.source = "plot(close)" }
    vary { $0.configuration.strategy.inputs[0].value = "4" }
    vary { $0.configuration.series[0].fingerprint = "f" }
    vary { $0.configuration.series[0].instrument.tickSize = 0.5 }
    vary { $0.configuration.rules = RulesDocument(.tradingview) }
    #expect(Set(fingerprints).count == fingerprints.count)
    var moved = run
    moved.sources[0].path = "/elsewhere/ABC.csv"
    #expect(moved.fingerprint == run.fingerprint)
  }

  @Test("differences name the place in the document")
  func differencesNameThePlace() throws {
    let run = try StoreFixture.run().configuration
    var other = run
    other.strategy.inputs = [.init("pause", "5"), .init("new", "1")]
    other.rules.slippage.basisPoints = 7
    other.to = "2021-01-01"
    let found = other.differences(from: run).map {
      "\($0.subject) \($0.left ?? "-") \($0.right ?? "-")"
    }
    #expect(
      found == [
        "inputs.pause 5 3", "inputs.new 1 -", "rules.slippage.basisPoints 7 5", "to 2021-01-01 -",
      ])
    #expect(run.differences(from: run).isEmpty)
  }
}

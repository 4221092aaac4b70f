import Formats
import TestSupport
import Testing

@testable import Market

@Suite struct InstrumentMetadataTests {
  @Test func `the strongest layer wins and its origin is recorded`() throws {
    let resolved = try ResolvedInstrument.resolve([
      MetadataLayer(.inferred, InstrumentMetadata(symbol: "SPY", tickSize: 0.05)),
      MetadataLayer(.file, InstrumentMetadata(lotStep: 10, currency: "EUR", session: .usEquities)),
      MetadataLayer(.flag, InstrumentMetadata(lotStep: 5)),
    ])
    var found = Mismatches()
    found.check(
      "instrument", resolved.instrument,
      equals: Instrument(
        symbol: "SPY", tickSize: 0.01, lotStep: 5, currency: "EUR", session: .usEquities))
    for (property, origin) in [
      ("symbol", MetadataLayer.Origin.inferred), ("assetClass", .standard), ("lotStep", .flag),
      ("currency", .file), ("session", .file), ("tickSize", .preset), ("pointValue", .standard),
    ] {
      found.check(property, resolved.origin(of: property), equals: origin)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `lots and ticks of each asset class`() throws {
    var found = Mismatches()
    for (symbol, isAdjusted, tick, lot, currency, session) in [
      ("SPY", false, 0.01, 1.0, "USD", Session.usEquities),
      ("SPY", true, 0.003, 1e-6, "USD", .usEquities),
      ("EURUSD", false, 0.003, 1_000, "USD", .usEquities),
      ("USDJPY", false, 0.003, 1_000, "JPY", .usEquities),
      ("BTCUSD", false, 0.003, 1e-6, "USD", .continuous),
      ("ETHUSDT-PERP", false, 0.003, 0.001, "USDT", .continuous),
      ("VIX", false, 0.003, 1e-6, "USD", .usEquities),
    ] {
      let instrument = try ResolvedInstrument.resolve([
        MetadataLayer(
          .inferred,
          InstrumentMetadata(
            symbol: symbol, assetClass: SymbolName.assetClass(of: symbol), tickSize: 0.003,
            session: .usEquities, isAdjusted: isAdjusted))
      ]).instrument
      found.check("\(symbol) tick", instrument.tickSize, equals: tick)
      found.check("\(symbol) lot", instrument.lotStep, equals: lot)
      found.check("\(symbol) currency", instrument.currency, equals: currency)
      found.check("\(symbol) session", instrument.session, equals: session)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `steps that are not above zero are refused by name`() {
    let error = #expect(throws: LocatedError.self) {
      try ResolvedInstrument.resolve([
        MetadataLayer(.file, InstrumentMetadata(tickSize: 0), source: "SPY.instrument.json")
      ])
    }
    #expect(
      error?.description == "SPY.instrument.json:tickSize: error: a step of an instrument is not"
        + " above 0, was '0', expected a number above 0")
  }

  @Test func `what a symbol suggests`() {
    var found = Mismatches()
    for (symbol, assetClass) in [
      ("SPY", AssetClass.equity), ("BRK-B", .equity), ("EURUSD", .fx), ("eur/usd", .fx),
      ("XAUUSD", .fx), ("USDJPY", .fx), ("BTCUSD", .crypto), ("ETH-EUR", .crypto),
      ("ETHUSDT", .crypto), ("ETHBTC", .crypto), ("PEPEUSDT", .crypto), ("DOTUSD", .crypto),
      ("ETHUSDT-PERP", .perpetual), ("BTCUSDT.P", .perpetual), ("VIX", .index), ("^GSPC", .index),
      ("USD", .equity), ("BUSD", .equity), ("AAPL", .equity),
    ] {
      found.check(symbol, SymbolName.assetClass(of: symbol), equals: assetClass)
    }
    for (symbol, quote) in [
      ("ETHUSDT-PERP", "USDT"), ("BTCUSDT.P", "USDT"), ("EUR/USD", "USD"), ("ARBUSD", "USD"),
    ] {
      found.check(symbol, SymbolName.quoteCurrency(of: symbol), equals: quote)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `ticks come from the grid of the prices`() {
    var generator = SeededGenerator.fromEnvironment(or: 4)
    var found = Mismatches()
    for tick in [
      1e-5, 1e-4, 0.01, 0.05, 0.25, 0.5, 1, 2, 5, 10, 25, 0.125, 0.0625, 1.0 / 128, 0.02,
    ] {
      let reciprocal = (1 / tick).rounded()
      let prices = (0..<500).map { _ in
        let steps = Double(1_000 + generator.next() % 9_000)
        return tick < 1 ? steps / reciprocal : steps * tick
      }
      found.check(
        "\(tick) seed \(generator.seed)", TickInference.tickSize(of: prices), equals: tick)
    }
    for (name, prices, tick) in [
      ("none", [], 0.01), ("one", [100.0], 0.01), ("few", [1.23456, 2], 1e-5),
      ("noise", Array(repeating: 0.1 + 0.2, count: 99), 0.01),
      ("unrounded", Array(repeating: 1.0 / 3, count: 200), 1e-8),
      ("huge", Array(repeating: 4e15, count: 200), 1e-8),
    ] {
      found.check(name, TickInference.tickSize(of: prices), equals: tick)
    }
    found.check(
      "share", TickInference.share(of: [1.01, 2.02, 3.005, 1e6 + 0.01], onGrid: 0.01), equals: 0.75)
    #expect(found.isEmpty, "\(found)")
  }
}

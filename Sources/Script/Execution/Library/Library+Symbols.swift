import Formats
import Market

// The symbol, the session and the state of the bar.
extension Library {
  static let symbols: [String: Maker] = [
    "syminfo.mintick": value { $0.bars.instrument.tickSize },
    "syminfo.minmove": value { SymbolFacts.scale($0.bars.instrument).move },
    "syminfo.pricescale": value { SymbolFacts.scale($0.bars.instrument).scale },
    "syminfo.mincontract": value { $0.bars.instrument.lotStep },
    "syminfo.pointvalue": value { $0.bars.instrument.pointValue },
    "syminfo.currency": text { $0.bars.instrument.currency },
    "syminfo.basecurrency": text { SymbolFacts.baseCurrency($0.bars.instrument) },
    "syminfo.ticker": { signature in
      signature.argumentTypes.isEmpty
        ? text { SymbolFacts.parts($0.bars.instrument.symbol).ticker }(signature)
        : part { $0.ticker }(signature)
    },
    "syminfo.prefix": { signature in
      signature.argumentTypes.isEmpty
        ? text { SymbolFacts.parts($0.bars.instrument.symbol).prefix }(signature)
        : part { $0.prefix }(signature)
    },
    "syminfo.tickerid": text { $0.bars.instrument.symbol },
    "syminfo.main_tickerid": text { $0.bars.instrument.symbol },
    "syminfo.root": text { SymbolFacts.parts($0.bars.instrument.symbol).ticker },
    "syminfo.description": text { $0.bars.instrument.symbol },
    "syminfo.type": text { SymbolFacts.type($0.bars.instrument.assetClass) },
    "syminfo.timezone": text {
      $0.bars.instrument.session == .continuous ? "Etc/UTC" : "America/New_York"
    },
    "syminfo.session": text { _ in "regular" },
    "syminfo.volumetype": text { $0.bars.instrument.assetClass == .fx ? "tick" : "base" },
    "session.ismarket": value { isOpen($0) ? 1 : 0 },
    "session.ispremarket": value { place($0) == .before ? 1 : 0 },
    "session.ispostmarket": value { place($0) == .after ? 1 : 0 },
    "session.isfirstbar": value { isFirstOfDay($0) ? 1 : 0 },
    "session.isfirstbar_regular": value { isFirstRegular($0) ? 1 : 0 },
    "session.islastbar": value { isLastOfDay($0) ? 1 : 0 },
    "session.islastbar_regular": value { isLastOfDay($0) ? 1 : 0 },
    "barstate.isfirst": value { $0.barIndex == 0 ? 1 : 0 },
    "barstate.islast": value { $0.isLastBar ? 1 : 0 },
    "barstate.islastconfirmedhistory": value { $0.isLastBar ? 1 : 0 },
    "barstate.ishistory": value { _ in 1 },
    "barstate.isconfirmed": value { _ in 1 },
    "barstate.isnew": value { _ in 1 },
    "barstate.isrealtime": value { _ in 0 },
  ]

  private static func text(_ read: @escaping @Sendable (ExecutionContext) -> String) -> Maker {
    value { $0.heap.string(read($0)) }
  }

  private static func part(
    _ read: @escaping @Sendable ((prefix: String, ticker: String)) -> String
  ) -> Maker {
    body { arguments, context throws(ScriptFailure) in
      context.heap.string(read(SymbolFacts.parts(context.text(arguments[0]))))
    }
  }

  private enum Place {
    case before, within, after
  }

  /// Where a bar lies in its trading day.
  private static func place(_ context: ExecutionContext) -> Place {
    let instant = context.bars.openTimes[context.barIndex]
    guard context.bars.timeframe.fixedNanoseconds != nil else { return .within }
    let day = context.bars.instrument.session.day(at: instant)
    if instant < day.open { return .before }
    return instant < day.close ? .within : .after
  }

  private static func isOpen(_ context: ExecutionContext) -> Bool {
    context.bars.instrument.session == .continuous || place(context) == .within
  }

  private static func isFirstOfDay(_ context: ExecutionContext) -> Bool {
    let index = context.barIndex
    return index == 0 || context.bars.days[index] != context.bars.days[index - 1]
  }

  private static func isFirstRegular(_ context: ExecutionContext) -> Bool {
    let bars = context.bars
    let index = context.barIndex
    guard isOpen(context) else { return false }
    if isFirstOfDay(context) { return true }
    let day = bars.instrument.session.day(named: bars.days[index])
    return bars.openTimes[index - 1] < day.open
  }

  /// The session's calendar is known beforehand, so that this is no look into the future.
  private static func isLastOfDay(_ context: ExecutionContext) -> Bool {
    let bars = context.bars
    let day = bars.instrument.session.day(named: bars.days[context.barIndex])
    return bars.closeTimes[context.barIndex] >= day.close
  }
}

/// What the language says about a symbol.
enum SymbolFacts {
  /// `BINANCE:ETHUSDT` taken apart; a symbol without an exchange has an empty prefix.
  static func parts(_ symbol: String) -> (prefix: String, ticker: String) {
    guard let colon = symbol.firstIndex(of: ":") else { return ("", symbol) }
    return (String(symbol[..<colon]), String(symbol[symbol.index(after: colon)...]))
  }

  /// The tick as `move / scale` of whole numbers.
  static func scale(_ instrument: Instrument) -> (move: Double, scale: Double) {
    var scale = 1.0
    var move = instrument.tickSize
    while abs(move - move.rounded()) > 1e-9 * scale, scale < 1e12 {
      scale *= 10
      move = instrument.tickSize * scale
    }
    return (max(1, move.rounded()), scale)
  }

  static func baseCurrency(_ instrument: Instrument) -> String {
    let ticker = parts(instrument.symbol).ticker
    switch instrument.assetClass {
    case .fx, .crypto, .perpetual:
      if let range = ticker.firstIndex(ofText: instrument.currency), range > 0 {
        return String(ticker.prefix(range))
      }
      return ticker.count >= 6 ? String(ticker.prefix(3)) : ""
    case .equity, .future, .index: return ""
    }
  }

  static func type(_ assetClass: AssetClass) -> String {
    switch assetClass {
    case .equity: "stock"
    case .fx: "forex"
    case .crypto: "crypto"
    case .perpetual: "swap"
    case .future: "futures"
    case .index: "index"
    }
  }
}

extension String {
  /// Characters before the first occurrence of a text; nil when it does not occur.
  fileprivate func firstIndex(ofText text: String) -> Int? {
    let position = TextFunctions.position(self, of: text)
    return position.isNaN ? nil : Int(position)
  }
}

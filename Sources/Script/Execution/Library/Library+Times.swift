import Formats
import Market

// Times and clocks.
extension Library {
  static let times: [String: Maker] = {
    var table: [String: Maker] = [
      "time": { signature in
        signature.argumentTypes.isEmpty
          ? value { $0.openMilliseconds($0.barIndex) }(signature)
          : .stateful { SessionTimeState(signature, isClose: false) }
      },
      "time_close": { signature in
        signature.argumentTypes.isEmpty
          ? value { $0.closeMilliseconds($0.barIndex) }(signature)
          : .stateful { SessionTimeState(signature, isClose: true) }
      },
      "time_tradingday": value { Double($0.bars.days[$0.barIndex]) * 86_400_000 },
      "timenow": value { $0.closeMilliseconds($0.bars.count - 1) },
      "last_bar_time": value { $0.openMilliseconds($0.bars.count - 1) },
      "last_bar_index": value { Double($0.bars.count - 1) },
      "bar_index": value { Double($0.barIndex) },
      "timestamp": timestamp,
      "timeframe.period": value {
        $0.heap.string(TimeframeText.text($0.bars.timeframe, version: $0.version))
      },
      "timeframe.main_period": value {
        $0.heap.string(
          TimeframeText.text($0.mainTimeframe ?? $0.bars.timeframe, version: $0.version))
      },
      "timeframe.multiplier": value { Double($0.bars.timeframe.count) },
      "timeframe.isseconds": unit { $0 == .second },
      "timeframe.isminutes": unit { $0 == .minute },
      "timeframe.isintraday": unit { $0 == .minute || $0 == .second },
      "timeframe.isdaily": unit { $0 == .day },
      "timeframe.isweekly": unit { $0 == .week },
      "timeframe.ismonthly": unit { $0 == .month },
      "timeframe.isdwm": unit { $0 == .day || $0 == .week || $0 == .month },
      "timeframe.isticks": value { _ in 0 },
      "timeframe.in_seconds": body { arguments, context throws(ScriptFailure) in
        TimeframeText.seconds(try context.timeframe(arguments.word(0)))
      },
      "timeframe.from_seconds": body { arguments, context throws(ScriptFailure) in
        guard let timeframe = TimeframeText.timeframe(seconds: arguments[0]) else { return .nan }
        return context.heap.string(TimeframeText.text(timeframe, version: context.version))
      },
      "timeframe.change": { _ in .stateful { TimeframeChangeState() } },
    ]
    let parts: [(name: String, read: @Sendable (LocalTime) -> Int)] = [
      ("year", { $0.year }), ("month", { $0.month }), ("weekofyear", { $0.weekOfYear }),
      ("dayofmonth", { $0.day }), ("dayofweek", { $0.dayOfWeek }), ("hour", { $0.hour }),
      ("minute", { $0.minute }), ("second", { $0.second }),
    ]
    for (name, read) in parts { table[name] = { _ in .stateful { ClockState(read) } } }
    return table
  }()

  private static func unit(_ test: @escaping @Sendable (Timeframe.Unit) -> Bool) -> Maker {
    value { test($0.bars.timeframe.unit) ? 1 : 0 }
  }

  /// A text, or year, month and day with or without a zone before and a time after them.
  private static let timestamp: Maker = { signature in
    let startsWithText = signature.argumentTypes.first == .string
    if startsWithText, signature.argumentTypes.count == 1 {
      return .function { arguments, context throws(ScriptFailure) in
        TimeFunctions.timestamp(context.text(arguments[0]))
      }
    }
    let first = startsWithText ? 1 : 0
    return .function { arguments, context throws(ScriptFailure) in
      let zone = try context.zone(startsWithText ? arguments[0] : .nan)
      return TimeFunctions.timestamp(
        year: arguments.word(first), month: arguments.word(first + 1),
        day: arguments.word(first + 2), hour: arguments.word(first + 3, default: 0),
        minute: arguments.word(first + 4, default: 0),
        second: arguments.word(first + 5, default: 0), zone: zone)
    }
  }
}

extension ExecutionContext {
  /// Milliseconds since the epoch at which a bar opened; NaN outside the series.
  func openMilliseconds(_ index: Int) -> Double {
    index >= 0 && index < bars.count ? Double(bars.openTimes[index] / 1_000_000) : .nan
  }

  /// Milliseconds since the epoch at which a bar closed; NaN outside the series.
  func closeMilliseconds(_ index: Int) -> Double {
    index >= 0 && index < bars.count ? Double(bars.closeTimes[index] / 1_000_000) : .nan
  }

  /// The clocks of the exchange.
  var exchangeZone: TimeZoneRules {
    bars.instrument.session == .continuous ? .utc : Session.newYork
  }

  /// The zone that an argument names; the exchange's for `na`.
  func zone(_ word: Double) throws(ScriptFailure) -> TimeZoneRules {
    guard let name = heap.text(word), !name.isEmpty else { return exchangeZone }
    guard let zone = TimeFunctions.zone(name) else {
      throw ScriptFailure("there is no time zone '\(name)'")
    }
    return zone
  }

  /// The timeframe that an argument names; the own one for `na` and an empty text.
  func timeframe(_ word: Double) throws(ScriptFailure) -> Timeframe {
    let text = self.text(word)
    guard let timeframe = TimeframeText.parse(text, chart: bars.timeframe) else {
      throw ScriptFailure("there is no timeframe '\(text)'")
    }
    return timeframe
  }
}

/// A part of what clocks show, of the bar's open or of a time given.
private final class ClockState: CallState {
  private let read: @Sendable (LocalTime) -> Int
  private var zoneWord = -1.0
  private var zone = TimeZoneRules.Cursor(.utc)

  init(_ read: @escaping @Sendable (LocalTime) -> Int) { self.read = read }

  override func visitWords(_ visit: (Double) -> Void) { visit(zoneWord) }

  override func next(
    _ arguments: ArgumentWords, _ context: ExecutionContext
  ) throws(ScriptFailure) -> Double {
    let time = arguments.isEmpty ? context.openMilliseconds(context.barIndex) : arguments[0]
    guard time.isFinite, abs(time) < 9e15 else { return .nan }
    let word = arguments.word(1, default: -2)
    if word != zoneWord {
      zoneWord = word
      zone = TimeZoneRules.Cursor(try context.zone(arguments.word(1)))
    }
    let milliseconds = Int64(time)
    let seconds = (time / 1000).rounded(.down)
    let offset = zone.offsetSeconds(at: Int64(seconds))
    return Double(read(LocalTime(milliseconds: milliseconds, offsetSeconds: offset)))
  }
}

/// The coarser bar that each bar lies in, made at the first call.
private struct CoarseBars {
  private var aggregated: AggregatedSeries?
  private(set) var word = -1.0
  private var place = 0

  /// The coarse bar around the current bar; nil where the timeframe is not coarser.
  mutating func bar(
    _ timeframeWord: Double, _ context: ExecutionContext
  ) throws(ScriptFailure) -> (open: Int64, close: Int64)? {
    let key = timeframeWord.isNaN ? -2 : timeframeWord
    if key != word {
      word = key
      place = 0
      let timeframe = try context.timeframe(timeframeWord)
      let isCoarser =
        timeframe != context.bars.timeframe && timeframe.canBeBuilt(from: context.bars.timeframe)
      aggregated = isCoarser ? context.bars.aggregated(to: timeframe) : nil
    }
    guard let aggregated, aggregated.series.count > 0 else { return nil }
    if aggregated.firstIndices[place] > context.barIndex { place = 0 }
    while aggregated.lastIndices[place] < context.barIndex,
      place + 1 < aggregated.series.count
    {
      place += 1
    }
    return (aggregated.series.openTimes[place], aggregated.series.closeTimes[place])
  }
}

/// `time(timeframe, session, timezone, bars_back)` and `time_close` of the same form.
private final class SessionTimeState: CallState {
  private let isClose: Bool
  private let sessionPlace: Int?
  private let zonePlace: Int?
  private let backPlace: Int?
  private var coarse = CoarseBars()
  private var filterWord = -1.0
  private var filter: SessionFilter?
  private var zoneWord = -1.0
  private var zone = TimeZoneRules.Cursor(.utc)

  /// Texts after the timeframe are the session and the zone, a number is how many bars back.
  init(_ signature: CallSignature, isClose: Bool) {
    self.isClose = isClose
    let rest = signature.argumentTypes.indices.dropFirst()
    let texts = rest.filter { signature.argumentTypes[$0] == .string }
    sessionPlace = texts.first
    zonePlace = texts.count > 1 ? texts[1] : nil
    backPlace = rest.first { signature.argumentTypes[$0].isNumeric }
  }

  override func visitWords(_ visit: (Double) -> Void) {
    for word in [coarse.word, filterWord, zoneWord] { visit(word) }
  }

  override func next(
    _ arguments: ArgumentWords, _ context: ExecutionContext
  ) throws(ScriptFailure) -> Double {
    let back = backPlace.map { arguments.word($0, default: 0) } ?? 0
    let index = context.barIndex - clamped(back, -1...context.bars.count)
    guard index >= 0, index < context.bars.count else { return .nan }
    guard try isInSession(arguments, index, context) else { return .nan }
    if back == 0, let bar = try coarse.bar(arguments[0], context) {
      return Double((isClose ? bar.close : bar.open) / 1_000_000)
    }
    return isClose ? context.closeMilliseconds(index) : context.openMilliseconds(index)
  }

  private func isInSession(
    _ arguments: ArgumentWords, _ index: Int, _ context: ExecutionContext
  ) throws(ScriptFailure) -> Bool {
    guard let sessionPlace, let text = context.heap.text(arguments.word(sessionPlace)),
      context.bars.timeframe.fixedNanoseconds != nil
    else { return true }
    if arguments[sessionPlace] != filterWord {
      filterWord = arguments[sessionPlace]
      guard let made = SessionFilter(text) else {
        throw ScriptFailure("'\(text)' is no session such as 0930-1600:23456")
      }
      filter = made
    }
    let name = zonePlace.map { arguments.word($0) } ?? .nan
    let key = name.isNaN ? -2 : name
    if key != zoneWord {
      zoneWord = key
      zone = TimeZoneRules.Cursor(try context.zone(name))
    }
    let milliseconds = Int64(context.openMilliseconds(index))
    let seconds = (Double(milliseconds) / 1000).rounded(.down)
    let offset = zone.offsetSeconds(at: Int64(seconds))
    let clock = LocalTime(milliseconds: milliseconds, offsetSeconds: offset)
    return filter?.contains(
      minute: clock.hour * 60 + clock.minute, dayOfWeek: clock.dayOfWeek) ?? true
  }
}

/// `timeframe.change`: whether the bar is the first of a coarser bar.
private final class TimeframeChangeState: CallState {
  private var coarse = CoarseBars()
  private var last: Int64?

  override func visitWords(_ visit: (Double) -> Void) { visit(coarse.word) }

  override func next(
    _ arguments: ArgumentWords, _ context: ExecutionContext
  ) throws(ScriptFailure) -> Double {
    let open =
      try coarse.bar(arguments[0], context)?.open
      ?? context.bars.openTimes[context.barIndex]
    defer { last = open }
    // The first bar has none before it to differ from.
    return last != nil && last != open ? 1 : 0
  }
}

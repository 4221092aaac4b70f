import Indicators
import Market
import Trading

/// The hour and minute at which a bar opens, in UTC, as the probes read them.
private func clock(_ view: borrowing MarketView) -> (hour: Int, minute: Int) {
  let seconds = view.openTime()?.seconds ?? 0
  return (Int(seconds / 3600 % 24), Int(seconds / 60 % 60))
}

/// Reverses at each crossing of two simple moving averages.
struct DualAverageProbe: Expert {
  var requirements: Requirements {
    Requirements(columns: [.init(.sma(9)), .init(.sma(21))], warmUp: 1)
  }
  func makeSession() -> any ExpertSession { Session() }

  struct Session: ExpertSession {
    mutating func barClosed(
      _ view: borrowing MarketView, _ desk: inout Desk
    ) throws(ExpertFailure) {
      let position = view.position()
      if view.crossedAbove(0, 1), position <= 0 {
        if position < 0 { desk.close("S") }
        desk.enter("L", .long)
      }
      if view.crossedBelow(0, 1), position >= 0 {
        if position > 0 { desk.close("L") }
        desk.enter("S", .short)
      }
    }
  }
}

/// Enters once a day and leaves by a bracket of four in a thousand, or by the clock.
struct FixedBracketProbe: Expert {
  var requirements: Requirements { Requirements(warmUp: 1) }
  func makeSession() -> any ExpertSession { Session() }

  struct Session: ExpertSession {
    mutating func barClosed(
      _ view: borrowing MarketView, _ desk: inout Desk
    ) throws(ExpertFailure) {
      let (hour, minute) = clock(view)
      if hour == 0, minute == 15, view.position() == 0 {
        desk.enter("L", .long, quantity: .units(1))
      }
      guard view.position() > 0, let entry = view.averagePrice() else { return }
      var exit = ExitOrder("LX", from: "L")
      exit.limit = entry * 1.004
      exit.stop = entry * 0.996
      desk.exit(exit)
      if hour == 6, minute == 15 { desk.close("L") }
    }
  }
}

/// Enters twice a day, long then short, and leaves by a trailing stop in ticks, or by the clock.
struct TrailProbe: Expert {
  var points: Double
  var offset: Double
  var requirements: Requirements { Requirements(warmUp: 1) }
  func makeSession() -> any ExpertSession { Session(points: points, offset: offset) }

  struct Session: ExpertSession {
    var points: Double
    var offset: Double
    mutating func barClosed(
      _ view: borrowing MarketView, _ desk: inout Desk
    ) throws(ExpertFailure) {
      let (hour, minute) = clock(view)
      let position = view.position()
      if position == 0, minute == 15 {
        if hour == 9 { desk.enter("L", .long, quantity: .units(1)) }
        if hour == 15 { desk.enter("S", .short, quantity: .units(1)) }
      }
      if position != 0 {
        var exit = ExitOrder(position > 0 ? "LX" : "SX", from: position > 0 ? "L" : "S")
        exit.trailPoints = points
        exit.trailOffset = offset
        desk.exit(exit)
        if hour == 23, minute == 45 { desk.closeAll() }
      }
    }
  }
}

import Formats
import Market
public import Trading

/// Holds the strongest instruments of a universe in equal parts, chosen anew each month.
///
/// Strength is the return from `lookback` bars ago to `skip` bars ago: a year without its last
/// month, as in Jegadeesh and Titman (1993) and after. The choice is made at the first close of a
/// month and traded at the next open; instruments with too short a history, and those that fell
/// when `absolute` is set, are not chosen, and their part stays in cash. It fails when the weak
/// recover fastest, as after a crash.
public struct CrossSectionalMomentum: Expert {
  /// How many instruments it holds.
  public var count: Int
  /// Bars over which strength is measured.
  public var lookback: Int
  /// Latest bars that are left out.
  public var skip: Int
  /// Whether only instruments that rose are held.
  public var absolute: Bool

  /// Makes the expert; `count` at least 1, `lookback` above `skip`.
  public init(count: Int = 5, lookback: Int = 252, skip: Int = 21, absolute: Bool = false) {
    self.count = count
    self.lookback = lookback
    self.skip = skip
    self.absolute = absolute
  }

  /// A look back over the closes.
  public var requirements: Requirements { Requirements(warmUp: 1) }

  /// Makes a session.
  public func makeSession() throws(ExpertFailure) -> any ExpertSession {
    guard lookback > skip else {
      throw ExpertFailure("the look-back must be longer than the bars left out")
    }
    return Session(rules: self)
  }

  private struct Session: ExpertSession {
    let rules: CrossSectionalMomentum
    var month = Int.min
    var day = Int32.min

    mutating func barClosed(
      _ view: borrowing MarketView, _ desk: inout Desk
    ) throws(ExpertFailure) {
      guard view.today != day else { return }
      day = view.today
      let date = CivilDate(daysSinceEpoch: Int(day))
      let now = date.year * 12 + date.month
      let isFirst = month == .min
      guard now != month else { return }
      month = now
      // The first month may have begun before the data did.
      if isFirst { return }
      rebalance(view, &desk)
    }

    private func rebalance(_ view: borrowing MarketView, _ desk: inout Desk) {
      var strengths: [(strength: Double, instrument: Int)] = []
      for instrument in 0..<view.instrumentCount {
        let strength =
          view.close(rules.skip, series: instrument)
          / view.close(rules.lookback, series: instrument) - 1
        if strength.isFinite, !rules.absolute || strength > 0 {
          strengths.append((strength, instrument))
        }
      }
      // Equal strengths go by the order of instruments, so that the choice is always the same.
      strengths.sort { ($1.strength, $0.instrument) < ($0.strength, $1.instrument) }
      let chosen = Set(strengths.prefix(rules.count).map(\.instrument))
      let weight = 1 / Double(rules.count)
      // What leaves goes first, so that its money can buy what comes.
      for instrument in 0..<view.instrumentCount
      where !chosen.contains(instrument) && view.position(instrument) != 0 {
        desk.target(units: 0, instrument: instrument)
      }
      for instrument in 0..<view.instrumentCount where chosen.contains(instrument) {
        desk.target(weight: weight, instrument: instrument)
      }
    }
  }
}

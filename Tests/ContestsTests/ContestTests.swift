import Formats
import Market
import Replay
import TestSupport
import Testing
import Trading

@testable import Contests

@Suite struct ContestTests {
  @Test func `histories without a common day are an error that lists each span`() throws {
    let early = Fixture.series("OLD", days: 18_000..<18_100, seed: 1)
    let late = Fixture.series("NEW", days: 18_200..<18_300, seed: 2)
    var message = ""
    do throws(LocatedError) {
      _ = try Contest(
        agents: [], series: [early, late], benchmark: Rhythm(on: 1, off: 0))
    } catch { message = error.message }
    #expect(
      message == "the histories have no day in common: NEW 2019-10-31 to 2020-02-07; "
        + "OLD 2019-04-14 to 2019-07-22")
  }

  @Test func `every account says which code path it took`() throws {
    struct Idle: ColumnExpert {
      var requirements: Requirements { Requirements(warmUp: 1) }
      func makeSession() -> any ExpertSession { Session() }
      func activeBars(_ columns: borrowing RunColumns, in bars: Range<Int>) -> [Int] { [] }
      struct Session: ExpertSession {
        mutating func barClosed(
          _ view: borrowing MarketView, _ desk: inout Desk
        ) throws(ExpertFailure) {}
      }
    }
    let agents = [Agent("idle", .sleeves(Idle())), Agent("fast", .sleeves(Rhythm(on: 2, off: 2)))]
    let record = Referee.run(try Fixture.contest(agents))
    #expect(record["idle"]?.paths == [.columns, .columns, .columns])
    #expect(record["fast"]?.paths == [.reference, .reference, .reference])
    let accounts = record.records.reduce(0) { $0 + $1.paths.count }
    #expect(record.pathText == "reference \(accounts - 3), columns 3")
  }

  @Test func `the union holds what it holds where there are no prices`() throws {
    let early = Fixture.series("OLD", days: 18_000..<18_100, seed: 1)
    let late = Fixture.series("NEW", days: 18_200..<18_300, seed: 2)
    var rulebook = Fixture.quick
    rulebook.span = .union
    let contest = try Fixture.contest([], series: [early, late], rulebook: rulebook)
    let hold = try #require(Referee.run(contest)["buy-and-hold"])
    #expect(contest.window.count == 200)
    #expect(hold.equity[99] == hold.equity[100] && hold.equity[199] != hold.equity[100])
  }

  @Test func `the window is what all have, and earlier bars warm up`() throws {
    let long = Fixture.series("AAA", days: 18_000..<18_400, seed: 1)
    let short = Fixture.series("BBB", days: 18_100..<18_350, seed: 2)
    let contest = try Fixture.contest(Fixture.mixed.dropLast(2) + [], series: [long, short])
    let record = try #require(Referee.run(contest)["fast"])
    #expect(contest.window.days == Array(18_100..<18_350))
    #expect(record.equity.count == 250 && record.equity[0] == 100_000)
    let limited = try Fixture.contest([], series: [long, short], from: 18_200, to: 18_210)
    #expect(limited.window.days == Array(18_200...18_210))
  }

  @Test(
    "contests that cannot be held are refused in words",
    arguments: [
      ("two agents have the name 'x'", ["x", "x"], nil),
      ("two agents have the name 'cash'", ["cash"], nil),
      ("agent 'x' trades an instrument without prices", ["x"], ["AAB"]),
      ("agent 'x' trades nothing", ["x"], []),
      ("symbol 'AAA' is given twice", ["twice"], nil),
      ("no day of the histories lies in the days asked for", ["late"], nil),
    ] as [(String, [String], [String]?)])
  func refusals(message: String, names: [String], symbols: [String]?) {
    var found = ""
    do {
      _ = try Fixture.contest(
        names.map { Agent($0, .sleeves(Rhythm(on: 1, off: 1)), symbols: symbols) },
        series: Fixture.three + (names == ["twice"] ? [Fixture.three[0]] : []),
        from: names == ["late"] ? 30_000 : nil)
    } catch { found = "\(error)" }
    #expect(found.contains(message))
  }

  @Test func `returns from elsewhere stand beside the agents`() throws {
    let days = Array(Int32(18_050)..<18_380)
    let returns = days.map { day in day % 2 == 0 ? 0.01 : -0.008 }
    let agent = Agent(
      "model", .returns(ReturnSeries(days: days.map { $0 }, returns: returns)),
      kind: .returnsSeries)
    let result = Referee.run(try Fixture.contest([agent]))
    let record = try #require(result["model"])
    var equity = 100_000.0
    for value in returns { equity *= 1 + value }
    #expect(result.contest.window.days == days && record.finalEquity == equity)
    #expect(result.standings.warnings.contains { $0.contains("not replayed under these rules") })
    let lost = Agent(
      "lost", .returns(ReturnSeries(days: days, returns: returns.map { _ in -1 })),
      kind: .returnsSeries)
    #expect(Referee.run(try Fixture.contest([lost]))["lost"]?.outcome == .ruined)
  }
}

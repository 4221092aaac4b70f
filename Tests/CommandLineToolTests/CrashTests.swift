import Formats
import Platform
import Store
import TestSupport
import Testing

@testable import CommandLineTool

/// Processes that are killed while they save.
@Suite(.enabled(if: BuiltProgram.isBuilt, Comment(rawValue: BuiltProgram.absence)))
struct CrashTests {
  /// How often to kill; `TOURNEY_KILL_POINTS=100` for the long form.
  private static let pointCount =
    Environment.variable("TOURNEY_KILL_POINTS").flatMap { Int($0) } ?? 12

  /// A command that saves, another thing each time.
  enum Job: String, CaseIterable {
    case backtest
    case rank

    func words(_ number: Int, store: String) -> [String] {
      let data = Repository.path("data/intraday/SIMUSD-1h.csv")
      switch self {
      case .backtest:
        return [
          "backtest", data, "--expert", "sma-cross", "--set", "fast=1", "--set",
          "slow=\(2 + number)", "--store", store,
        ]
      case .rank:
        return ["rank", data, "--draws", "100", "--seed", "\(number)", "--store", store]
      }
    }

    /// The number of what the program said it keeps, if it did.
    func reported(_ output: String) -> Int64? {
      let mark = self == .backtest ? "kept as run " : "kept as contest c"
      guard let start = output.firstRange(of: mark) else { return nil }
      return Int64(output[start.upperBound...].prefix { $0.isNumber })
    }
  }

  @Test("a kill at any moment loses nothing that was reported as saved", arguments: Job.allCases)
  func killsLoseNothing(job: Job) throws {
    var generator = SeededGenerator.fromEnvironment(or: 20_260_101)
    try withTemporaryDirectory { folder in
      let start = MonotonicClock.nanoseconds()
      let whole = try BuiltProgram(
        job.words(0, store: FileSystem.join(folder, "first.db")), folder: folder)
      #expect(whole.wait() == 0)
      let microseconds = Double(MonotonicClock.nanoseconds() - start) / 1_000
      let path = FileSystem.join(folder, "killed.db")
      var found = Mismatches()
      var reported: Set<Int64> = []
      var savingCount = 0
      for point in 0..<Self.pointCount {
        let program = try BuiltProgram(job.words(point, store: path), folder: folder)
        let isSaving = point % 2 == 1 && waitForWriting(path, program)
        if isSaving { savingCount += 1 }
        let longest = isSaving ? microseconds / 10 : microseconds * 1.1
        BuiltProgram.pause(microseconds: Int(generator.unit() * longest))
        program.kill()
        _ = program.wait()
        if let id = try job.reported(program.output()) { reported.insert(id) }
        try check(path, reported, job, "seed \(generator.seed), point \(point)", &found)
      }
      #expect(found.isEmpty, "\(found)")
      // Half of the kills are aimed at the moment of writing; some must have met it.
      #expect(savingCount > Self.pointCount / 5)
      #expect(CommandLineTool.run(["runs", "verify", "--store", path, "-q"]) == 0)
    }
  }

  /// Waits until a process writes to the store; false if it ends before.
  private func waitForWriting(_ path: String, _ program: BuiltProgram) -> Bool {
    let log = path + "-wal"
    let before = BuiltProgram.size(of: log)
    while program.isRunning {
      if BuiltProgram.size(of: log) > max(before, 40_000) { return true }
      BuiltProgram.pause(microseconds: 200)
    }
    return false
  }

  private func check(
    _ path: String, _ reported: Set<Int64>, _ job: Job, _ label: String, _ found: inout Mismatches
  ) throws {
    guard FileSystem.exists(path) else { return }
    do throws(LocatedError) {
      let store = try Store(path, access: .write)
      let runs = try store.runs()
      let contests = try store.contests()
      let kept = Set(job == .backtest ? runs.map(\.id) : contests.map(\.id))
      found.require(reported.isSubset(of: kept), "\(label): lost \(reported.subtracting(kept))")
      // The others were looked at after earlier kills, and are verified in the end.
      for run in runs.suffix(2) {
        let loaded = try store.load(run)
        found.require(
          loaded.content.trades.count == run.tradeCount && !loaded.content.fills.isEmpty
            && !loaded.content.metrics.isEmpty, "\(label): run \(run.id) is not whole")
      }
      for contest in contests.suffix(2) {
        found.require(
          contest.standings.count == contest.configuration.agents.count + 2,
          "\(label): contest \(contest.title) is not whole")
      }
    } catch {
      found.add("\(label): \(error)")
    }
  }

  @Test("several processes at once keep what each reports")
  func processesTakeTurns() throws {
    try withTemporaryDirectory { folder in
      let path = FileSystem.join(folder, "shared.db")
      var programs: [BuiltProgram] = []
      for number in 0..<6 {
        let own = FileSystem.join(folder, "\(number)")
        try FileSystem.createDirectory(own)
        programs.append(try BuiltProgram(Job.backtest.words(number, store: path), folder: own))
      }
      let codes = programs.map { $0.wait() }
      let reported = try programs.compactMap { Job.backtest.reported(try $0.output()) }
      #expect(codes == [0, 0, 0, 0, 0, 0])
      #expect(reported.sorted() == [1, 2, 3, 4, 5, 6])
      #expect(CommandLineTool.run(["runs", "verify", "--store", path, "-q"]) == 0)
    }
  }
}

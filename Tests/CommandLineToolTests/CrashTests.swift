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
    Environment.variable("TOURNEY_KILL_POINTS").flatMap { Int($0) } ?? 20

  private func words(slow: Int, store: String) -> [String] {
    [
      "backtest", Repository.path("data/intraday/SIMUSD-1h.csv"), "--expert", "sma-cross",
      "--set", "fast=1", "--set", "slow=\(slow)", "--store", store,
    ]
  }

  /// The number of the run that the program said it keeps, if it did.
  private func reportedRun(_ output: String) -> Int64? {
    guard let start = output.firstRange(of: "kept as run ") else { return nil }
    return Int64(output[start.upperBound...].prefix { $0.isNumber })
  }

  @Test("a kill at any moment loses nothing that was reported as saved")
  func killsLoseNothing() throws {
    var generator = SeededGenerator.fromEnvironment(or: 20_260_101)
    try withTemporaryDirectory { folder in
      let start = MonotonicClock.nanoseconds()
      let whole = try BuiltProgram(
        words(slow: 2, store: FileSystem.join(folder, "first.db")), folder: folder)
      #expect(whole.wait() == 0)
      let microseconds = Double(MonotonicClock.nanoseconds() - start) / 1_000
      let path = FileSystem.join(folder, "killed.db")
      var found = Mismatches()
      var reported: Set<Int64> = []
      var savingCount = 0
      for point in 0..<Self.pointCount {
        let program = try BuiltProgram(words(slow: 2 + point, store: path), folder: folder)
        let isSaving = point % 2 == 1 && waitForWriting(path, program)
        if isSaving { savingCount += 1 }
        let longest = isSaving ? microseconds / 10 : microseconds * 1.1
        BuiltProgram.pause(microseconds: Int(generator.unit() * longest))
        program.kill()
        _ = program.wait()
        if let id = try reportedRun(program.output()) { reported.insert(id) }
        try check(path, reported, "seed \(generator.seed), point \(point)", &found)
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
    _ path: String, _ reported: Set<Int64>, _ label: String, _ found: inout Mismatches
  ) throws {
    guard FileSystem.exists(path) else { return }
    do throws(LocatedError) {
      let store = try Store(path, access: .write)
      let runs = try store.runs()
      let kept = Set(runs.map(\.id))
      found.require(reported.isSubset(of: kept), "\(label): lost \(reported.subtracting(kept))")
      // The others were looked at after earlier kills, and are verified in the end.
      for run in runs.suffix(2) {
        let loaded = try store.load(run)
        found.require(
          loaded.content.trades.count == run.tradeCount && !loaded.content.fills.isEmpty
            && !loaded.content.metrics.isEmpty, "\(label): run \(run.id) is not whole")
      }
    } catch {
      found.add("\(label): \(error)")
    }
  }

  @Test("two processes at once keep what both report")
  func processesTakeTurns() throws {
    try withTemporaryDirectory { folder in
      let path = FileSystem.join(folder, "shared.db")
      var programs: [BuiltProgram] = []
      for number in 0..<6 {
        let own = FileSystem.join(folder, "\(number)")
        try FileSystem.createDirectory(own)
        programs.append(try BuiltProgram(words(slow: 2 + number, store: path), folder: own))
      }
      let codes = programs.map { $0.wait() }
      let reported = try programs.compactMap { try reportedRun($0.output()) }
      #expect(codes == [0, 0, 0, 0, 0, 0])
      #expect(reported.sorted() == [1, 2, 3, 4, 5, 6])
      #expect(CommandLineTool.run(["runs", "verify", "--store", path, "-q"]) == 0)
    }
  }
}

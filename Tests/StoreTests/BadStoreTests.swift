import Formats
import Platform
import SQLite
import TestSupport
import Testing

@testable import Store

@Suite struct BadStoreTests {
  /// A store with two runs.
  private func withStore(_ body: (String) throws -> Void) throws {
    try StoreFixture.withPath { (path) throws in
      do {
        let store = try Store(path, access: .write)
        for pause in 3...4 { _ = try store.save(StoreFixture.run(pause: pause)) }
      }
      try body(path)
    }
  }

  private func bytes(_ path: String) throws -> [UInt8] {
    try FileBytes(path: path).withBytes { Array($0) }
  }

  @Test("a store of a newer program is refused and left as it is")
  func newerIsRefused() throws {
    try withStore { (path) throws in
      try Connection(path, access: .existing).execute(
        "INSERT INTO migration VALUES(99, 'holograms', '9.0', '')")
      let before = try bytes(path)
      for access in [Store.Access.read, .write] {
        let error = #expect(throws: LocatedError.self) { try Store(path, access: access) }
        #expect(error?.exitClass == .failed && error?.found == "holograms")
        #expect(error?.message == "the store was written by a newer version of the program")
      }
      #expect(try bytes(path) == before)
    }
  }

  @Test("what is no store is refused and left as it is")
  func strangersAreRefused() throws {
    try withTemporaryDirectory { (folder: String) throws in
      let text = FileSystem.join(folder, "a.csv")
      try FileSystem.writeFile(
        text, "time,close\n" + String(repeating: "2020-01-01,1\n", count: 99))
      let other = FileSystem.join(folder, "other.db")
      try Connection(other, access: .create).execute("CREATE TABLE t(x)")
      let before = try [text, other].map(bytes)
      let table: [(String, Store.Access, LocatedError.ExitClass)] = [
        (text, .write, .data), (other, .write, .data), (other, .read, .data),
        (folder, .write, .failed), (FileSystem.join(folder, "none.db"), .read, .failed),
        (FileSystem.join(text, "x.db"), .write, .failed),
      ]
      var found = Mismatches()
      for (path, access, exitClass) in table {
        do {
          _ = try Store(path, access: access)
          found.add("\(path): nothing was thrown")
        } catch let error as LocatedError {
          found.check(path, error.exitClass, equals: exitClass)
        }
      }
      #expect(found.isEmpty, "\(found)")
      #expect(try [text, other].map(bytes) == before)
    }
  }

  @Test("a locked store says so after a while, and works again afterwards")
  func lockedSaysSo() throws {
    try withStore { (path) throws in
      let holder = try Connection(path, access: .existing)
      let store = try Store(path, access: .write, busyMilliseconds: 30)
      try holder.execute("BEGIN IMMEDIATE")
      let error = #expect(throws: LocatedError.self) {
        try store.save(StoreFixture.run(pause: 5))
      }
      #expect(error?.message == "the store is in use by another process")
      #expect(error?.exitClass == .failed)
      // Readers do not wait for writers.
      #expect(try Store(path, access: .read, busyMilliseconds: 30).runs().count == 2)
      try holder.execute("COMMIT")
      #expect(try store.save(StoreFixture.run(pause: 5)).id == 3)
    }
  }

  @Test("a full disk loses nothing that was saved, and saves nothing by half")
  func fullLosesNothing() throws {
    try withStore { (path) throws in
      let store = try Store(path, access: .write)
      try store.use { connection throws(SQLiteError) in
        let pages = try connection.integer("PRAGMA page_count") ?? 0
        try connection.execute("PRAGMA max_page_count = \(pages + 2)")
      }
      let error = #expect(throws: LocatedError.self) { try store.save(StoreFixture.run(pause: 2)) }
      #expect(error?.message == "the store cannot grow: the disk is full")
      let again = try Store(path, access: .read)
      let trials = try again.use { connection throws(SQLiteError) in
        try connection.integer("SELECT count(*) FROM trial")
      }
      #expect(try again.runs().map(\.id) == [1, 2] && trials == 2)
      for run in try again.runs() { _ = try again.load(run) }
    }
  }

  @Test("a damaged file is called damaged", arguments: [100, 4_096 * 3 + 5])
  func damagedIsSaid(offset: Int) throws {
    try withStore { (path) throws in
      var bytes = try bytes(path)
      for index in offset..<min(offset + 3_000, bytes.count) { bytes[index] ^= 0x5A }
      try FileSystem.writeFile(path, bytes)
      let error = #expect(throws: LocatedError.self) {
        let store = try Store(path, access: .read)
        for run in try store.runs() { _ = try store.load(run) }
        _ = try store.series()
        try store.use { connection throws(SQLiteError) in
          let verdict = try connection.text("PRAGMA quick_check(1)") ?? ""
          if verdict != "ok" {
            throw SQLiteError(code: 11, message: verdict, path: path)
          }
        }
      }
      #expect(error?.exitClass == .data)
    }
  }

  @Test("several writers at once keep every run, each whole")
  func writersTakeTurns() throws {
    try StoreFixture.withPath { (path) throws in
      let runs = try (2..<14).map { try StoreFixture.run(pause: $0) }
      let failures = parallelMap(count: runs.count, workers: 4) { index -> String? in
        do {
          _ = try Store(path, access: .write, busyMilliseconds: 60_000).save(runs[index])
          return nil
        } catch {
          return "\(error)"
        }
      }
      #expect(failures.compactMap { $0 ?? nil } == [])
      let store = try Store(path, access: .read)
      let kept = try store.runs().map { try store.load($0) }
      #expect(Set(kept.map(\.content.digest)) == Set(runs.map(\.content.digest)))
    }
  }

  @Test("the standard place follows the variables")
  func standardPlace() throws {
    let path = try Store.standardPath()
    #expect(path == Environment.variable("TOURNEY_STORE") || path.hasSuffix("/tourney/tourney.db"))
  }
}

import TestSupport
import Testing

@testable import Platform

@Suite struct FileSystemTests {
  private func text(_ path: String) throws -> String {
    try FileBytes(path: path).withBytes { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `what is written is read back`() throws {
    try withTemporaryDirectory { directory in
      var found = Mismatches()
      for size in [0, 1, 4096, 3_000_000] {
        let path = FileSystem.join(directory, "\(size).bin")
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try FileSystem.writeFile(path, bytes)
        found.check("\(size)", try FileBytes(path: path).withBytes { Array($0) }, equals: bytes)
      }
      // The kernel's files have no size; they are read to their end.
      found.require(try FileBytes(path: "/proc/self/status").count > 0, "no status")
      found.check(
        "names", try FileSystem.names(in: directory),
        equals: ["0.bin", "1.bin", "3000000.bin", "4096.bin"])
      #expect(found.isEmpty, "\(found)")
    }
  }

  @Test func `writing replaces only with leave and never leaves a part`() throws {
    try withTemporaryDirectory { directory in
      let path = FileSystem.join(directory, "report.html")
      try FileSystem.writeFile(path, "first", overwrite: false)
      let refusal = #expect(throws: PlatformError.self) {
        try FileSystem.writeFile(path, "second", overwrite: false)
      }
      #expect(refusal?.kind == .exists)
      #expect(try text(path) == "first")
      try FileSystem.writeFile(path, "third")
      #expect(try text(path) == "third")
      #expect(try FileSystem.names(in: directory) == ["report.html"])
    }
  }

  @Test func `a device is written and not replaced`() throws {
    try FileSystem.writeFile("/dev/null", "nothing")
    #expect(try text("/dev/null").isEmpty)
  }

  @Test func `errors tell the reasons apart`() throws {
    try withTemporaryDirectory { directory in
      let missing = FileSystem.join(directory, "missing.csv")
      let file = FileSystem.join(directory, "file")
      try FileSystem.writeFile(file, "x")
      var found = Mismatches()
      func check(_ expected: String, _ kind: PlatformError.Kind, _ body: () throws -> Void) {
        do {
          try body()
          found.add("no error, expected \(expected)")
        } catch {
          found.check("error", "\(error)", equals: expected)
          found.check("kind", (error as? PlatformError)?.kind, equals: kind)
        }
      }
      check("cannot open '\(missing)': no such file or directory", .missing) {
        _ = try FileBytes(path: missing)
      }
      check("cannot read '\(directory)': is a directory", .isDirectory) {
        _ = try FileBytes(path: directory)
      }
      check("cannot write '\(directory)': is a directory", .isDirectory) {
        try FileSystem.writeFile(directory, "x")
      }
      check("cannot list '\(file)': not a directory", .isNotDirectory) {
        _ = try FileSystem.names(in: file)
      }
      check("cannot create '\(file)': file exists", .exists) {
        try FileSystem.createDirectory(FileSystem.join(file, "below"))
      }
      #expect(found.isEmpty, "\(found)")
    }
  }

  @Test func `directories are made with their parents and removed with their content`() throws {
    try withTemporaryDirectory { directory in
      let deep = FileSystem.join(directory, "a/b/c")
      try FileSystem.createDirectory(deep)
      try FileSystem.createDirectory(deep)
      try FileSystem.writeFile(FileSystem.join(deep, "file"), "x")
      #expect(FileSystem.isDirectory(deep))
      try FileSystem.remove(FileSystem.join(directory, "a"))
      #expect(try FileSystem.names(in: directory).isEmpty)
    }
  }

  @Test func `paths are taken apart and put together`() {
    var found = Mismatches()
    for (path, name, directory, stem) in [
      ("data/SPY-1d.csv", "SPY-1d.csv", "data", "SPY-1d"), ("a.csv", "a.csv", ".", "a"),
      ("/a", "a", "/", "a"), ("/", "/", "/", "/"), ("a/b/", "b", "a", "b"),
      ("a//b.tar.gz", "b.tar.gz", "a", "b.tar"), (".profile", ".profile", ".", ".profile"),
    ] {
      found.check("name of \(path)", FileSystem.fileName(of: path), equals: name)
      found.check("directory of \(path)", FileSystem.directoryName(of: path), equals: directory)
      found.check("stem of \(path)", FileSystem.stem(of: path), equals: stem)
    }
    for (directory, path, joined) in [
      ("a", "b", "a/b"), ("a/", "b", "a/b"), ("a", "/b", "/b"), ("", "b", "b"),
    ] {
      found.check("join", FileSystem.join(directory, path), equals: joined)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `the clock does not go backwards and the process is somewhere`() {
    let first = MonotonicClock.nanoseconds()
    #expect(MonotonicClock.nanoseconds() >= first)
    #expect(FileSystem.isDirectory(FileSystem.currentDirectory))
    #expect(Environment.variable("PATH") != nil && Environment.variable("NOT SET") == nil)
    #expect(Process.availableProcessors >= 1 && Process.peakMemoryBytes > 1_000_000)
  }
}

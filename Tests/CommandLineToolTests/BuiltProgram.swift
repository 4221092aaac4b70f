import Foundation
import Platform
import TestSupport

/// The built `tourney`, run as a process of its own.
struct BuiltProgram {
  /// Where the program lies: beside the bundle of the tests.
  static let path: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return FileSystem.join(FileSystem.directoryName(of: own), "tourney")
  }()

  /// Whether it was built.
  static var isBuilt: Bool { FileSystem.exists(path) }
  static let absence = "the program is not built"

  private let process = Foundation.Process()
  private let folder: String

  /// Starts the program; what it prints goes to files in a folder.
  init(_ words: [String], folder: String, through wrapper: [String] = []) throws {
    self.folder = folder
    let all = wrapper + [Self.path] + words
    process.executableURL = URL(fileURLWithPath: all[0])
    process.arguments = Array(all.dropFirst())
    for (name, set) in [("out", \Foundation.Process.standardOutput), ("err", \.standardError)] {
      let file = FileSystem.join(folder, name)
      try FileSystem.writeFile(file, "")
      process[keyPath: set] = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
    }
    try process.run()
  }

  /// Whether it has not ended yet.
  var isRunning: Bool { process.isRunning }

  /// Ends it at once, as a crash would.
  func kill() { Foundation.kill(process.processIdentifier, SIGKILL) }

  /// Waits for its end and returns the exit code, or minus the signal that ended it.
  func wait() -> Int32 {
    process.waitUntilExit()
    return process.terminationReason == .exit
      ? process.terminationStatus : -process.terminationStatus
  }

  /// What it has printed.
  func output() throws -> String { try text("out") }
  /// What it has complained about.
  func complaints() throws -> String { try text("err") }

  private func text(_ name: String) throws -> String {
    try FileBytes(path: FileSystem.join(folder, name)).withBytes {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// Sleeps for some microseconds.
  static func pause(microseconds: Int) { usleep(UInt32(max(0, microseconds))) }

  /// How many bytes a file has; 0 if there is none.
  static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Takes away the permission to write a file and its folder.
  static func protect(_ path: String, _ folder: String) {
    chmod(path, 0o444)
    chmod(folder, 0o555)
  }

  /// Gives it back.
  static func unprotect(_ path: String, _ folder: String) {
    chmod(folder, 0o755)
    chmod(path, 0o644)
  }

  /// Whether permissions do not bind the user of the tests.
  static var isSuperuser: Bool { getuid() == 0 }
}

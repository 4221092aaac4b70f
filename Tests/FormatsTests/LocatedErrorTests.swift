import Platform
import TestSupport
import Testing

@testable import Formats

@Suite struct LocatedErrorTests {
  @Test func `errors say where, what, and what to do`() {
    var found = Mismatches()
    for (error, text) in [
      (LocatedError(.failed, "nothing to do"), "error: nothing to do"),
      (
        LocatedError(
          .data, "prices must be positive", file: "a.csv", line: 12, column: "low", found: "-1",
          expected: "a number above 0", hint: "use --repair drop"),
        "a.csv:12:low: error: prices must be positive, was '-1', expected a number above 0\n"
          + "hint: use --repair drop"
      ),
      (
        LocatedError(.usage, "unknown input", file: "r.json", path: "agents[2].inputs.fast"),
        "r.json:agents[2].inputs.fast: error: unknown input"
      ),
    ] {
      found.check("text", error.description, equals: text)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `what the system refuses becomes such an error`() throws {
    func message(_ body: () throws(PlatformError) -> Void) -> String {
      do throws(PlatformError) {
        try body()
        return ""
      } catch { return LocatedError(error, as: .data).description }
    }
    try withTemporaryDirectory { directory in
      let file = FileSystem.join(directory, "a.csv")
      try FileSystem.writeFile(file, "x")
      var found = Mismatches()
      for (actual, expected) in [
        (
          message { () throws(PlatformError) in _ = try FileBytes(path: "none.csv") },
          "none.csv: error: cannot open, there is no such file or directory"
        ),
        (
          message { () throws(PlatformError) in _ = try FileBytes(path: directory) },
          "\(directory): error: cannot read a directory, expected a file"
        ),
        (
          message { () throws(PlatformError) in _ = try FileBytes(path: file + "/b") },
          "\(file)/b: error: cannot open, part of the path is a file"
        ),
        (
          message { () throws(PlatformError) in
            try FileSystem.writeFile(file, "y", overwrite: false)
          },
          "\(file): error: cannot write, there is such a file already"
        ),
        (
          LocatedError(PlatformError(.read, path: "-", code: 5)).description,
          "standard input: error: cannot read, input/output error"
        ),
      ] {
        found.check("message", actual, equals: expected)
      }
      #expect(found.isEmpty, "\(found)")
    }
  }
}

import Glibc
import TestSupport
import Testing

@testable import Platform

@Suite struct StreamTests {
  /// Opens a pipe and hands its ends to `body`; the reading end may be closed by it.
  private func withPipe(_ body: (_ reading: Int32, _ writing: Int32) throws -> Void) rethrows {
    var ends: [Int32] = [0, 0]
    // Other tests start programs, which must not keep the reading end open.
    #expect(pipe(&ends) == 0 && fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0)
    defer { close(ends[1]) }
    try body(ends[0], ends[1])
  }

  @Test func `bytes arrive in order when they are flushed`() {
    withPipe { reading, writing in
      let stream = StandardStream(descriptor: writing, name: "pipe", flushThreshold: 8)
      stream.write("abc")
      stream.write("defgh")
      stream.write("ij")
      stream.flush()
      var bytes = [UInt8](repeating: 0, count: 64)
      let count = read(reading, &bytes, 64)
      #expect(String(decoding: bytes[..<count], as: UTF8.self) == "abcdefghij")
      #expect(!stream.isTerminal && !stream.isClosed)
      close(reading)
    }
  }

  @Test func `a reader that goes away closes the stream and not the program`() {
    withPipe { reading, writing in
      let stream = StandardStream(descriptor: writing, name: "pipe", flushThreshold: 0)
      close(reading)
      // A program that is just being started holds the reading end until it runs.
      let deadline = MonotonicClock.nanoseconds() + 10_000_000_000
      repeat {
        stream.write("nobody reads this")
      } while !stream.isClosed && MonotonicClock.nanoseconds() < deadline && usleep(10_000) == 0
      #expect(stream.isClosed)
      stream.write("nor this")
      #expect(stream.failure?.description == "cannot write 'pipe': broken pipe")
    }
  }

  @Test func `a full disk is a failure and no closed pipe`() throws {
    let full = open("/dev/full", O_WRONLY)
    try #require(full >= 0)
    defer { close(full) }
    let stream = StandardStream(descriptor: full, name: "standard output", flushThreshold: 0)
    stream.write("x")
    #expect(!stream.isClosed && stream.failure?.reason == "no space left on device")
  }

  @Test func `the first interrupt cancels and the second one ends`() async {
    await #expect(processExitsWith: .exitCode(Interrupts.exitCode)) {
      let cancellation = Cancellation()
      Interrupts.install(cancellation)
      // Another thread takes the signal: those that run tests block it.
      kill(getpid(), SIGINT)
      let deadline = MonotonicClock.nanoseconds() + 10_000_000_000
      while !cancellation.isCancelled, MonotonicClock.nanoseconds() < deadline { usleep(1000) }
      guard cancellation.isCancelled else { exit(1) }
      kill(getpid(), SIGINT)
      sleep(10)
      exit(2)
    }
  }
}

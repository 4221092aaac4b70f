import Glibc

/// The running program seen from outside.
package enum Process {
  /// How many processors the machine offers now, at least 1.
  package static var availableProcessors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Writes what standard output has collected and ends the program.
  package static func exit(_ code: Int32) -> Never {
    StandardStream.output.flush()
    Glibc.exit(code)
  }

  /// The largest amount of memory in bytes that the process has had in use so far.
  package static var peakMemoryBytes: Int {
    var usage = rusage()
    guard getrusage(RUSAGE_SELF.rawValue, &usage) == 0 else { return 0 }
    return usage.ru_maxrss * 1024
  }
}

/// A clock that only measures how long something takes.
package enum MonotonicClock {
  /// Nanoseconds since some instant in the past; never goes backwards.
  package static func nanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// Nanoseconds that processors have worked for this program, all its threads together.
  package static func processorNanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}

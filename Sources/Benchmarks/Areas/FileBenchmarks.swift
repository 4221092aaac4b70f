import Files
import Formats
import Market
import Platform

/// Reading a file of bars.
enum FileBenchmarks {
  static func all(_ inputs: BenchmarkInputs) -> [Benchmark] {
    [
      Benchmark("read CSV", .files, count: inputs.scale.count(1_000_000)) {
        () throws(LocatedError) in
        let folder = try TemporaryFolder()
        let path = folder.path("BENCH-1m.csv")
        let series = inputs.minutes
        do throws(PlatformError) {
          try FileSystem.writeFile(path, BarWriter.csv(series))
        } catch {
          throw LocatedError(error)
        }
        return .work(
          TimedWork(
            { () throws(LocatedError) in
              try DataFile.load(path, workers: inputs.workers).series
            },
            outcome: { series in
              // The folder has to last as long as the work.
              withExtendedLifetime(folder) {
                Outcome(
                  hash: hash(series),
                  remark: "\(series.count) bars, \(inputs.workers) workers")
              }
            },
            expected: { Outcome(hash: hash(series)) }))
      }
    ]
  }

  static func hash(_ series: BarSeries) -> UInt64 {
    var hash = BitHash()
    for time in series.openTimes { hash.combine(UInt64(bitPattern: time)) }
    for column in [series.open, series.high, series.low, series.close, series.volume] {
      hash.combine(column)
    }
    return hash.value
  }
}

/// A folder that goes with the last who holds it.
final class TemporaryFolder {
  private let folder: String

  init() throws(LocatedError) {
    do throws(PlatformError) {
      folder = try FileSystem.createTemporaryDirectory(prefix: "tourney-bench-")
    } catch {
      throw LocatedError(error)
    }
  }

  deinit { try? FileSystem.remove(folder) }

  func path(_ name: String) -> String { FileSystem.join(folder, name) }
}

import Formats
import Market
import Replay
import Trading

/// A probe's script, compiled once and run over any series.
struct ParityScript {
  init(_ probe: ParityProbe) throws(LocatedError) {
    throw LocatedError(.failed, "scripts cannot be compiled yet")
  }

  func run(_ series: BarSeries) throws(LocatedError) -> RunRecord {
    throw LocatedError(.failed, "scripts cannot be compiled yet")
  }
}

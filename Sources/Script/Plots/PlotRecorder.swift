import Synchronization

/// Keeps what a script plots while it runs.
///
/// ```swift
/// let script = try Script.compile(source, keepsPlots: true).requireScript(source)
/// let recorder = PlotRecorder()
/// _ = try Replay.run(script.expert(plots: recorder), over: input, rules: rules)
/// for plot in recorder.plots { print(plot.title, plot.values.count) }
/// ```
public final class PlotRecorder: Sendable {
  private struct Recording {
    var plans: [PlotPlan] = []
    var columns: [[Double]] = []
    var barCount = 0
    var isOverlay = false
  }

  private let recording = Mutex(Recording())

  /// Makes a recorder for one run; of several runs it keeps the last.
  public init() {}

  /// What was plotted, in the order of the text; empty unless the script was compiled to keep it.
  public var plots: [ScriptPlot] {
    recording.withLock { recording in
      recording.plans.compactMap {
        $0.plot(recording.columns, count: recording.barCount, isOverlay: recording.isOverlay)
      }
    }
  }

  /// How many bars the script was run on.
  public var barCount: Int { recording.withLock { $0.barCount } }

  /// Begins a run.
  func begin(_ plans: [PlotPlan], resultCount: Int, barCount: Int, isOverlay: Bool) {
    recording.withLock { recording in
      recording = Recording(plans: plans, isOverlay: isOverlay)
      recording.columns = (0..<resultCount).map { _ in
        var column: [Double] = []
        column.reserveCapacity(barCount)
        return column
      }
    }
  }

  /// Takes the results of the next bar.
  func record(_ results: [Int32], of registers: UnsafePointer<Double>) {
    recording.withLock { recording in
      for (index, register) in results.enumerated() {
        recording.columns[index].append(registers[Int(register)])
      }
      recording.barCount += 1
    }
  }
}

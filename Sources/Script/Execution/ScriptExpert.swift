import Formats
import Market
import Trading

/// A script with its inputs fixed, as an expert that replays can run.
struct ScriptExpert: Expert {
  let script: Script
  let choices: InputChoices
  let settings: StrategySettings
  let evaluation: ScriptEvaluation
  /// What its requests may read besides the chart's bars.
  let companions: [BarSeries]
  /// Takes what it plots; nil if nobody asks.
  var plots: PlotRecorder?
  /// When its columns are computed ahead; nil leaves that to how many threads a replay may use.
  var columnsAhead: ColumnsAhead.Use?

  var requirements: Requirements {
    Requirements(capabilities: script.readsFuture ? .futureAccess : [])
  }

  func makeSession() throws(ExpertFailure) -> any ExpertSession {
    ScriptSession(expert: self)
  }
}

/// One run of a script.
struct ScriptSession: ForesightedSession {
  private let run: ScriptRun

  init(expert: ScriptExpert) { run = ScriptRun(expert) }

  mutating func barClosed(
    _ view: borrowing MarketView, _ desk: inout Desk
  ) throws(ExpertFailure) {
    try run.barClosed(view)
  }

  mutating func foresight(_ view: borrowing MarketView, workers: Int) -> (any Foresight)? {
    run.foresight(view.source.series[0], view.account, workers: workers)
  }
}

/// What one run of a script keeps from bar to bar.
private final class ScriptRun: Foresight {
  private let expert: ScriptExpert
  @exclusivity(unchecked) private var machine: Machine?
  /// The same, for bars that cost no counting.
  @exclusivity(unchecked) private var machineReference: Unmanaged<Machine>?
  @exclusivity(unchecked) private var columns: ColumnFeed?
  /// When bars may be passed over; nil if the script has to run on every bar.
  private var path: PassivePath?
  /// The bars of the current block that the machine must run, and how many it has come to.
  @exclusivity(unchecked) private var found: [Int] = []
  @exclusivity(unchecked) private var doneCount = 0
  /// What went wrong on a bar that the replay did not ask about.
  private var failure: ExpertFailure?

  private let keepsPlots: Bool

  init(_ expert: ScriptExpert) {
    self.expert = expert
    keepsPlots = expert.plots != nil
  }

  func begin(_ bars: BarSeries, _ account: Account, workers: Int = 1) -> Machine {
    let script = expert.script
    let context = ExecutionContext(
      heap: Heap(strings: script.strings), bars: bars, settings: expert.settings,
      version: script.declaration.version)
    context.account = account
    let machine = Machine(
      expert.evaluation == .columns ? script.columnForm : script.program, context: context,
      series: RequestedSeries(companions: expert.companions), choices: expert.choices,
      evaluation: expert.evaluation,
      columnsAhead: expert.columnsAhead ?? (workers > 1 ? .inLongRuns : .never))
    expert.plots?.begin(
      script.plots, resultCount: machine.program.results.count, barCount: bars.count,
      isOverlay: expert.settings.flag("overlay"))
    self.machine = machine
    machineReference = Unmanaged.passUnretained(machine)
    return machine
  }

  /// Runs the script at the close of a bar, and before it what has to be made up for.
  func barClosed(_ view: borrowing MarketView) throws(ExpertFailure) {
    let bar = view.barIndex()
    guard let machineReference else {
      return try close(begin(view.source.series[0], view.account), at: bar)
    }
    let failure: ExpertFailure? = machineReference._withUnsafeGuaranteedRef { machine in
      do throws(ExpertFailure) {
        try close(machine, at: bar)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  private func close(_ machine: Machine, at bar: Int) throws(ExpertFailure) {
    if columns != nil {
      if let failure { throw failure }
      try catchUp(to: bar, machine)
      if doneCount < found.count, found[doneCount] == bar { doneCount += 1 }
    } else if machine.context.barIndex < bar - 1 {
      // Bars before the first that is traded move the script's values, not its orders.
      machine.context.isTrading = false
      while machine.context.barIndex < bar - 1 {
        try run(machine, bar: machine.context.barIndex + 1)
      }
      machine.context.isTrading = true
    }
    try run(machine, bar: bar)
  }

  private func run(_ machine: Machine, bar: Int) throws(ExpertFailure) {
    do throws(ScriptFailure) {
      try machine.run(bar: bar)
      if keepsPlots { expert.plots?.record(machine.program.results, of: machine.registers) }
      if machine.context.heap.wantsCollection {
        try machine.context.heap.collect(machine.visitWords)
      }
    } catch {
      let position = expert.script.source.position(of: machine.failedSpan.start)
      let time = ISODateFormat.short(nanoseconds: machine.context.bars.openTimes[bar])
      throw ExpertFailure(
        "\(expert.script.source.name):\(position.line):\(position.column): \(error.message) "
          + "(bar \(bar), \(time))")
    }
  }

  // MARK: Foresight

  var blockLength: Int { columns?.blockLength ?? ColumnRun.blockLength }

  var sparesBars: Bool { path != nil }

  var needsIdleness: Bool { path?.needsIdleness ?? false }

  /// Itself, so that quiet bars cost little even of a script that has to run on each; nil for the
  /// evaluation that is the reference.
  func foresight(_ bars: BarSeries, _ account: Account, workers: Int) -> ScriptRun? {
    guard expert.evaluation == .columns else { return nil }
    if let found = begin(bars, account, workers: workers).passiveColumns() {
      columns = found.columns
      path = found.path
    }
    return self
  }

  func findActiveBars(in bars: Range<Int>, into active: inout [Int]) {
    guard let columns, let machine else { return active = Array(bars) }
    do throws(ExpertFailure) {
      // The block's values go, so what the replay did not ask about has to be run before.
      if failure == nil { try catchUp(to: bars.lowerBound, machine) }
    } catch {
      failure = error
    }
    if failure != nil { return active = Array(bars) }
    columns.findActiveBars(in: bars, into: &found)
    active.removeAll(keepingCapacity: true)
    active.append(contentsOf: found)
    doneCount = 0
  }

  /// Runs the bars before one that matter and were not asked about, because nothing is traded yet.
  private func catchUp(to bar: Int, _ machine: Machine) throws(ExpertFailure) {
    while doneCount < found.count, found[doneCount] < bar {
      machine.context.isTrading = false
      defer { machine.context.isTrading = true }
      doneCount += 1
      try run(machine, bar: found[doneCount - 1])
    }
  }
}

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

  var requirements: Requirements {
    Requirements(capabilities: script.readsFuture ? .futureAccess : [])
  }

  func makeSession() throws(ExpertFailure) -> any ExpertSession {
    ScriptSession(expert: self)
  }
}

/// What one run of a script keeps from bar to bar.
private final class ScriptRun {
  var machine: Machine?
  var foresight: ScriptForesight?
}

/// Tells the bars on which a script's guards are true.
private final class ScriptForesight: Foresight {
  let columns: ColumnRun
  private let guards: [Int32]

  init(columns: ColumnRun, guards: [Int32]) {
    self.columns = columns
    self.guards = guards
  }

  func activeBars(in bars: Range<Int>) -> [Int] { columns.foresee(bars, guards: guards) }
}

/// One run of a script.
struct ScriptSession: ForesightedSession {
  let expert: ScriptExpert
  private let run = ScriptRun()

  init(expert: ScriptExpert) { self.expert = expert }

  mutating func barClosed(
    _ view: borrowing MarketView, _ desk: inout Desk
  ) throws(ExpertFailure) {
    let machine = machine(view)
    let bar = view.barIndex()
    let context = machine.context
    if let columns = run.foresight?.columns {
      for pending in columns.pendingBars(through: bar) {
        context.isTrading = pending == bar
        try run(machine, bar: pending)
      }
      return
    }
    if context.barIndex < bar - 1 {
      // Bars before the first that is traded move the script's values, not its orders.
      context.isTrading = false
      while context.barIndex < bar - 1 { try run(machine, bar: context.barIndex + 1) }
      context.isTrading = true
    }
    try run(machine, bar: bar)
  }

  mutating func foresight(_ view: borrowing MarketView) -> (any Foresight)? {
    guard expert.evaluation == .columns, let found = machine(view).passiveColumns() else {
      return nil
    }
    run.foresight = ScriptForesight(columns: found.columns, guards: found.guards)
    return run.foresight
  }

  private func machine(_ view: borrowing MarketView) -> Machine {
    if let machine = run.machine { return machine }
    let machine = makeMachine(view.source.series[0], view.account)
    run.machine = machine
    return machine
  }

  private func makeMachine(_ bars: BarSeries, _ account: Account) -> Machine {
    let script = expert.script
    let context = ExecutionContext(
      heap: Heap(strings: script.strings), bars: bars, settings: expert.settings,
      version: script.declaration.version)
    context.account = account
    return Machine(
      expert.evaluation == .columns ? script.columnForm : script.program, context: context,
      series: RequestedSeries(companions: expert.companions), choices: expert.choices,
      evaluation: expert.evaluation)
  }

  private func run(_ machine: Machine, bar: Int) throws(ExpertFailure) {
    do throws(ScriptFailure) {
      try machine.run(bar: bar)
      let heap = machine.context.heap
      if heap.wantsCollection { try heap.collect(machine.visitWords) }
    } catch {
      let position = expert.script.source.position(of: machine.failedSpan.start)
      let time = ISODateFormat.short(nanoseconds: machine.context.bars.openTimes[bar])
      throw ExpertFailure(
        "\(expert.script.source.name):\(position.line):\(position.column): \(error.message) "
          + "(bar \(bar), \(time))")
    }
  }
}

import Formats
import Market
import Trading

/// A script with its inputs fixed, as an expert that replays can run.
struct ScriptExpert: Expert {
  let script: Script
  let choices: InputChoices
  let settings: StrategySettings
  let evaluation: ScriptEvaluation

  var requirements: Requirements {
    Requirements(capabilities: script.readsFuture ? .futureAccess : [])
  }

  func makeSession() throws(ExpertFailure) -> any ExpertSession {
    ScriptSession(expert: self)
  }
}

/// One run of a script.
struct ScriptSession: ExpertSession {
  let expert: ScriptExpert
  private var machine: Machine?

  init(expert: ScriptExpert) { self.expert = expert }

  mutating func barClosed(
    _ view: borrowing MarketView, _ desk: inout Desk
  ) throws(ExpertFailure) {
    let machine = machine ?? makeMachine(view.source.series[0], desk.account)
    if self.machine == nil { self.machine = machine }
    let bar = view.barIndex()
    let context = machine.context
    if context.barIndex < bar - 1 {
      // Bars before the first that is traded move the script's values, not its orders.
      context.isTrading = false
      while context.barIndex < bar - 1 { try run(machine, bar: context.barIndex + 1) }
      context.isTrading = true
    }
    try run(machine, bar: bar)
  }

  private func makeMachine(_ bars: BarSeries, _ account: Account) -> Machine {
    let script = expert.script
    let context = ExecutionContext(
      heap: Heap(strings: script.strings), bars: bars, settings: expert.settings,
      version: script.declaration.version)
    context.account = account
    return Machine(
      expert.evaluation == .columns ? script.columnForm : script.program, context: context,
      series: RequestedSeries(), choices: expert.choices, evaluation: expert.evaluation)
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

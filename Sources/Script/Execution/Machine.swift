import Market

/// One run of a program over the bars of one context.
///
/// Registers, instructions and histories lie in memory that the machine owns, so that a bar costs
/// no allocation and no reference counting.
final class Machine {
  /// Most rounds of all loops on one bar.
  static let maximumRoundCount = 20_000_000
  /// How far back histories reach whose depth only the run tells.
  static let longestHistory = 16_384

  let program: Program
  let context: ExecutionContext
  let registers: UnsafeMutablePointer<Double>
  let instructions: UnsafeMutablePointer<Instruction>
  let setup: UnsafeMutablePointer<Instruction>
  let operands: UnsafeMutablePointer<Int32>
  /// Functions and states are owned by the arrays below; calls go through references that cost no
  /// counting.
  let functions: UnsafeMutablePointer<Unmanaged<FunctionCall>>
  let states: UnsafeMutablePointer<Unmanaged<CallState>>
  let ownedFunctions: [FunctionCall]
  let ownedStates: [CallState]
  let flagCount: Int
  private let columnLoads: UnsafeMutablePointer<(column: BarColumn, register: Int32)>
  private let columnLoadCount: Int
  private var hasSetUp = false
  let histories: UnsafeMutablePointer<HistoryRing>
  let historyCount: Int
  private let keptHistories: UnsafeMutablePointer<Int>
  private let keptHistoryCount: Int
  let flags: UnsafeMutablePointer<Bool>
  /// Where the operands of a call are gathered.
  let words: UnsafeMutablePointer<Double>
  let columns: BarColumns
  let requests: [RequestRun]
  let requestedSeries: RequestedSeries
  let evaluation: ScriptEvaluation
  /// What is computed in blocks of bars; nil if there is none.
  private var feed: ColumnFeed?
  /// When the columns are computed ahead.
  let columnsAhead: ColumnsAhead.Use
  /// What it shows, which lives as long as it does.
  @exclusivity(unchecked) private var columnWindow: UnsafeMutablePointer<ColumnWindow>?
  @exclusivity(unchecked) var roundCount = 0
  /// The instruction being executed, where it may fail.
  @exclusivity(unchecked) var position = 0
  private var isSettingUp = false
  /// The histories that go on while bars are passed over; nil if there is none.
  @exclusivity(unchecked) private var passive: PassiveHistories?
  /// The bar that was run last, kept for these histories; columns move the context ahead of it.
  @exclusivity(unchecked) private var lastBar = -1

  init(
    _ program: Program, context: ExecutionContext, series: RequestedSeries,
    choices: InputChoices, evaluation: ScriptEvaluation, columnsAhead: ColumnsAhead.Use = .never
  ) {
    self.columnsAhead = columnsAhead
    self.program = program
    self.evaluation = evaluation
    self.context = context
    requestedSeries = series
    columns = BarColumns(context.bars)
    registers = Self.copy(program.initialWords)
    instructions = Self.copy(program.instructions)
    operands = Self.copy(program.operands)
    setup = Self.copy(program.setup)
    ownedFunctions = program.functions.map { FunctionCall($0.body) }
    functions = Self.copy(ownedFunctions.map { Unmanaged.passUnretained($0) })
    ownedStates = program.states.map { $0() }
    states = Self.copy(ownedStates.map { Unmanaged.passUnretained($0) })
    flagCount = program.flagCount
    columnLoads = Self.copy(program.loads)
    columnLoadCount = program.loads.count
    let bars = context.bars.count
    let rings = program.histories.map { plan in
      HistoryRing(plan, depth: min(plan.isKept ? plan.depth ?? Self.longestHistory : 0, bars + 1))
    }
    keptHistories = Self.copy(rings.indices.filter { program.histories[$0].isKept })
    keptHistoryCount = program.histories.count(where: \.isKept)
    historyCount = rings.count
    histories = Self.copy(rings)
    flags = Self.copy(Array(repeating: false, count: program.flagCount))
    words = Self.copy(Array(repeating: .nan, count: program.widestCall + 1))
    requests = program.requests.map { RequestRun($0, choices: choices) }
    for place in program.inputs {
      guard let word = choices.word(place.input, context.heap) else { continue }
      registers[Int(place.register)] = word
    }
  }

  private static func copy<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
    let pointer = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
    for (index, element) in elements.enumerated() {
      (pointer + index).initialize(to: element)
    }
    return pointer
  }

  deinit {
    feed?.close()
    registers.deallocate()
    instructions.deallocate()
    operands.deallocate()
    setup.deallocate()
    columnLoads.deallocate()
    functions.deallocate()
    states.deallocate()
    keptHistories.deallocate()
    for index in 0..<historyCount { histories[index].words.deallocate() }
    histories.deallocate()
    flags.deallocate()
    words.deallocate()
  }

  // MARK: Bars

  /// Executes the program on a bar and commits its values.
  func run(bar: Int) throws(ScriptFailure) {
    context.barIndex = bar
    roundCount = 0
    // A request runs within the chart's bar, at another time by columns: its work is its own.
    let chartWork = context.isRequested ? context.heap.touchedCount : 0
    context.heap.touchedCount = 0
    defer { context.heap.touchedCount = chartWork }
    for index in 0..<columnLoadCount {
      registers[Int(columnLoads[index].register)] = columns.value(
        columnLoads[index].column, at: bar)
    }
    if !hasSetUp {
      try setUp(bar: bar)
      feedColumns(guards: [])
    }
    if let columnWindow {
      if bar >= columnWindow.pointee.end { try feed?.reach(bar) }
      columnWindow.pointee.load(bar, into: registers)
    }
    if let passive {
      if lastBar >= 0, bar > lastBar + 1 {
        try keepUp(passive, bar, passedCount: bar - lastBar - 1)
      }
      lastBar = bar
    }
    try execute(instructions, bar)
    commit()
  }

  /// Computes what is the same for the whole run, once.
  private func setUp(bar: Int) throws(ScriptFailure) {
    isSettingUp = true
    try execute(setup, bar)
    isSettingUp = false
    hasSetUp = true
  }

  /// Begins the columns, if there are any.
  private func feedColumns(guards: [Int32]) {
    guard !program.columnProgram.isEmpty else { return }
    let feed = ColumnFeed(self, guards: guards)
    self.feed = feed
    columnWindow = feed.window
  }

  /// What computes the columns ahead; nil where that is not done.
  var columnsComputedAhead: ColumnsAhead? { feed?.ahead }

  /// The columns, and when bars may be passed over; nil if none may be.
  func passiveColumns() -> (columns: ColumnFeed, path: PassivePath)? {
    // A setup that fails does so again at the first bar, where the failure is told.
    guard (try? setUp(bar: 0)) != nil else { return nil }
    let path = PassivePath.find(in: program, registers: registers)
    feedColumns(guards: path?.guards ?? [])
    guard let feed, let path else { return nil }
    passive = path.histories.isEmpty ? nil : PassiveHistories(path, of: program)
    return (feed, path)
  }

  /// Adds to histories what bars that were passed over would have added.
  private func keepUp(
    _ passive: PassiveHistories, _ bar: Int, passedCount: Int
  ) throws(ScriptFailure) {
    try execute(passive.computations, bar)
    for index in passive.indices {
      histories[index].append(registers[histories[index].register], times: passedCount)
    }
  }

  /// Keeps the values of this bar for the histories.
  private func commit() {
    for place in 0..<keptHistoryCount {
      let index = keptHistories[place]
      let flag = histories[index].flag
      if flag < 0 || flags[flag] {
        histories[index].append(registers[histories[index].register])
      }
    }
    for index in 0..<flagCount { flags[index] = false }
  }

  /// The place in the text that was executed last, where it could fail.
  var failedSpan: SourceSpan {
    if let span = feed?.failedSpan { return span }
    return isSettingUp ? program.setupSpans[position] : program.spans[position]
  }

  /// Calls `visit` with every word that the run can still read.
  func visitWords(_ visit: (Double) -> Void) {
    for register in 0..<program.initialWords.count { visit(registers[register]) }
    for place in 0..<keptHistoryCount {
      histories[keptHistories[place]].forEach(visit)
    }
    for state in ownedStates { state.visitWords(visit) }
    feed?.visitWords(visit)
    for request in requests { request.visitWords(visit) }
  }

  // MARK: Calls

  /// Gathers the operands of a call.
  @inline(__always)
  func gather(_ instruction: Instruction) -> ArgumentWords {
    let count = Int(instruction.c)
    let source = operands + Int(instruction.b)
    for index in 0..<count { words[index] = registers[Int(source[index])] }
    return UnsafeBufferPointer(start: words, count: count)
  }

  /// Puts the result of a call, or all of them, where they belong.
  @inline(__always)
  func leave(_ word: Double, _ instruction: Instruction) {
    let destination = Int(instruction.destination)
    if instruction.count <= 1 {
      registers[destination] = word
    } else {
      for index in 0..<Int(instruction.count) {
        registers[destination + index] = context.results[index]
      }
    }
  }
}

/// What keeps up with bars that are passed over.
private final class PassiveHistories {
  let indices: [Int]
  /// What computes the values that they get, ended like a program.
  let computations: UnsafeMutablePointer<Instruction>

  init(_ path: PassivePath, of program: Program) {
    indices = path.histories
    let instructions =
      path.computations.map { program.instructions[$0] } + [Instruction(operation: .end)]
    computations = .allocate(capacity: instructions.count)
    computations.initialize(from: instructions, count: instructions.count)
  }

  deinit { computations.deallocate() }
}

/// A function as an object, so that calls of it need no counting of references.
final class FunctionCall {
  let body: FunctionBody

  init(_ body: @escaping FunctionBody) { self.body = body }

  /// Calls the function; a failure is left in the context.
  @inline(__always)
  func call(_ arguments: ArgumentWords, _ context: ExecutionContext) -> Double {
    do throws(ScriptFailure) {
      return try body(arguments, context)
    } catch {
      context.fail(error)
      return .nan
    }
  }
}

extension CallState {
  /// Takes one bar's arguments; a failure is left in the context.
  @inline(__always)
  func call(_ arguments: ArgumentWords, _ context: ExecutionContext) -> Double {
    do throws(ScriptFailure) {
      return try next(arguments, context)
    } catch {
      context.fail(error)
      return .nan
    }
  }
}

/// The columns of a series, by number.
///
/// Base addresses are taken once; the series is immutable and lives as long as its owner holds it.
struct BarColumns {
  private let bars: BarSeries
  private let open: UnsafePointer<Double>
  private let high: UnsafePointer<Double>
  private let low: UnsafePointer<Double>
  private let close: UnsafePointer<Double>
  private let volume: UnsafePointer<Double>?
  private let openTimes: UnsafePointer<Int64>
  private let closeTimes: UnsafePointer<Int64>

  init(_ bars: BarSeries) {
    self.bars = bars
    func base<Element>(_ column: [Element]) -> UnsafePointer<Element>? {
      column.withUnsafeBufferPointer { $0.baseAddress }
    }
    guard let open = base(bars.open), let high = base(bars.high), let low = base(bars.low),
      let close = base(bars.close), let openTimes = base(bars.openTimes),
      let closeTimes = base(bars.closeTimes)
    else { preconditionFailure("a run has at least one bar") }
    (self.open, self.high, self.low, self.close) = (open, high, low, close)
    (self.openTimes, self.closeTimes) = (openTimes, closeTimes)
    volume = bars.hasVolume ? base(bars.volume) : nil
  }

  /// Where a column lies; nil for one that is computed.
  func start(of column: BarColumn) -> UnsafePointer<Double>? {
    switch column {
    case .open: open
    case .high: high
    case .low: low
    case .close: close
    case .volume: volume
    default: nil
    }
  }

  /// Copies a column's values on a range of bars.
  func copy(_ column: BarColumn, _ bars: Range<Int>, to target: UnsafeMutablePointer<Double>) {
    if let source = start(of: column) {
      target.update(from: source + bars.lowerBound, count: bars.count)
    } else {
      for bar in bars { target[bar - bars.lowerBound] = value(column, at: bar) }
    }
  }

  /// A column's value at a bar; NaN before the first.
  @inline(__always)
  func value(_ column: BarColumn, at bar: Int) -> Double {
    guard bar >= 0 else { return .nan }
    switch column {
    case .open: return open[bar]
    case .high: return high[bar]
    case .low: return low[bar]
    case .close: return close[bar]
    case .volume: return volume.map { $0[bar] } ?? .nan
    case .hl2: return (high[bar] + low[bar]) / 2
    case .hlc3: return (high[bar] + low[bar] + close[bar]) / 3
    case .ohlc4: return (open[bar] + high[bar] + low[bar] + close[bar]) / 4
    case .hlcc4: return (high[bar] + low[bar] + close[bar] + close[bar]) / 4
    case .time: return Double(openTimes[bar] / 1_000_000)
    case .timeClose: return Double(closeTimes[bar] / 1_000_000)
    case .barIndex: return Double(bar)
    }
  }
}

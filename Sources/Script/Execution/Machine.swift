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
  let operands: UnsafeMutablePointer<Int32>
  let functions: UnsafeMutablePointer<FunctionBody>
  let states: UnsafeMutablePointer<CallState>
  let histories: UnsafeMutablePointer<HistoryRing>
  let historyCount: Int
  let flags: UnsafeMutablePointer<Bool>
  /// Where the operands of a call are gathered.
  let words: UnsafeMutablePointer<Double>
  let columns: BarColumns
  let requests: [RequestRun]
  let requestedSeries: RequestedSeries
  @exclusivity(unchecked) var roundCount = 0
  /// The instruction being executed, where it may fail.
  @exclusivity(unchecked) var position = 0

  init(
    _ program: Program, context: ExecutionContext, series: RequestedSeries,
    choices: InputChoices
  ) {
    self.program = program
    self.context = context
    requestedSeries = series
    columns = BarColumns(context.bars)
    registers = Self.copy(program.initialWords)
    instructions = Self.copy(program.instructions)
    operands = Self.copy(program.operands)
    functions = Self.copy(program.functions)
    states = Self.copy(program.states.map { $0() })
    let bars = context.bars.count
    let rings = program.histories.map { plan in
      HistoryRing(plan, depth: min(plan.depth ?? Self.longestHistory, bars + 1))
    }
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
    registers.deallocate()
    instructions.deallocate()
    operands.deallocate()
    functions.deinitialize(count: program.functions.count)
    functions.deallocate()
    states.deinitialize(count: program.states.count)
    states.deallocate()
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
    for (column, register) in program.columns {
      registers[Int(register)] = columns.value(column, at: bar)
    }
    try execute(bar)
    commit()
  }

  /// Keeps the values of this bar for the histories.
  private func commit() {
    for index in 0..<historyCount {
      let flag = histories[index].flag
      if flag < 0 || flags[flag] {
        histories[index].append(registers[histories[index].register])
      }
    }
    for index in 0..<program.flagCount { flags[index] = false }
  }

  /// The place in the text that was executed last, where it could fail.
  var failedSpan: SourceSpan { program.spans[position] }

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

/// The columns of a series, by number.
struct BarColumns {
  private let bars: BarSeries

  init(_ bars: BarSeries) { self.bars = bars }

  /// A column's value at a bar; NaN before the first.
  @inline(__always)
  func value(_ column: BarColumn, at bar: Int) -> Double {
    guard bar >= 0 else { return .nan }
    switch column {
    case .open: return bars.open[bar]
    case .high: return bars.high[bar]
    case .low: return bars.low[bar]
    case .close: return bars.close[bar]
    case .volume: return bars.hasVolume ? bars.volume[bar] : .nan
    case .hl2: return (bars.high[bar] + bars.low[bar]) / 2
    case .hlc3: return (bars.high[bar] + bars.low[bar] + bars.close[bar]) / 3
    case .ohlc4: return (bars.open[bar] + bars.high[bar] + bars.low[bar] + bars.close[bar]) / 4
    case .hlcc4: return (bars.high[bar] + bars.low[bar] + bars.close[bar] + bars.close[bar]) / 4
    case .time: return Double(bars.openTimes[bar] / 1_000_000)
    case .timeClose: return Double(bars.closeTimes[bar] / 1_000_000)
    case .barIndex: return Double(bar)
    }
  }
}

/// A script in the form that the machine runs: a flat list of instructions over registers.
///
/// It is immutable and shared by all runs; a run copies `initialWords` into its register file.
struct Program: Sendable {
  /// The first word of every register: constants are registers that nothing writes.
  var initialWords: [Double] = []
  /// What is computed once, before the first bar: the same for the whole run.
  var setup: [Instruction] = []
  var setupSpans: [SourceSpan] = []
  /// What depends on nothing but the bars: computed for many bars at a time.
  var columnProgram = ColumnProgram()
  var instructions: [Instruction] = []
  /// The place in the text of each instruction.
  var spans: [SourceSpan] = []
  /// Of each instruction, whether it is executed once on every bar.
  var isUnconditional: [Bool] = []
  /// The registers that are read from outside.
  var results: [Int32] = []
  /// The registers that calls read, one run of them per call.
  var operands: [Int32] = []
  /// The columns of the bars that it reads, and the registers that stand for them.
  var columns: [(column: BarColumn, register: Int32)] = []
  /// Those of them that are loaded into their registers at the start of each bar.
  var loads: [(column: BarColumn, register: Int32)] = []
  var histories: [HistoryPlan] = []
  /// Registers that say whether a call path was executed on this bar.
  var flagCount = 0
  var functions: [FunctionReference] = []
  /// The functions that follow from their arguments alone and never fail.
  var totalFunctions: Set<Int32> = []
  /// The functions that do nothing while the account has no position and no orders.
  var idleFunctions: Set<Int32> = []
  var states: [@Sendable () -> CallState] = []
  var requests: [RequestPlan] = []
  /// Where the words of inputs go.
  var inputs: [InputPlace] = []
  /// The number of fields of each of the user's types.
  var fieldCounts: [Int] = []
  /// Most operands of one call.
  var widestCall = 0
}

/// The instructions of a program that are computed as columns, in blocks of bars.
struct ColumnProgram: Sendable {
  var instructions: [Instruction] = []
  var spans: [SourceSpan] = []
  /// The registers that the program proper reads on each bar.
  var exports: [Int32] = []
  /// Of each instruction, its place in the order of the text: what fails first on a bar is told.
  var order: [Int] = []
  /// Stretches of calls whose averages are run side by side.
  var batches: [Range<Int>] = []

  var isEmpty: Bool { instructions.isEmpty }
}

/// What is kept of a register from bar to bar.
struct HistoryPlan: Sendable {
  var register: Int32
  /// The flag of the call path that has to be executed for the history to advance; −1 for always.
  var flag: Int32
  /// How many bars back it is read at most; nil if only the run will tell.
  var depth: Int?
  /// Whether the program proper reads it, so that it has to be kept bar by bar.
  var isKept = true
}

/// An expression in the context of another timeframe or symbol.
struct RequestPlan: Sendable {
  /// Everything that the expression needs, for the bars of its context; its results are requested.
  var program: Program
  /// The same with its columns apart.
  var columnForm: Program
  /// Whether a bar of the chart is given the values of all bars within it, as lists.
  var isCollecting = false
}

/// The register that holds an input's word.
struct InputPlace: Sendable, Hashable {
  /// Index into the script's inputs.
  var input: Int
  var register: Int32
}

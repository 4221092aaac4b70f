/// One step of a program: an operation with the numbers of its registers.
///
/// `a`, `b` and `c` are registers unless the operation says otherwise; the comments at `Opcode` use
/// `d` for the destination's value, `a` for the value of register `a` and `#a` for the number `a`
/// itself.
struct Instruction: Sendable, Hashable {
  var operation: Opcode
  /// How many operands or results there are, where their number varies.
  var count: UInt16 = 0
  var destination: Int32 = -1
  var a: Int32 = -1
  var b: Int32 = -1
  var c: Int32 = -1
}

/// What an instruction does.
enum Opcode: UInt16, Sendable, Hashable {
  /// d = a
  case move
  // MARK: Arithmetic
  case add, subtract, multiply, divide, remainder, negate
  case absolute, squareRoot, floor, ceiling, round, maximum, minimum
  /// d = a without its fraction
  case truncate
  // MARK: Comparison, tolerant by 1e-10
  case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
  /// d = a and b are the same handle or ordinal
  case sameWord, differentWord
  // MARK: Truth
  case not, and, or
  /// d = a is neither 0 nor `na`
  case truth
  /// d = a is `na`
  case isMissing
  /// d = a, or b where a is `na`
  case replaceMissing
  /// d = a ? b : c
  case select
  // MARK: History
  /// d = column #a, #b bars ago
  case barHistory
  /// d = column #a, b bars ago
  case barHistoryAt
  /// d = history #a, #b bars ago
  case history
  /// d = history #a, b bars ago, whose current value is c
  case historyAt
  // MARK: Control
  /// continues at #a
  case jump
  /// continues at #b unless a
  case jumpUnless
  /// continues at #b if a
  case jumpIf
  /// continues at #b if register a was 1, and makes it 1
  case jumpIfDone
  /// notes that the call path with flag #a was executed on this bar
  case mark
  /// counts a round of a loop and fails beyond the limit; with #a = 1 the loop is never dropped
  case countRound
  /// d = the signed step from a to b by c
  case loopStep
  /// continues at #destination unless a has not passed b in the direction of c
  case jumpIfPassed
  // MARK: Calls
  /// count registers from d on = function #a of #c operands from #b on
  case call
  /// the same for functions that read what the script or its orders change
  case observe
  /// the same for functions that do more than give a result
  case command
  /// count registers from d on = state #a of #c operands from #b on
  case callState
  /// the same on the bars on which the operand behind them is true; a column operation only
  case callStateWhere
  /// the same for states that read what the script or its orders change
  case observeState
  // MARK: Objects
  /// d = a new object with the operands from #b on as fields
  case makeObject
  /// d = field #b of object a
  case field
  /// field #b of object a = c
  case setField
  /// d = a copy of object a
  case copyObject
  /// d = number of elements of array a
  case elementCount
  /// d = element b of array a
  case element
  // MARK: Other contexts
  /// count registers from d on = request #a with symbol and timeframe as #c operands from #b on
  case request
  /// d = the column that input #a chooses, or register b without a choice
  case sourceInput
  /// ends the bar
  case end
}

extension Instruction {
  /// Whether it belongs to a loop that stays though nothing needs what it computes.
  var isKeptLoop: Bool { operation == .countRound && a == 1 }
}

extension Opcode {
  /// Whether the instruction does more than write its destination.
  var hasEffect: Bool {
    switch self {
    case .command, .setField, .end: true
    default: false
    }
  }

  /// Whether the instruction steers.
  var isControl: Bool {
    switch self {
    case .jump, .jumpUnless, .jumpIf, .jumpIfDone, .mark, .countRound, .jumpIfPassed: true
    default: false
    }
  }

  /// Whether the result follows from the operands alone, value by value, and cannot fail.
  var isElementwise: Bool {
    switch self {
    case .move, .add, .subtract, .multiply, .divide, .remainder, .negate, .absolute, .squareRoot,
      .floor, .ceiling, .round, .maximum, .minimum, .truncate, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .equal, .notEqual, .sameWord, .differentWord, .not, .and, .or, .truth,
      .isMissing, .replaceMissing, .select:
      true
    default: false
    }
  }
}

/// A column of the bars that a program reads.
enum BarColumn: Int32, Sendable, Hashable, CaseIterable {
  case open, high, low, close, volume, hl2, hlc3, ohlc4, hlcc4, time
  case timeClose = 10
  case barIndex = 11

  /// The column that a name of the language stands for.
  init?(name: String) {
    switch name {
    case "open": self = .open
    case "high": self = .high
    case "low": self = .low
    case "close": self = .close
    case "volume": self = .volume
    case "hl2": self = .hl2
    case "hlc3": self = .hlc3
    case "ohlc4": self = .ohlc4
    case "hlcc4": self = .hlcc4
    case "time": self = .time
    case "time_close": self = .timeClose
    case "bar_index": self = .barIndex
    default: return nil
    }
  }

  /// The type of its values.
  var type: ValueType {
    switch self {
    case .time, .timeClose, .barIndex: .int
    default: .float
    }
  }
}

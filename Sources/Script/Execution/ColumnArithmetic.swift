/// Operations on blocks, value by value, with the results of the machine's.
///
/// Truth is computed without branches: whether a condition holds on a bar is as good as random, and
/// the compiler takes several bars at a time.
enum ColumnArithmetic {
  typealias Blocks = UnsafeMutablePointer<UnsafeMutablePointer<Double>>

  static func compute(_ instruction: Instruction, _ blocks: Blocks, count: Int) {
    let target = blocks[Int(instruction.destination)]
    let a = blocks[Int(max(instruction.a, 0))]
    let b = blocks[Int(max(instruction.b, 0))]
    let c = blocks[Int(max(instruction.c, 0))]
    @inline(__always)
    func each(_ value: (Double) -> Double) {
      for place in 0..<count { target[place] = value(a[place]) }
    }
    @inline(__always)
    func pairs(_ value: (Double, Double) -> Double) {
      for place in 0..<count { target[place] = value(a[place], b[place]) }
    }
    switch instruction.operation {
    case .move: each { $0 }
    case .add: pairs { $0 + $1 }
    case .subtract: pairs { $0 - $1 }
    case .multiply: pairs { $0 * $1 }
    case .divide: pairs { $0 / $1 }
    case .remainder: pairs { $0.truncatingRemainder(dividingBy: $1) }
    case .negate: each { -$0 }
    case .absolute: each { abs($0) }
    case .squareRoot: each { $0.squareRoot() }
    case .floor: each { $0.rounded(.down) }
    case .ceiling: each { $0.rounded(.up) }
    case .round: each { ($0 + 0.5).rounded(.down) }
    case .truncate: each { $0.rounded(.towardZero) }
    case .maximum: pairs(WordMath.maximum)
    case .minimum: pairs(WordMath.minimum)
    case .less: pairs { WordMath.isLess($0, $1) ? 1 : 0 }
    case .lessOrEqual: pairs { WordMath.isAtMost($0, $1) ? 1 : 0 }
    case .greater: pairs { WordMath.isLess($1, $0) ? 1 : 0 }
    case .greaterOrEqual: pairs { WordMath.isAtMost($1, $0) ? 1 : 0 }
    case .equal: pairs { WordMath.isEqual($0, $1) ? 1 : 0 }
    case .notEqual: pairs { WordMath.isDifferent($0, $1) ? 1 : 0 }
    case .sameWord: pairs { $0 == $1 ? 1 : 0 }
    case .differentWord: pairs { $0 < $1 || $0 > $1 ? 1 : 0 }
    case .not: each { 1 - WordMath.truth($0) }
    case .and: pairs { WordMath.truth($0) * WordMath.truth($1) }
    case .or: pairs { WordMath.truth($0) + WordMath.truth($1) > 0 ? 1 : 0 }
    case .truth: each(WordMath.truth)
    case .isMissing: each { WordMath.isKnown($0) ? 0 : 1 }
    case .replaceMissing: pairs { WordMath.isKnown($0) ? $0 : $1 }
    case .select:
      for place in 0..<count {
        let (first, second) = (b[place], c[place])
        target[place] = WordMath.truth(a[place]) > 0 ? first : second
      }
    default: preconditionFailure("the instruction is no column operation")
    }
  }
}

/// What words mean in comparisons and as truth.
enum WordMath {
  /// Operands within this distance are equal in comparisons of scripts.
  static let tolerance = 1e-10

  /// Neither 0 nor NaN: one comparison, which compilers make of several bars at once.
  @inline(__always)
  static func isTrue(_ word: Double) -> Bool { abs(word) > 0 }

  /// 1 for what is true, 0 for what is not.
  @inline(__always)
  static func truth(_ word: Double) -> Double { isTrue(word) ? 1 : 0 }

  /// Whether a word is a finite number.
  @inline(__always)
  static func isKnown(_ word: Double) -> Bool { abs(word) <= Double.greatestFiniteMagnitude }

  @inline(__always)
  static func isEqual(_ left: Double, _ right: Double) -> Bool {
    left == right || abs(left - right) <= tolerance
  }

  @inline(__always)
  static func isDifferent(_ left: Double, _ right: Double) -> Bool {
    abs(left - right) > tolerance
  }

  /// A difference of infinity and infinity is no number, and so not above the tolerance.
  @inline(__always)
  static func isLess(_ left: Double, _ right: Double) -> Bool { right - left > tolerance }

  @inline(__always)
  static func isAtMost(_ left: Double, _ right: Double) -> Bool {
    left <= right || left - right <= tolerance
  }

  @inline(__always)
  static func maximum(_ left: Double, _ right: Double) -> Double {
    let larger = left < right ? right : left
    return right == right ? larger : right
  }

  @inline(__always)
  static func minimum(_ left: Double, _ right: Double) -> Double {
    let smaller = right < left ? right : left
    return right == right ? smaller : right
  }
}

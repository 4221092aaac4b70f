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
    case .squareRoot: each(WordMath.root)
    case .floor: each(WordMath.floor)
    case .ceiling: each { -WordMath.floor(-$0) }
    case .round: each { WordMath.floor($0 + 0.5) }
    case .truncate: each(WordMath.truncation)
    case .maximum: pairs(WordMath.maximum)
    case .minimum: pairs(WordMath.minimum)
    case .less: pairs { WordMath.isLess($0, $1) ? 1 : 0 }
    case .lessOrEqual: pairs { WordMath.isAtMost($0, $1) ? 1 : 0 }
    case .greater: pairs { WordMath.isLess($1, $0) ? 1 : 0 }
    case .greaterOrEqual: pairs { WordMath.isAtMost($1, $0) ? 1 : 0 }
    case .equal: pairs { $0 == $1 ? 1 : abs($0 - $1) <= WordMath.tolerance ? 1 : 0 }
    case .notEqual: pairs { WordMath.isDifferent($0, $1) ? 1 : 0 }
    case .sameWord: pairs { $0 == $1 ? 1 : 0 }
    case .differentWord: pairs { $0 < $1 || $0 > $1 ? 1 : 0 }
    case .not: each { 1 - WordMath.truth($0) }
    case .and: pairs { WordMath.smaller(WordMath.truth($0), WordMath.truth($1)) }
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

  @inline(__always)
  static func smaller(_ left: Double, _ right: Double) -> Double { left < right ? left : right }

  /// Whether a word is a finite number.
  @inline(__always)
  static func isKnown(_ word: Double) -> Bool { abs(word) <= Double.greatestFiniteMagnitude }

  /// The root; what is told of the magnitude's tells that it cannot fail.
  @inline(__always)
  static func root(_ word: Double) -> Double {
    let root = abs(word).squareRoot()
    let answer = word == 0 ? word : .nan
    return word > 0 ? root : answer
  }

  /// The whole number nearest to a word, the even one of two, with the word's sign.
  ///
  /// Beyond 2^52 all numbers are whole, so that a sum with it is rounded to one.
  @inline(__always)
  private static func nearest(_ word: Double) -> Double {
    let size = abs(word)
    let shift = 4_503_599_627_370_496.0
    let whole = size < shift ? (size + shift) - shift : size
    return Double(signOf: word, magnitudeOf: whole)
  }

  /// The largest whole number that is not above.
  @inline(__always)
  static func floor(_ word: Double) -> Double {
    let nearest = nearest(word)
    return nearest > word ? nearest - 1 : nearest
  }

  /// The word without its fraction.
  @inline(__always)
  static func truncation(_ word: Double) -> Double {
    Double(signOf: word, magnitudeOf: floor(abs(word)))
  }

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

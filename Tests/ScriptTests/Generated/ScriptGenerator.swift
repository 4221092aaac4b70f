import TestSupport

/// What a script is made of; each may be left out, so that small scripts come up, too.
enum ScriptFeature: CaseIterable {
  case account, collections, objects, enumerations, functions, requests, texts, loops, states
  case histories, persistence, risk, witness
}

/// The forms whose share in the scripts is counted.
enum ScriptForm: String, CaseIterable {
  case declaration, typed, tuple, persistent, intrabarPersistent, shadowing
  case assignment, addition, subtraction, multiplication, division, remainder
  case branch, branchElse, branchElseIf, branchValue, selection, selectionBySubject, selectionValue
  case counting, countingBy, countingValue, over, overIndexed, repeating, breaking, continuing
  case function, functionOfTuple, functionWithState, functionCallsFunction, method, call
  case object, field, enumeration, array, map, matrix, request, requestOfTuple, input
  case history, historyByExpression, accountHistory, state, stateInBranch, varyingLength
  case entry, order, exit, close, closeAll, cancel, cancelAll
}

/// Makes scripts that compile, at random.
///
/// All values have a kind that is known here, so that what is put together fits; what could end a run
/// early (indices, lengths, endless loops, growing texts) is held within bounds by the text itself.
struct ScriptGenerator {
  /// The kinds of values.
  enum Kind: CaseIterable {
    case int, float, bool, string, mode, point, floats, table, grid
  }

  /// A name that can be read.
  struct Name {
    var name: String
    var kind: Kind
    var canChange: Bool
  }

  /// A function that was defined.
  struct Function {
    var name: String
    var parameters: [Kind]
    var result: [Kind]
    var isMethod = false
  }

  var random: SeededGenerator
  let version: Int
  let features: Set<ScriptFeature>
  /// Whether it is a short script of declarations, assignments and a few orders.
  let isLean: Bool
  var forms: Set<ScriptForm> = []
  var names: [Name] = []
  /// Where the names begin that may be assigned: functions leave those outside alone.
  var firstAssignable = 0
  var functions: [Function] = []
  /// Where the names of the innermost block begin.
  var firstOfBlock = 0
  var counter = 0
  var branchDepth = 0
  var loopDepth = 0
  /// Whether expressions may read the account: not within requests and functions for them.
  var canReadAccount = true
  var isInFunction = false

  /// Makes a generator; the seed decides everything, the version and the features included.
  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    version = random.next() % 3 == 0 ? 5 : 6
    isLean = random.next() % 2 == 0
    var features: Set<ScriptFeature> = []
    if isLean {
      // These keep to what may become columns; the rest takes what comes.
      for feature in [ScriptFeature.states, .histories, .functions, .texts]
      where random.next() % 2 == 0 {
        features.insert(feature)
      }
      if random.next() % 5 < 3 { features.insert(.persistence) }
    } else {
      let share = [30, 60, 80].randomElement(using: &random)!
      for feature in ScriptFeature.allCases where Int(random.next() % 100) < share {
        features.insert(feature)
      }
      if random.next() % 4 > 0 { features.remove(.risk) }
    }
    if random.next() % 4 > 0 { features.insert(.witness) }
    self.features = features
  }

  /// Makes a script as statements, its header included.
  mutating func script() -> [Sketch] {
    var sketches = [Sketch("//@version=\(version)"), Sketch(header())]
    sketches += inputs() + types()
    if has(.functions) { sketches += (0..<number(1...2)).flatMap { _ in function() } }
    if isLean, has(.persistence), chance(50) { sketches += tally() }
    sketches += statements(isLean ? number(0...2) : number(1...3))
    if has(.requests) { sketches += requests() }
    if has(.functions), chance(40) { sketches += function() }
    sketches += statements(isLean ? number(0...3) : number(2...6))
    sketches += signals()
    if !isLean { sketches += statements(number(0...2)) }
    if has(.witness) { sketches += witness() }
    return sketches
  }

  // MARK: Chance

  func has(_ feature: ScriptFeature) -> Bool { features.contains(feature) }

  mutating func chance(_ percent: Int) -> Bool { Int(random.next() % 100) < percent }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int(random.next() % UInt64(elements.count))]
  }

  /// One of weighted choices.
  mutating func pick<Element>(_ weighted: [(Int, Element)]) -> Element {
    var place = Int(random.next() % UInt64(weighted.reduce(0) { $0 + $1.0 }))
    for (weight, element) in weighted {
      place -= weight
      if place < 0 { return element }
    }
    return weighted[0].1
  }

  mutating func fresh(_ prefix: String) -> String {
    counter += 1
    return prefix + String(counter)
  }

  // MARK: Names

  /// The names that can be read, without those that others hide.
  var visible: [Name] {
    var seen: Set<String> = []
    return names.reversed().filter { seen.insert($0.name).inserted }
  }

  mutating func visibleName(_ kind: Kind) -> String? {
    let found = visible.filter { $0.kind == kind }
    return found.isEmpty ? nil : pick(found).name
  }

  /// A name that may be given another value.
  mutating func assignableName(_ kinds: [Kind]) -> Name? {
    let outside = Set(names[..<firstAssignable].map(\.name))
    let inside = names[firstAssignable...]
    let found = visible.filter { name in
      name.canChange && kinds.contains(name.kind)
        && (!outside.contains(name.name) || inside.contains { $0.name == name.name })
    }
    return found.isEmpty ? nil : pick(found)
  }

  /// Runs `body` as a block, whose names are gone behind it.
  mutating func inBlock<Result>(
    _ body: (inout ScriptGenerator) -> Result
  ) -> Result {
    let (count, outer) = (names.count, firstOfBlock)
    firstOfBlock = count
    branchDepth += 1
    let result = body(&self)
    branchDepth -= 1
    firstOfBlock = outer
    names.removeSubrange(count...)
    return result
  }
}

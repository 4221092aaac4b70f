/// The loop over instructions.
extension Machine {
  /// Executes all instructions for a bar.
  func execute(
    _ instructions: UnsafeMutablePointer<Instruction>, _ bar: Int
  ) throws(ScriptFailure) {
    let r = registers
    var next = instructions
    while true {
      let i = next.pointee
      next += 1
      let d = Int(i.destination)
      let a = Int(i.a)
      let b = Int(i.b)
      let c = Int(i.c)
      switch i.operation {
      case .move: r[d] = r[a]
      case .add: r[d] = r[a] + r[b]
      case .subtract: r[d] = r[a] - r[b]
      case .multiply: r[d] = r[a] * r[b]
      case .divide: r[d] = r[a] / r[b]
      case .remainder: r[d] = r[a].truncatingRemainder(dividingBy: r[b])
      case .negate: r[d] = -r[a]
      case .absolute: r[d] = abs(r[a])
      case .squareRoot: r[d] = r[a].squareRoot()
      case .floor: r[d] = r[a].rounded(.down)
      case .ceiling: r[d] = r[a].rounded(.up)
      case .round: r[d] = (r[a] + 0.5).rounded(.down)
      case .maximum: r[d] = WordMath.maximum(r[a], r[b])
      case .minimum: r[d] = WordMath.minimum(r[a], r[b])
      case .truncate: r[d] = r[a].rounded(.towardZero)
      case .less: r[d] = WordMath.isLess(r[a], r[b]) ? 1 : 0
      case .lessOrEqual: r[d] = WordMath.isAtMost(r[a], r[b]) ? 1 : 0
      case .greater: r[d] = WordMath.isLess(r[b], r[a]) ? 1 : 0
      case .greaterOrEqual: r[d] = WordMath.isAtMost(r[b], r[a]) ? 1 : 0
      case .equal: r[d] = WordMath.isEqual(r[a], r[b]) ? 1 : 0
      case .notEqual: r[d] = WordMath.isDifferent(r[a], r[b]) ? 1 : 0
      case .sameWord: r[d] = r[a] == r[b] ? 1 : 0
      case .differentWord: r[d] = r[a] < r[b] || r[a] > r[b] ? 1 : 0
      case .not: r[d] = WordMath.isTrue(r[a]) ? 0 : 1
      case .and: r[d] = WordMath.isTrue(r[a]) && WordMath.isTrue(r[b]) ? 1 : 0
      case .or: r[d] = WordMath.isTrue(r[a]) || WordMath.isTrue(r[b]) ? 1 : 0
      case .truth: r[d] = WordMath.isTrue(r[a]) ? 1 : 0
      case .isMissing: r[d] = r[a].isFinite ? 0 : 1
      case .replaceMissing: r[d] = r[a].isFinite ? r[a] : r[b]
      case .select: r[d] = WordMath.isTrue(r[a]) ? r[b] : r[c]
      case .barHistory: r[d] = columns.value(BarColumn(rawValue: i.a)!, at: bar - b)
      case .barHistoryAt:
        position = next - instructions - 1
        let ago = try offset(r[b])
        r[d] = ago < 0 ? .nan : columns.value(BarColumn(rawValue: i.a)!, at: bar - ago)
      case .history: r[d] = histories[a].value(b)
      case .historyAt:
        position = next - instructions - 1
        let ago = try offset(r[b])
        r[d] = ago < 0 ? .nan : ago == 0 ? r[c] : histories[a].value(ago)
      case .jump: next = instructions + a
      case .jumpUnless: if !WordMath.isTrue(r[a]) { next = instructions + b }
      case .jumpIf: if WordMath.isTrue(r[a]) { next = instructions + b }
      case .jumpIfDone: if r[a] != 0 { next = instructions + b } else { r[a] = 1 }
      case .mark: flags[a] = true
      case .countRound:
        roundCount &+= 1
        if roundCount > Self.maximumRoundCount {
          position = next - instructions - 1
          throw ScriptFailure("a loop does not end within \(Self.maximumRoundCount) rounds")
        }
      case .loopStep: r[d] = r[a] <= r[b] ? abs(r[c]) : -abs(r[c])
      case .jumpIfPassed:
        let isInside = r[c] >= 0 ? r[a] <= r[b] : r[a] >= r[b]
        if !isInside { next = instructions + d }
      case .call, .observe, .command:
        position = next - instructions - 1
        leave(functions[a]._withUnsafeGuaranteedRef { $0.call(gather(i), context) }, i)
        if context.hasFailed { throw context.takeFailure() }
      case .callState, .observeState:
        position = next - instructions - 1
        leave(states[a]._withUnsafeGuaranteedRef { $0.call(gather(i), context) }, i)
        if context.hasFailed { throw context.takeFailure() }
      case .makeObject:
        position = next - instructions - 1
        r[d] = try context.heap.newObject(Array(gather(i)))
      case .field:
        position = next - instructions - 1
        r[d] = context.heap.objects[try object(r[a])][b]
      case .setField:
        position = next - instructions - 1
        context.heap.objects[try object(r[a])][b] = r[c]
      case .copyObject:
        position = next - instructions - 1
        r[d] = r[a].isNaN ? .nan : try context.heap.newObject(context.heap.objects[Int(r[a])])
      case .elementCount:
        position = next - instructions - 1
        r[d] = Double(context.heap.arrays[try context.heap.arrayIndex(r[a])].count)
      case .element:
        position = next - instructions - 1
        let array = try context.heap.arrayIndex(r[a])
        let index = Int(r[b])
        r[d] = index < context.heap.arrays[array].count ? context.heap.arrays[array][index] : .nan
      case .request:
        position = next - instructions - 1
        try request(i)
      case .sourceInput:
        r[d] =
          r[a].isNaN ? r[b] : columns.value(BarColumn(rawValue: Int32(r[a]))!, at: bar)
      case .callStateWhere: preconditionFailure("only columns ask states on some bars")
      case .end: return
      }
    }
  }

  private func offset(_ word: Double) throws(ScriptFailure) -> Int {
    if word.isNaN || word > 1e12 { return -1 }
    if word < 0 { throw ScriptFailure("a negative history offset would read the future") }
    return Int(word)
  }

  private func object(_ word: Double) throws(ScriptFailure) -> Int {
    if word.isNaN { throw ScriptFailure("the object is na: it was never made") }
    return Int(word)
  }

  private func request(_ instruction: Instruction) throws(ScriptFailure) {
    _ = gather(instruction)
    let values = try requestedValues(instruction.a, words)
    for index in 0..<Int(instruction.count) {
      registers[Int(instruction.destination) + index] = values[index]
    }
  }

  /// What a request gives on the context's current bar.
  ///
  /// - Parameter words: The symbol, the timeframe, and whether it has gaps and looks ahead.
  func requestedValues(
    _ request: Int32, _ words: UnsafePointer<Double>
  ) throws(ScriptFailure) -> [Double] {
    try requests[Int(request)].values(
      RequestKey(
        symbol: words[0], timeframe: words[1], hasGaps: words[2] == 1, looksAhead: words[3] == 1),
      for: self)
  }
}

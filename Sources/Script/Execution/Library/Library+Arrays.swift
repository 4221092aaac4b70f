// The `array` namespace: making, reading and changing lists.
extension Library {
  static let arrays: [String: Maker] = {
    var table: [String: Maker] = [
      "array.from": body { arguments, context throws(ScriptFailure) in
        try context.heap.newArray(Array(arguments))
      },
      "array.size": list { elements, _ in Double(elements.count) },
      "array.get": body { arguments, context throws(ScriptFailure) in
        let list = try context.heap.arrayIndex(arguments[0])
        if arguments[1].isNaN { return .nan }
        let place = try place(
          arguments[1], in: context.heap.arrays[list].count, "array.get", context)
        return context.heap.arrays[list][place]
      },
      "array.set": body { arguments, context throws(ScriptFailure) in
        let list = try context.heap.arrayIndex(arguments[0])
        let place = try place(
          arguments[1], in: context.heap.arrays[list].count, "array.set", context)
        context.heap.arrays[list][place] = arguments[2]
        return .nan
      },
      "array.push": body { arguments, context throws(ScriptFailure) in
        let list = try roomIn(arguments[0], context)
        context.heap.arrays[list].append(arguments[1])
        return .nan
      },
      "array.unshift": body { arguments, context throws(ScriptFailure) in
        let list = try roomIn(arguments[0], context)
        context.heap.arrays[list].insert(arguments[1], at: 0)
        return .nan
      },
      "array.insert": body { arguments, context throws(ScriptFailure) in
        let list = try roomIn(arguments[0], context)
        let count = context.heap.arrays[list].count
        let place = try place(arguments[1], in: count + 1, "array.insert", context, from: count)
        context.heap.arrays[list].insert(arguments[2], at: place)
        return .nan
      },
      "array.pop": taking("array.pop") { $0 - 1 },
      "array.shift": taking("array.shift") { _ in 0 },
      "array.remove": body { arguments, context throws(ScriptFailure) in
        let list = try context.heap.arrayIndex(arguments[0])
        let count = context.heap.arrays[list].count
        let place = try place(arguments[1], in: count, "array.remove", context)
        return context.heap.arrays[list].remove(at: place)
      },
      "array.clear": body { arguments, context throws(ScriptFailure) in
        context.heap.arrays[try context.heap.arrayIndex(arguments[0])].removeAll()
        return .nan
      },
      "array.fill": body { arguments, context throws(ScriptFailure) in
        let list = try context.heap.arrayIndex(arguments[0])
        let count = context.heap.arrays[list].count
        let low = clamped(arguments.word(2), 0...count)
        let high = clamped(arguments.word(3, default: Double(count)), low...count)
        for index in low..<high { context.heap.arrays[list][index] = arguments[1] }
        return .nan
      },
      "array.first": ended("array.first") { $0.first },
      "array.last": ended("array.last") { $0.last },
      "array.copy": body { arguments, context throws(ScriptFailure) in
        try context.heap.newArray(context.heap.arrays[context.heap.arrayIndex(arguments[0])])
      },
      "array.concat": body { arguments, context throws(ScriptFailure) in
        let list = try context.heap.arrayIndex(arguments[0])
        let other = context.heap.arrays[try context.heap.arrayIndex(arguments[1])]
        guard context.heap.arrays[list].count + other.count <= Heap.maximumElementCount else {
          throw ScriptFailure("a list holds at most \(Heap.maximumElementCount) elements")
        }
        context.heap.arrays[list] += other
        return arguments[0]
      },
      "array.slice": body { arguments, context throws(ScriptFailure) in
        let list = try context.heap.arrayIndex(arguments[0])
        let elementCount = context.heap.arrays[list].count
        let low = try wholeNumber(arguments[1], "the slice's start")
        let high = try wholeNumber(arguments[2], "the slice's end")
        guard low >= 0, high <= elementCount, low <= high else {
          throw ScriptFailure(
            "array.slice: \(low) to \(high) is no part of a list of \(elementCount) elements")
        }
        return try context.heap.newView(of: list, low..<high)
      },
      "array.reverse": body { arguments, context throws(ScriptFailure) in
        context.heap.arrays[try context.heap.arrayIndex(arguments[0])].reverse()
        return .nan
      },
      "array.join": { signature in
        let element = elementType(signature)
        return .function { arguments, context throws(ScriptFailure) in
          let elements = context.heap.arrays[try context.heap.arrayIndex(arguments[0])]
          let separator = context.heap.text(arguments.word(1)) ?? ","
          try context.heap.requireText(length: (elements.count - 1) * separator.utf8.count)
          return try context.heap.newString(
            elements.map { ValueText.text(of: $0, element, context) }
              .joined(separator: separator))
        }
      },
      "array.includes": body { arguments, context throws(ScriptFailure) in
        let elements = context.heap.arrays[try context.heap.arrayIndex(arguments[0])]
        return elements.contains { isSame($0, arguments[1]) } ? 1 : 0
      },
      "array.indexof": body { arguments, context throws(ScriptFailure) in
        let elements = context.heap.arrays[try context.heap.arrayIndex(arguments[0])]
        return Double(elements.firstIndex { isSame($0, arguments[1]) } ?? -1)
      },
      "array.lastindexof": body { arguments, context throws(ScriptFailure) in
        let elements = context.heap.arrays[try context.heap.arrayIndex(arguments[0])]
        return Double(elements.lastIndex { isSame($0, arguments[1]) } ?? -1)
      },
      "array.every": list { elements, _ in elements.allSatisfy(isTrue) ? 1 : 0 },
      "array.some": list { elements, _ in elements.contains(where: isTrue) ? 1 : 0 },
      "array.sort": sorting,
      "array.sort_indices": sortingIndices,
    ]
    for name in [
      "array.new", "array.new_float", "array.new_int", "array.new_bool", "array.new_string",
      "array.new_color", "array.new_line", "array.new_label", "array.new_box", "array.new_table",
      "array.new_linefill",
    ] {
      table[name] = body { arguments, context throws(ScriptFailure) in
        let count = arguments.word(0, default: 0)
        guard count >= 0, count <= Double(Heap.maximumElementCount) else {
          throw ScriptFailure("a list holds at most \(Heap.maximumElementCount) elements")
        }
        return try context.heap.newArray(
          Array(repeating: arguments.word(1), count: Int(count)))
      }
    }
    for name in changers { table[name] = table[name].map(noting) }
    return table
  }()

  /// The functions that change the list they are given.
  private static let changers = [
    "array.set", "array.push", "array.unshift", "array.insert", "array.pop", "array.shift",
    "array.remove", "array.clear", "array.fill", "array.concat", "array.reverse", "array.sort",
  ]

  /// The maker of a function that tells the heap of its change if there are windows on lists.
  private static func noting(_ make: @escaping Maker) -> Maker {
    { signature in
      guard case .function(let body)? = make(signature) else { return nil }
      return .function { arguments, context throws(ScriptFailure) in
        let word = try body(arguments, context)
        if !context.heap.views.isEmpty { context.heap.noteChange(arguments[0]) }
        return word
      }
    }
  }

  /// A function of a list's elements that cannot fail.
  static func list(
    _ read: @escaping @Sendable ([Double], ArgumentWords) -> Double
  ) -> Maker {
    body { arguments, context throws(ScriptFailure) in
      read(context.heap.arrays[try context.heap.arrayIndex(arguments[0])], arguments)
    }
  }

  /// The type of a list's elements, from its first argument.
  static func elementType(_ signature: CallSignature) -> ValueType {
    switch signature.argumentTypes.first {
    case .array(let element), .matrix(let element): element
    default: .float
    }
  }

  /// Whether two words are one value: numbers by the tolerance of comparisons, na equals na.
  static func isSame(_ left: Double, _ right: Double) -> Bool {
    left == right || abs(left - right) <= 1e-10 || (left.isNaN && right.isNaN)
  }

  private static func isTrue(_ word: Double) -> Bool { !word.isNaN && word != 0 }

  /// A place in a list; in version 6 negative ones count from the end.
  private static func place(
    _ word: Double, in count: Int, _ name: String, _ context: ExecutionContext, from end: Int? = nil
  ) throws(ScriptFailure) -> Int {
    let index = try wholeNumber(word, "the index of \(name)")
    let place = index < 0 && context.version >= 6 ? index + (end ?? count) : index
    guard place >= 0, place < count else {
      throw ScriptFailure("\(name): index \(index) is out of bounds, the size is \(end ?? count)")
    }
    return place
  }

  private static func roomIn(
    _ word: Double, _ context: ExecutionContext
  ) throws(ScriptFailure) -> Int {
    let list = try context.heap.arrayIndex(word)
    guard context.heap.arrays[list].count < Heap.maximumElementCount else {
      throw ScriptFailure("a list holds at most \(Heap.maximumElementCount) elements")
    }
    return list
  }

  private static func taking(
    _ name: String, _ place: @escaping @Sendable (_ count: Int) -> Int
  ) -> Maker {
    body { arguments, context throws(ScriptFailure) in
      let list = try context.heap.arrayIndex(arguments[0])
      let count = context.heap.arrays[list].count
      guard count > 0 else { throw ScriptFailure("\(name): the list is empty") }
      return context.heap.arrays[list].remove(at: place(count))
    }
  }

  private static func ended(
    _ name: String, _ pick: @escaping @Sendable ([Double]) -> Double?
  ) -> Maker {
    body { arguments, context throws(ScriptFailure) in
      let list = try context.heap.arrayIndex(arguments[0])
      guard let word = pick(context.heap.arrays[list]) else {
        throw ScriptFailure("\(name): the list is empty")
      }
      return word
    }
  }

  /// Whether the order asked for is descending.
  private static func isDescending(_ word: Double, _ context: ExecutionContext) -> Bool {
    context.text(word) == "descending"
  }

  private static let sorting: Maker = { signature in
    let isText = elementType(signature) == .string
    return .function { arguments, context throws(ScriptFailure) in
      let list = try context.heap.arrayIndex(arguments[0])
      let isBefore = ordering(isText, context)
      context.heap.arrays[list].sort(by: isBefore)
      if isDescending(arguments.word(1), context) { context.heap.arrays[list].reverse() }
      return .nan
    }
  }

  private static let sortingIndices: Maker = { signature in
    let isText = elementType(signature) == .string
    return .function { arguments, context throws(ScriptFailure) in
      let elements = context.heap.arrays[try context.heap.arrayIndex(arguments[0])]
      let isBefore = ordering(isText, context)
      var places = Array(elements.indices)
      let sign = isDescending(arguments.word(1), context)
      places.sort { left, right in
        let (first, second) = sign ? (right, left) : (left, right)
        if isBefore(elements[first], elements[second]) { return true }
        return !isBefore(elements[second], elements[first]) && left < right
      }
      return try context.heap.newArray(places.map(Double.init))
    }
  }

  /// Ascending order with missing values last.
  private static func ordering(
    _ isText: Bool, _ context: ExecutionContext
  ) -> (Double, Double) -> Bool {
    if isText { return { context.text($0) < context.text($1) } }
    return { left, right in left < right || (right.isNaN && !left.isNaN) }
  }
}

import Formats
import Market

// The `str` namespace and the text form of values.
extension Library {
  static let texts: [String: Maker] = [
    "str.length": body { arguments, context throws(ScriptFailure) in
      TextFunctions.length(context.text(arguments[0]))
    },
    "str.contains": test { TextFunctions.contains($0, $1) },
    "str.startswith": test { $0.utf16.starts(with: $1.utf16) },
    "str.endswith": test { $0.utf16.reversed().starts(with: $1.utf16.reversed()) },
    "str.pos": body { arguments, context throws(ScriptFailure) in
      TextFunctions.position(context.text(arguments[0]), of: context.text(arguments[1]))
    },
    "str.substring": body { arguments, context throws(ScriptFailure) in
      try context.heap.newString(
        TextFunctions.substring(
          context.text(arguments[0]), arguments[1], arguments.word(2)))
    },
    "str.replace": body { arguments, context throws(ScriptFailure) in
      try context.heap.newString(
        TextFunctions.replace(
          context.text(arguments[0]), context.text(arguments[1]),
          with: context.text(arguments[2]), occurrence: arguments.word(3, default: 0)))
    },
    "str.replace_all": body { arguments, context throws(ScriptFailure) in
      let text = context.text(arguments[0])
      let other = context.text(arguments[2])
      let parts = TextFunctions.split(text, separator: context.text(arguments[1]))
      guard parts.count > 1, !context.text(arguments[1]).isEmpty else {
        return context.heap.string(text)
      }
      try context.heap.requireText(length: (parts.count - 1) * other.utf8.count)
      return try context.heap.newString(parts.joined(separator: other))
    },
    "str.lower": change { $0.lowercased() },
    "str.upper": change { $0.uppercased() },
    "str.trim": change { TextFunctions.trimmed($0) },
    "str.repeat": body { arguments, context throws(ScriptFailure) in
      let text = context.text(arguments[0])
      let separator = context.text(arguments.word(2))
      let count = min(max(arguments[1], 0), Double(Heap.maximumTextLength) + 1)
      if !count.isNaN {
        try context.heap.requireText(
          length: Int(count) * (text.utf8.count + separator.utf8.count) - separator.utf8.count)
      }
      return try context.heap.newString(
        TextFunctions.repeated(text, count, separator: separator))
    },
    "str.split": body { arguments, context throws(ScriptFailure) in
      let parts = TextFunctions.split(
        context.text(arguments[0]), separator: context.text(arguments[1]))
      return try context.heap.newArray(parts.map { context.heap.string($0) })
    },
    "str.tonumber": body { arguments, context throws(ScriptFailure) in
      TextFunctions.number(context.text(arguments[0]))
    },
    "str.match": { _ in .stateful { MatchState() } },
    "str.format_time": body { arguments, context throws(ScriptFailure) in
      let format = context.heap.text(arguments.word(1)) ?? TimeText.standard
      let zone = try context.zone(arguments.word(2))
      return try context.heap.newString(TimeText.format(arguments[0], format, zone: zone))
    },
    "str.format": { signature in
      let types = Array(signature.argumentTypes.dropFirst())
      return .function { arguments, context throws(ScriptFailure) in
        var filling: [MessageText.Argument] = []
        for (index, word) in arguments.dropFirst().enumerated() {
          let type = index < types.count ? types[index] : types.last ?? .float
          filling.append(
            type.isNumeric
              ? .number(word) : .text(ValueText.text(of: word, type, context)))
        }
        let template = context.text(arguments[0])
        let longest = filling.reduce(0) { length, argument in
          if case .text(let text) = argument { max(length, text.utf8.count) } else { length }
        }
        let placeCount = template.utf8.count { $0 == UInt8(ascii: "{") }
        try context.heap.requireText(length: placeCount * longest)
        return try context.heap.newString(
          MessageText.fill(template, filling, zone: try context.zone(.nan)))
      }
    },
    "str.tostring": { signature in
      let type = signature.argumentTypes.first ?? .float
      return .function { arguments, context throws(ScriptFailure) in
        let format = context.heap.text(arguments.word(1))
        return try context.heap.newString(
          ValueText.text(of: arguments[0], type, context, format: format))
      }
    },
    "string": body { arguments, _ throws(ScriptFailure) in arguments[0] },
  ]

  private static func test(_ test: @escaping @Sendable (String, String) -> Bool) -> Maker {
    body { arguments, context throws(ScriptFailure) in
      test(context.text(arguments[0]), context.text(arguments[1])) ? 1 : 0
    }
  }

  private static func change(_ change: @escaping @Sendable (String) -> String) -> Maker {
    body { arguments, context throws(ScriptFailure) in
      guard let text = context.heap.text(arguments[0]) else { return .nan }
      return try context.heap.newString(change(text))
    }
  }
}

/// Keeps the patterns that one call has seen.
private final class MatchState: CallState {
  private var cache = PatternCache()

  override func next(
    _ arguments: ArgumentWords, _ context: ExecutionContext
  ) throws(ScriptFailure) -> Double {
    try context.heap.newString(cache.match(context.text(arguments[0]), context.text(arguments[1])))
  }
}

/// Values of every type as text.
enum ValueText {
  /// A word as text by its type.
  ///
  /// - Parameter format: A number pattern, or the name of a `format` constant.
  static func text(
    of word: Double, _ type: ValueType, _ context: ExecutionContext, format: String? = nil
  ) -> String {
    switch type {
    case .int, .float, .na, .any, .generic: return number(word, context, format)
    case .bool: return word.isNaN ? NumberText.missing : word != 0 ? "true" : "false"
    case .string: return context.heap.text(word) ?? NumberText.missing
    case .color: return word.isNaN ? NumberText.missing : ColorFunctions.text(word)
    case .array(let element): return array(word, element, context, format)
    case .matrix(let element): return matrix(word, element, context, format)
    case .enumeration: return NumberText.plain(word)
    case .map, .object, .handle, .tuple, .void: return ""
    }
  }

  private static func number(
    _ word: Double, _ context: ExecutionContext, _ format: String?
  ) -> String {
    let tick = context.bars.instrument.tickSize
    switch format {
    case nil, "": return NumberText.plain(word)
    case "mintick", "price": return NumberText.onTick(word, tick: tick)
    case "percent": return word.isNaN ? NumberText.missing : NumberText.pattern(word, "0.00") + "%"
    case "volume": return NumberText.volume(word)
    case "inherit": return NumberText.plain(word)
    case let pattern?: return NumberText.pattern(word, pattern)
    }
  }

  private static func array(
    _ word: Double, _ element: ValueType, _ context: ExecutionContext, _ format: String?
  ) -> String {
    guard !word.isNaN else { return NumberText.missing }
    context.heap.refresh(Int(word))
    let parts = context.heap.arrays[Int(word)].map {
      text(of: $0, element, context, format: format)
    }
    return "[" + parts.joined(separator: ", ") + "]"
  }

  private static func matrix(
    _ word: Double, _ element: ValueType, _ context: ExecutionContext, _ format: String?
  ) -> String {
    guard !word.isNaN else { return NumberText.missing }
    let matrix = context.heap.matrices[Int(word)]
    return (0..<matrix.rowCount).map { row in
      let cells = (0..<matrix.columnCount).map { column in
        text(
          of: matrix.elements[row * matrix.columnCount + column], element, context,
          format: format)
      }
      return "[" + cells.joined(separator: ", ") + "]"
    }.joined(separator: "\n")
  }
}

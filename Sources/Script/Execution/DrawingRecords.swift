/// Drawings as light records: what a script reads back of a line, a box or a label.
///
/// Coordinates are kept, looks are not. A line holds x1 y1 x2 y2, a box left top right bottom, a
/// label x y and its text, a filling its two lines, a point its time, index and price.
enum DrawingRecords {
  /// The binding of a function on drawings; nil where only the looks are concerned.
  static func binding(for signature: CallSignature) -> Binding? {
    let parts = signature.name.split(separator: ".")
    guard let last = parts.last,
      let kind = HandleKind(rawValue: parts.dropLast().joined(separator: "."))
    else { return nil }
    let name = String(last)
    if name == "new" { return maker(of: kind, signature) }
    if name == "all" { return all(kind) }
    if name == "copy" { return copier }
    if name == "delete" { return deleter }
    if kind == .chartPoint { return point(name) }
    if kind == .line, name == "get_price" { return price }
    if let place = getters[signature.name] { return getter(place) }
    if let place = pointSetters[signature.name] { return pointSetter(place) }
    if let places = setters[signature.name] { return setter(places) }
    return nil
  }

  /// The binding that reads a field of a point.
  static func field(_ name: String) -> Binding? {
    ["time", "index", "price"].firstIndex(of: name).map(getter)
  }

  private static let getters: [String: Int] = [
    "line.get_x1": 0, "line.get_y1": 1, "line.get_x2": 2, "line.get_y2": 3, "box.get_left": 0,
    "box.get_top": 1, "box.get_right": 2, "box.get_bottom": 3, "label.get_x": 0,
    "label.get_y": 1, "label.get_text": 2, "linefill.get_line1": 0, "linefill.get_line2": 1,
  ]

  private static let setters: [String: [Int]] = [
    "line.set_x1": [0], "line.set_y1": [1], "line.set_x2": [2], "line.set_y2": [3],
    "line.set_xy1": [0, 1], "line.set_xy2": [2, 3], "line.set_xloc": [0, 2], "box.set_left": [0],
    "box.set_top": [1], "box.set_right": [2], "box.set_bottom": [3], "box.set_lefttop": [0, 1],
    "box.set_rightbottom": [2, 3], "label.set_x": [0], "label.set_y": [1],
    "label.set_xy": [0, 1], "label.set_text": [2],
  ]

  private static let pointSetters: [String: Int] = [
    "line.set_first_point": 0, "line.set_second_point": 2, "box.set_top_left_point": 0,
    "box.set_bottom_right_point": 2, "label.set_point": 0,
  ]

  /// The drawings of a kind that stand on the chart, the oldest first.
  private static func all(_ kind: HandleKind) -> Binding {
    .function { _, context throws(ScriptFailure) in
      try context.heap.newArray(context.heap.drawings(of: kind))
    }
  }

  // MARK: Making

  private static func maker(of kind: HandleKind, _ signature: CallSignature) -> Binding? {
    let takesPoints = signature.argumentTypes.first == .handle(.chartPoint)
    switch kind {
    case .line, .box:
      return takesPoints
        ? make(kind) { words, heap in corner(words[0], heap) + corner(words[1], heap) }
        : make(kind) { words, _ in Array(words[0..<4]) }
    case .label:
      return takesPoints
        ? make(kind) { words, heap in corner(words[0], heap) + [words[1]] }
        : make(kind) { words, _ in Array(words[0..<3]) }
    case .linefill: return make(kind) { words, _ in Array(words[0..<2]) }
    case .chartPoint: return make(kind) { words, _ in Array(words[0..<3]) }
    default: return nil
    }
  }

  private static func make(
    _ kind: HandleKind, _ values: @escaping @Sendable (ArgumentWords, Heap) -> [Double]
  ) -> Binding {
    .function { words, context throws(ScriptFailure) in
      context.heap.newDrawing(DrawingObject(kind: kind, values: values(words, context.heap)))
    }
  }

  /// Where a point lies: its index, or its time if it has none, and its price.
  private static func corner(_ word: Double, _ heap: Heap) -> [Double] {
    guard !word.isNaN else { return [.nan, .nan] }
    let point = heap.drawings[Int(word)].values
    return [point[1].isNaN ? point[0] : point[1], point[2]]
  }

  private static func point(_ name: String) -> Binding? {
    switch name {
    case "from_index": return make(.chartPoint) { words, _ in [.nan, words[0], words[1]] }
    case "from_time": return make(.chartPoint) { words, _ in [words[0], .nan, words[1]] }
    case "now":
      return .function { words, context throws(ScriptFailure) in
        let time = Double(context.openMilliseconds(context.barIndex))
        return context.heap.newDrawing(
          DrawingObject(
            kind: .chartPoint, values: [time, Double(context.barIndex), words[0]]))
      }
    default: return nil
    }
  }

  private static let copier = Binding.function { words, context throws(ScriptFailure) in
    guard !words[0].isNaN else { return .nan }
    return context.heap.newDrawing(context.heap.drawings[Int(words[0])])
  }

  private static let deleter = Binding.function { words, context throws(ScriptFailure) in
    context.heap.deleteDrawing(words[0])
    return .nan
  }

  // MARK: Reading and changing

  private static func getter(_ place: Int) -> Binding {
    .function { words, context throws(ScriptFailure) in
      guard !words[0].isNaN else { return .nan }
      let drawing = context.heap.drawings[Int(words[0])]
      return drawing.isDeleted ? .nan : drawing.values[place]
    }
  }

  private static func setter(_ places: [Int]) -> Binding {
    .function { words, context throws(ScriptFailure) in
      guard !words[0].isNaN else { return .nan }
      for (index, place) in places.enumerated() {
        context.heap.drawings[Int(words[0])].values[place] = words[index + 1]
      }
      return .nan
    }
  }

  private static func pointSetter(_ place: Int) -> Binding {
    .function { words, context throws(ScriptFailure) in
      guard !words[0].isNaN else { return .nan }
      let corner = corner(words[1], context.heap)
      context.heap.drawings[Int(words[0])].values[place] = corner[0]
      context.heap.drawings[Int(words[0])].values[place + 1] = corner[1]
      return .nan
    }
  }

  /// The height of a line, drawn on in both directions, at a bar.
  private static let price = Binding.function { words, context throws(ScriptFailure) in
    guard !words[0].isNaN else { return .nan }
    let line = context.heap.drawings[Int(words[0])]
    if line.isDeleted { return .nan }
    let (x1, y1, x2, y2) = (line.values[0], line.values[1], line.values[2], line.values[3])
    return x1 == x2 ? y1 : y1 + (words[1] - x1) * (y2 - y1) / (x2 - x1)
  }
}

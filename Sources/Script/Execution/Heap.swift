/// What the words of a run refer to: strings, lists, maps, matrices, objects and drawings.
///
/// A handle is an index as a `Double`; NaN is `na`. Each kind has a table of its own, because the
/// static type of a word tells its kind.
final class Heap {
  /// Most elements of one list, map or matrix.
  static let maximumElementCount = 100_000

  /// Interned: equal texts have equal handles, so that comparing words compares texts.
  @exclusivity(unchecked) private(set) var strings: [String] = []
  @exclusivity(unchecked) private var stringHandles: [String: Int] = [:]
  /// The program's own texts, which come first and never go.
  private let pinnedStringCount: Int

  @exclusivity(unchecked) var arrays: [[Double]] = []
  /// The lists that are windows on others, by their index.
  @exclusivity(unchecked) var views: [Int: ArrayView] = [:]
  /// How often a list was changed, so that a window knows when to look again.
  @exclusivity(unchecked) var changeCount = 0
  @exclusivity(unchecked) var maps: [MapObject] = []
  @exclusivity(unchecked) var matrices: [MatrixObject] = []
  /// The fields of objects of users' types.
  @exclusivity(unchecked) var objects: [[Double]] = []
  @exclusivity(unchecked) var drawings: [DrawingObject] = []

  /// Most drawings of a run; far more than a chart shows at a time.
  static let maximumDrawingCount = 50_000
  private var oldestDrawing = 0
  /// The handles of the drawings that stand, the oldest first.
  private var shownDrawings: [HandleKind: [Double]] = [:]

  /// Words given out since the last collection, and words that it left.
  @exclusivity(unchecked) private(set) var allocatedCount = 0
  @exclusivity(unchecked) private var liveCount = 0
  /// Places in the tables that hold nothing.
  @exclusivity(unchecked) private var freeStrings: [Int] = []
  @exclusivity(unchecked) private var freeArrays: [Int] = []
  @exclusivity(unchecked) private var freeMaps: [Int] = []
  @exclusivity(unchecked) private var freeMatrices: [Int] = []
  @exclusivity(unchecked) private var freeObjects: [Int] = []

  /// Most words that a script may make on one bar, or keep.
  static let maximumWordCount = 64_000_000

  /// Elements that calls in loops have touched on this bar.
  @exclusivity(unchecked) var touchedCount = 0
  /// Most of them; far more than a script comes to that ends in reasonable time.
  static let maximumTouchedCount = 100_000_000

  /// Counts elements that a call touches, and fails beyond what a bar may take.
  @inline(__always)
  func touch(_ count: Int) throws(ScriptFailure) {
    touchedCount &+= count
    guard touchedCount <= Self.maximumTouchedCount else {
      throw ScriptFailure(
        "calls in loops touch more than \(Self.maximumTouchedCount) elements on one bar; shorten "
          + "the loop, or the lists and windows within it")
    }
  }

  /// Makes a heap that knows the texts of a program by their index.
  init(strings: [String] = []) {
    pinnedStringCount = strings.count
    for text in strings { _ = string(text) }
  }

  // MARK: Strings

  /// The handle of a text.
  func string(_ text: String) -> Double {
    if let known = stringHandles[text] { return Double(known) }
    allocatedCount += Self.wordCount(of: text)
    let handle = Self.place(text, in: &strings, &freeStrings)
    stringHandles[text] = handle
    return Double(handle)
  }

  /// The handle of a text that the script makes, within the bounds of what it may make.
  func newString(_ text: String) throws(ScriptFailure) -> Double {
    try requireText(length: text.utf8.count)
    try count(0)
    return string(text)
  }

  /// Fails for a text that would be too long, before it is made.
  func requireText(length: Int) throws(ScriptFailure) {
    guard length <= Self.maximumTextLength else {
      throw ScriptFailure("a text holds at most \(Self.maximumTextLength) bytes")
    }
  }

  /// Most bytes of one text.
  static let maximumTextLength = 40_960

  private static func wordCount(of text: String) -> Int { text.utf8.count / 8 + 8 }

  /// The text of a handle; nil for `na`.
  func text(_ word: Double) -> String? {
    word.isNaN ? nil : strings[Int(word)]
  }

  // MARK: Collections

  /// The handle of a new list.
  func newArray(_ elements: [Double]) throws(ScriptFailure) -> Double {
    guard elements.count <= Self.maximumElementCount else {
      throw ScriptFailure("a list holds at most \(Self.maximumElementCount) elements")
    }
    try count(elements.count + 4)
    return Double(Self.place(elements, in: &arrays, &freeArrays))
  }

  /// The index of a list in `arrays`.
  @inline(__always)
  func arrayIndex(_ word: Double) throws(ScriptFailure) -> Int {
    if word.isNaN || !views.isEmpty { try prepareArray(word) }
    return Int(word)
  }

  /// Fails for a list that is not there, and renews one that is a window on another.
  private func prepareArray(_ word: Double) throws(ScriptFailure) {
    if word.isNaN { throw ScriptFailure("the array is na: it was never made") }
    if !views.isEmpty {
      refresh(Int(word))
      try touch(0)
    }
  }

  /// The handle of a new map.
  func newMap(_ map: MapObject) -> Double {
    allocatedCount += map.keys.count * 4 + 16
    return Double(Self.place(map, in: &maps, &freeMaps))
  }

  /// The index of a map in `maps`.
  func mapIndex(_ word: Double) throws(ScriptFailure) -> Int {
    if word.isNaN { throw ScriptFailure("the map is na: it was never made") }
    return Int(word)
  }

  /// The handle of a new matrix.
  func newMatrix(_ matrix: MatrixObject) throws(ScriptFailure) -> Double {
    guard matrix.elements.count <= Self.maximumElementCount else {
      throw ScriptFailure("a matrix holds at most \(Self.maximumElementCount) elements")
    }
    try count(matrix.elements.count + 4)
    return Double(Self.place(matrix, in: &matrices, &freeMatrices))
  }

  /// The index of a matrix in `matrices`.
  func matrixIndex(_ word: Double) throws(ScriptFailure) -> Int {
    if word.isNaN { throw ScriptFailure("the matrix is na: it was never made") }
    return Int(word)
  }

  /// The handle of a new object.
  func newObject(_ fields: [Double]) throws(ScriptFailure) -> Double {
    try count(fields.count + 4)
    return Double(Self.place(fields, in: &objects, &freeObjects))
  }

  /// The handle of a new drawing.
  ///
  /// Beyond ``maximumDrawingCount`` the oldest one gives its place, as on a chart.
  func newDrawing(_ drawing: DrawingObject) -> Double {
    guard drawings.count >= Self.maximumDrawingCount else {
      drawings.append(drawing)
      show(drawings.count - 1)
      return Double(drawings.count - 1)
    }
    let place = oldestDrawing
    oldestDrawing = (oldestDrawing + 1) % drawings.count
    hide(place)
    drawings[place] = drawing
    show(place)
    return Double(place)
  }

  /// Most drawings of a kind that a script is shown at once, as many as a chart can hold.
  static let maximumShownCount = 500

  /// The handles of the newest drawings of a kind that are not deleted, the oldest first.
  func drawings(of kind: HandleKind) -> [Double] { shownDrawings[kind] ?? [] }

  /// Takes a drawing off the chart; its record stays.
  func deleteDrawing(_ word: Double) {
    guard !word.isNaN, !drawings[Int(word)].isDeleted else { return }
    drawings[Int(word)].isDeleted = true
    hide(Int(word))
  }

  private func show(_ place: Int) {
    let drawing = drawings[place]
    guard !drawing.isDeleted else { return }
    var shown = shownDrawings[drawing.kind, default: []]
    shownDrawings[drawing.kind] = nil
    if shown.count == Self.maximumShownCount { shown.removeFirst() }
    shown.append(Double(place))
    shownDrawings[drawing.kind] = shown
  }

  private func hide(_ place: Int) {
    let kind = drawings[place].kind
    guard let index = shownDrawings[kind]?.firstIndex(of: Double(place)) else { return }
    shownDrawings[kind]?.remove(at: index)
  }
}

// MARK: - Collecting

extension Heap {
  private static func place<Element>(
    _ element: Element, in table: inout [Element], _ free: inout [Int]
  ) -> Int {
    guard let place = free.popLast() else {
      table.append(element)
      return table.count - 1
    }
    table[place] = element
    return place
  }

  private func count(_ words: Int) throws(ScriptFailure) {
    allocatedCount += words
    if allocatedCount > Self.maximumWordCount {
      throw ScriptFailure(
        "the script makes more than \(Self.maximumWordCount) values on one bar, with their lists "
          + "and texts")
    }
  }

  /// Whether so much was made since the last collection that another one pays.
  var wantsCollection: Bool { allocatedCount > max(1_000_000, liveCount) }

  /// Frees what no root leads to.
  ///
  /// Words carry no types, so that every number that could be a handle counts as one; something dead
  /// may stay, nothing alive goes. Drawings stay in any case, with what they hold.
  /// - Parameter roots: Calls its argument with every word that the run can still read.
  func collect(_ roots: ((Double) -> Void) -> Void) throws(ScriptFailure) {
    var live = HeapMarks(self)
    roots { live.mark($0) }
    for drawing in drawings { for word in drawing.values { live.mark(word) } }
    while let word = live.pending.popLast() { live.visit(word, self) }
    sweepStrings(live.strings)
    views = views.filter { live.arrays[$0.key] }
    freeArrays = Self.sweep(&arrays, live.arrays) { $0 = [] }
    freeObjects = Self.sweep(&objects, live.objects) { $0 = [] }
    freeMaps = Self.sweep(&maps, live.maps) { $0 = MapObject() }
    freeMatrices = Self.sweep(&matrices, live.matrices) {
      $0 = MatrixObject(rowCount: 0, columnCount: 0, elements: [])
    }
    liveCount = live.wordCount
    allocatedCount = 0
    if liveCount > Self.maximumWordCount {
      throw ScriptFailure(
        "the script keeps more than \(Self.maximumWordCount) values, with their lists and texts")
    }
  }

  private func sweepStrings(_ isLive: [Bool]) {
    freeStrings = []
    for index in stride(from: strings.count - 1, through: pinnedStringCount, by: -1)
    where !isLive[index] {
      // A place that is free already holds an empty text that may live elsewhere.
      if stringHandles[strings[index]] == index { stringHandles[strings[index]] = nil }
      strings[index] = ""
      freeStrings.append(index)
    }
  }

  private static func sweep<Element>(
    _ table: inout [Element], _ isLive: [Bool], _ clear: (inout Element) -> Void
  ) -> [Int] {
    var free: [Int] = []
    for index in table.indices.reversed() where !isLive[index] {
      clear(&table[index])
      free.append(index)
    }
    return free
  }
}

/// What a collection has found to be alive.
private struct HeapMarks {
  var strings: [Bool]
  var arrays: [Bool]
  var objects: [Bool]
  var maps: [Bool]
  var matrices: [Bool]
  /// Handles whose contents have not been looked at.
  var pending: [Int] = []
  var wordCount = 0
  private var seen: [Bool]

  init(_ heap: Heap) {
    strings = Array(repeating: false, count: heap.strings.count)
    arrays = Array(repeating: false, count: heap.arrays.count)
    objects = Array(repeating: false, count: heap.objects.count)
    maps = Array(repeating: false, count: heap.maps.count)
    matrices = Array(repeating: false, count: heap.matrices.count)
    let most = max(strings.count, arrays.count, objects.count, maps.count, matrices.count)
    seen = Array(repeating: false, count: most)
  }

  /// Notes a word, if it can be a handle.
  mutating func mark(_ word: Double) {
    guard word >= 0, word < Double(seen.count) else { return }
    let index = Int(word)
    guard Double(index) == word, !seen[index] else { return }
    seen[index] = true
    pending.append(index)
  }

  /// Marks what a handle may mean in each table, and what that holds.
  mutating func visit(_ index: Int, _ heap: Heap) {
    if index < strings.count {
      strings[index] = true
      wordCount += heap.strings[index].utf8.count / 8 + 8
    }
    if index < arrays.count {
      arrays[index] = true
      wordCount += heap.arrays[index].count
      for word in heap.arrays[index] { mark(word) }
      if let view = heap.views[index] { mark(Double(view.owner)) }
    }
    if index < objects.count {
      objects[index] = true
      wordCount += heap.objects[index].count
      for word in heap.objects[index] { mark(word) }
    }
    if index < matrices.count {
      matrices[index] = true
      wordCount += heap.matrices[index].elements.count
      for word in heap.matrices[index].elements { mark(word) }
    }
    if index < maps.count {
      maps[index] = true
      wordCount += heap.maps[index].keys.count * 4
      for word in heap.maps[index].keys { mark(word) }
      for word in heap.maps[index].values { mark(word) }
    }
  }
}

/// A map: entries in the order in which their keys came.
struct MapObject {
  var keys: [Double] = []
  var values: [Double] = []
  /// Where each key stands in `keys`.
  var places: [Double: Int] = [:]
}

/// A matrix, row by row.
struct MatrixObject {
  var rowCount: Int
  var columnCount: Int
  var elements: [Double]
}

/// A light record of a drawing, so that its getters work.
struct DrawingObject {
  var kind: HandleKind
  /// Numbers by the getter's meaning; the library decides on the places.
  var values: [Double]
  var isDeleted = false
}

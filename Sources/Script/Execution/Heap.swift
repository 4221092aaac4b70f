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

  @exclusivity(unchecked) var arrays: [[Double]] = []
  @exclusivity(unchecked) var maps: [MapObject] = []
  @exclusivity(unchecked) var matrices: [MatrixObject] = []
  /// The fields of objects of users' types.
  @exclusivity(unchecked) var objects: [[Double]] = []
  @exclusivity(unchecked) var drawings: [DrawingObject] = []

  /// Makes a heap that knows the texts of a program by their index.
  init(strings: [String] = []) {
    for text in strings { _ = string(text) }
  }

  // MARK: Strings

  /// The handle of a text.
  func string(_ text: String) -> Double {
    if let known = stringHandles[text] { return Double(known) }
    let handle = strings.count
    strings.append(text)
    stringHandles[text] = handle
    return Double(handle)
  }

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
    arrays.append(elements)
    return Double(arrays.count - 1)
  }

  /// The index of a list in `arrays`.
  func arrayIndex(_ word: Double) throws(ScriptFailure) -> Int {
    if word.isNaN { throw ScriptFailure("the array is na: it was never made") }
    return Int(word)
  }

  /// The handle of a new map.
  func newMap(_ map: MapObject) -> Double {
    maps.append(map)
    return Double(maps.count - 1)
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
    matrices.append(matrix)
    return Double(matrices.count - 1)
  }

  /// The index of a matrix in `matrices`.
  func matrixIndex(_ word: Double) throws(ScriptFailure) -> Int {
    if word.isNaN { throw ScriptFailure("the matrix is na: it was never made") }
    return Int(word)
  }

  /// The handle of a new object.
  func newObject(_ fields: [Double]) -> Double {
    objects.append(fields)
    return Double(objects.count - 1)
  }

  /// The handle of a new drawing.
  func newDrawing(_ drawing: DrawingObject) -> Double {
    drawings.append(drawing)
    return Double(drawings.count - 1)
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

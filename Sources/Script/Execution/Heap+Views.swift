/// A window on a part of a list: what is changed in one is changed in the other.
struct ArrayView {
  /// The index of the list.
  var owner: Int
  /// Where the window lies in it.
  var start: Int
  var count: Int
  /// The heap's count of changes when the window was filled.
  var changeCount: Int
}

/// Slices, which hold a copy of their part that is renewed when it is looked at.
extension Heap {
  /// The handle of a window on a list.
  func newView(of owner: Int, _ part: Range<Int>) throws(ScriptFailure) -> Double {
    let word = try newArray(Array(arrays[owner][part]))
    views[Int(word)] = ArrayView(
      owner: owner, start: part.lowerBound, count: part.count, changeCount: changeCount)
    return word
  }

  /// Fills a window anew if any list has changed since; other lists stay as they are.
  func refresh(_ index: Int) {
    guard let view = views[index], view.changeCount != changeCount else { return }
    refresh(view.owner)
    let held = arrays[view.owner].count
    touchedCount &+= view.count
    let start = min(view.start, held)
    arrays[index] = Array(arrays[view.owner][start..<min(view.start + view.count, held)])
    views[index]?.changeCount = changeCount
  }

  /// Notes that a list was changed; what was changed in a window goes into the list below it.
  ///
  /// What is added to a window or taken from it moves what lies behind it in the list.
  func noteChange(_ word: Double) {
    changeCount &+= 1
    guard !word.isNaN, let view = views[Int(word)] else { return }
    let held = arrays[view.owner].count
    let start = min(view.start, held)
    let end = min(view.start + view.count, held)
    arrays[view.owner].replaceSubrange(start..<end, with: arrays[Int(word)])
    views[Int(word)]?.count = arrays[Int(word)].count
    noteChange(Double(view.owner))
    views[Int(word)]?.changeCount = changeCount
  }
}

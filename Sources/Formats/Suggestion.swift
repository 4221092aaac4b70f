/// Finds what a person probably meant.
public enum Suggestion {
  /// Returns the candidate most like `word`, or nil if none is near enough.
  ///
  /// Near enough is an edit distance below 4 and below half the length of `word`; case does not
  /// count. Among equals the first candidate wins.
  public static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
    let folded = word.lowercased()
    let length = folded.count
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      // No fewer edits than the lengths differ by; most candidates fall out here.
      let least = abs(candidate.count - length)
      guard least < 4, least * 2 < length, least < best?.distance ?? .max else { continue }
      let distance = EditDistance.between(folded, candidate.lowercased())
      guard distance < 4, distance * 2 < length, distance < best?.distance ?? .max else {
        continue
      }
      best = (candidate, distance)
    }
    return best?.candidate
  }

  /// Returns a hint such as `did you mean 'fast'?`, or nil if no candidate is near enough.
  public static func hint(for word: String, in candidates: some Sequence<String>) -> String? {
    nearest(to: word, in: candidates).map { "did you mean '\($0)'?" }
  }
}

/// Counts the edits that turn one word into another.
public enum EditDistance {
  /// The least count of insertions, deletions, replacements and swaps of neighbours.
  ///
  /// No place is edited twice (the optimal string alignment distance of Damerau's four edits).
  /// - Complexity: O(*n m*) time, O(*m*) memory.
  public static func between(_ left: String, _ right: String) -> Int {
    let left = Array(left)
    let right = Array(right)
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        let replacement = last[column] + (left[row] == right[column] ? 0 : 1)
        var cost = min(replacement, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}

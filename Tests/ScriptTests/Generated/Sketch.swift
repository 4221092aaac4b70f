/// A statement of a made-up script with the blocks below it.
///
/// The text of `head` stands on one line; the first block follows it, and each further block follows
/// the text of its joint, such as `else`.
struct Sketch: Sendable {
  var head: String
  var blocks: [[Sketch]] = []
  var joints: [String] = []

  init(_ head: String, _ block: [Sketch]? = nil) {
    self.head = head
    if let block { blocks = [block] }
  }

  /// The lines of statements, each block four spaces further in.
  static func text(_ sketches: [Sketch], indentation: String = "") -> String {
    var text = ""
    for sketch in sketches {
      text += indentation + sketch.head + "\n"
      for (index, block) in sketch.blocks.enumerated() {
        if index > 0 { text += indentation + sketch.joints[index - 1] + "\n" }
        text += Self.text(block, indentation: indentation + "    ")
      }
    }
    return text
  }

  /// How many statements there are, those in blocks included.
  static func count(_ sketches: [Sketch]) -> Int {
    sketches.reduce(0) { $0 + 1 + $1.blocks.reduce(0) { $0 + count($1) } }
  }
}

/// Ways to make a script smaller, for scripts that show a fault.
enum Reduction {
  /// Makes a script smaller as long as `isFaulty` holds for what is left.
  ///
  /// - Parameter limit: How often `isFaulty` may be asked.
  static func reduced(
    _ sketches: [Sketch], limit: Int = 800, while isFaulty: ([Sketch]) -> Bool
  ) -> [Sketch] {
    var best = sketches
    var asked = 0
    var hasShrunk = true
    while hasShrunk {
      hasShrunk = false
      for changes in [chunks, edits] {
        var (place, candidates) = (0, changes(best))
        while place < candidates.count {
          asked += 1
          if asked > limit { return best }
          if isFaulty(candidates[place]) {
            // What was tried before this place has failed and stays out of this pass.
            best = candidates[place]
            candidates = changes(best)
            hasShrunk = true
          } else {
            place += 1
          }
        }
      }
    }
    return best
  }

  /// The statements without a quarter, an eighth and so on of them.
  private static func chunks(_ sketches: [Sketch]) -> [[Sketch]] {
    var found: [[Sketch]] = []
    var length = sketches.count / 2
    while length > 1 {
      for start in stride(from: 0, to: sketches.count, by: length) {
        var rest = sketches
        rest.removeSubrange(start..<min(start + length, sketches.count))
        found.append(rest)
      }
      length /= 2
    }
    return found
  }

  /// All that one small change makes of the statements: one dropped, unwrapped or simplified.
  private static func edits(_ sketches: [Sketch]) -> [[Sketch]] {
    var found: [[Sketch]] = []
    for index in sketches.indices.reversed() {
      var rest = sketches
      rest.remove(at: index)
      found.append(rest)
    }
    for (index, sketch) in sketches.enumerated() {
      func put(_ replacement: [Sketch]) {
        var changed = sketches
        changed.replaceSubrange(index...index, with: replacement)
        found.append(changed)
      }
      for block in sketch.blocks { put(block) }
      if sketch.blocks.count > 1 {
        var shorter = sketch
        shorter.blocks.removeLast()
        shorter.joints.removeLast()
        put([shorter])
      }
      for (place, block) in sketch.blocks.enumerated() {
        for edit in edits(block) {
          var changed = sketch
          changed.blocks[place] = edit
          put([changed])
        }
      }
      for head in simplerTexts(sketch.head) {
        var changed = sketch
        changed.head = head
        put([changed])
      }
    }
    return found
  }

  /// The text with one pair of brackets and what is in it replaced by a value or by one side of it.
  private static func simplerTexts(_ text: String) -> [String] {
    let characters = Array(text)
    var starts: [Int] = []
    var found: [String] = []
    for (index, character) in characters.enumerated() {
      if character == "(" { starts.append(index) }
      guard character == ")", var start = starts.popLast() else { continue }
      let inner = String(characters[(start + 1)..<index])
      // A call goes as a whole, its name included.
      while start > 0,
        characters[start - 1].isLetter || "._0123456789".contains(characters[start - 1])
      {
        start -= 1
      }
      let (before, after) = (String(characters[..<start]), String(characters[(index + 1)...]))
      for atom in ["close", "1.5", "true", "bar_index", "2"] { found.append(before + atom + after) }
      for side in sides(inner) { found.append(before + side + after) }
    }
    return found.filter { $0.count < text.count }
  }

  /// What stands on each side of the operator or comma outside all brackets.
  private static func sides(_ text: String) -> [String] {
    var sides = [""]
    var depth = 0
    for word in text.split(separator: " ") {
      depth += word.count { $0 == "(" || $0 == "[" } - word.count { $0 == ")" || $0 == "]" }
      if depth == 0, word.count <= 3, !word.contains(where: { $0.isNumber }), sides.last != "" {
        sides.append("")
      } else {
        sides[sides.count - 1] += (sides.last == "" ? "" : " ") + word
      }
    }
    return sides.count > 1 ? sides.filter { $0 != "" } : []
  }
}

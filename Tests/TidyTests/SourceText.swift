import Platform
import TestSupport

/// A source file as lines, and the rules of style that can be read off them.
struct SourceText {
  let path: String
  let lines: [String]

  static func read(_ path: String) throws -> String {
    try FileBytes(path: Repository.path(path)).withBytes { String(decoding: $0, as: UTF8.self) }
  }

  /// Every Swift file below a folder.
  static func files(in folder: String) throws -> [SourceText] {
    var files: [SourceText] = []
    for name in try FileSystem.names(in: Repository.path(folder)) {
      let path = folder + "/" + name
      if FileSystem.isDirectory(Repository.path(path)) {
        files += try Self.files(in: path)
      } else if name.hasSuffix(".swift") {
        let lines = try read(path).split(separator: "\n", omittingEmptySubsequences: false)
        files.append(SourceText(path: path, lines: lines.map(String.init)))
      }
    }
    return files
  }

  /// At most 600 lines a file, 100 columns a line, 70 lines a function that is no table of cases.
  func sizeViolations() -> [String] {
    var violations: [String] = []
    let isTable = path.contains("Table") || path.contains("+Names")
    if lines.count > 600, !isTable { violations.append("\(path): \(lines.count) lines") }
    var start: (line: Int, indent: Int)?
    for (index, line) in lines.enumerated() {
      // The formatter does not wrap comments; a sentence may run on a little.
      let isComment = line.drop { $0 == " " }.hasPrefix("//")
      if line.count > (isComment ? 112 : 100) {
        violations.append("\(path):\(index + 1): \(line.count) columns")
      }
      let indent = line.prefix { $0 == " " }.count
      if line.contains("func ") || line.contains("init("), line.hasSuffix("{"), start == nil {
        start = (index, indent)
      }
      if let begun = start, line.hasPrefix(String(repeating: " ", count: begun.indent) + "}"),
        indent == begun.indent
      {
        let length = index - begun.line + 1
        if length > 70, !path.hasPrefix("Tests/") {
          violations.append("\(path):\(begun.line + 1): \(length) lines")
        }
        start = nil
      }
    }
    return violations
  }

  private static let banned: [(text: String, allowedIn: [String])] = [
    ("import Glibc", ["Platform/"]),
    ("import Foundation", ["CommandLineTool/", "Store/", "Reports/", "Rosters/", "Experts/"]),
    ("Date()", []), (".random(", []), ("SystemRandomNumberGenerator", []),
    (".addingProduct(", []), (".addProduct(", []), ("try!", []), (" print(", ["Programs/"]),
  ]

  /// Where an absolute path of the program may lie: what every system of its kind has.
  private static let systemFolders: Set<Substring> = ["dev", "etc", "proc", "tmp", "usr"]

  private static let mathematics = [
    "exp", "log", "pow", "sin", "cos", "tan", "log1p", "expm1", "atan", "tanh",
  ]

  /// Calls that would make a result depend on the machine, the clock or chance.
  func banViolations() -> [String] {
    var violations: [String] = []
    // Most files have none of it, which one look at the whole tells sooner than many at its lines.
    let text = lines.joined(separator: "\n")
    let banned = Self.banned.filter { text.contains($0.text) }
    let mathematics = Self.mathematics.filter { text.contains($0 + "(") }
    guard !banned.isEmpty || !mathematics.isEmpty else { return [] }
    for (index, line) in lines.enumerated() {
      let code = line.prefix { $0 != "/" || line.contains("import") }
      for ban in banned where code.contains(ban.text) {
        let isForeign = ban.text == "import Foundation" && code.contains("FoundationEssentials")
        let isAllowed = ban.allowedIn.contains { path.contains($0) }
        if !isAllowed || (ban.text == "import Foundation" && !isForeign) {
          violations.append("\(path):\(index + 1): \(ban.text)")
        }
      }
      guard !mathematics.isEmpty, !path.contains("Kernels/") else { continue }
      let words = code.split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "(") }
      for name in mathematics where words.contains(where: { $0.hasPrefix(name + "(") }) {
        if !code.contains("func \(name)(") { violations.append("\(path):\(index + 1): \(name)") }
      }
    }
    return violations
  }

  /// Absolute paths, in code or comment, that only one machine or one person has.
  func pathViolations() -> [String] {
    var violations: [String] = []
    for (index, line) in lines.enumerated() where line.utf8.hasSlashBeforeLetter {
      for match in line.matches(of: /(?:^|[\s"'`(=])\/([A-Za-z][\w.-]*)\//)
      where !Self.systemFolders.contains(match.1) {
        violations.append("\(path):\(index + 1): a path below /\(match.1)")
      }
    }
    return violations
  }

  /// Public declarations without a doc comment.
  func docViolations() -> [String] {
    var violations: [String] = []
    for (index, line) in lines.enumerated() {
      let code = line.drop { $0 == " " }
      guard code.hasPrefix("public "), !code.hasPrefix("public import") else { continue }
      var above = index - 1
      while above >= 0, lines[above].drop(while: { $0 == " " }).hasPrefix("@") { above -= 1 }
      let comment = above >= 0 ? lines[above].drop { $0 == " " } : ""
      if !comment.hasPrefix("///"), !code.hasPrefix("public extension") {
        violations.append("\(path):\(index + 1): no documentation")
      }
    }
    return violations
  }
}

/// The layers table of the manifest, read from its text.
struct Layers {
  private(set) var needs: [String: [String]] = [:]

  init(manifest: String) {
    let text = manifest.split(separator: "\n").joined(separator: " ")
    for piece in text.components(after: "Layer(") {
      let entry = piece.prefix { $0 != ")" }
      let quoted = entry.split(separator: "\"", omittingEmptySubsequences: false)
      let names = quoted.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
      guard entry.contains("name:"), let name = names.first else { continue }
      needs[name] = Array(names.dropFirst())
    }
  }

  /// Every layer below another.
  func below(_ layer: String) -> Set<String> {
    var seen: Set<String> = []
    var open = needs[layer] ?? []
    while let next = open.popLast() {
      if seen.insert(next).inserted { open += needs[next] ?? [] }
    }
    return seen
  }

  /// Imports of layers that do not lie below.
  func violations(of layer: String, in file: SourceText) -> [String] {
    let allowed = below(layer)
    var violations: [String] = []
    for (index, line) in file.lines.enumerated() {
      let words = line.split(separator: " ")
      guard let place = words.firstIndex(of: "import"), place + 1 < words.count else { continue }
      let name = String(words[place + 1])
      if needs[name] != nil, name != layer, !allowed.contains(name) {
        violations.append("\(file.path):\(index + 1): \(layer) imports \(name)")
      }
    }
    return violations
  }
}

extension String {
  /// The pieces that follow each occurrence of a mark.
  fileprivate func components(after mark: String) -> [Substring] {
    var pieces: [Substring] = []
    var rest = self[...]
    while let range = rest.firstRange(of: mark) {
      rest = rest[range.upperBound...]
      pieces.append(rest)
    }
    return pieces
  }
}

extension String.UTF8View {
  /// Whether a path could begin anywhere.
  fileprivate var hasSlashBeforeLetter: Bool {
    zip(self, dropFirst()).contains { $0 == UInt8(ascii: "/") && $1 >= UInt8(ascii: "A") }
  }
}

import Platform
import TestSupport
import Testing

/// The rules of the house, checked against the repository's own text.
@Suite struct TidyTests {
  @Test("imports follow the arrows of the manifest")
  func importsFollowTheArrows() throws {
    let layers = try Layers(manifest: SourceText.read("Package.swift"))
    var violations: [String] = []
    for (layer, _) in layers.needs {
      for file in try SourceText.files(in: "Sources/" + layer) {
        violations += layers.violations(of: layer, in: file)
      }
    }
    #expect(violations.isEmpty)
    #expect(layers.needs.count >= 12)
  }

  @Test("a wrong arrow is caught")
  func wrongArrowIsCaught() {
    let layers = Layers(
      manifest: "Layer(name: \"Low\"),\nLayer(name: \"High\", needs: [\"Low\"]),")
    let file = SourceText(path: "Low/A.swift", lines: ["import High", "import Low"])
    #expect(layers.violations(of: "Low", in: file).count == 1)
    #expect(layers.violations(of: "High", in: file).isEmpty)
  }

  @Test("files, functions and lines keep their limits, and nothing banned is called")
  func textIsTidy() throws {
    var violations: [String] = []
    for folder in ["Sources", "Tests"] {
      for file in try SourceText.files(in: folder) {
        violations += file.sizeViolations()
        guard folder == "Sources" else { continue }
        violations += file.banViolations() + file.pathViolations() + file.docViolations()
      }
    }
    #expect(violations.isEmpty)
  }

  @Test(
    "each rule catches a planted violation",
    arguments: [
      ("let now = Date()", 1), ("let x = Double.random(in: 0...1)", 1), ("import Glibc", 1),
      ("let y = pow(x, 2)", 1), ("let y = Elementary.pow(x, 2)", 0), ("try! run()", 1),
      ("  public var name: String", 1), ("let fine = 1", 0),
    ])
  func rulesCatch(line: String, count: Int) {
    let file = SourceText(path: "Sources/Market/A.swift", lines: [line])
    #expect(file.banViolations().count + file.docViolations().count == count)
  }

  @Test(
    "a path of one machine is caught, in code and in comments",
    arguments: [
      ("let folder = \"/home/me/prices\"", 1), ("/// See /opt/prices/daily.", 1),
      ("let zones = \"/usr/share/zoneinfo\"", 0), ("// a ratio such as one/two/three", 0),
    ])
  func pathsCatch(line: String, count: Int) {
    let file = SourceText(path: "Sources/Market/A.swift", lines: [line])
    #expect(file.pathViolations().count == count)
  }

  @Test("long files, lines and functions are caught")
  func sizesCatch() {
    let long = SourceText(path: "A.swift", lines: Array(repeating: "", count: 601))
    let wide = SourceText(path: "A.swift", lines: [String(repeating: "x", count: 101)])
    let deep = SourceText(
      path: "A.swift",
      lines: ["func f() {"] + Array(repeating: "  g()", count: 70) + ["}"])
    #expect([long, wide, deep].map { $0.sizeViolations().count } == [1, 1, 1])
  }

  @Test("the top level holds what it may hold")
  func topLevelIsTidy() throws {
    let allowed: Set = [
      "Package.swift", "Sources", "Tests", "data", "strategies", "README.md", "LICENSE", ".ci",
      ".git", ".gitignore", ".swift-format", ".build", "Package.resolved", "report.html",
    ]
    let names = try FileSystem.names(in: Repository.root)
    let strangers = names.filter { !allowed.contains($0) && !$0.hasPrefix(".build") }
    #expect(strangers.isEmpty)
  }
}

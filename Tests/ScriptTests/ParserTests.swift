import Platform
import Testing

@testable import Script

@Suite struct ParserTests {
  @Test(arguments: ["/work/corpus/validation"])
  func corpus(path: String) throws {
    var failures: [String] = []
    for name in try FileSystem.names(in: path) {
      let file = path + "/" + name + "/strategy.pine"
      let bytes = try FileBytes(path: file).withBytes { Array($0) }
      let source = SourceText(name: file, bytes: bytes)
      let (_, list) = Parser.parse(source)
      failures += list.diagnostics.map { $0.rendered(in: source) }
    }
    print(failures.count, failures.prefix(20).joined(separator: "\n"))
    #expect(failures.isEmpty)
  }
}

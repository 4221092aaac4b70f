import CommandLineTool
import Platform

@main
struct Program {
  static func main() {
    let words = CommandLine.arguments.dropFirst()
    Process.exit(Benchmark.run(isQuick: words.contains("--quick")))
  }
}

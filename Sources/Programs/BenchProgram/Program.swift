import CommandLineTool
import Platform

@main
struct Program {
  static func main() {
    let words = CommandLine.arguments.dropFirst()
    if words.contains("indicators") {
      Process.exit(Benchmark.runIndicators(isQuick: words.contains("--quick")))
    }
    Process.exit(Benchmark.run(isQuick: words.contains("--quick")))
  }
}

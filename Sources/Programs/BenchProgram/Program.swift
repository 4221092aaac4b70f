import Benchmarks
import Platform

@main
struct Program {
  static func main() {
    Process.exit(BenchmarkTool.run(Array(CommandLine.arguments.dropFirst())))
  }
}

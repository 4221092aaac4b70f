import CommandLineTool
import Platform

@main
struct Program {
  static func main() {
    Process.exit(CommandLineTool.run(Array(CommandLine.arguments.dropFirst())))
  }
}

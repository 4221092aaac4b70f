import CommandLineTool
import Platform

@main
struct Program {
  static func main() {
    Process.exit(ParityTool.run(Array(CommandLine.arguments.dropFirst())))
  }
}

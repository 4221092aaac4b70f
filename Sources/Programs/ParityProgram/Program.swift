import Platform

@main
struct Program {
  static func main() { Process.exit(70) }
}

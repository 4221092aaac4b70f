import Contests
import Formats

/// Agents whose decisions or returns come from a file.
enum OutsideAgent {
  /// What the file holds.
  enum Content {
    case decisions
    case returns
  }

  /// Reads a file.
  static func read(
    _ content: Content, _ path: String, name: String, symbols: [String]?
  ) throws(LocatedError) -> Agent {
    throw LocatedError(.failed, "agents from files are not available yet", file: path)
  }
}

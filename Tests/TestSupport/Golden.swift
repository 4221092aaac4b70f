import Platform

/// Text that is compared word for word with a file in the repository.
///
/// With `TOURNEY_UPDATE_GOLDENS=1` the file is written instead; read the difference before you
/// commit it.
public enum Golden {
  /// Returns what differs between `text` and the file, or nil if nothing does.
  /// - Parameter file: A path from the root of the repository.
  public static func difference(_ text: String, from file: String) -> String? {
    let path = Repository.path(file)
    if Environment.variable("TOURNEY_UPDATE_GOLDENS") == "1" { return update(path, text) }
    guard let bytes = try? FileBytes(path: path) else { return "\(file) is missing" }
    let expected = bytes.withBytes { String(decoding: $0, as: UTF8.self) }
    return firstDifference(text, expected).map { "\(file) differs: \($0)" }
  }

  /// Returns the first line that differs, or nil if the texts are the same.
  public static func firstDifference(_ actual: String, _ expected: String) -> String? {
    if actual == expected { return nil }
    let actual = actual.split(separator: "\n", omittingEmptySubsequences: false)
    let expected = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let index = zip(actual, expected).prefix { $0 == $1 }.count
    let was = index < actual.count ? "'\(actual[index])'" : "the end"
    let wanted = index < expected.count ? "'\(expected[index])'" : "the end"
    return "line \(index + 1): was \(was), expected \(wanted)"
  }

  private static func update(_ path: String, _ text: String) -> String? {
    do {
      try FileSystem.createDirectory(FileSystem.directoryName(of: path))
      try FileSystem.writeFile(path, text)
      return nil
    } catch {
      return "\(error)"
    }
  }
}

import Platform

/// Where the tests find files.
public enum Repository {
  /// The root of the repository.
  public static let root: String = {
    var path = #filePath
    for _ in 0..<3 { path = FileSystem.directoryName(of: path) }
    return path
  }()

  /// The path of something in the repository.
  public static func path(_ relativePath: String) -> String {
    FileSystem.join(root, relativePath)
  }
}

/// Real market data, which lies beside the repository and not everywhere.
///
/// Tests that need it carry `.enabled(if: SharedData.isPresent, SharedData.absence)`.
public enum SharedData {
  /// Why a test is skipped where there is none.
  public static let absence = "shared/data is absent"

  /// The folder: `TOURNEY_SHARED_DATA`, or `../shared/data` beside the repository.
  public static let folder: String =
    Environment.variable("TOURNEY_SHARED_DATA")
    ?? FileSystem.join(FileSystem.directoryName(of: Repository.root), "shared/data")

  /// Tells whether the folder is there.
  public static var isPresent: Bool { FileSystem.isDirectory(folder) }

  /// The path of a file in the folder, or nil if it is not there.
  public static func path(_ relativePath: String) -> String? {
    let path = FileSystem.join(folder, relativePath)
    return FileSystem.exists(path) ? path : nil
  }
}

/// Calls `body` with the path of a new empty directory, which is removed afterwards.
public func withTemporaryDirectory<Value>(_ body: (String) throws -> Value) throws -> Value {
  let path = try FileSystem.createTemporaryDirectory(prefix: "tourney-tests-")
  defer { try? FileSystem.remove(path) }
  return try body(path)
}

import Glibc

/// Questions to and changes of the file system.
package enum FileSystem {
  /// Tells whether there is anything at `path`.
  package static func exists(_ path: String) -> Bool { mode(of: path) != nil }

  /// Tells whether there is a directory at `path`.
  package static func isDirectory(_ path: String) -> Bool {
    mode(of: path).map { $0 & S_IFMT == S_IFDIR } ?? false
  }

  /// Returns the names in a directory in ascending order, without `.` and `..`.
  package static func names(in directory: String) throws(PlatformError) -> [String] {
    guard let stream = opendir(directory) else { throw PlatformError(.list, path: directory) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Makes a directory and those above it; one that exists already is fine.
  package static func createDirectory(_ path: String) throws(PlatformError) {
    if isDirectory(path) { return }
    let parent = directoryName(of: path)
    if parent != path { try createDirectory(parent) }
    guard mkdir(path, 0o777) == 0 || (errno == EEXIST && isDirectory(path)) else {
      throw PlatformError(.create, path: path)
    }
  }

  /// Makes a new empty directory below the system's directory for temporary files.
  package static func createTemporaryDirectory(prefix: String) throws(PlatformError) -> String {
    let parent = Environment.variable("TMPDIR") ?? "/tmp"
    // The system fills in the last six letters, which must be these.
    let template = join(parent, prefix + String(repeating: "X", count: 6))
    var bytes = template.utf8CString.map(\.self)
    guard mkdtemp(&bytes) != nil else { throw PlatformError(.create, path: template) }
    return String(decoding: bytes.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Removes a file, or a directory with everything in it; links are not followed.
  package static func remove(_ path: String) throws(PlatformError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw PlatformError(.remove, path: path) }
    if status.st_mode & S_IFMT == S_IFDIR {
      for name in try names(in: path) { try remove(join(path, name)) }
      guard rmdir(path) == 0 else { throw PlatformError(.remove, path: path) }
    } else {
      guard unlink(path) == 0 else { throw PlatformError(.remove, path: path) }
    }
  }

  /// The directory that relative paths start from.
  package static var currentDirectory: String {
    guard let buffer = getcwd(nil, 0) else { return "." }
    defer { free(buffer) }
    return String(cString: buffer)
  }

  static func mode(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode : nil
  }
}

extension FileSystem {
  /// Returns the part of a path after its last separator: `data/SPY-1d.csv` gives `SPY-1d.csv`.
  package static func fileName(of path: String) -> String {
    guard let name = path.split(separator: "/").last else { return path }
    return String(name)
  }

  /// Returns a path without its last part: `data/SPY-1d.csv` gives `data`, `a.csv` gives `.`.
  package static func directoryName(of path: String) -> String {
    var rest = Substring(path)
    while rest.count > 1, rest.last == "/" { rest.removeLast() }
    guard let separator = rest.lastIndex(of: "/") else { return "." }
    rest = rest[..<separator]
    while rest.last == "/" { rest.removeLast() }
    return rest.isEmpty ? "/" : String(rest)
  }

  /// Returns a file name without its last extension: `SPY-1d.csv` gives `SPY-1d`.
  package static func stem(of path: String) -> String {
    let name = fileName(of: path)
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// Returns `path` seen from `directory`; an absolute path stays as it is.
  package static func join(_ directory: String, _ path: String) -> String {
    if path.hasPrefix("/") || directory.isEmpty { return path }
    return directory.hasSuffix("/") ? directory + path : directory + "/" + path
  }
}

/// The variables that the process was started with.
package enum Environment {
  /// Returns the value of a variable, or nil if it is not set.
  package static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}

import Glibc
import Synchronization

extension FileSystem {
  /// Writes a whole file so that readers see the old content or the new one, never a part.
  ///
  /// The bytes go to a temporary file beside the target, which is then renamed. Links are followed,
  /// permissions are kept, and a target that is no regular file (a terminal, a pipe) is written
  /// directly.
  ///
  /// - Parameter overwrite: Whether a file that is already there may be replaced.
  /// - Throws: `PlatformError` of kind exists if there is a file and `overwrite` is false.
  package static func writeFile(
    _ path: String, _ bytes: UnsafeRawBufferPointer, overwrite: Bool = true
  ) throws(PlatformError) {
    let target = resolvingLinks(path)
    let mode = mode(of: target)
    if let mode {
      if mode & S_IFMT == S_IFDIR { throw PlatformError(.write, path: path, code: EISDIR) }
      if mode & S_IFMT != S_IFREG {
        return try write(bytes, to: target, namedAs: path, flags: O_WRONLY, permissions: 0)
      }
      if !overwrite { throw PlatformError(.write, path: path, code: EEXIST) }
    }
    let temporary = temporaryName(for: target)
    defer { unlink(temporary) }
    try write(
      bytes, to: temporary, namedAs: path, flags: O_WRONLY | O_CREAT | O_EXCL,
      permissions: mode.map { $0 & 0o777 })
    try publish(temporary, as: target, namedAs: path, overwrite: overwrite)
  }

  /// Writes a whole file from an array of bytes.
  package static func writeFile(
    _ path: String, _ bytes: [UInt8], overwrite: Bool = true
  ) throws(PlatformError) {
    try bytes.span.bytes.withUnsafeBytes { (buffer) throws(PlatformError) in
      try writeFile(path, buffer, overwrite: overwrite)
    }
  }

  /// Writes a whole file from text, in UTF-8.
  package static func writeFile(
    _ path: String, _ text: String, overwrite: Bool = true
  ) throws(PlatformError) {
    try writeFile(path, Array(text.utf8), overwrite: overwrite)
  }

  private static func publish(
    _ temporary: String, as target: String, namedAs path: String, overwrite: Bool
  ) throws(PlatformError) {
    // A hard link refuses to replace, which a rename cannot; not every file system has links.
    if !overwrite {
      if link(temporary, target) == 0 { return }
      if errno == EEXIST || exists(target) {
        throw PlatformError(.write, path: path, code: EEXIST)
      }
    }
    guard rename(temporary, target) == 0 else { throw PlatformError(.write, path: path) }
  }

  private static func write(
    _ bytes: UnsafeRawBufferPointer, to target: String, namedAs path: String, flags: Int32,
    permissions: mode_t?
  ) throws(PlatformError) {
    let descriptor = open(target, flags | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw PlatformError(.write, path: path) }
    if let permissions, flags & O_CREAT != 0 { fchmod(descriptor, permissions) }
    let written = writeAll(bytes, to: descriptor)
    let code = errno
    let closed = close(descriptor) == 0
    guard written else { throw PlatformError(.write, path: path, code: code) }
    guard closed else { throw PlatformError(.write, path: path) }
  }

  /// Writes until nothing is left; on false `errno` has the reason.
  static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
    return true
  }

  private static func resolvingLinks(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static let temporaryCount = Atomic<Int>(0)

  private static func temporaryName(for target: String) -> String {
    let number = temporaryCount.wrappingAdd(1, ordering: .relaxed).newValue
    let name = ".\(fileName(of: target)).\(getpid())-\(number).tmp"
    return join(directoryName(of: target), name)
  }
}

import Glibc

/// The bytes of a whole file.
///
/// A regular file is mapped and its pages are read as they are touched; a file that another process
/// truncates meanwhile ends the program. Anything else (a pipe, standard input) is read to its end.
package final class FileBytes: @unchecked Sendable {
  // Immutable after init, hence safe to share; the memory is released in deinit.
  private let memory: UnsafeRawBufferPointer
  private let isMapped: Bool

  /// The name that stands for standard input.
  package static let standardInputName = "-"

  /// Reads the file at `path`, or standard input if `path` is `-`.
  ///
  /// - Throws: `PlatformError` with the kind missing, isDirectory, notPermitted or other.
  package init(path: String) throws(PlatformError) {
    let isStandardInput = path == Self.standardInputName
    let descriptor = isStandardInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw PlatformError(.open, path: path) }
    defer { if !isStandardInput { close(descriptor) } }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw PlatformError(.open, path: path) }
    let kind = status.st_mode & S_IFMT
    if kind == S_IFDIR { throw PlatformError(.read, path: path, code: EISDIR) }
    // Standard input may have been read in part; a file of size 0 may be one of the kernel's.
    if kind == S_IFREG, status.st_size > 0, !isStandardInput,
      let mapped = Self.map(descriptor, size: Int(status.st_size))
    {
      memory = mapped
      isMapped = true
    } else {
      memory = try Self.readToEnd(descriptor, path: path)
      isMapped = false
    }
  }

  deinit {
    guard let base = memory.baseAddress else { return }
    if isMapped {
      munmap(UnsafeMutableRawPointer(mutating: base), memory.count)
    } else {
      free(UnsafeMutableRawPointer(mutating: base))
    }
  }

  /// How many bytes there are.
  package var count: Int { memory.count }

  /// Calls `body` with the bytes, which must not be used after it returns.
  package func withBytes<Value, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try body(memory)
  }

  private static func map(_ descriptor: Int32, size: Int) -> UnsafeRawBufferPointer? {
    let base = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let base, base != MAP_FAILED else { return nil }
    madvise(base, size, MADV_SEQUENTIAL)
    return UnsafeRawBufferPointer(start: base, count: size)
  }

  private static func readToEnd(
    _ descriptor: Int32, path: String
  ) throws(PlatformError) -> UnsafeRawBufferPointer {
    var capacity = 1 << 16
    var count = 0
    var base = malloc(capacity)!
    while true {
      if count == capacity {
        capacity *= 2
        base = realloc(base, capacity)!
      }
      let received = read(descriptor, base + count, capacity - count)
      if received < 0 {
        if errno == EINTR { continue }
        let error = PlatformError(.read, path: path)
        free(base)
        throw error
      }
      if received == 0 { return UnsafeRawBufferPointer(start: base, count: count) }
      count += received
    }
  }
}

import Glibc

/// A call of the operating system that failed.
package struct PlatformError: Error, Sendable, Hashable {
  /// What the caller wanted to do.
  package enum Operation: String, Sendable {
    case open
    case read
    case write
    case list
    case create
    case remove
  }

  /// The reasons that callers tell apart.
  package enum Kind: Sendable {
    /// There is nothing at the path.
    case missing
    /// There is a directory where a file should be.
    case isDirectory
    /// There is a file where a directory should be.
    case isNotDirectory
    /// The user may not do this.
    case notPermitted
    /// There is already something at the path.
    case exists
    /// The reader of the pipe has gone.
    case closedPipe
    /// Anything else; the reason's text says what.
    case other
  }

  /// What the caller wanted to do.
  package let operation: Operation
  /// The file or directory concerned, as the caller named it.
  package let path: String
  /// The operating system's number for the reason.
  package let code: Int32

  package init(_ operation: Operation, path: String, code: Int32 = errno) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// The reason, as far as callers tell reasons apart.
  package var kind: Kind {
    switch code {
    case ENOENT: .missing
    case EISDIR: .isDirectory
    case ENOTDIR: .isNotDirectory
    case EACCES, EPERM, EROFS: .notPermitted
    case EEXIST: .exists
    case EPIPE: .closedPipe
    default: .other
    }
  }

  /// The operating system's words for the reason, in lower case: `no such file or directory`.
  package var reason: String {
    let text = String(cString: strerror(code))
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}

extension PlatformError: CustomStringConvertible {
  /// The failure in words: `cannot open 'a.csv': no such file or directory`.
  package var description: String { "cannot \(operation.rawValue) '\(path)': \(reason)" }
}

package import Platform

extension LocatedError {
  /// Makes the error that a person sees when the operating system refused something.
  package init(_ error: PlatformError, as exitClass: ExitClass = .failed) {
    let isStandardInput = error.path == FileBytes.standardInputName
    let file = isStandardInput ? "standard input" : error.path
    let verb = error.operation.rawValue
    switch error.kind {
    case .missing:
      self.init(exitClass, "cannot \(verb), there is no such file or directory", file: file)
    case .isDirectory:
      self.init(exitClass, "cannot \(verb) a directory", file: file, expected: "a file")
    case .isNotDirectory:
      self.init(exitClass, "cannot \(verb), part of the path is a file", file: file)
    case .exists:
      self.init(exitClass, "cannot \(verb), there is such a file already", file: file)
    case .notPermitted, .closedPipe, .other:
      self.init(exitClass, "cannot \(verb), \(error.reason)", file: file)
    }
  }
}

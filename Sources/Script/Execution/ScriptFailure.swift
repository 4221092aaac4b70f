/// Why a script could not go on, said by a function of the library; the machine adds the place.
struct ScriptFailure: Error, Sendable, Hashable {
  /// What went wrong, in lower case and without a final period.
  var message: String

  init(_ message: String) { self.message = message }
}

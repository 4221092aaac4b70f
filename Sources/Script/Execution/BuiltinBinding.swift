import Formats
import Indicators

/// Finds what carries out a built-in: an indicator or a function of the library.
enum BuiltinBinding {
  static func of(_ signature: CallSignature) -> Binding? {
    Library.binding(for: signature)
  }
}

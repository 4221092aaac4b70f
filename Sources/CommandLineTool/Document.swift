import Formats
import FoundationEssentials

/// Documents for machines, their keys sorted so that equal results give equal bytes.
enum Document {
  /// The document as text.
  static func json(_ document: some Encodable) throws(LocatedError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do {
      return String(decoding: try encoder.encode(document), as: UTF8.self)
    } catch {
      throw LocatedError(.internalError, "cannot write the document: \(error)")
    }
  }
}

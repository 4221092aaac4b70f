import Formats
import FoundationEssentials

/// Documents as text of which there is one per value: sorted keys, shortest numbers, no spaces.
enum CanonicalJSON {
  /// Returns the text of a document.
  static func text(_ document: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do {
      return String(decoding: try encoder.encode(document), as: UTF8.self)
    } catch {
      preconditionFailure("a document of numbers and texts can be written: \(error)")
    }
  }

  /// Reads a document that this or an older version wrote.
  ///
  /// - Throws: A data error that names the place.
  static func read<Document: Decodable>(
    _ type: Document.Type, _ text: String, file: String, place: String
  ) throws(LocatedError) -> Document {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do {
      return try decoder.decode(type, from: Data(text.utf8))
    } catch {
      throw LocatedError(
        .data, "a document in the store cannot be read", file: file, path: place,
        found: "\(error)")
    }
  }
}

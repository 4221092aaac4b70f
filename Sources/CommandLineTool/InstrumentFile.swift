import Files
import Formats
import FoundationEssentials
import Market
import Platform

/// `SYMBOL.instrument.json` beside a price file: what its owner knows about the instrument.
enum InstrumentFile {
  /// The metadata beside a price file; nil when there is no such file.
  static func layer(beside path: String) throws(LocatedError) -> MetadataLayer? {
    guard path != FileBytes.standardInputName else { return nil }
    let place = FileName.metadataPath(beside: path)
    guard FileSystem.exists(place) else { return nil }
    let bytes: FileBytes
    do { bytes = try FileBytes(path: place) } catch { throw LocatedError(error, as: .data) }
    let data = bytes.withBytes { Data($0) }
    do {
      let metadata = try JSONDecoder().decode(InstrumentMetadata.self, from: data)
      try metadata.validate(source: place)
      return MetadataLayer(.file, metadata, source: place)
    } catch let error as LocatedError {
      throw error
    } catch {
      throw located(error, file: place)
    }
  }

  /// A decoding error in our form: the place inside the document and what is wrong there.
  private static func located(_ error: any Error, file: String) -> LocatedError {
    guard let error = error as? DecodingError else {
      return LocatedError(.data, "cannot read the instrument: \(error)", file: file)
    }
    switch error {
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .keyNotFound(_, let context), .dataCorrupted(let context):
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      return LocatedError(
        .data, "the instrument's description is not as it should be", file: file,
        path: path.isEmpty ? nil : path, expected: context.debugDescription)
    @unknown default: return LocatedError(.data, "cannot read the instrument", file: file)
    }
  }
}

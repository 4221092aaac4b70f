public import Formats

extension AssetClass: Codable {}
extension Session: Codable {}

/// What one source says about an instrument; nil where it says nothing.
///
/// The properties are the keys of a `SYMBOL.instrument.json` file.
public struct InstrumentMetadata: Sendable, Hashable, Codable {
  /// The name under which it is known in this project.
  public var symbol: String?
  /// What kind of thing it is.
  public var assetClass: AssetClass?
  /// The smallest price step, above 0.
  public var tickSize: Double?
  /// The smallest quantity step, above 0.
  public var lotStep: Double?
  /// Account currency earned per unit when the price rises by 1, above 0.
  public var pointValue: Double?
  /// The currency that prices are quoted in.
  public var currency: String?
  /// When it trades.
  public var session: Session?
  /// Whether prices of zero and below are genuine.
  public var allowsNonPositivePrices: Bool?
  /// Whether its prices are adjusted for splits and dividends.
  public var isAdjusted: Bool?

  /// Makes metadata of what is known.
  public init(
    symbol: String? = nil, assetClass: AssetClass? = nil, tickSize: Double? = nil,
    lotStep: Double? = nil, pointValue: Double? = nil, currency: String? = nil,
    session: Session? = nil, allowsNonPositivePrices: Bool? = nil, isAdjusted: Bool? = nil
  ) {
    self.symbol = symbol
    self.assetClass = assetClass
    self.tickSize = tickSize
    self.lotStep = lotStep
    self.pointValue = pointValue
    self.currency = currency
    self.session = session
    self.allowsNonPositivePrices = allowsNonPositivePrices
    self.isAdjusted = isAdjusted
  }

  /// Checks that steps and values are above 0 and the symbol is not empty.
  ///
  /// - Parameter source: The document that says so, for the error.
  /// - Throws: A data error that names the property.
  public func validate(source: String? = nil) throws(LocatedError) {
    let numbers = [("tickSize", tickSize), ("lotStep", lotStep), ("pointValue", pointValue)]
    for (name, value) in numbers {
      guard let value, !(value > 0 && value.isFinite) else { continue }
      throw LocatedError(
        .data, "a step of an instrument is not above 0", file: source, path: name,
        found: NumberFormat.shortest(value), expected: "a number above 0")
    }
    if symbol?.isEmpty == true {
      throw LocatedError(.data, "the symbol is empty", file: source, path: "symbol")
    }
  }
}

/// What one source says about an instrument, and which source that is.
public struct MetadataLayer: Sendable, Hashable {
  /// Where metadata come from, the strongest first.
  public enum Origin: String, Sendable, Hashable, CaseIterable, Codable {
    /// An option on the command line.
    case flag
    /// The roster document.
    case roster
    /// The file `SYMBOL.instrument.json` beside the data.
    case file
    /// The store.
    case store
    /// What holds for the asset class.
    case preset
    /// What the data show.
    case inferred
    /// What holds if nobody says anything.
    case standard
  }

  /// Which source it is.
  public var origin: Origin
  /// What it says.
  public var metadata: InstrumentMetadata
  /// The document that says so, for errors.
  public var source: String?

  /// Makes a layer.
  public init(_ origin: Origin, _ metadata: InstrumentMetadata, source: String? = nil) {
    self.origin = origin
    self.metadata = metadata
    self.source = source
  }
}

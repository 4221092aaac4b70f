public import Formats

/// An instrument and, for each of its properties, who said so.
public struct ResolvedInstrument: Sendable, Hashable {
  /// The instrument.
  public let instrument: Instrument
  /// Who said what, in the order of the instrument's properties.
  public let origins: [PropertyOrigin]

  /// Where one property of an instrument comes from.
  public struct PropertyOrigin: Sendable, Hashable {
    /// The property's name, for example `tickSize`.
    public let property: String
    /// Who said so.
    public let origin: MetadataLayer.Origin
  }

  /// Returns where a property comes from; nil for a name that is none.
  public func origin(of property: String) -> MetadataLayer.Origin? {
    origins.first { $0.property == property }?.origin
  }

  /// Takes each property from the strongest layer that has it.
  ///
  /// Layers come in any order; of two with the same origin the first wins. A preset for the asset
  /// class and the standard values are added. `tickSize` of the preset is left out for adjusted
  /// series: adjusted prices do not lie on the exchange's grid.
  /// - Throws: A data error for a step that is not above 0 or an empty symbol.
  public static func resolve(_ layers: [MetadataLayer]) throws(LocatedError) -> ResolvedInstrument {
    for layer in layers { try layer.metadata.validate(source: layer.source) }
    var choice = Choice(layers)
    let symbol = choice.pick("symbol", \.symbol, or: "UNNAMED")
    let assetClass = choice.pick("assetClass", \.assetClass, or: .equity)
    let isAdjusted = choice.peek(\.isAdjusted) ?? false
    choice.add(
      MetadataLayer(.preset, .preset(for: assetClass, symbol: symbol, isAdjusted: isAdjusted)))
    let instrument = Instrument(
      symbol: symbol, assetClass: assetClass,
      tickSize: choice.pick("tickSize", \.tickSize, or: 0.01),
      lotStep: choice.pick("lotStep", \.lotStep, or: 1),
      pointValue: choice.pick("pointValue", \.pointValue, or: 1),
      currency: choice.pick("currency", \.currency, or: "USD"),
      session: choice.pick("session", \.session, or: .continuous),
      allowsNonPositivePrices: choice.pick(
        "allowsNonPositivePrices", \.allowsNonPositivePrices, or: false),
      isAdjusted: choice.pick("isAdjusted", \.isAdjusted, or: false))
    return ResolvedInstrument(instrument: instrument, origins: choice.origins)
  }

  /// The choice of each property among layers.
  private struct Choice {
    private var layers: [MetadataLayer]
    private(set) var origins: [PropertyOrigin] = []

    init(_ layers: [MetadataLayer]) {
      self.layers = []
      for layer in layers { add(layer) }
    }

    mutating func add(_ layer: MetadataLayer) {
      let rank = Self.rank(layer.origin)
      let position = layers.firstIndex { Self.rank($0.origin) > rank } ?? layers.endIndex
      layers.insert(layer, at: position)
    }

    private static func rank(_ origin: MetadataLayer.Origin) -> Int {
      MetadataLayer.Origin.allCases.firstIndex(of: origin) ?? 0
    }

    func peek<Value>(_ property: KeyPath<InstrumentMetadata, Value?>) -> Value? {
      layers.lazy.compactMap { $0.metadata[keyPath: property] }.first
    }

    mutating func pick<Value>(
      _ name: String, _ property: KeyPath<InstrumentMetadata, Value?>, or standard: Value
    ) -> Value {
      for layer in layers {
        guard let value = layer.metadata[keyPath: property] else { continue }
        origins.append(PropertyOrigin(property: name, origin: layer.origin))
        return value
      }
      origins.append(PropertyOrigin(property: name, origin: .standard))
      return standard
    }
  }
}

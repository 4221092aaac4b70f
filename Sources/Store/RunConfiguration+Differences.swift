import Formats

extension RunConfiguration {
  /// What differs from another configuration, by the place in the document.
  public func differences(from other: RunConfiguration) -> [RunDifference] {
    let (left, right) = (leaves, other.leaves)
    let leftPlaces = Set(left.map(\.place))
    let places = left.map(\.place) + right.map(\.place).filter { !leftPlaces.contains($0) }
    let (leftTexts, rightTexts) = (Self.table(left), Self.table(right))
    return places.compactMap { place in
      leftTexts[place] == rightTexts[place]
        ? nil
        : RunDifference(subject: place, left: leftTexts[place], right: rightTexts[place])
    }
  }

  private static func table(_ leaves: [DocumentLeaf]) -> [String: String] {
    Dictionary(leaves.map { ($0.place, $0.text) }) { first, _ in first }
  }

  /// The leaves of the document; inputs stand under their names and not under their numbers.
  private var leaves: [DocumentLeaf] {
    var document = self
    document.strategy.inputs = []
    let inputs = strategy.inputs.map { DocumentLeaf(place: "inputs.\($0.name)", text: $0.value) }
    return inputs + DocumentLeaf.all(in: document.canonicalText)
  }
}

/// A single value of a document and its place, such as `rules.fees.takerRate`.
private struct DocumentLeaf {
  let place: String
  let text: String

  /// The values of a document that this program wrote, in the order of the text.
  static func all(in document: String) -> [DocumentLeaf] {
    // Our own text is well formed; should it not be, the whole of it is one value.
    (try? CanonicalJSON.read(Node.self, document, file: "", place: ""))?.leaves("")
      ?? [DocumentLeaf(place: "", text: document)]
  }

  private enum Node: Decodable {
    case value(String)
    case list([Node])
    case object([String: Node])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let flag = try? container.decode(Bool.self) {
        self = .value("\(flag)")
      } else if let number = try? container.decode(Double.self) {
        self = .value(NumberFormat.shortest(number))
      } else if let text = try? container.decode(String.self) {
        self = .value(text)
      } else if let list = try? container.decode([Node].self) {
        self = .list(list)
      } else if let object = try? container.decode([String: Node].self) {
        self = .object(object)
      } else {
        self = .value("null")
      }
    }

    func leaves(_ place: String) -> [DocumentLeaf] {
      switch self {
      case .value(let text): [DocumentLeaf(place: place, text: text)]
      case .list(let nodes):
        nodes.enumerated().flatMap { $0.element.leaves("\(place)[\($0.offset)]") }
      case .object(let members):
        members.sorted { $0.key < $1.key }.flatMap {
          $0.value.leaves(place.isEmpty ? $0.key : "\(place).\($0.key)")
        }
      }
    }
  }
}

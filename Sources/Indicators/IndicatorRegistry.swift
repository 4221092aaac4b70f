public import Formats

/// All indicators there are.
public enum IndicatorRegistry {
  /// The indicators in the order in which they are listed to people, by family.
  public static let all: [Indicator] = [
    .simpleAverage,
    .exponentialAverage,
    .wilderAverage,
    .relativeStrength,
    .trueRange,
    .averageTrueRange,
    .standardDeviation,
    .highest,
    .lowest,
  ]

  /// The indicator with a name.
  ///
  /// - Throws: An error that suggests the name most like the unknown one.
  public static func indicator(named name: String) throws(LocatedError) -> Indicator {
    if let found = all.first(where: { $0.id == name }) { return found }
    let names = all.map(\.id)
    throw LocatedError(
      .usage, "unknown indicator '\(name)'",
      hint: Suggestion.hint(for: name, in: names)
        ?? "there are: " + names.joined(separator: ", "))
  }
}

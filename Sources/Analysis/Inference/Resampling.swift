/// How a ranking is put to the test by resampling days in blocks.
public struct Resampling: Sendable, Hashable {
  /// How many times the days are drawn anew, at least 1.
  public var draws: Int
  /// Session days in a block; nil lets the returns decide.
  public var blockLength: Int?
  /// The probability with which an interval shall hold the truth, between 0 and 1.
  public var confidence: Double

  /// Makes settings; 2,000 draws at 95 % unless told otherwise.
  public init(draws: Int = 2_000, blockLength: Int? = nil, confidence: Double = 0.95) {
    precondition(draws >= 1, "resampling needs at least one draw")
    precondition(blockLength ?? 1 >= 1, "a block has at least one day")
    precondition(confidence > 0 && confidence < 1, "a confidence lies between 0 and 1")
    self.draws = draws
    self.blockLength = blockLength
    self.confidence = confidence
  }
}

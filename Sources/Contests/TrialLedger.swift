public import Formats

/// An attempt: one strategy with its inputs on some data.
public struct Trial: Sendable, Hashable {
  /// The strategy, for example `sma-cross`.
  public var family: String
  /// Its inputs, for example `fast=10 slow=30`.
  public var inputs: String
  /// The hash of the data, 64 hexadecimal digits.
  public var dataFingerprint: String
  /// First session day, as days since 1970-01-01.
  public var firstDay: Int32
  /// Last session day.
  public var lastDay: Int32
  /// How many daily returns there are.
  public var count: Int
  /// Mean daily return.
  public var mean: Double
  /// Sample standard deviation of daily returns.
  public var deviation: Double
  /// Skewness of daily returns, corrected for bias; nil without variation.
  public var skewness: Double?
  /// Excess kurtosis of daily returns, corrected for bias; nil without variation.
  public var excessKurtosis: Double?

  /// Makes a trial.
  public init(
    family: String, inputs: String, dataFingerprint: String, firstDay: Int32, lastDay: Int32,
    count: Int, mean: Double, deviation: Double, skewness: Double? = nil,
    excessKurtosis: Double? = nil
  ) {
    self.family = family
    self.inputs = inputs
    self.dataFingerprint = dataFingerprint
    self.firstDay = firstDay
    self.lastDay = lastDay
    self.count = count
    self.mean = mean
    self.deviation = deviation
    self.skewness = skewness
    self.excessKurtosis = excessKurtosis
  }

  /// The Sharpe ratio of a day; nil without variation.
  public var sharpePerPeriod: Double? { deviation > 0 ? mean / deviation : nil }

  /// Whether another trial is the same attempt: same strategy, inputs, data and days.
  public func isSameAttempt(as other: Trial) -> Bool {
    family == other.family && inputs == other.inputs && dataFingerprint == other.dataFingerprint
      && firstDay == other.firstDay && lastDay == other.lastDay
  }
}

/// An append-only memory of every attempt, so that luck can be counted.
public protocol TrialLedger: Sendable {
  /// Adds attempts; when it returns they are kept.
  func append(_ trials: [Trial]) throws(LocatedError)

  /// All attempts on data of a fingerprint, oldest first.
  func trials(on dataFingerprint: String) throws(LocatedError) -> [Trial]
}

/// How often data that were set aside have been looked at.
///
/// A period that is kept for the last judgement loses its worth with every look.
public protocol HoldoutState: Sendable {
  /// How many looks there have been at a period that was set aside under a name.
  func lookCount(at name: String) throws(LocatedError) -> Int

  /// How many looks are allowed; nil if the name is unknown.
  func allowedLooks(at name: String) throws(LocatedError) -> Int?

  /// Counts a look before it happens.
  ///
  /// - Throws: An error of class `failed` when no look is left.
  func recordLook(at name: String) throws(LocatedError)
}

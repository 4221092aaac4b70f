public import Indicators
public import Market

/// A strategy with its inputs fixed: an immutable factory of sessions.
///
/// An expert sees only the past. What it wants to read it declares in `requirements`; each replay
/// makes one session, feeds it closed bars and takes its orders from the desk.
public protocol Expert: Sendable {
  /// What the expert reads and may do.
  var requirements: Requirements { get }

  /// Makes a session with fresh state.
  func makeSession() throws(ExpertFailure) -> any ExpertSession
}

/// One run of an expert over one market.
public protocol ExpertSession {
  /// Decides at the close of one or more bars; orders are live from the next open on.
  mutating func barClosed(
    _ view: borrowing MarketView, _ desk: inout Desk
  ) throws(ExpertFailure)

  /// Hears of a fill; called only for experts with the capability `.fills`.
  mutating func filled(
    _ fill: Fill, _ view: borrowing MarketView, _ desk: inout Desk
  ) throws(ExpertFailure)
}

extension ExpertSession {
  /// Ignores fills.
  public mutating func filled(
    _ fill: Fill, _ view: borrowing MarketView, _ desk: inout Desk
  ) throws(ExpertFailure) {}
}

/// Why an expert could not go on; it ends its own run and nothing else.
public struct ExpertFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// What went wrong, in lower case and without a final period.
  public var message: String

  /// Makes a failure.
  public init(_ message: String) { self.message = message }

  /// The message.
  public var description: String { message }
}

/// What an expert reads and may do.
public struct Requirements: Sendable {
  /// An indicator over one of the run's series.
  public struct Column: Sendable, Hashable {
    /// Which indicator, of which source, with which parameters.
    public var indicator: IndicatorRequest
    /// The instrument, as an index into the run's instruments.
    public var instrument: Int
    /// The timeframe; nil for the instrument's own.
    public var timeframe: Timeframe?

    /// Makes a column.
    public init(_ indicator: IndicatorRequest, instrument: Int = 0, timeframe: Timeframe? = nil) {
      self.indicator = indicator
      self.instrument = instrument
      self.timeframe = timeframe
    }
  }

  /// What an expert may do beyond reading closed bars and placing orders.
  public struct Capabilities: OptionSet, Sendable, Hashable {
    /// The capabilities as bits.
    public let rawValue: UInt8

    /// Makes capabilities from bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Hears of each fill when it happens.
    public static let fills = Capabilities(rawValue: 1)
    /// Reads the contest's standings.
    public static let standings = Capabilities(rawValue: 2)
    /// Reads what a charting platform shows of the future; only under its convention.
    public static let futureAccess = Capabilities(rawValue: 4)
  }

  /// Indicator columns, read in this order through `MarketView.column`.
  public var columns: [Column]
  /// Coarser timeframes of every instrument, read through `MarketView.bars`.
  public var timeframes: [Timeframe]
  /// Bars of the primary series before the first call of `barClosed`.
  public var warmUp: Int
  /// What it may do beyond reading closed bars and placing orders.
  public var capabilities: Capabilities

  /// Makes requirements.
  public init(
    columns: [Column] = [], timeframes: [Timeframe] = [], warmUp: Int = 0,
    capabilities: Capabilities = []
  ) {
    self.columns = columns
    self.timeframes = timeframes
    self.warmUp = warmUp
    self.capabilities = capabilities
  }
}

import Market
import Trading

/// What functions of the library see of a run: the bars up to now, the heap, the account.
///
/// The chart has a context and so has every `request.security`; all of a run share one heap.
final class ExecutionContext {
  let heap: Heap
  /// The bars of this context; what lies after `barIndex` is the future.
  let bars: BarSeries
  /// Whether this is a `request.security`; orders are nothing there.
  let isRequested: Bool
  /// The declaration's and the user's settings.
  let settings: StrategySettings
  /// The version of the language, 5 or 6.
  let version: Int
  /// The account; nil in a `request.security`.
  @exclusivity(unchecked) var account: Account? {
    didSet { accountReference = account.map { Unmanaged.passUnretained($0) } }
  }
  /// The same, for calls that cost no counting.
  @exclusivity(unchecked) private(set) var accountReference: Unmanaged<Account>?
  /// What the texts of orders mean.
  let orderNames: OrderNames
  /// The exits that were given last.
  let givenExits = GivenExits()
  /// The current bar.
  @exclusivity(unchecked) var barIndex = -1
  /// Whether orders count: false before the first bar that is traded.
  @exclusivity(unchecked) var isTrading = true
  /// The chart's timeframe where this is a `request.security`; nil on the chart.
  var mainTimeframe: Timeframe?
  /// Where functions with several results leave them, the first included.
  let results: UnsafeMutablePointer<Double>

  /// Most results of one function.
  static let maximumResultCount = 32

  init(
    heap: Heap, bars: BarSeries, settings: StrategySettings, version: Int,
    isRequested: Bool = false
  ) {
    self.heap = heap
    self.bars = bars
    self.settings = settings
    self.version = version
    self.isRequested = isRequested
    orderNames = OrderNames(isRequested ? [] : heap.strings)
    results = .allocate(capacity: Self.maximumResultCount)
    results.initialize(repeating: .nan, count: Self.maximumResultCount)
  }

  deinit { results.deallocate() }

  /// A context over the same bars for what looks at nothing else.
  func detached() -> ExecutionContext {
    ExecutionContext(
      heap: Heap(), bars: bars, settings: settings, version: version, isRequested: true)
  }

  /// Whether a call has failed on this bar.
  @exclusivity(unchecked) private(set) var hasFailed = false
  private var failure: ScriptFailure?

  /// Leaves the failure of a call for the machine.
  func fail(_ failure: ScriptFailure) {
    self.failure = failure
    hasFailed = true
  }

  /// The failure that a call left.
  func takeFailure() -> ScriptFailure {
    hasFailed = false
    return failure ?? ScriptFailure("the script failed")
  }

  /// Whether the current bar is the last one there is.
  var isLastBar: Bool { barIndex == bars.count - 1 }
}

public import Contests
import Experts
public import Files
public import Formats
public import Market
public import Platform
import Trading

/// A roster with its data read: a contest that can be held, and how the data came to be.
public struct PreparedContest: Sendable {
  /// The contest.
  public let contest: Contest
  /// The price files that were read, in their order.
  public let data: [LoadedSeries]
  /// What a reader should know about the data, one sentence each.
  public let warnings: [String]
}

extension Roster {
  /// Reads the data and makes the contest.
  ///
  /// - Parameters:
  ///   - options: How price files are read where the roster says nothing else.
  ///   - metadataBeside: What lies beside a price file about its instrument.
  ///   - stored: What a store has under a name that is no file; nil if it has nothing.
  /// - Throws: An error that names the file, or the place in the roster.
  public func prepare(
    options: LoadOptions = LoadOptions(), workers: Int = 1, cancellation: Cancellation? = nil,
    metadataBeside: (String) throws(LocatedError) -> MetadataLayer? = { _ in nil },
    stored: (String) throws(LocatedError) -> LoadedSeries? = { _ in nil }
  ) throws(LocatedError) -> PreparedContest {
    guard !data.isEmpty else {
      throw LocatedError(
        .usage, "no price file is named", file: file,
        hint: "name price files on the command line or under 'data' in the roster")
    }
    var loaded: [LoadedSeries] = []
    for source in data {
      if !FileSystem.exists(source.path), source.path != FileBytes.standardInputName,
        let series = try stored(FileSystem.fileName(of: source.path))
      {
        loaded.append(series)
        continue
      }
      loaded += try source.load(
        options: options, workers: workers, cancellation: cancellation,
        metadataBeside: metadataBeside)
    }
    try requireDistinctSymbols(loaded)
    let events = try eventFile.map(EventFile.load) ?? []
    try Self.requireRawPrices(loaded, events)
    let series = loaded.map(\.series)
    var agents: [Agent] = []
    for entry in entries where !entry.isReference {
      agents.append(try entry.agent(over: series))
    }
    let contest = try Contest(
      agents: agents, series: series, events: events, rulebook: rulebook,
      benchmark: BuyAndHold(), from: from, to: to, seed: seed)
    return PreparedContest(contest: contest, data: loaded, warnings: Self.warnings(loaded))
  }

  private func requireDistinctSymbols(_ loaded: [LoadedSeries]) throws(LocatedError) {
    var seen: Set<String> = []
    for one in loaded where !seen.insert(one.series.instrument.symbol).inserted {
      throw LocatedError(
        .usage, "symbol '\(one.series.instrument.symbol)' is given twice", file: one.path,
        hint: "give each instrument once")
    }
  }

  /// Dividends on top of adjusted prices would be counted twice.
  private static func requireRawPrices(
    _ loaded: [LoadedSeries], _ events: [CashFlowEvent]
  ) throws(LocatedError) {
    for one in loaded where one.series.instrument.isAdjusted {
      let symbol = one.series.instrument.symbol
      let counts = events.contains {
        $0.symbol == symbol && ($0.kind == .dividend || $0.kind == .split)
      }
      if counts {
        throw LocatedError(
          .usage,
          "the prices of '\(symbol)' are adjusted and the events file has its dividends or "
            + "splits: they would count twice", file: one.path,
          hint: "give raw prices with events, or adjusted prices without")
      }
    }
  }

  private static func warnings(_ loaded: [LoadedSeries]) -> [String] {
    var lines: [String] = []
    for one in loaded {
      let symbol = one.series.instrument.symbol
      lines += (one.warnings + one.repairs.summary).map { "\(symbol): \($0)" }
    }
    let closeOnly = loaded.filter(\.isCloseOnly).map(\.series.instrument.symbol)
    if !closeOnly.isEmpty {
      let shown = closeOnly.prefix(5).joined(separator: ", ") + (closeOnly.count > 5 ? ", …" : "")
      lines.append("closes only, bars have no range: \(shown)")
    }
    return lines
  }
}

extension Roster.DataSource {
  fileprivate func load(
    options: LoadOptions, workers: Int, cancellation: Cancellation?,
    metadataBeside: (String) throws(LocatedError) -> MetadataLayer?
  ) throws(LocatedError) -> [LoadedSeries] {
    if place.file != nil, !FileSystem.exists(path) {
      throw place.located(LocatedError(.data, "there is no such file", found: path))
    }
    do throws(LocatedError) {
      var options = try loadOptions(options)
      if let layer = try metadataBeside(path) { options.metadata.append(layer) }
      let loaded = try DataFile.loadAll(
        path, options: options, workers: workers, cancellation: cancellation)
      // In a table of closes the symbol picks a column.
      guard let symbol, loaded.count > 1 else { return loaded }
      options.symbols = [symbol]
      return try DataFile.loadAll(path, options: options, workers: workers)
    } catch {
      throw error.file == nil ? place.located(error) : error
    }
  }

  private func loadOptions(_ standard: LoadOptions) throws(LocatedError) -> LoadOptions {
    var result = standard
    var metadata = InstrumentMetadata(symbol: symbol)
    if let options {
      metadata.tickSize = options["tick"]?.number
      metadata.lotStep = options["lot"]?.number
      metadata.pointValue = options["pointValue"]?.number
      metadata.session = options["session"]?.text.flatMap(Session.init(rawValue:))
      if let text = options["timeframe"]?.text {
        result.timeframe = try located("timeframe") { () throws(LocatedError) in
          try Timeframe.parse(text)
        }
      }
      if let text = options["zone"]?.text {
        result.zone = try located("zone") { () throws(LocatedError) in
          try TimeZoneRules.named(text)
        }
      }
      if let text = options["repair"]?.text {
        result.repair = try located("repair") { () throws(LocatedError) in
          try Repair.parse(text)
        }
      }
      if let label = options["label"]?.text { result.label = label == "close" ? .close : .open }
    }
    result.metadata.append(MetadataLayer(.roster, metadata, source: place.file))
    return result
  }

  private func located<Value>(
    _ member: String, _ read: () throws(LocatedError) -> Value
  ) throws(LocatedError) -> Value {
    do throws(LocatedError) { return try read() } catch {
      throw place.located(error, member: member)
    }
  }
}

import Files
import Formats
import Market
import Platform
import Simulation
import Terminal

/// `tourney data check`: what is in price files and what is wrong with them.
enum DataCheckCommand {
  static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    let output = StandardStream.output
    let styling = Styling.suited(to: output)
    var firstError: LocatedError?
    for path in arguments.arguments {
      var options = try arguments.loadOptions()
      if let layer = try InstrumentFile.layer(beside: path) { options.metadata.append(layer) }
      let report = try DataFile.check(path, options: options, workers: try arguments.workers())
      output.write(styling(.bold, path) + "  \(report.rowCount) rows\n")
      for loaded in report.series { describe(loaded, to: output) }
      for count in report.counts {
        output.write(
          styling(.red, "  \(count.rowCount) rows") + " \(count.kind), first on line "
            + "\(count.firstLine)\n")
      }
      if !report.isClean, firstError == nil {
        do throws(LocatedError) {
          _ = try DataFile.loadAll(path, options: options)
        } catch {
          firstError = error
        }
      }
    }
    if let firstError { throw firstError }
  }

  private static func describe(_ loaded: LoadedSeries, to output: StandardStream) {
    let series = loaded.series
    let instrument = series.instrument
    output.write(
      "  \(instrument.symbol) \(series.timeframe), \(series.count) bars, \(series.date(0)) to "
        + "\(series.date(series.count - 1))\n"
        + "  \(instrument.assetClass.rawValue), session \(instrument.session.rawValue), tick "
        + "\(NumberFormat.shortest(instrument.tickSize)), lot "
        + "\(NumberFormat.shortest(instrument.lotStep)), \(instrument.currency)"
        + "\(instrument.isAdjusted ? ", adjusted" : "")\(series.hasVolume ? "" : ", no volume")\n")
    for warning in loaded.warnings + loaded.repairs.summary { output.write("  ! \(warning)\n") }
  }
}

/// `tourney data resample`: coarser bars.
enum DataResampleCommand {
  static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    guard let text = arguments.value("to") else {
      throw LocatedError(
        .usage, "no timeframe is named", hint: "add --to with a timeframe such as 1h or 1d")
    }
    let loaded = try DataFile.load(
      arguments.arguments[0], options: try arguments.loadOptions(),
      workers: try arguments.workers())
    let coarse = try loaded.series.aggregated(toRequested: try Timeframe.parse(text)).series
    if let path = arguments.value("out") {
      try BarWriter.write(coarse, to: path)
    } else {
      BarWriter.csv(coarse).span.bytes.withUnsafeBytes { StandardStream.output.write($0) }
    }
  }
}

/// `tourney data simulate`: the sample markets as files.
enum DataSimulateCommand {
  static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    guard let folder = arguments.value("out") else {
      throw LocatedError(.usage, "no folder is named", hint: "add --out with a folder")
    }
    let seed =
      try arguments.integer("seed", in: 0...Int.max).map(UInt64.init)
      ?? SampleMarkets.standardSeed
    let files = SampleFiles.all(seed: seed)
    do {
      for file in files {
        let path = FileSystem.join(folder, file.path)
        try FileSystem.createDirectory(FileSystem.directoryName(of: path))
        try FileSystem.writeFile(path, file.bytes)
      }
    } catch {
      throw LocatedError(error, as: .failed)
    }
    if !arguments.has("quiet") {
      StandardStream.output.write("wrote \(files.count) files to \(folder)\n")
    }
  }
}

import Contests
import Experts
import Formats
import Market

/// Agents whose decisions or returns come from a file.
enum OutsideAgent {
  /// What the file holds.
  enum Content {
    case decisions
    case returns
  }

  /// Reads a file.
  ///
  /// - Parameter series: The prices that decisions will be replayed over.
  static func read(
    _ content: Content, _ path: String, name: String, symbols: [String]?, over series: [BarSeries]
  ) throws(LocatedError) -> Agent {
    switch content {
    case .decisions:
      let log = try DecisionLog(try OutsideFile.decisions(path), file: path)
      let own = symbols ?? log.symbols
      let notes = try log.check(
        against: series.filter { own.contains($0.instrument.symbol) }, file: path)
      return Agent(
        name, .account(log), kind: .decisionLog, symbols: own, family: name, warnings: notes)
    case .returns:
      let (days, values) = try OutsideFile.returns(path)
      return Agent(
        name, .returns(ReturnSeries(days: days, returns: values)), kind: .returnsSeries,
        family: name)
    }
  }
}

public import Contests
import Formats
import Platform
import Trading

/// Who takes part in a contest, on what data, under which rules: a document, read and checked.
///
/// ```json
/// { "data": ["ACM-1d.csv"],
///   "agents": [{ "expert": "sma-cross", "inputs": { "fast": 5, "slow": 50 } }] }
/// ```
public struct Roster: Sendable {
  /// What the contest is called; nil if the document does not say.
  public var name: String?
  /// Price files.
  public var data: [DataSource]
  /// A file of dividends, splits, funding and rates.
  public var eventFile: String?
  /// Who takes part.
  public var entries: [Entry]
  /// The rules that all agents share.
  public var rulebook: Rulebook
  /// The first day that counts, as days since 1970-01-01.
  public var from: Int32?
  /// The last day that counts.
  public var to: Int32?
  /// The key of all random numbers.
  public var seed: UInt64
  /// The document, as the user named it; nil if there is none.
  public var file: String?

  /// Makes a roster.
  public init(
    name: String? = nil, data: [DataSource], eventFile: String? = nil, entries: [Entry],
    rulebook: Rulebook = Rulebook(), from: Int32? = nil, to: Int32? = nil, seed: UInt64 = 1
  ) {
    self.name = name
    self.data = data
    self.eventFile = eventFile
    self.entries = entries
    self.rulebook = rulebook
    self.from = from
    self.to = to
    self.seed = seed
  }

  /// The JSON schema of roster documents (draft 2020-12), as text.
  public static var schema: String {
    let members = RosterShape.root.schema.members.map { ($0.name, $0.value) }
    let head: [(String, JSONValue)] = [
      ("$schema", "https://json-schema.org/draft/2020-12/schema"),
      ("title", "Tourney roster"),
      ("description", "Who takes part in a contest, on what data, under which rules."),
    ]
    return JSONValue.object(head + members).rendered() + "\n"
  }
}

extension Roster {
  /// A participant.
  public struct Entry: Sendable {
    /// Where its decisions come from.
    public enum Source: Sendable {
      /// A built-in expert with some inputs set.
      case expert(String, inputs: [Agent.Input])
      /// A script in the strategy language with some inputs set.
      case script(String, inputs: [Agent.Input])
      /// A file of decisions by time and symbol.
      case decisions(String)
      /// A file of daily returns.
      case returns(String)
    }

    /// The name in the table; nil for the source's own.
    public var name: String?
    /// Where its decisions come from.
    public var source: Source
    /// What it trades; nil for every instrument.
    public var symbols: [String]?
    /// Most entries in one direction; nil for the strategy's own.
    public var pyramiding: Int?
    /// Arguments of a script's `strategy()` to be replaced, by name.
    public var settings: [Agent.Input]
    /// Where it stands in the document, such as `agents[2]`, with its lines.
    var place = Place()

    /// Makes a participant.
    public init(
      _ source: Source, name: String? = nil, symbols: [String]? = nil,
      pyramiding: Int? = nil, settings: [Agent.Input] = []
    ) {
      self.name = name
      self.source = source
      self.symbols = symbols
      self.pyramiding = pyramiding
      self.settings = settings
    }

    /// The name in the table.
    public var shownName: String {
      if let name { return name }
      switch source {
      case .expert(let expert, let inputs):
        return ([expert] + inputs.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
      case .script(let path, let inputs):
        let stem = FileSystem.stem(of: path)
        return ([stem] + (inputs + settings).map { "\($0.name)=\($0.value)" })
          .joined(separator: " ")
      case .decisions(let path), .returns(let path): return FileSystem.stem(of: path)
      }
    }
  }

  /// Where something stands in a document.
  struct Place: Sendable {
    var path: String?
    var value: JSONValue?
    var file: String?

    /// An error with the place of a member added.
    func located(_ error: LocatedError, member: String? = nil) -> LocatedError {
      var error = error
      let inner = member.flatMap { name in
        name.split(separator: ".").reduce(value) { $0?[String($1)] }
      }
      let spot = inner ?? value
      error.file = error.file ?? file
      if error.file == file, let spot, spot.line > 0 {
        error.line = spot.line
        error.column = "\(spot.column)"
      }
      if error.file == file {
        error.path = [path, member].compactMap(\.self).joined(separator: ".")
      }
      if file != nil, error.exitClass == .usage { error.exitClass = .data }
      return error
    }
  }

  /// A price file, and what is known about it.
  public struct DataSource: Sendable {
    /// The file.
    public var path: String
    /// The symbol, or the one to take from a table of closes.
    public var symbol: String?
    /// How the file is to be read: names of the document's members and their text.
    var options: JSONValue?
    /// Where it stands in the document.
    var place = Place()

    /// Makes a source.
    public init(_ path: String, symbol: String? = nil) {
      self.path = path
      self.symbol = symbol
    }
  }
}

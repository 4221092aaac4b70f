import Formats
import TestSupport
import Testing

@testable import Terminal

@Suite struct ArgumentParserTests {
  /// What parsing came to, in one line.
  private func outcome(_ line: String) -> String {
    do throws(LocatedError) {
      let words = line.split(separator: " ").map(String.init)
      switch try ArgumentParser.parse(words, for: SampleCommands.root) {
      case .version: return "version"
      case .help(let path): return "help: " + path.joined(separator: " ")
      case .run(let parsed): return describe(parsed)
      }
    } catch {
      return error.description + (error.exitClass == .usage ? "" : " (\(error.exitClass))")
    }
  }

  private func describe(_ parsed: ParsedArguments) -> String {
    let isData = parsed.command.first == "data"
    let names = ["quiet", "verbose", "workers"] + (isData ? ["store"] : ["expert", "set", "seed"])
    let options = names.filter { parsed.has($0) }.map { name in
      let values = parsed.values(name).filter { !$0.isEmpty }
      return values.isEmpty
        ? "\(name)×\(parsed.count(name))" : name + "=" + values.joined(separator: ",")
    }
    return (parsed.command + options + parsed.arguments.map { "'\($0)'" }).joined(separator: " ")
  }

  @Test func `command lines are taken apart`() {
    var found = Mismatches()
    for (line, expected) in [
      ("backtest a.csv b.csv", "backtest 'a.csv' 'b.csv'"),
      ("backtest --expert sma-cross a.csv", "backtest expert=sma-cross 'a.csv'"),
      ("backtest a.csv --expert=sma-cross", "backtest expert=sma-cross 'a.csv'"),
      ("backtest -e sma-cross -q a.csv", "backtest quiet×1 expert=sma-cross 'a.csv'"),
      ("backtest -qvvesma-cross a.csv", "backtest quiet×1 verbose×2 expert=sma-cross 'a.csv'"),
      ("backtest --set fast=1 --set=slow=2 -", "backtest set=fast=1,slow=2 '-'"),
      ("backtest --seed -5 -- --odd.csv -q", "backtest seed=-5 '--odd.csv' '-q'"),
      ("backtest --set=--x a", "backtest set=--x 'a'"),
      ("-w2 data check a.csv", "data check workers=2 'a.csv'"),
      ("--workers 2 data --store s check a", "data check workers=2 store=s 'a'"),
      ("data export csv", "data export 'csv'"), ("data export json a", "data export 'json' 'a'"),
      ("", "help: sample"), ("--help", "help: sample"), ("help", "help: sample"),
      ("help data check", "help: sample data check"), ("data -h", "help: sample data"),
      ("data check --help", "help: sample data check"), ("-hq", "help: sample"),
      ("backtest --nonsense --help", "help: sample backtest"), ("--version", "version"),
      ("data --version", "version"),
    ] {
      found.check(line, outcome(line), equals: expected)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `mistakes are named and mended`() {
    let table = [
      ("bactest a.csv", "unknown command 'bactest'\nhint: did you mean 'backtest'?"),
      ("frobnicate", "unknown command 'frobnicate'\nhint: see 'sample --help'"),
      ("data chekc a", "unknown command 'chekc'\nhint: did you mean 'check'?"),
      (
        "data",
        "'sample data' needs a command, expected check or export\nhint: see 'sample data --help'"
      ),
      ("-q", "'sample' needs a command, expected backtest or data\nhint: see 'sample --help'"),
      ("help nothing", "unknown command 'nothing'\nhint: see 'sample --help'"),
      ("backtest --sed 5 a", "unknown option '--sed'\nhint: did you mean '--set'?"),
      ("backtest --xyz", "unknown option '--xyz'\nhint: see 'sample backtest --help'"),
      ("backtest -qx", "unknown option '-x'\nhint: see 'sample backtest --help'"),
      (
        "data check --expert x a", "unknown option '--expert'\nhint: see 'sample data check --help'"
      ),
      ("backtest --seed", "missing value for '--seed N'"),
      ("backtest --seed --quiet", "missing value for '--seed N'"),
      ("backtest -e", "missing value for '--expert NAME', expected buy-and-hold or sma-cross"),
      ("backtest --seed 1 --seed 2", "option '--seed' was given twice"),
      ("backtest --quiet=yes", "option '--quiet' takes no value"),
      (
        "backtest -e sma-cros a",
        "the value of '--expert' is wrong, was 'sma-cros', expected buy-and-hold or sma-cross\n"
          + "hint: did you mean 'sma-cross'?"
      ),
      (
        "backtest -e my/own.pine a",
        "the value of '--expert' is wrong, was 'my/own.pine', expected buy-and-hold or sma-cross\n"
          + "hint: a file is named without '--expert'"
      ),
      (
        "backtest",
        "missing argument FILE for 'sample backtest'\nhint: see 'sample backtest --help'"
      ),
      (
        "data check a b",
        "unexpected argument 'b' for 'sample data check'\nhint: see 'sample data check --help'"
      ),
      ("data export xml", "the value of 'FORM' is wrong, was 'xml', expected csv or json"),
    ]
    var found = Mismatches()
    for (line, expected) in table {
      found.check(line, outcome(line), equals: "error: " + expected)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `values are read as what they should be`() {
    func parsed(_ seed: String) -> ParsedArguments {
      ParsedArguments(
        command: [], arguments: [], given: [("seed", seed)], declared: ["seed", "from"])
    }
    func message<Value>(_ body: () throws(LocatedError) -> Value?) -> String {
      do throws(LocatedError) {
        return try body().map { "\($0)" } ?? "nil"
      } catch { return error.description }
    }
    let wrong = "error: the value of '--seed' is wrong, was"
    var found = Mismatches()
    for (actual, expected) in [
      (message { () throws(LocatedError) in try parsed("12").integer("seed") }, "12"),
      (message { () throws(LocatedError) in try parsed("12").integer("from") }, "nil"),
      (
        message { () throws(LocatedError) in try parsed("0").integer("seed", in: 1 ... .max) },
        "\(wrong) '0', expected a whole number of at least 1"
      ),
      (
        message { () throws(LocatedError) in try parsed("1.5").integer("seed", in: 1...64) },
        "\(wrong) '1.5', expected a whole number from 1 to 64"
      ),
      (message { () throws(LocatedError) in try parsed("1.5").number("seed") }, "1.5"),
      (
        message { () throws(LocatedError) in try parsed("x").number("seed") },
        "\(wrong) 'x', expected a number"
      ),
      (
        message { () throws(LocatedError) in try parsed("101").number("seed", in: 0...100) },
        "\(wrong) '101', expected a number from 0 to 100"
      ),
      (message { () throws(LocatedError) in try parsed("2024-01-31").date("seed") }, "2024-01-31"),
      (
        message { () throws(LocatedError) in try parsed("31.1.2024").date("seed") },
        "\(wrong) '31.1.2024', expected a date such as 2024-01-31"
      ),
    ] {
      found.check("value", actual, equals: expected)
    }
    #expect(found.isEmpty, "\(found)")
  }
}

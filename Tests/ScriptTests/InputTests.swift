import Formats
import Testing

@testable import Script

/// What users set, by which name, and what they are told when it cannot be.
@Suite struct InputTests {
  private static let body = """
    enum Mode
        fast = "Fast one"
        slow
    enum Other
        slow
        fast
    length = input.int(14, "Length", minval = 2, maxval = 50)
    width = input.float(2.5, "Width", minval = 0.5)
    kind = input.string("EMA", "Kind", options = ["SMA", "EMA"])
    on = input.bool(true, "On")
    source = input.source(close, "Source")
    frame = input.timeframe("D", "Frame")
    hours = input.session("0930-1600", "Hours")
    start = input.time(0, "Start")
    shade = input.color(#112233, "Shade")
    mode = input.enum(Mode.fast, "Mode")
    choice = input.int(5, "Choice", options = [5, 10])
    first = input.int(1, "Twice")
    second = input.int(2, "Twice")
    f(x) => x + input.int(3, "Inner") + input.int(4, "Inner")
    sum = f(0)

    """

  @Test(arguments: settings)
  func `what is set is read`(_ name: String, _ value: String, _ read: String, _ wanted: String) {
    let found = ScriptRun.out(of: Self.body + "out = " + read, inputs: [name: .text(value)])
    #expect(found == wanted)
  }

  static let settings: [(String, String, String, String)] = [
    ("Length", "20", "length", "20"),
    ("length", "20", "length", "20"),
    ("Width", "3.25", "width", "3.25"),
    ("Kind", "SMA", "kind", "SMA"),
    ("On", "false", "on ? 1 : 0", "0"),
    ("Source", "hl2", "source", "9.5"),
    ("Frame", "240", "frame", "240"),
    ("Hours", "1000-1200", "hours", "1000-1200"),
    ("Start", "2024-01-02", "start", "1704153600000"),
    ("Start", "2024-01-02T00:30+01:00", "start", "1704151800000"),
    ("Start", "86400000", "start", "86400000"),
    ("Shade", "#010203", "color.g(shade)", "2"),
    ("Mode", "slow", "mode == Mode.slow ? 1 : 0", "1"),
    ("Mode", "Fast one", "mode == Mode.fast ? 1 : 0", "1"),
    ("Choice", "10", "choice", "10"),
    ("first", "7", "first * 10 + second", "72"),
    ("second", "7", "first * 10 + second", "17"),
    ("Inner#2", "7", "sum", "10"),
  ]

  @Test(arguments: refusals)
  func `what cannot be set is told`(_ name: String, _ value: String, _ words: String) {
    let found = ScriptRun.out(of: Self.body + "out = 1", inputs: [name: .text(value)])
    #expect(found.contains(words), "\(found)")
  }

  static let refusals: [(String, String, String)] = [
    ("Length", "1", "input 'Length' cannot have this value, was '1', expected at least 2"),
    ("Length", "51", "expected at most 50"),
    ("Length", "2.5", "expected a whole number"),
    ("Length", "many", "expected a whole number"),
    ("Width", "nan", "expected a number"),
    ("Width", "0.25", "expected at least 0.5"),
    ("Kind", "HMA", "expected one of 'SMA', 'EMA'"),
    ("On", "maybe", "expected true or false"),
    ("Source", "hl3", "expected a column such as close, high or hl2"),
    ("Frame", "often", "expected a timeframe such as 60, 240, 1D or 1W"),
    ("Hours", "morning", "expected a session such as 0930-1600"),
    ("Start", "soon", "expected a date such as 2024-01-31"),
    ("Shade", "red", "expected #RRGGBB or #RRGGBBAA"),
    ("Shade", "#12345", "expected #RRGGBB or #RRGGBBAA"),
    ("Mode", "medium", "expected one of 'fast', 'slow'"),
    ("Choice", "7", "expected one of '5', '10'"),
    ("Twice", "3", "2 inputs of the script are called 'Twice', expected 'first' or 'second'"),
    ("Inner", "3", "2 inputs of the script are called 'Inner', expected 'Inner#1' or 'Inner#2'"),
    ("Lenght", "3", "the script has no input 'Lenght'"),
    ("Lenght", "3", "did you mean 'Length'?"),
  ]

  @Test(arguments: overrides)
  func `arguments of strategy() are replaced`(_ name: String, _ value: String, _ words: String) {
    var settings = StrategySettings()
    var found = ""
    do throws(LocatedError) {
      try settings.set(name, to: value)
      found = settings.text(of: name) ?? ""
    } catch {
      found = error.description
    }
    #expect(words.isEmpty ? found == value : found.contains(words), "\(found)")
  }

  static let overrides: [(String, String, String)] = [
    ("pyramiding", "3", ""),
    ("pyramiding", "-1", "argument 'pyramiding' of strategy() cannot have this value, was '-1'"),
    ("pyramiding", "1.5", "expected a whole number of at least 0"),
    ("initial_capital", "0", "expected a number above 0"),
    ("initial_capital", "1e5", "100000"),
    ("default_qty_type", "strategy.cash", "cash"),
    ("default_qty_type", "half", "expected fixed, cash, percent_of_equity"),
    ("commission_type", "strategy.commission.percent", "percent"),
    ("commission_value", "free", "expected a number of at least 0"),
    ("close_entries_rule", "LIFO", "expected FIFO, ANY"),
    ("process_orders_on_close", "true", ""),
    ("process_orders_on_close", "perhaps", "expected true or false"),
    ("margin_long", "50", ""),
    ("title", "Another", ""),
    ("overlay", "false", ""),
    ("risk_free_rate", "-0.5", ""),
    ("risk_free_rate", "-100", "expected a number of at least -99"),
    (
      "currency", "EUR",
      "argument 'currency' of strategy() changes no result here: amounts stay in the instrument's"
    ),
    ("use_bar_magnifier", "true", "fills within a bar follow its four prices"),
    ("calc_on_order_fills", "true", "a script runs at the close of each bar"),
    ("initial_capita", "5", "did you mean 'initial_capital'?"),
    ("colour", "5", "strategy() has no argument 'colour'"),
  ]

  @Test func `every argument of strategy() can be replaced or says why not`() throws {
    let declared = try #require(Catalog.shared.function("strategy")).overloads[0].parameters
    #expect(declared.map(\.name).sorted() == StrategyArgument.all.map(\.name))
  }

  @Test(arguments: [
    ("pyramiding", "3", ""), ("close_entries_rule", "ANY", ""),
    ("process_orders_on_close", "true", ""),
    ("initial_capital", "5", "is not an agent's to choose: a contest gives all the same account"),
    ("initial_capital", "5", "set 'capital' in the roster's rulebook, or --capital where"),
    ("commission_value", "0", "set 'commission' in the roster's rulebook"),
    ("margin_short", "0", "set 'leverage' in the roster's rulebook"),
    ("overlay", "true", "a contest draws no plots"),
    ("scale", "none", "expected one of close_entries_rule, process_orders_on_close, pyramiding"),
    ("pyramidin", "3", "did you mean 'pyramiding'?"),
  ])
  func `a contest leaves a script the logic of its orders`(
    _ name: String, _ value: String, _ words: String
  ) {
    var settings = StrategySettings()
    var found = ""
    do throws(LocatedError) {
      try settings.set(name, to: value, in: .contest)
      found = settings.text(of: name) ?? ""
    } catch {
      found = error.description
    }
    #expect(words.isEmpty ? found == value : found.contains(words), "\(found)")
  }
}

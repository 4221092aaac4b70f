public import Formats
import Trading

/// The experts that come with the program.
public enum ExpertCatalog {
  /// All of them, in the order in which they are listed.
  public static let all: [ExpertDescription] =
    [
      ExpertDescription(
        "buy-and-hold", "buys at the start and keeps; dividends are reinvested",
        inputs: [.flag("reinvest", "spend dividends at the next open", true)]
      ) { BuyAndHold(reinvests: $0.isSet("reinvest")) },
      ExpertDescription(
        "sma-cross", "holds while a fast simple moving average stands above a slow one",
        inputs: [
          .whole("fast", "bars of the fast average", 10),
          .whole("slow", "bars of the slow average", 30),
          .flag("short", "sell short while the fast average stands below", false),
        ]
      ) {
        MovingAverageCross(
          fast: $0.whole("fast"), slow: $0.whole("slow"), sellsShort: $0.isSet("short"))
      },
    ] + trend + reversal + breakout + exposure + universe

  /// The expert of a name.
  ///
  /// - Throws: A usage error with a suggestion when there is none.
  public static func expert(named name: String) throws(LocatedError) -> ExpertDescription {
    if let expert = all.first(where: { $0.name == name }) { return expert }
    throw LocatedError(
      .usage, "there is no such expert", found: name,
      expected: all.map(\.name).joined(separator: ", "),
      hint: Suggestion.hint(for: name, in: all.map(\.name)))
  }

  private static func layered(
    _ name: String, _ summary: String, _ inputs: [ExpertInput], layers: Int, stop: Double,
    rules: @escaping @Sendable (ExpertSettings) -> any LayerRules
  ) -> ExpertDescription {
    ExpertDescription(
      name, summary,
      inputs: inputs + [
        .whole("layers", "layers at most, each an equal part of equity", layers, upTo: 20),
        .number("stop", "stop, in average true ranges from the mean entry", stop, 0.1...100),
        .flag("short", "sell short as well", true),
      ]
    ) { settings in
      func expert(_ rules: some LayerRules) -> any Expert {
        LayeredExpert(rules: rules, sellsShort: settings.isSet("short"))
      }
      return expert(rules(settings))
    }
  }

  private static let trend = [
    layered(
      "ma-trend", "two averages and the pace of five bars",
      [
        .whole("fast", "bars of the fast average", 5),
        .whole("slow", "bars of the slow average", 20),
      ], layers: 4, stop: 1.5
    ) {
      MovingAverageTrend(
        fast: $0.whole("fast"), slow: $0.whole("slow"), layers: $0.whole("layers"),
        stopRanges: $0.number("stop"))
    },
    layered(
      "momentum", "weighted momentum that accelerates, with strength and volume behind it",
      [
        .number("enter", "momentum to enter", 0.02, 0...10),
        .number("leave", "momentum to leave", 0.005, -10...10),
      ], layers: 3, stop: 1.5
    ) {
      MomentumTrend(
        enter: $0.number("enter"), leave: $0.number("leave"), layers: $0.whole("layers"),
        stopRanges: $0.number("stop"))
    },
    layered(
      "turtle", "channel breakout with units, after the Turtles",
      [
        .whole("entry", "bars of the channel to enter", 20),
        .whole("exit", "bars of the channel to leave", 10),
      ], layers: 5, stop: 2
    ) {
      Turtle(
        entryBars: $0.whole("entry"), exitBars: $0.whole("exit"), layers: $0.whole("layers"),
        stopRanges: $0.number("stop"))
    },
  ]

  private static let reversal = [
    layered(
      "bollinger-reversal", "back to the middle of the Bollinger bands",
      [
        .whole("length", "bars of the bands", 20, from: 2),
        .number("width", "width in deviations", 1.8, 0.1...20),
      ], layers: 3, stop: 1.8
    ) {
      BollingerReversal(
        length: $0.whole("length"), width: $0.number("width"), layers: $0.whole("layers"),
        stopRanges: $0.number("stop"))
    },
    layered(
      "rsi-reversal", "relative strength that has fallen too low",
      [
        .whole("length", "bars of the index", 14),
        .number("low", "level to buy below; mirrored to sell", 35, 0...50),
      ], layers: 3, stop: 1.8
    ) {
      StrengthReversal(
        length: $0.whole("length"), low: $0.number("low"), layers: $0.whole("layers"),
        stopRanges: $0.number("stop"))
    },
    layered(
      "kdj-reversal", "the KDJ form of the stochastic oscillator at its extremes",
      [.whole("length", "bars of the range", 9)], layers: 3, stop: 1.8
    ) {
      StochasticReversal(
        length: $0.whole("length"), layers: $0.whole("layers"), stopRanges: $0.number("stop"))
    },
  ]

  private static let breakout = [
    layered(
      "volume-breakout", "a channel breakout on high volume",
      [
        .whole("length", "bars of the channel", 20),
        .number("volume", "volume over its mean to enter", 1.5, 0...100),
      ], layers: 3, stop: 1.8
    ) {
      VolumeBreakout(
        length: $0.whole("length"), volumeFactor: $0.number("volume"),
        layers: $0.whole("layers"), stopRanges: $0.number("stop"))
    },
    layered(
      "atr-breakout", "a close some average true ranges from its average",
      [
        .whole("length", "bars of the average", 20),
        .number("enter", "ranges from the average to enter", 1.5, 0...100),
        .number("leave", "ranges from the average to leave", 0.75, -100...100),
      ], layers: 3, stop: 1.2
    ) {
      RangeBreakout(
        length: $0.whole("length"), enter: $0.number("enter"), leave: $0.number("leave"),
        layers: $0.whole("layers"), stopRanges: $0.number("stop"))
    },
  ]

  private static let exposure = [
    ExpertDescription("always-long", "long from the first bar to the last") { _ in
      ConstantExposure(.long)
    },
    ExpertDescription("always-short", "short from the first bar to the last") { _ in
      ConstantExposure(.short)
    },
    ExpertDescription("always-out", "never trades") { _ in ConstantExposure(nil) },
  ]

  private static let universe = [
    ExpertDescription(
      "relative-momentum", "the strongest instruments of a universe, chosen anew each month",
      inputs: [
        .whole("count", "instruments held", 5, upTo: 10_000),
        .whole("lookback", "bars over which strength is measured", 252),
        .whole("skip", "latest bars left out", 21, from: 0),
        .flag("absolute", "hold only what rose", false),
      ], tradesUniverse: true
    ) {
      CrossSectionalMomentum(
        count: $0.whole("count"), lookback: $0.whole("lookback"), skip: $0.whole("skip"),
        absolute: $0.isSet("absolute"))
    }
  ]
}

extension ExpertInput {
  fileprivate static func whole(
    _ name: String, _ summary: String, _ standard: Int, from low: Int = 1, upTo high: Int = 10_000
  ) -> ExpertInput {
    ExpertInput(
      name: name, summary: summary, kind: .integer(low...high), standard: Double(standard))
  }

  fileprivate static func number(
    _ name: String, _ summary: String, _ standard: Double, _ range: ClosedRange<Double>
  ) -> ExpertInput {
    ExpertInput(name: name, summary: summary, kind: .number(range), standard: standard)
  }

  fileprivate static func flag(
    _ name: String, _ summary: String, _ isSet: Bool
  ) -> ExpertInput {
    ExpertInput(name: name, summary: summary, kind: .flag, standard: isSet ? 1 : 0)
  }
}

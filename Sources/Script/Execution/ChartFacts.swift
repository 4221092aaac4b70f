import Market

/// What the language asks of a chart that a file of bars does not show.
enum ChartFacts {
  static let bindings: [String: Binding] = [
    "chart.bg_color": constant(Double(0xFFFF_FFFF as UInt32)),
    "chart.fg_color": constant(Double(0x0000_00FF as UInt32)),
    "chart.is_heikinashi": constant(0), "chart.is_kagi": constant(0),
    "chart.is_linebreak": constant(0), "chart.is_pnf": constant(0),
    "chart.is_range": constant(0), "chart.is_renko": constant(0),
    "chart.is_standard": constant(1),
    "chart.left_visible_bar_time": .function { _, context throws(ScriptFailure) in
      Double(context.bars.openTimes[0] / 1_000_000)
    },
    "chart.right_visible_bar_time": .function { _, context throws(ScriptFailure) in
      Double(context.bars.openTimes[context.bars.count - 1] / 1_000_000)
    },
    // Quotes and the papers of companies are not in a file of bars: `na`, as where the platform
    // does not have them either.
    "ask": constant(.nan), "bid": constant(.nan), "syminfo.country": constant(.nan),
    "syminfo.current_contract": constant(.nan), "syminfo.expiration_date": constant(.nan),
    "syminfo.industry": constant(.nan), "syminfo.isin": constant(.nan),
    "syminfo.sector": constant(.nan), "syminfo.cftc_code": constant(.nan),
    "runtime.error": .function { arguments, context throws(ScriptFailure) in
      throw ScriptFailure(context.heap.text(arguments[0]) ?? "the script stopped itself")
    },
  ]

  private static func constant(_ word: Double) -> Binding {
    .function { _, _ throws(ScriptFailure) in word }
  }
}

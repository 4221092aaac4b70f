extension CatalogTable {
  /// Inputs.
  static let inputs = """
    [input]
    let tail = title const string = "", options const T[] = na, tooltip const string = na,
      inline const string = na, group const string = na, confirm const bool = false,
      display const int = display.all, active input bool = true
    let plain = title const string = "", tooltip const string = na, inline const string = na,
      group const string = na, confirm const bool = false, display const int = display.all,
      active input bool = true
    let number = title const string = "", minval const float = na, maxval const float = na,
      step const float = na, tooltip const string = na, inline const string = na,
      group const string = na, confirm const bool = false, display const int = display.all,
      active input bool = true
    let choice = title const string = "", options const float[], tooltip const string = na,
      inline const string = na, group const string = na, confirm const bool = false,
      display const int = display.all, active input bool = true
    input(defval T, title const string = "", tooltip const string = na, inline const string = na,
      group const string = na, display const int = display.all, active input bool = true) T
    input(defval T, title const string = "", options const T[], tooltip const string = na,
      inline const string = na, group const string = na, confirm const bool = false,
      display const int = display.all, active input bool = true) T
    input(defval T, title const string = "", minval const float = na, maxval const float = na,
      step const float = na, tooltip const string = na, inline const string = na,
      group const string = na, confirm const bool = false, display const int = display.all,
      active input bool = true) T
    input.int(defval const int, $number) int
    input.int(defval const int, $choice) int
    input.float(defval const float, $number) float
    input.float(defval const float, $choice) float
    input.bool(defval const bool, $plain) bool
    input.string(defval const string, title const string = "", options const string[] = na,
      tooltip const string = na, inline const string = na, group const string = na,
      confirm const bool = false, display const int = display.all, active input bool = true) string
    input.color(defval const color, $plain) color
    input.source(defval float, title const string = "", tooltip const string = na,
      inline const string = na, group const string = na, display const int = display.all,
      active input bool = true, confirm const bool = false) float
    input.timeframe(defval const string, title const string = "",
      options const string[] = na, tooltip const string = na, inline const string = na,
      group const string = na, confirm const bool = false, display const int = display.all,
      active input bool = true) string
    input.session(defval const string, title const string = "",
      options const string[] = na, tooltip const string = na, inline const string = na,
      group const string = na, confirm const bool = false, display const int = display.all,
      active input bool = true) string
    input.symbol(defval const string, $plain) string
    input.text_area(defval const string, $plain) string
    input.price(defval const float, $plain) float
    input.time(defval const int, $plain) int
    input.enum(defval const T, $tail) T
    """

  /// What a script says of itself.
  static let declarations = """
    [declaration]
    strategy(title const string, shorttitle const string = "", overlay const bool = false,
      format const string = format.inherit, precision const int = na,
      scale const string = na, pyramiding const int = 0, calc_on_order_fills const bool = false,
      calc_on_every_tick const bool = false, max_bars_back const int = 0,
      backtest_fill_limits_assumption const int = 0,
      default_qty_type const string = strategy.fixed, default_qty_value const float = 1,
      initial_capital const float = 1000000, currency const string = currency.NONE,
      slippage const int = 0, commission_type const string = strategy.commission.percent,
      commission_value const float = 0, process_orders_on_close const bool = false,
      close_entries_rule const string = "FIFO", margin_long const float = na,
      margin_short const float = na, explicit_plot_zorder const bool = false,
      max_lines_count const int = 50, max_labels_count const int = 50,
      max_boxes_count const int = 50, calc_bars_count const int = 0,
      risk_free_rate const float = 2, use_bar_magnifier const bool = false,
      fill_orders_on_standard_ohlc const bool = false, max_polylines_count const int = 50,
      dynamic_requests const bool = na, behind_chart const bool = true,
      calc_on_every_history_tick const bool = false, v5 linktoseries const bool = false) void
    indicator(title const string, shorttitle const string = "", overlay const bool = false,
      format const string = format.inherit, precision const int = na, scale const string = na,
      max_bars_back const int = 0, timeframe const string = "",
      timeframe_gaps const bool = true, explicit_plot_zorder const bool = false,
      max_lines_count const int = 50, max_labels_count const int = 50,
      max_boxes_count const int = 50, calc_bars_count const int = 0,
      max_polylines_count const int = 50, dynamic_requests const bool = na,
      behind_chart const bool = true) void
    library(title const string, overlay const bool = false,
      dynamic_requests const bool = na) void
    """

  /// Orders.
  ///
  /// The second forms of version 5 have `when` where older scripts write it.
  static let orders = """
    [order]
    let entry = id string, direction string, qty float = na, limit float = na, stop float = na,
      oca_name string = "", oca_type string = strategy.oca.none, comment string = na
    let exit = id string, from_entry string = "", qty float = na, qty_percent float = na,
      profit float = na, limit float = na, loss float = na, stop float = na,
      trail_price float = na, trail_points float = na, trail_offset float = na,
      oca_name string = ""
    strategy.entry($entry, alert_message string = na, disable_alert bool = false,
      v5 when bool = true) void
    v5 strategy.entry($entry, when bool, alert_message string = na,
      disable_alert bool = false) void
    strategy.order($entry, alert_message string = na, disable_alert bool = false,
      v5 when bool = true) void
    v5 strategy.order($entry, when bool, alert_message string = na,
      disable_alert bool = false) void
    strategy.exit($exit, comment string = na, comment_profit string = na,
      comment_loss string = na, comment_trailing string = na, alert_message string = na,
      alert_profit string = na, alert_loss string = na, alert_trailing string = na,
      disable_alert bool = false, v5 when bool = true) void
    v5 strategy.exit($exit, comment string = na, when bool, alert_message string = na,
      comment_profit string = na, comment_loss string = na, comment_trailing string = na,
      alert_profit string = na, alert_loss string = na, alert_trailing string = na,
      disable_alert bool = false) void
    strategy.close(id string, comment string = na, qty float = na, qty_percent float = na,
      alert_message string = na, immediately bool = false, disable_alert bool = false,
      v5 when bool = true) void
    v5 strategy.close(id string, when bool, comment string = na, qty float = na,
      qty_percent float = na, alert_message string = na, immediately bool = false,
      disable_alert bool = false) void
    strategy.close_all(comment string = na, alert_message string = na, immediately bool = false,
      disable_alert bool = false, v5 when bool = true) void
    v5 strategy.close_all(when bool, comment string = na, alert_message string = na,
      immediately bool = false, disable_alert bool = false) void
    strategy.cancel(id string, v5 when bool = true) void
    strategy.cancel_all(v5 when bool = true) void
    strategy.risk.allow_entry_in(value string) void
    strategy.risk.max_cons_loss_days(count simple int, alert_message simple string = na) void
    strategy.risk.max_drawdown(value simple float, type simple string,
      alert_message simple string = na) void
    strategy.risk.max_intraday_filled_orders(count simple int,
      alert_message simple string = na) void
    strategy.risk.max_intraday_loss(value simple float, type simple string,
      alert_message simple string = na) void
    strategy.risk.max_position_size(contracts simple float) void
    """

  /// The account and its trades.
  static let accounts = """
    [run]
    strategy.account_currency string
    strategy.initial_capital float
    [account]
    strategy.avg_losing_trade float
    strategy.avg_losing_trade_percent float
    strategy.avg_trade float
    strategy.avg_trade_percent float
    strategy.avg_winning_trade float
    strategy.avg_winning_trade_percent float
    strategy.closedtrades int
    strategy.closedtrades.first_index int
    strategy.equity float
    strategy.eventrades int
    strategy.grossloss float
    strategy.grossloss_percent float
    strategy.grossprofit float
    strategy.grossprofit_percent float
    strategy.losstrades int
    strategy.margin_liquidation_price float
    strategy.max_contracts_held_all float
    strategy.max_contracts_held_long float
    strategy.max_contracts_held_short float
    strategy.max_drawdown float
    strategy.max_drawdown_percent float
    strategy.max_runup float
    strategy.max_runup_percent float
    strategy.netprofit float
    strategy.netprofit_percent float
    strategy.openprofit float
    strategy.openprofit_percent float
    strategy.opentrades int
    strategy.opentrades.capital_held float
    strategy.position_avg_price float
    strategy.position_entry_name string
    strategy.position_size float
    strategy.wintrades int
    strategy.closedtrades.commission(trade_num int) float
    strategy.closedtrades.entry_bar_index(trade_num int) int
    strategy.closedtrades.entry_comment(trade_num int) string
    strategy.closedtrades.entry_id(trade_num int) string
    strategy.closedtrades.entry_price(trade_num int) float
    strategy.closedtrades.entry_time(trade_num int) int
    strategy.closedtrades.exit_bar_index(trade_num int) int
    strategy.closedtrades.exit_comment(trade_num int) string
    strategy.closedtrades.exit_id(trade_num int) string
    strategy.closedtrades.exit_price(trade_num int) float
    strategy.closedtrades.exit_time(trade_num int) int
    strategy.closedtrades.max_drawdown(trade_num int) float
    strategy.closedtrades.max_drawdown_percent(trade_num int) float
    strategy.closedtrades.max_runup(trade_num int) float
    strategy.closedtrades.max_runup_percent(trade_num int) float
    strategy.closedtrades.profit(trade_num int) float
    strategy.closedtrades.profit_percent(trade_num int) float
    strategy.closedtrades.size(trade_num int) float
    strategy.opentrades.commission(trade_num int) float
    strategy.opentrades.entry_bar_index(trade_num int) int
    strategy.opentrades.entry_comment(trade_num int) string
    strategy.opentrades.entry_id(trade_num int) string
    strategy.opentrades.entry_price(trade_num int) float
    strategy.opentrades.entry_time(trade_num int) int
    strategy.opentrades.max_drawdown(trade_num int) float
    strategy.opentrades.max_drawdown_percent(trade_num int) float
    strategy.opentrades.max_runup(trade_num int) float
    strategy.opentrades.max_runup_percent(trade_num int) float
    strategy.opentrades.profit(trade_num int) float
    strategy.opentrades.profit_percent(trade_num int) float
    strategy.opentrades.size(trade_num int) float
    strategy.convert_to_account(value float) float
    strategy.convert_to_symbol(value float) float
    strategy.default_entry_qty(fill_price float) float
    """

  /// Other bars, other symbols.
  static let requests = """
    [request]
    request.security(symbol string, timeframe string, expression T,
      gaps simple string = barmerge.gaps_off, lookahead simple string = barmerge.lookahead_off,
      ignore_invalid_symbol input bool = false, currency string = na,
      calc_bars_count simple int = na) T
    request.security_lower_tf(symbol string, timeframe string, expression T,
      ignore_invalid_symbol simple bool = false, currency string = na,
      ignore_invalid_timeframe simple bool = false, calc_bars_count simple int = na) T[]
    [pure]
    ticker.heikinashi(symbol string) string
    ticker.inherit(from_tickerid string, symbol string) string
    ticker.modify(tickerid string, session string = na, adjustment string = na,
      backadjustment string = na, settlement_as_close string = na) string
    ticker.new(prefix string, ticker string, session string = na, adjustment string = na,
      backadjustment string = na, settlement_as_close string = na) string
    ticker.standard(symbol string = na) string
    [unsupported: charts of this kind are made of prices within bars, which no file of bars holds]
    ticker.kagi(symbol string, param float = na, style string = na, reversal float = na) string
    ticker.linebreak(symbol string, number_of_lines int) string
    ticker.pointfigure(symbol string, source string, style string, param float,
      reversal int) string
    ticker.renko(symbol string, style string, param float, request_wicks bool = false,
      source string = "Close") string
    [unsupported: it needs a rate of exchange or a foreign feed, which no file of bars holds]
    request.currency_rate(from string, to string, ignore_invalid_currency bool = false) float
    request.quandl(ticker string, gaps string = barmerge.gaps_off, index int = 0,
      ignore_invalid_symbol bool = false) float
    request.seed(source string, symbol string, expression T, ignore_invalid_symbol bool = false,
      calc_bars_count int = na) T
    [unsupported: it needs data on companies or economies, which no file of bars holds]
    request.dividends(ticker string, field string = dividends.gross,
      gaps string = barmerge.gaps_off, lookahead string = barmerge.lookahead_off,
      ignore_invalid_symbol bool = false, currency string = na) float
    request.earnings(ticker string, field string = earnings.actual,
      gaps string = barmerge.gaps_off, lookahead string = barmerge.lookahead_off,
      ignore_invalid_symbol bool = false, currency string = na) float
    request.economic(country_code string, field string, gaps string = barmerge.gaps_off,
      ignore_invalid_symbol bool = false) float
    request.financial(symbol string, financial_id string, period string,
      gaps string = barmerge.gaps_off, ignore_invalid_symbol bool = false,
      currency string = na) float
    request.splits(ticker string, field string, gaps string = barmerge.gaps_off,
      lookahead string = barmerge.lookahead_off, ignore_invalid_symbol bool = false) float
    [unsupported: it needs the single trades within a bar, which no file of bars holds]
    request.footprint(ticks_per_row int, va_percent float = 70,
      imbalance_percent float = 300) footprint
    footprint.buy_volume(id footprint) float
    footprint.delta(id footprint) float
    footprint.get_row_by_price(id footprint, price float) volume_row
    footprint.poc(id footprint) volume_row
    footprint.rows(id footprint) volume_row[]
    footprint.sell_volume(id footprint) float
    footprint.total_volume(id footprint) float
    footprint.vah(id footprint) volume_row
    footprint.val(id footprint) volume_row
    volume_row.buy_volume(id volume_row) float
    volume_row.delta(id volume_row) float
    volume_row.down_price(id volume_row) float
    volume_row.has_buy_imbalance(id volume_row) bool
    volume_row.has_sell_imbalance(id volume_row) bool
    volume_row.sell_volume(id volume_row) float
    volume_row.total_volume(id volume_row) float
    volume_row.up_price(id volume_row) float
    """
}

/// The texts that the catalog is read from; see ``CatalogReader`` for their form.
enum CatalogTable {
  static let all = [
    bars, symbol, indicators, mathematics, texts, times, inputs, declarations, orders, accounts,
    arrays, matrices, maps, colors, requests, drawings, visuals, constants,
  ]
}

extension CatalogTable {
  /// Prices, bar states, casts.
  static let bars = """
    [bar]
    open float
    high float
    low float
    close float
    volume float
    hl2 float
    hlc3 float
    hlcc4 float
    ohlc4 float
    ask float
    bid float
    bar_index int
    last_bar_index int
    last_bar_time int
    timenow int
    barstate.isconfirmed bool
    barstate.isfirst bool
    barstate.ishistory bool
    barstate.islast bool
    barstate.islastconfirmedhistory bool
    barstate.isnew bool
    barstate.isrealtime bool
    session.isfirstbar bool
    session.isfirstbar_regular bool
    session.islastbar bool
    session.islastbar_regular bool
    session.ismarket bool
    session.ispostmarket bool
    session.ispremarket bool
    [pure]
    na na
    na(x any) bool
    nz(source T, replacement T = na) T
    int(x any) int
    float(x any) float
    bool(x any) bool
    string(x any) string
    color(x any) color
    line(x any) line
    label(x any) label
    box(x any) box
    table(x any) table
    linefill(x any) linefill
    [stateful]
    fixnan(source T) T
    [ignored]
    max_bars_back(var any, num int) void
    """

  /// What is known of the instrument and of the chart.
  static let symbol = """
    [run]
    syminfo.basecurrency string
    syminfo.country string
    syminfo.currency string
    syminfo.current_contract string
    syminfo.description string
    syminfo.expiration_date int
    syminfo.industry string
    syminfo.isin string
    syminfo.main_tickerid string
    syminfo.mincontract float
    syminfo.minmove int
    syminfo.mintick float
    syminfo.pointvalue float
    syminfo.prefix string
    syminfo.pricescale int
    syminfo.root string
    syminfo.sector string
    syminfo.session string
    syminfo.ticker string
    syminfo.tickerid string
    syminfo.timezone string
    syminfo.type string
    syminfo.volumetype string
    syminfo.cftc_code string
    timeframe.isdaily bool
    timeframe.isdwm bool
    timeframe.isintraday bool
    timeframe.isminutes bool
    timeframe.ismonthly bool
    timeframe.isseconds bool
    timeframe.isticks bool
    timeframe.isweekly bool
    timeframe.main_period string
    timeframe.multiplier int
    timeframe.period string
    chart.bg_color color
    chart.fg_color color
    chart.is_heikinashi bool
    chart.is_kagi bool
    chart.is_linebreak bool
    chart.is_pnf bool
    chart.is_range bool
    chart.is_renko bool
    chart.is_standard bool
    chart.left_visible_bar_time int
    chart.right_visible_bar_time int
    [pure]
    syminfo.prefix(symbol string) string
    syminfo.ticker(symbol string) string
    timeframe.in_seconds(timeframe string = timeframe.period) int
    timeframe.from_seconds(seconds int) string
    [stateful]
    timeframe.change(timeframe string) bool
    [unsupported: it needs data on companies, which no file of bars holds]
    syminfo.employees int
    syminfo.recommendations_buy int
    syminfo.recommendations_buy_strong int
    syminfo.recommendations_date int
    syminfo.recommendations_hold int
    syminfo.recommendations_sell int
    syminfo.recommendations_sell_strong int
    syminfo.recommendations_total int
    syminfo.shareholders int
    syminfo.shares_outstanding_float float
    syminfo.shares_outstanding_total int
    syminfo.target_price_average float
    syminfo.target_price_date int
    syminfo.target_price_estimates float
    syminfo.target_price_high float
    syminfo.target_price_low float
    syminfo.target_price_median float
    dividends.future_amount float
    dividends.future_ex_date int
    dividends.future_pay_date int
    earnings.future_eps float
    earnings.future_period_end_time int
    earnings.future_revenue float
    earnings.future_time int
    """

  /// Indicators.
  static let indicators = """
    [stateful]
    ta.accdist float
    ta.iii float
    ta.nvi float
    ta.obv float
    ta.pvi float
    ta.pvt float
    ta.tr float
    ta.vwap float
    ta.wad float
    ta.wvad float
    ta.alma(series float, length int, offset simple float = 0.85, sigma simple float = 6,
      floor simple bool = false) float
    ta.atr(length simple int) float
    ta.barssince(condition bool) int
    ta.bb(series float, length int, mult simple float) [float, float, float]
    ta.bbw(series float, length int, mult simple float) float
    ta.cci(source float, length int) float
    ta.change(source N, length int = 1) N
    ta.change(source bool, length int = 1) bool
    ta.cmo(series float, length int) float
    ta.cog(source float, length int) float
    ta.correlation(source1 float, source2 float, length int) float
    ta.cross(source1 float, source2 float) bool
    ta.crossover(source1 float, source2 float) bool
    ta.crossunder(source1 float, source2 float) bool
    ta.cum(source float) float
    ta.dev(source float, length int) float
    ta.dmi(diLength simple int, adxSmoothing simple int) [float, float, float]
    ta.ema(source float, length simple int) float
    ta.falling(source float, length int) bool
    ta.highest(length int) float
    ta.highest(source float, length int) float
    ta.highestbars(length int) int
    ta.highestbars(source float, length int) int
    ta.hma(source float, length simple int) float
    ta.kc(series float, length simple int, mult simple float, useTrueRange simple bool = true)
      [float, float, float]
    ta.kcw(series float, length simple int, mult simple float, useTrueRange simple bool = true)
      float
    ta.linreg(source float, length int, offset simple int = 0) float
    ta.lowest(length int) float
    ta.lowest(source float, length int) float
    ta.lowestbars(length int) int
    ta.lowestbars(source float, length int) int
    ta.macd(source float, fastlen simple int, slowlen simple int, siglen simple int)
      [float, float, float]
    ta.max(source float) float
    ta.median(source N, length int) N
    ta.mfi(series float, length int) float
    ta.min(source float) float
    ta.mode(source N, length int) N
    ta.mom(source float, length int) float
    ta.percentile_linear_interpolation(source float, length int, percentage simple float) float
    ta.percentile_nearest_rank(source float, length int, percentage simple float) float
    ta.percentrank(source float, length int) float
    ta.pivot_point_levels(type string, anchor bool, developing bool = false) float[]
    ta.pivothigh(leftbars int, rightbars int) float
    ta.pivothigh(source float, leftbars int, rightbars int) float
    ta.pivotlow(leftbars int, rightbars int) float
    ta.pivotlow(source float, leftbars int, rightbars int) float
    ta.range(source N, length int) N
    ta.rci(source float, length simple int) float
    ta.rising(source float, length int) bool
    ta.rma(source float, length simple int) float
    ta.roc(source float, length int) float
    ta.rsi(source float, length simple int) float
    ta.sar(start simple float, inc simple float, max simple float) float
    ta.sma(source float, length int) float
    ta.stdev(source float, length int, biased bool = true) float
    ta.stoch(source float, high float, low float, length int) float
    ta.supertrend(factor float, atrPeriod simple int) [float, float]
    ta.swma(source float) float
    ta.tr(handle_na simple bool = false) float
    ta.tsi(source float, short_length simple int, long_length simple int) float
    ta.valuewhen(condition bool, source T, occurrence simple int) T
    ta.variance(source float, length int, biased bool = true) float
    ta.vwap(source float) float
    ta.vwap(source float, anchor bool) float
    ta.vwap(source float, anchor bool, stdev_mult float) [float, float, float]
    ta.vwma(source float, length int) float
    ta.wma(source float, length int) float
    ta.wpr(length int) float
    """

  /// Mathematics.
  static let mathematics = """
    [pure]
    math.abs(number N) N
    math.acos(angle float) float
    math.asin(angle float) float
    math.atan(angle float) float
    math.avg(number0 float, number1 float, number float... = na) float
    math.ceil(number float) int
    math.cos(angle float) float
    math.exp(number float) float
    math.floor(number float) int
    math.log(number float) float
    math.log10(number float) float
    math.max(number0 N, number1 N, number N... = na) N
    math.min(number0 N, number1 N, number N... = na) N
    math.pow(base float, exponent float) float
    math.round(number float) int
    math.round(number float, precision int) float
    math.round_to_mintick(number float) float
    math.sign(number float) float
    math.sin(angle float) float
    math.sqrt(number float) float
    math.tan(angle float) float
    math.todegrees(radians float) float
    math.toradians(degrees float) float
    [stateful]
    math.random (min float = 0, max float = 1, seed simple int = na) float
    math.sum(source float, length int) float
    """

  /// Texts.
  static let texts = """
    [pure]
    str.contains(source string, str string) bool
    str.endswith(source string, str string) bool
    str.format(formatString string, arg0 any, arg any... = na) string
    str.format_time(time int, format string = na, timezone string = na) string
    str.length(string string) int
    str.lower(source string) string
    str.match(source string, regex string) string
    str.pos(source string, str string) int
    str.repeat(source string, repeat int, separator string = "") string
    str.replace(source string, target string, replacement string, occurrence int = 0) string
    str.replace_all(source string, target string, replacement string) string
    str.split(string string, separator string) string[]
    str.startswith(source string, str string) bool
    str.substring(source string, begin_pos int) string
    str.substring(source string, begin_pos int, end_pos int) string
    str.tonumber(string string) float
    str.tostring(value any, format string = na) string
    str.trim(source string) string
    str.upper(source string) string
    """

  /// Dates and times.
  static let times = """
    [bar]
    time int
    time_close int
    time_tradingday int
    year int
    month int
    weekofyear int
    dayofmonth int
    dayofweek int
    hour int
    minute int
    second int
    [pure]
    year(time int, timezone string = syminfo.timezone) int
    month(time int, timezone string = syminfo.timezone) int
    weekofyear(time int, timezone string = syminfo.timezone) int
    dayofmonth(time int, timezone string = syminfo.timezone) int
    dayofweek(time int, timezone string = syminfo.timezone) int
    hour(time int, timezone string = syminfo.timezone) int
    minute(time int, timezone string = syminfo.timezone) int
    second(time int, timezone string = syminfo.timezone) int
    timestamp(dateString const string) int
    timestamp(year int, month int, day int, hour int = 0, minute int = 0, second int = 0) int
    timestamp(timezone string, year int, month int, day int, hour int = 0, minute int = 0,
      second int = 0) int
    [bar]
    time(timeframe string, bars_back int = 0) int
    time(timeframe string, session string, bars_back int = 0) int
    time(timeframe string, session string, timezone string, bars_back int = 0) int
    time(timeframe string, session string, timezone string, bars_back int,
      timeframe_bars_back int) int
    time_close(timeframe string, bars_back int = 0) int
    time_close(timeframe string, session string, bars_back int = 0) int
    time_close(timeframe string, session string, timezone string, bars_back int = 0) int
    time_close(timeframe string, session string, timezone string, bars_back int,
      timeframe_bars_back int) int
    """
}

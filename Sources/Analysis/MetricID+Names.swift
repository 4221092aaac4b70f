/// The names of the metrics; what each is stands in its definition.
extension MetricID {
  // MARK: - Of daily returns

  /// Beta.
  public static let beta: MetricID = "beta"
  /// Alpha, geometric.
  public static let alpha: MetricID = "alpha"
  /// Alpha, arithmetic.
  public static let alphaArithmetic: MetricID = "alpha-arithmetic"
  /// CAGR.
  public static let cagr: MetricID = "cagr"
  /// Calmar ratio.
  public static let calmar: MetricID = "calmar"
  /// Recovery factor.
  public static let recoveryFactor: MetricID = "recovery-factor"
  /// Up capture.
  public static let upCapture: MetricID = "up-capture"
  /// Down capture.
  public static let downCapture: MetricID = "down-capture"
  /// Deflated Sharpe ratio.
  public static let deflatedSharpe: MetricID = "dsr"
  /// Minimum track record.
  public static let minTrackRecord: MetricID = "min-track-record"
  /// Time in the market.
  public static let exposure: MetricID = "exposure"
  /// Average gross exposure.
  public static let averageExposure: MetricID = "average-exposure"
  /// Days with a gain or loss.
  public static let activeDays: MetricID = "active-days"
  /// Best day.
  public static let bestDay: MetricID = "best-day"
  /// Worst day.
  public static let worstDay: MetricID = "worst-day"
  /// Best month.
  public static let bestMonth: MetricID = "best-month"
  /// Worst month.
  public static let worstMonth: MetricID = "worst-month"
  /// Gain to pain of months.
  public static let gainToPain: MetricID = "gain-to-pain"
  /// Gain to pain of days.
  public static let gainToPainDaily: MetricID = "gain-to-pain-daily"
  /// Information ratio per period.
  public static let informationRatio: MetricID = "information-ratio"
  /// Information ratio.
  public static let informationRatioAnnual: MetricID = "information-ratio-annual"
  /// Maximum drawdown.
  public static let maxDrawdown: MetricID = "max-drawdown"
  /// Average drawdown.
  public static let averageDrawdown: MetricID = "average-drawdown"
  /// Longest drawdown.
  public static let longestDrawdown: MetricID = "longest-drawdown"
  /// Time under water.
  public static let timeUnderWater: MetricID = "time-under-water"
  /// Omega ratio.
  public static let omega: MetricID = "omega"
  /// Profit factor of days.
  public static let profitFactorDaily: MetricID = "profit-factor-daily"
  /// Win rate of days.
  public static let winRateDaily: MetricID = "win-rate-daily"
  /// Payoff of days.
  public static let payoffDaily: MetricID = "payoff-daily"
  /// Kelly fraction of days.
  public static let kellyDaily: MetricID = "kelly-daily"
  /// Probabilistic Sharpe ratio.
  public static let probabilisticSharpe: MetricID = "psr"
  /// Probabilistic Sharpe ratio, population moments.
  public static let probabilisticSharpePopulation: MetricID = "psr-population"
  /// Skewness.
  public static let skewness: MetricID = "skewness"
  /// Excess kurtosis.
  public static let excessKurtosis: MetricID = "excess-kurtosis"
  /// Skewness, population.
  public static let skewnessPopulation: MetricID = "skewness-population"
  /// Raw kurtosis, population.
  public static let kurtosisPopulation: MetricID = "kurtosis-population"
  /// Sharpe ratio.
  public static let sharpe: MetricID = "sharpe"
  /// Sharpe error, non-normal.
  public static let sharpeErrorNonNormal: MetricID = "sharpe-error-non-normal"
  /// Downside deviation.
  public static let downsideDeviation: MetricID = "downside-deviation"
  /// Sortino ratio.
  public static let sortino: MetricID = "sortino"
  /// Stability R².
  public static let stability: MetricID = "stability"
  /// Tail ratio.
  public static let tailRatio: MetricID = "tail-ratio"
  /// Common sense ratio.
  public static let commonSenseRatio: MetricID = "common-sense-ratio"
  /// Total return.
  public static let totalReturn: MetricID = "total-return"
  /// Debt after ruin.
  public static let debt: MetricID = "debt"
  /// Ulcer index (n − 1).
  public static let ulcer: MetricID = "ulcer"
  /// Ulcer index (n).
  public static let ulcerPopulation: MetricID = "ulcer-population"
  /// Ulcer performance index.
  public static let ulcerPerformanceIndex: MetricID = "upi"
  /// Martin ratio.
  public static let martin: MetricID = "martin"
  /// Value at risk 95 %, historical.
  public static let valueAtRisk: MetricID = "var"
  /// Value at risk 95 %, parametric.
  public static let valueAtRiskParametric: MetricID = "var-parametric"
  /// Expected shortfall 95 %, historical.
  public static let expectedShortfall: MetricID = "cvar"
  /// Expected shortfall 95 %, parametric.
  public static let expectedShortfallParametric: MetricID = "cvar-parametric"
  /// Volatility.
  public static let volatility: MetricID = "volatility"

  // MARK: - Of closed trades

  /// Mean maximum favourable excursion.
  public static let meanFavourableExcursion: MetricID = "mfe"
  /// Mean maximum adverse excursion.
  public static let meanAdverseExcursion: MetricID = "mae"
  /// Expectancy.
  public static let expectancy: MetricID = "expectancy"
  /// Expectancy per unit lost.
  public static let expectancyPerRisk: MetricID = "expectancy-per-risk"
  /// Average bars held.
  public static let averageBars: MetricID = "average-bars"
  /// Average bars in winners.
  public static let averageBarsWinners: MetricID = "average-bars-winners"
  /// Average bars in losers.
  public static let averageBarsLosers: MetricID = "average-bars-losers"
  /// Kelly fraction.
  public static let kelly: MetricID = "kelly"
  /// System quality number.
  public static let systemQuality: MetricID = "sqn"
  /// Profit factor.
  public static let profitFactor: MetricID = "profit-factor"
  /// Payoff ratio.
  public static let payoff: MetricID = "payoff"
  /// Long trades.
  public static let longTrades: MetricID = "long-trades"
  /// Short trades.
  public static let shortTrades: MetricID = "short-trades"
  /// Winning trades.
  public static let winningTrades: MetricID = "winning-trades"
  /// Losing trades.
  public static let losingTrades: MetricID = "losing-trades"
  /// Most wins in a row.
  public static let maxConsecutiveWins: MetricID = "max-consecutive-wins"
  /// Most losses in a row.
  public static let maxConsecutiveLosses: MetricID = "max-consecutive-losses"
  /// Net profit of trades.
  public static let netProfit: MetricID = "net-profit"
  /// Fees of trades.
  public static let fees: MetricID = "fees"
  /// Fees over gross profit and loss.
  public static let feeShare: MetricID = "fee-share"
  /// Average win.
  public static let averageWin: MetricID = "average-win"
  /// Average loss.
  public static let averageLoss: MetricID = "average-loss"
  /// Largest win.
  public static let largestWin: MetricID = "largest-win"
  /// Largest loss.
  public static let largestLoss: MetricID = "largest-loss"
  /// Win rate.
  public static let winRate: MetricID = "win-rate"
  /// Win rate, lower 95 % bound.
  public static let winRateLower: MetricID = "win-rate-lower"
  /// Win rate, upper 95 % bound.
  public static let winRateUpper: MetricID = "win-rate-upper"
  /// Closed trades.
  public static let trades: MetricID = "trades"
}

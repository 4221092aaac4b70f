import Trading

extension Engine {
  /// Applies the strategy's own limits and stops a ruined account; called after each mark.
  func watchRisk() {
    guard account.needsWatching else { return }
    if account.isBroke, !isRuined {
      isRuined = true
      account.cancelAll()
      for instrument in account.openInstruments { closeForRisk(instrument, "ruined") }
    }
    guard account.risk.watchesEquity, !account.isHalted else { return }
    if let limit = account.risk.maximumDrawdown,
      account.peakEquity - account.equity >= amount(limit, of: account.peakEquity)
    {
      halt(untilDay: .max, "max drawdown")
    } else if let limit = account.risk.maximumDayLoss,
      dayStartEquity - account.equity >= amount(limit, of: dayStartEquity)
    {
      halt(untilDay: account.currentDay + 1, "max intraday loss")
    } else if let most = account.risk.maximumLosingDays, losingDays >= most {
      halt(untilDay: .max, "max losing days")
    }
  }

  /// Closes everything when a fill has used up the day's number of fills.
  ///
  /// The price is the next one that the assumed path names: the end of the stretch of the fill.
  func watchFillCount(_ bar: BarContext, rule: FillRule) {
    guard account.watchesFills, let most = account.risk.maximumDayFills, account.fillsToday >= most,
      !account.isHalted
    else { return }
    account.haltedUntilDay = account.currentDay + 1
    account.cancelAll()
    closeForRisk(bar.instrument, "max fills a day")
    guard let index = account.orders.indices.last, account.orders[index].role == .close,
      !account.orders[index].isDone
    else { return }
    let price = followsPath && rule != .close ? legEnd : bar.close
    fill(index, at: price, rule: rule, certainty: .pathAssumed, bar)
  }

  private func amount(_ loss: RiskRules.Loss, of equity: Double) -> Double {
    switch loss {
    case .cash(let amount): amount
    case .equityPercent(let percent): equity * percent / 100
    }
  }

  private func halt(untilDay day: Int32, _ reason: String) {
    account.cancelAll()
    for instrument in account.openInstruments { closeForRisk(instrument, reason) }
    account.haltedUntilDay = day
  }

  private func closeForRisk(_ instrument: Int, _ reason: String) {
    account.placeClose(
      entryName: -1, quantity: nil, percent: nil, instrument: instrument, immediately: false,
      comment: account.names.index(of: reason))
  }
}

internal import Core
internal import Risk

extension BacktestReport {
  /// The result as a page for people; its last line is the trace hash.
  public var text: String {
    var lines = [
      "market     \(identity.market), \(identity.marketEvents) events, \(seconds(span.to)) s",
      "inputs     market \(hex(identity.marketHash))  configuration "
        + "\(hex(identity.configurationHash))  seed \(identity.seed)",
    ]
    lines += assumptions.map { "assumes    \($0)" }
    lines.append("")
    var table = TextTable()
    table.add([""] + seats.map(\.strategy))
    for row in rows { table.add([row.name] + seats.map(row.value)) }
    lines += table.lines
    lines.append("")
    if violations > 0 { lines.append("violations  \(violations)") }
    if let kill {
      lines.append("kill switch latched by \(kill.reason.token) after \(seconds(kill.time)) s")
    }
    lines.append("trace-hash: \(hex(traceHash))")
    return lines.joined(separator: "\n")
  }

  /// The figures that a table shows, in order, with how each is written.
  public var rows: [(name: String, value: (SeatFigures) -> String)] {
    let currency = money.currency
    let quantityScale = instruments.first?.quantityScale ?? .whole
    func amount(_ money: Money?) -> String { text(money) }
    return [
      ("net P&L (\(currency))", { amount($0.net) }),
      ("  realised", { amount($0.realised) }),
      ("  fees", { amount($0.fees) }),
      ("maximum drawdown", { amount($0.maximumDrawdown) }),
      ("turnover", { amount($0.turnover) }),
      ("shortfall against mid", { amount($0.shortfall) }),
      ("orders", { "\($0.requests.orders)" }),
      ("cancels and amends", { "\($0.requests.cancels + $0.requests.amends)" }),
      ("refused by the venue", { "\($0.requests.rejects)" }),
      ("denied by limits", { "\($0.requests.denials)" }),
      ("fills", { "\($0.fills)" }),
      ("  as maker", { FigureText.percent(Double($0.makerFills), of: Double($0.fills)) }),
      (
        "orders that traded",
        { FigureText.percent(Double($0.filledOrders), of: Double($0.requests.orders)) }
      ),
      ("win rate", { FigureText.percent($0.winRate, of: 1) }),
      ("Sharpe, an interval", { FigureText.fixed($0.sharpe, digits: 4) }),
      ("Sortino, an interval", { FigureText.fixed($0.sortino, digits: 4) }),
      ("time with a position", { FigureText.percent($0.exposure, of: 1) }),
      (
        "largest position",
        { String(decimal: $0.peakPosition.rawValue, scale: quantityScale) }
      ),
      (
        "final position",
        { String(decimal: $0.finalPosition.rawValue, scale: quantityScale) }
      ),
    ]
  }

  /// Money with two decimals, half to even; `-` where it is unknown.
  func text(_ amount: Money?) -> String {
    guard let amount else { return "-" }
    let shown = Swift.min(2, Int(money.scale.digits))
    guard let scale = DecimalScale(digits: shown) else { return "-" }
    var divisor: Int128 = 1
    for _ in shown..<Int(money.scale.digits) { divisor *= 10 }
    let rounded = Rounding.halfEven.quotient(of: Int128(amount.rawValue), by: divisor)
    return String(decimal: Int64(clamping: rounded), scale: scale)
  }

  func hex(_ word: UInt64) -> String { String(hexadecimal: word) }

  private func seconds(_ time: Timestamp) -> String {
    FigureText.fixed(Double(time.since(span.from).count) / 1e9, digits: 3)
  }
}

internal import Core
internal import ExecSim
internal import Risk
internal import Strategy
internal import Wire

extension BacktestReport {
  /// The result as one JSON document: `inputs` repeat the run, `figures` are what came of it, and
  /// `trace_hash` stands at the end. `fills` are left out unless asked for.
  public func json(withFills: Bool) -> [UInt8] {
    JSONWriter.object(.indented) { document in
      document.object("inputs") { inputs in
        inputs.member("market", identity.market)
        inputs.member("market_hash", String(hexadecimal: identity.marketHash))
        inputs.member("market_events", identity.marketEvents)
        inputs.member("seed", identity.seed)
        inputs.member("configuration_hash", String(hexadecimal: identity.configurationHash))
        inputs.object("settings") { settings in
          for setting in identity.settings { settings.member(setting.name, setting.value) }
        }
        inputs.member("build", identity.build)
      }
      document.array("assumptions") { list in
        for assumption in assumptions { list.element(assumption) }
      }
      document.array("figures") { list in
        for seat in seats { list.object { write(seat, into: &$0) } }
      }
      document.object("answer_delay_ns") { delays in
        for (name, share) in [("p50", 500_000), ("p99", 990_000)] as [(String, UInt64)] {
          guard let value = answerDelays.quantile(millionths: share) else { continue }
          delays.member(name, value)
        }
      }
      if withFills {
        document.array("fills") { list in
          for fill in fills { list.object { write(fill, into: &$0) } }
        }
      }
      document.member("violations", violations)
      if let kill { document.member("kill_switch", "\(kill.reason.token)") }
      document.member("trace_hash", String(hexadecimal: traceHash))
    }
  }

  private func write(_ seat: SeatFigures, into object: inout JSONObjectWriter) {
    object.member("strategy", seat.strategy)
    object.member("currency", money.currency)
    object.decimal("capital", seat.capital.rawValue, money.scale)
    if let net = seat.net {
      object.decimal("net", net.rawValue, money.scale)
    } else {
      object.null("net")
    }
    object.decimal("realised", seat.realised.rawValue, money.scale)
    object.decimal("fees", seat.fees.rawValue, money.scale)
    object.decimal("maximum_drawdown", seat.maximumDrawdown.rawValue, money.scale)
    object.decimal("turnover", seat.turnover.rawValue, money.scale)
    object.decimal("shortfall", seat.shortfall.rawValue, money.scale)
    object.member("orders", seat.requests.orders)
    object.member("cancels", seat.requests.cancels)
    object.member("amends", seat.requests.amends)
    object.member("rejects", seat.requests.rejects)
    object.member("denials", seat.requests.denials)
    object.member("fills", seat.fills)
    object.member("maker_fills", seat.makerFills)
    object.member("filled_orders", seat.filledOrders)
    for (name, value) in [
      ("win_rate", seat.winRate), ("sharpe", seat.sharpe), ("sortino", seat.sortino),
      ("exposure", seat.exposure),
    ] {
      if let raw = value.flatMap({ FigureText.raw($0, digits: 6) }),
        let scale = DecimalScale(digits: 6)
      {
        object.decimal(name, raw, scale)
      } else {
        object.null(name)
      }
    }
    let scale = instruments.first?.quantityScale ?? .whole
    object.decimal("peak_position", seat.peakPosition.rawValue, scale)
    object.decimal("final_position", seat.finalPosition.rawValue, scale)
  }

  private func write(_ fill: RecordedFill, into object: inout JSONObjectWriter) {
    for (name, value) in columns(of: fill) { object.member(name, value) }
  }
}

extension BacktestReport {
  /// Every fill with its cause, as comma-separated lines under a head.
  public var fillsCSV: [UInt8] {
    var text = Self.fillColumns.joined(separator: ",") + "\n"
    for fill in fills { text += columns(of: fill).map(\.1).joined(separator: ",") + "\n" }
    return Array(text.utf8)
  }

  static var fillColumns: [String] {
    [
      "sequence", "time", "venue_time", "strategy", "symbol", "order", "side", "price", "quantity",
      "left", "role", "fee", "realised", "cause", "because",
    ]
  }

  /// Values are the tape's own words; times are seconds with nine digits.
  func columns(of one: RecordedFill) -> [(String, String)] {
    let instrument = instruments.first { $0.id == one.instrument }
    let (prices, quantities) = (
      instrument?.priceScale ?? .whole, instrument?.quantityScale ?? .whole
    )
    let seconds = DecimalScale(digits: 9) ?? .whole
    let values = [
      "\(one.sequence.rawValue)", String(decimal: one.time.nanoseconds, scale: seconds),
      String(decimal: one.venueTime.nanoseconds, scale: seconds), seats[one.seat].strategy,
      instrument?.symbol ?? "-", "\(one.fill.id.rawValue)", "\(one.fill.side.token)",
      String(decimal: one.fill.price.rawValue, scale: prices),
      String(decimal: one.fill.quantity.rawValue, scale: quantities),
      String(decimal: one.fill.remaining.rawValue, scale: quantities),
      "\(one.fill.liquidity.token)", String(decimal: one.fee.rawValue, scale: money.scale),
      String(decimal: one.realised.rawValue, scale: money.scale),
      one.cause.map { "\($0.word)" } ?? "-", "\(one.because.rawValue)",
    ]
    return Array(zip(Self.fillColumns, values))
  }
}

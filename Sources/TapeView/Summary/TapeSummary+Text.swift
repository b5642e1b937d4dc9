internal import Core

extension TapeSummary {
  /// Most parties that the text shows; the JSON form shows all.
  public static let partiesShown = 20

  /// The figures as lines for people: stable, without anything about this run, so that a golden
  /// file can hold them.
  public var lines: [String] {
    var sections = [rangeLines, kindLines, flowLines]
    if !header.instruments.isEmpty { sections.append(instrumentLines) }
    if passed.parties.contains(where: { !$0.isEmpty }) { sections.append(partyLines) }
    return Array(sections.joined(separator: [""]))
  }

  private var rangeLines: [String] {
    var lines = ["summary   \(passed.events) of \(total.events) events passed"]
    if let first = passed.first, let last = passed.last {
      lines.append("sequence  \(first.rawValue) .. \(last.rawValue)")
    }
    if let earliest = passed.earliest, let latest = passed.latest, let span = passed.span {
      let seconds = String(decimal: span.count, scale: .nanoseconds)
      lines.append("time      \(Self.text(earliest)) .. \(Self.text(latest)) (\(seconds) s)")
    }
    if timesBackward > 0 { lines.append("backward  \(timesBackward) events go back in time") }
    if let firstSkipped {
      lines.append("skipped   \(skippedLines) malformed lines, the first \(firstSkipped)")
    }
    return lines
  }

  private var kindLines: [String] {
    var table = TextTable()
    table.add(["kind", "passed", "total"])
    for kind in EventKind.allCases where total.count(kind) > 0 {
      table.add([kind.name.description, "\(passed.count(kind))", "\(total.count(kind))"])
    }
    table.add(["all kinds", "\(passed.events)", "\(total.events)"])
    return table.lines
  }

  private var flowLines: [String] {
    var table = TextTable()
    table.add(["flow", "passed", "total"])
    for (name, isAlwaysShown, count) in Self.flow where isAlwaysShown || count(total) > 0 {
      table.add([name, "\(count(passed))", "\(count(total))"])
    }
    table.add(["cancel rate", Self.rate(passed), Self.rate(total)])
    var lines = table.lines
    lines.append("(cancel rate = Cancel / NewOrder; a trade of our own venue has two fills)")
    let rejects = RejectReason.allCases.map { ($0.token, passed.count($0)) }
    let drops = DropReason.allCases.map { ($0.token, passed.count($0)) }
    let denials = RiskReason.allCases.map { ($0.token, passed.risk.count($0)) }
    lines += Self.reasons("rejected", rejects) + Self.reasons("dropped", drops)
    lines += Self.reasons("denied", denials)
    if let kill = total.risk.kill {
      lines.append("kill switch latched by \(kill.reason.token) since \(Self.text(kill.time))")
    }
    return lines
  }

  private typealias Flow = (
    name: String, isAlwaysShown: Bool, count: @Sendable (TapeTally) -> UInt64
  )

  /// What becomes of requests, in the order of an order's life.
  private static let flow: [Flow] = [
    ("orders", true, { $0.count(.newOrder) }),
    ("cancels", true, { $0.count(.cancel) }),
    ("fills", true, { $0.count(.fill) }),
    ("trades", true, { $0.count(.trade) }),
    ("cancelled", false, { $0.count(.cancelled) }),
    ("expired", false, { $0.count(.expired) }),
    ("rejected", false, { $0.count(.reject) }),
    ("dropped", false, { $0.count(.drop) }),
    ("denied by risk", false, { $0.risk.count(.denied) }),
    ("kill switch tripped", false, { $0.risk.count(.tripped) }),
    ("kill switch reset", false, { $0.risk.count(.reset) }),
    ("limits reloaded", false, { $0.risk.count(.reloaded) }),
    ("gaps", false, { $0.count(.gap) }),
    ("missing numbers", false, { $0.missingNumbers }),
  ]

  private var instrumentLines: [String] {
    var table = TextTable()
    table.add([
      "symbol", "events", "orders", "cancels", "fills", "trades", "quantity", "notional", "low",
      "high", "last",
    ])
    for (place, instrument) in header.instruments.enumerated() {
      let (some, all) = (passed.instruments[place], total.instruments[place])
      table.add([instrument.symbol] + Self.cells(some, instrument))
      if some != all { table.add(["  of total"] + Self.cells(all, instrument)) }
    }
    return table.lines
  }

  private static func cells(_ tally: InstrumentTally, _ instrument: Instrument) -> [String] {
    let digits = (
      price: Int(instrument.priceScale.digits), quantity: Int(instrument.quantityScale.digits)
    )
    let prices = [tally.low, tally.high, tally.last].map { price in
      price.map { String(decimal: $0.rawValue, scale: instrument.priceScale) } ?? "-"
    }
    return [tally.events, tally.orders, tally.cancels, tally.fills, tally.trades].map { "\($0)" }
      + [
        tally.tradedQuantity.text(digits: digits.quantity),
        tally.notional.text(digits: digits.price + digits.quantity),
      ] + prices
  }

  private var partyLines: [String] {
    var table = TextTable()
    table.add(["agent", "orders", "cancels", "amends", "rejects", "fills", "maker", "taker"])
    let busy = passed.parties.indices.filter { !passed.parties[$0].isEmpty }
    for place in busy.prefix(Self.partiesShown) {
      let tally = passed.parties[place]
      let counts = [
        tally.orders, tally.cancels, tally.amends, tally.rejects, tally.fills, tally.makerFills,
        tally.takerFills,
      ]
      table.add([header.parties.names[place]] + counts.map { "\($0)" })
    }
    let hidden = busy.count - Self.partiesShown
    return table.lines + (hidden > 0 ? ["(and \(hidden) more agents)"] : [])
  }

  private static func reasons(_ word: String, _ counts: [(StaticString, UInt64)]) -> [String] {
    let shown = counts.filter { $0.1 > 0 }.map { "\($0.0) \($0.1)" }
    return shown.isEmpty ? [] : ["\(word): \(shown.joined(separator: ", "))"]
  }

  /// `25.0%`: thousandths of the ratio are tenths of a percent.
  static func rate(_ tally: TapeTally) -> String {
    guard let thousandths = DecimalScale(digits: 3), let tenths = DecimalScale(digits: 1) else {
      return "-"
    }
    return tally.cancelRate(thousandths).map { String(decimal: $0, scale: tenths) + "%" } ?? "-"
  }

  /// Tape seconds for simulated time, a date for times after 1971.
  static func text(_ time: Timestamp) -> String {
    let year = 365 * 86_400 * Nanoseconds.second.count
    return time.nanoseconds > year
      ? TimeText.utc(time) : String(decimal: time.nanoseconds, scale: .nanoseconds)
  }
}

import Core

extension SimulationReport {
  /// The summary for people, the trace hash as its last line.
  public var text: String {
    let blocks = [headline, activity, venue, regimeTable] + markets
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
      + "\n\n\(hashLine)\n"
  }

  private var headline: [String] {
    let symbols = header.instruments.map(\.symbol).joined(separator: " ")
    let agents = header.parties.count
    return [
      "orderflow  seed \(configuration.seed)  \(symbols)  "
        + "\(timeText) of market  \(agents) agents"
    ]
  }

  private var activity: [String] {
    let total = metrics.events.total
    let rate = ReportText.rate(total, over: reached, decimals: 0)
    var lines = ["events \(ReportText.grouped(total))  (\(rate) a simulated second)"]
    let present = EventKind.allCases.filter { metrics.events[$0] > 0 }
    for start in stride(from: 0, to: present.count, by: 4) {
      let row = present[start..<min(start + 4, present.count)].map { kind in
        ReportText.left(kind.name.description, 10)
          + ReportText.right(ReportText.grouped(metrics.events[kind]), 9)
      }
      lines.append("  " + row.joined(separator: "   "))
    }
    lines.append(
      "orders \(ReportText.grouped(orders))   cancels \(ReportText.grouped(cancels))   "
        + "fills \(ReportText.grouped(fills))   resting \(ReportText.grouped(restingOrders))   "
        + "cancel rate \(ReportText.percent(cancels, of: orders)) (cancels per order)")
    return lines
  }

  private var venue: [String] {
    let depth = metrics.queueDepth
    let messages =
      [("sent", metrics.messagesSent), ("handled", metrics.messagesHandled)]
      + channel.filter { $0.count > 0 }
    var lines = [
      "messages "
        + messages.map { name, count in
          String(name.map { $0 == "_" ? " " : $0 }) + " " + ReportText.grouped(count)
        }.joined(separator: "   "),
      "queue depth deepest \(depth.deepest) of \(configuration.inbox.capacity)   "
        + "mean \(ReportText.ratio(depth.sum, by: depth.looks, decimals: 2))   "
        + "overflow \(configuration.inbox.overflow.rawValue), blocked \(metrics.messagesBlocked)",
    ]
    lines += Self.list("rejects", RejectReason.allCases.map { ($0.token, metrics.rejects[$0]) })
    lines += Self.list("drops", DropReason.allCases.map { ($0.token, metrics.drops[$0]) })
    if metrics.numbersMissing > 0 || metrics.messagesLate > 0 {
      lines.append(
        "source numbers missing \(metrics.numbersMissing)   late \(metrics.messagesLate)")
    }
    lines.append("lifecycle violations \(metrics.lifecycleViolations)")
    return lines
  }

  /// `name  word count, word count`, without the words that never came up; nothing if none did.
  private static func list(_ name: String, _ counts: [(StaticString, UInt64)]) -> [String] {
    let present = counts.filter { $0.1 > 0 }
    guard !present.isEmpty else { return [] }
    return ["\(name) " + present.map { "\($0.0) \($0.1)" }.joined(separator: ", ")]
  }

  private var regimeTable: [String] {
    let columns = [
      "time", "events", "orders", "cancels", "fills", "cancel rate", "queue", "spread/ticks",
    ]
    let widths = [9, 9, 8, 8, 8, 12, 7, 14]
    func row(_ name: String, _ cells: [String]) -> String {
      ReportText.left(name, 14) + zip(cells, widths).map(ReportText.right).joined()
    }
    return [row("regime", columns)]
      + zip(header.regimes.names, metrics.regimes).map { name, regime in
        row(
          name,
          [
            ReportText.seconds(regime.time), ReportText.grouped(regime.events.total),
            ReportText.grouped(regime.events[.newOrder]),
            ReportText.grouped(regime.events[.cancel]), ReportText.grouped(regime.events[.fill]),
            ReportText.percent(regime.events[.cancel], of: regime.events[.newOrder]),
            String(regime.deepestQueue), meanSpread(regime),
          ])
      }
  }

  private var markets: [[String]] {
    zip(header.instruments, metrics.instruments).map { instrument, counters in
      let samples = counters.samples.samples
      let lots = ReportText.grouped(UInt64(max(0, counters.tradedLots)))
      var lines = [
        "\(instrument.symbol)  traded \(lots) lots, "
          + "\(turnover(counters, instrument)) \(instrument.currency)"
      ]
      if let prices = counters.prices {
        let words = [
          ("open", prices.open), ("high", prices.high), ("low", prices.low),
          ("close", prices.close),
        ].map { "\($0.0) \(String(decimal: $0.1.rawValue, scale: instrument.priceScale))" }
        lines[0] += "  " + words.joined(separator: "  ")
      }
      return lines
        + Self.courses([
          Course("price", samples.map(\.doubledMid), perUnit: 2, scale: instrument.priceScale),
          Course("spread/ticks", samples.map(\.spread), perUnit: 1, scale: .whole),
        ])
    }
  }

  /// What is drawn of one figure over time.
  private struct Course {
    let name: String
    let line: Sparkline?
    /// How many of the values drawn make one raw unit of the scale.
    let perUnit: Int64
    let scale: DecimalScale

    init(_ name: String, _ values: [Int64?], perUnit: Int64, scale: DecimalScale) {
      self.name = name
      line = Sparkline(values, width: 64)
      self.perUnit = perUnit
      self.scale = scale
    }

    /// A mean with one digit more than the scale has.
    func text(_ thousandths: Int128) -> String {
      let units = Int128(perUnit) * 100
      let tenths = (thousandths + units / 2) / units
      guard let finer = DecimalScale(digits: Int(scale.digits) + 1),
        let raw = Int64(exactly: tenths)
      else { return "-" }
      return String(decimal: raw, scale: finer)
    }
  }

  /// `name  lowest bars highest`, one below the other; a figure that never was is left out.
  private static func courses(_ courses: [Course]) -> [String] {
    let drawn = courses.compactMap { course in
      course.line.map { (course.name, course.text($0.lowest), $0.bars, course.text($0.highest)) }
    }
    let width = drawn.map(\.1.count).max() ?? 0
    return drawn.map { name, lowest, bars, highest in
      "  \(ReportText.left(name, 12))  \(ReportText.right(lowest, width)) \(bars) \(highest)"
    }
  }
}

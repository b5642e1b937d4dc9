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
        + "\(ReportText.seconds(Nanoseconds(now.nanoseconds))) of market  \(agents) agents"
    ]
  }

  private var activity: [String] {
    let total = metrics.events.total
    let rate = ReportText.rate(total, over: now, decimals: 0)
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
      "time", "events", "orders", "cancels", "fills", "cancel rate", "queue", "spread",
    ]
    let widths = [9, 9, 8, 8, 8, 12, 7, 8]
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
      lines.append("  price  " + Sparkline.text(samples.map(\.doubledMid), width: 64))
      lines.append("  spread " + Sparkline.text(samples.map(\.spread), width: 64))
      return lines
    }
  }
}

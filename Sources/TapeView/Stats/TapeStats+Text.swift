internal import Core
internal import OrderBook

extension TapeStats {
  /// Most agents that the text shows; the JSON form shows all.
  public static let partiesShown = 20

  /// The figures as lines for people; `summary` is that of the same events.
  public func lines(_ summary: TapeSummary) -> [String] {
    var sections = [rateLines(summary), gapLines(summary)]
    for (place, instrument) in header.instruments.enumerated() {
      if let stats = instruments[place] { sections.append(Self.bookLines(stats, instrument)) }
    }
    if summary.total.parties.contains(where: { !$0.isEmpty }) {
      sections.append(partyLines(summary))
    }
    return Array(sections.joined(separator: [""]))
  }

  private func rateLines(_ summary: TapeSummary) -> [String] {
    let tally = summary.total
    let span = tally.span.map { Double($0.count) / 1e9 } ?? 0
    func rate(_ count: UInt64) -> String {
      span > 0 ? FigureText.fixed(Double(count) / span, digits: 1) : "-"
    }
    var table = TextTable()
    table.add(["rates", "events", "a second", "share"])
    for kind in EventKind.allCases where tally.count(kind) > 0 {
      let count = tally.count(kind)
      table.add([
        kind.name.description, "\(count)", rate(count),
        FigureText.percent(Double(count), of: Double(tally.events)),
      ])
    }
    table.add(["all kinds", "\(tally.events)", rate(tally.events)])
    let busiest = zip(RateStats.lengths, rates.stretches).filter { $1.busiest > 0 }
      .map { length, stretch in
        "\(stretch.busiest) in \(FigureText.duration(Double(length.count))) at "
          + TapeSummary.text(stretch.start)
      }
    return table.lines + busiest.map { "busiest  \($0)" }
  }

  private func gapLines(_ summary: TapeSummary) -> [String] {
    let tally = summary.total
    var table = TextTable()
    table.add(["gaps", "count"])
    table.add(["gaps of a source", "\(tally.count(.gap))"])
    table.add(["numbers missing", "\(tally.missingNumbers)"])
    table.add(["messages dropped", "\(tally.count(.drop))"])
    table.add(["events back in time", "\(summary.timesBackward)"])
    var lines = table.lines
    if let end = rates.silenceEnds {
      let silence = FigureText.duration(Double(rates.silence.count))
      lines.append("longest silence  \(silence) before event \(end.rawValue)")
    }
    if rates.farthestBack.count > 0 {
      lines.append(
        "farthest back    \(FigureText.duration(Double(rates.farthestBack.count)))")
    }
    return lines
  }

  private static func bookLines(_ stats: InstrumentStats, _ instrument: Instrument) -> [String] {
    var lines: [String] = []
    let tick = String(decimal: Int64(clamping: stats.grid.tick), scale: instrument.priceScale)
    let observed = FigureText.duration(Double(stats.observed))
    lines.append("\(instrument.symbol)  tick \(tick), observed \(observed)")
    lines += spreadLines(stats) + depthLines(stats, instrument) + lifeLines(stats)
    lines.append("book oddities: \(BookView.text(stats.book.oddities))")
    return lines
  }

  private static func spreadLines(_ stats: InstrumentStats) -> [String] {
    var table = TextTable()
    table.add(["spread", "mean", "10 %", "median", "90 %", "99 %", "one tick", "two-sided"])
    let quantiles = [100_000, 500_000, 900_000, 990_000].map { millionths in
      stats.spread(millionths: millionths).map { "\($0)" } ?? "-"
    }
    table.add(
      ["ticks by time", FigureText.fixed(stats.meanSpread, digits: 2)] + quantiles + [
        FigureText.percent(stats.oneTickShare, of: 1),
        FigureText.percent(stats.twoSidedShare, of: 1),
      ])
    return table.lines
  }

  private static func depthLines(
    _ stats: InstrumentStats, _ instrument: Instrument
  ) -> [String] {
    guard stats.depth.samples > 0 else { return ["depth  no book with both sides"] }
    var table = TextTable()
    let unit = Double(instrument.quantityScale.unitsPerWhole)
    table.add(
      ["depth at ticks"]
        + DepthProfile.bands.map {
          $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"
        })
    table.add(
      ["quantity a tick"]
        + DepthProfile.bands.map { band in
          FigureText.fixed(stats.depth.mean(band).map { $0 / unit }, digits: 2)
        })
    let levels = FigureText.fixed(stats.depth.meanLevels, digits: 1)
    return table.lines + ["levels a side: \(levels)  (\(stats.depth.samples) books looked at)"]
  }

  private static func lifeLines(_ stats: InstrumentStats) -> [String] {
    let ends = [("cancelled", stats.lives.cancelled), ("filled", stats.lives.filled)]
    guard ends.contains(where: { $0.1.count > 0 }) || stats.lives.alive > 0 else {
      return ["order lives  the tape names no orders"]
    }
    var table = TextTable()
    table.add(["order lives", "orders", "10 %", "median", "90 %", "99 %", "longest"])
    for (name, histogram) in ends {
      let quantiles = [100_000, 500_000, 900_000, 990_000, 1_000_000].map { millionths in
        FigureText.duration(histogram.quantile(millionths: millionths).map { Double($0) })
      }
      table.add([name, "\(histogram.count)"] + quantiles)
    }
    table.add(["still there", "\(stats.lives.alive)"])
    return table.lines
  }

  private func partyLines(_ summary: TapeSummary) -> [String] {
    var table = TextTable()
    table.add([
      "agent", "orders", "cancels", "amends", "rejects", "fills", "as maker", "bought", "sold",
      "position", "mean life",
    ])
    let busy = parties.indices.filter { !summary.total.parties[$0].isEmpty }
    for place in busy.prefix(Self.partiesShown) {
      table.add(cells(summary.total.parties[place], place))
    }
    let hidden = busy.count - Self.partiesShown
    return table.lines + (hidden > 0 ? ["(and \(hidden) more agents)"] : [])
  }

  private func cells(_ tally: PartyTally, _ place: Int) -> [String] {
    let party = parties[place]
    let counts = [tally.orders, tally.cancels, tally.amends, tally.rejects, tally.fills]
    return [header.parties.names[place]] + counts.map { "\($0)" } + [
      FigureText.percent(Double(tally.makerFills), of: Double(tally.fills)),
      quantity(party.bought, of: party), quantity(party.sold, of: party),
      quantity(party.position, of: party),
      FigureText.duration(party.meanLife.map { Double($0.count) }),
    ]
  }

  /// A sum of quantities; `-` where they are of several instruments.
  private func quantity(_ sum: ExactSum, of party: PartyStats) -> String {
    guard !party.isMixed else { return "-" }
    let digits = party.instrument.flatMap { header.instrument($0) }?.quantityScale.digits
    return sum.text(digits: Int(digits ?? 0))
  }
}

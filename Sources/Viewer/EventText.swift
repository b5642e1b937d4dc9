internal import Core

/// What an event says, in few columns: the order first, then quantity at price, then the rest.
struct EventText {
  private let header: TapeHeader
  private let event: Event
  private let instrument: Instrument?

  init(_ event: Event, _ header: TapeHeader) {
    self.header = header
    self.event = event
    instrument = event.instrument.flatMap { header.instrument($0) }
  }

  /// Words of the event; the symbol where the tape has several, and who caused it at the end.
  var text: String {
    var words: [String] = []
    if header.instruments.count > 1, let instrument { words.append(instrument.symbol) }
    words += self.words
    let party = event.payload.owner ?? event.source
    if party != .venue, let name = header.parties.name(party.rawValue) { words.append(name) }
    return words.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private var words: [String] {
    switch event.payload {
    case .newOrder(let order):
      [
        id(order.id), "\(order.side.token)",
        "\(text(order.quantity))@\(order.type.limitPrice.map(text) ?? "market")",
        order.timeInForce == .goodTillCancel ? "" : "\(order.timeInForce.token)",
        order.isPostOnly ? "post" : "",
      ]
    case .cancel(let cancel): [id(cancel.id), "\(cancel.reason.token)"]
    case .amend(let amend): [id(amend.id), "to \(text(amend.quantity))@\(text(amend.price))"]
    case .accepted(let report): [id(report.id)]
    case .amended(let report):
      [
        id(report.id), "\(text(report.quantity))@\(text(report.price))",
        "left \(text(report.remaining))",
      ]
    case .cancelled(let report): [id(report.id), "left \(text(report.remaining))"]
    case .expired(let report):
      [id(report.id), "\(report.reason.token)", "left \(text(report.remaining))"]
    case .reject(let reject): [id(reject.id), "\(reject.reason.token)", "\(reject.request.token)"]
    case .drop(let drop): [id(drop.id), "\(drop.reason.token)", "\(drop.request.token)"]
    case .fill(let fill):
      [
        id(fill.id), "\(fill.side.token)", "\(text(fill.quantity))@\(text(fill.price))",
        "left \(text(fill.remaining))", "\(fill.liquidity.token)",
      ]
    case .timer(let timer): ["t\(timer.number)"]
    case .riskDecision(let decision): text(decision)
    case .operatorCommand(let order): ["\(order.command.token)"]
    case .orderTerms(let terms): text(terms)
    case .orderGroup(let group): text(group)
    case .massCancel(let request): ["\(request.scope.token)"]
    case .phaseChange(let change):
      ["\(change.phase.token)", change.collar.map { "collar \(text($0))" } ?? ""]
    case .triggered(let report): [id(report.id), "at \(text(report.price))"]
    case .restated(let report):
      [
        id(report.id), text(report.quantity) + (report.price.map { "@\(text($0))" } ?? ""),
        "left \(text(report.remaining))", "\(report.reason.token)",
      ]
    case .trade, .bookUpdate, .snapshot, .quote, .instrument, .regime, .gap: marketWords
    }
  }

  private var marketWords: [String] {
    switch event.payload {
    case .trade(let trade):
      [
        "\(text(trade.quantity))@\(text(trade.price))", trade.aggressor.map { "\($0.token)" } ?? "",
        "t\(trade.trade.rawValue)", trade.maker.map { "maker \(id($0))" } ?? "",
        trade.taker.map { "taker \(id($0))" } ?? "",
      ]
    case .bookUpdate(let update):
      [
        "\(update.action.token)", "\(update.side.token)",
        "\(text(update.quantity))@\(text(update.price))", update.id.map(id) ?? "",
        update.isLast ? "end" : "",
      ]
    case .snapshot(let line):
      [
        "\(line.side.token)", "\(text(line.quantity))@\(text(line.price))", line.id.map(id) ?? "",
        line.isFirst ? "first" : "", line.isLast ? "end" : "",
      ]
    case .quote(let quote):
      [
        "\(quote.bidQuantity.map(text) ?? "-")@\(quote.bid.map(text) ?? "-")", "|",
        "\(quote.askQuantity.map(text) ?? "-")@\(quote.ask.map(text) ?? "-")",
      ]
    case .instrument(let rules):
      ["\(rules.status.token)", "tick \(text(rules.tick))", "lot \(text(rules.lot))"]
    case .regime(let change):
      [header.regimes.name(change.regime.rawValue) ?? "\(change.regime.rawValue)"]
    case .gap(let gap):
      gap.missing.first == gap.missing.last
        ? ["\(gap.missing.first)"] : ["\(gap.missing.first) to \(gap.missing.last)"]
    case .newOrder, .cancel, .amend, .accepted, .amended, .cancelled, .expired, .reject, .drop,
      .fill, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      []
    }
  }

  private func text(_ terms: OrderTerms) -> [String] {
    [
      id(terms.id), terms.trigger.price.map { "\(terms.trigger.word.token) \(text($0))" } ?? "",
      terms.display.map { "shows \(text($0))" } ?? "",
      terms.until.map { "until \($0.nanoseconds)" } ?? "",
      terms.selfTrade == .allow ? "" : "\(terms.selfTrade.token)",
      terms.isReduceOnly ? "reduce-only" : "", terms.slides ? "slide" : "",
      terms.endsWithDay ? "day" : "",
    ]
  }

  private func text(_ group: OrderGroup) -> [String] {
    var words = ["\(group.link.word.token)", id(group.id), id(group.other)]
    if case .bracket(let entry) = group.link { words.append("entry \(id(entry))") }
    return words
  }

  private func text(_ decision: RiskDecision) -> [String] {
    [
      decision.id.map(id) ?? "", "\(decision.verdict.token)", "\(decision.reason.token)",
      decision.request.map { "\($0.token)" } ?? "", "\(decision.observed)/\(decision.limit)",
    ]
  }

  private func id(_ id: OrderID) -> String { "#\(id.rawValue)" }

  private func text(_ price: Price) -> String {
    String(decimal: price.rawValue, scale: instrument?.priceScale ?? .whole)
  }

  private func text(_ quantity: Quantity) -> String {
    String(decimal: quantity.rawValue, scale: instrument?.quantityScale ?? .whole)
  }
}

internal import Core

/// Says in words what an event does to an order.
struct OrderWords {
  let instrument: Instrument?

  func text(_ payload: EventPayload, ahead: Int64?, counterparty: OrderID?) -> String {
    switch payload {
    case .newOrder(let order): asked(order)
    case .cancel(let request): "asks to be taken out (\(request.reason.token))"
    case .amend(let request): "asks for \(terms(request.price, request.quantity))"
    case .accepted: "is accepted" + place(ahead)
    case .amended(let report):
      "is now \(terms(report.price, report.quantity))"
        + (report.keepsPriority ? ", and keeps its place" : place(ahead))
    case .cancelled(let report):
      "is taken out (\(report.reason.token)), \(text(report.remaining)) unfilled"
    case .expired(let report):
      "ends by its own terms (\(report.reason.token)), \(text(report.remaining)) unfilled"
    case .reject(let report): "\(report.request.token) is refused: \(report.reason.token)"
    case .drop(let report): "\(report.request.token) is thrown away: \(report.reason.token)"
    case .fill(let fill):
      "\(fill.side == .buy ? "buys" : "sells") \(text(fill.quantity)) at \(text(fill.price)) as "
        + "\(fill.liquidity.token)" + against(counterparty) + ", trade \(fill.trade.rawValue)"
    case .trade(let trade):
      "trades \(terms(trade.price, trade.quantity))" + against(counterparty)
        + ", trade \(trade.trade.rawValue)"
    case .bookUpdate(let update): text(update, ahead)
    case .snapshot(let line):
      "stands there: \(line.side.token) \(terms(line.price, line.quantity))" + place(ahead)
    case .riskDecision(let decision):
      "\(decision.request.map { "\($0.token) " } ?? "")is \(decision.verdict.token) by the risk gate: "
        + "\(decision.reason.token), \(decision.observed) against \(decision.limit)"
    case .orderTerms(let terms): announced(terms)
    case .orderGroup(let group):
      "is tied to order \(group.other.rawValue) (\(group.link.word.token))"
    case .triggered(let report): "is in force: a print at \(text(report.price))"
    case .restated(let report):
      "is changed by its terms (\(report.reason.token)), \(text(report.remaining)) left"
        + (report.price.map { " at \(text($0))" } ?? "")
    case .quote, .instrument, .regime, .gap, .timer, .operatorCommand, .massCancel, .phaseChange:
      payload.kind.name.description
    }
  }

  private func announced(_ terms: OrderTerms) -> String {
    var text = "comes with terms"
    if let price = terms.trigger.price {
      text += ", \(terms.trigger.word.token) at \(self.text(price))"
    }
    if let display = terms.display { text += ", shows \(self.text(display))" }
    if let until = terms.until { text += ", until \(until.nanoseconds) ns" }
    if terms.endsWithDay { text += ", for the day" }
    if terms.selfTrade != .allow { text += ", self-trade \(terms.selfTrade.token)" }
    if terms.isReduceOnly { text += ", only makes the position smaller" }
    return text + (terms.slides ? ", slides to rest" : "")
  }

  private func asked(_ order: NewOrder) -> String {
    var text = "asks to \(order.side.token) "
    switch order.type {
    case .limit(let price): text += terms(price, order.quantity)
    case .market: text += "\(self.text(order.quantity)) at any price"
    }
    switch order.timeInForce {
    case .goodTillCancel: text += ", until cancelled"
    case .immediateOrCancel: text += ", what is there now"
    case .fillOrKill: text += ", all at once or nothing"
    }
    return text + (order.isPostOnly ? ", only if it rests" : "")
  }

  private func text(_ update: BookUpdate, _ ahead: Int64?) -> String {
    switch update.action {
    case .set: "level set to \(text(update.quantity))"
    case .add: "joins: \(update.side.token) \(terms(update.price, update.quantity))" + place(ahead)
    case .change: "is now \(terms(update.price, update.quantity))" + place(ahead)
    case .reduce: "has \(text(update.quantity)) less"
    case .remove: "is taken out, \(text(update.quantity)) unfilled"
    case .execute: "\(text(update.quantity)) of it trade"
    }
  }

  private func place(_ ahead: Int64?) -> String {
    guard let ahead else { return "" }
    return ahead == 0 ? ", first in its queue" : ", behind \(text(raw: ahead))"
  }

  private func against(_ order: OrderID?) -> String {
    order.map { " against order \($0.rawValue)" } ?? ""
  }

  private func terms(_ price: Price, _ quantity: Quantity) -> String {
    "\(text(quantity)) at \(text(price))"
  }

  func text(_ price: Price) -> String {
    String(decimal: price.rawValue, scale: instrument?.priceScale ?? .whole)
  }

  func text(_ quantity: Quantity) -> String { text(raw: quantity.rawValue) }

  /// A raw quantity.
  func text(raw quantity: Int64) -> String {
    String(decimal: quantity, scale: instrument?.quantityScale ?? .whole)
  }
}

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
    case .quote, .instrument, .regime, .gap, .timer, .operatorCommand:
      payload.kind.name.description
    }
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

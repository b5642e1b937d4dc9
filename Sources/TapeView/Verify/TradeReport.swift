internal import Core

/// What one event says of a trade; nil where it says nothing.
///
/// Print and fills tell of the same facts, so that any two of them can be held against one another.
struct TradeReport {
  let part: TradePart
  let trade: TradeID
  let price: Price
  let quantity: Quantity
  /// The side that took: a maker's fill tells it as well as a taker's.
  let aggressor: Side?
  let maker: OrderID?
  let taker: OrderID?

  init(_ print: Trade) {
    part = .print
    (trade, price, quantity) = (print.trade, print.price, print.quantity)
    (aggressor, maker, taker) = (print.aggressor, print.maker, print.taker)
  }

  init(_ fill: Fill) {
    (trade, price, quantity) = (fill.trade, fill.price, fill.quantity)
    switch fill.liquidity {
    case .maker: (part, aggressor, maker, taker) = (.maker, fill.side.opposite, fill.id, nil)
    case .taker: (part, aggressor, maker, taker) = (.taker, fill.side, nil, fill.id)
    }
  }

  /// Nil for events that tell of no trade.
  init?(_ payload: EventPayload) {
    switch payload {
    case .trade(let print): self.init(print)
    case .fill(let fill): self.init(fill)
    case .newOrder, .cancel, .amend, .accepted, .amended, .cancelled, .expired, .reject,
      .bookUpdate, .snapshot, .quote, .instrument, .regime, .gap, .drop, .timer, .riskDecision,
      .operatorCommand, .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      return nil
    }
  }

  /// Whether it names the side and both orders, as a venue's own print does.
  var isNamed: Bool { aggressor != nil && maker != nil && taker != nil }

  /// The first thing that two reports of a trade say differently.
  func difference(from other: TradeReport) -> TradeFact? {
    if price != other.price { return .price(price, other: other.price) }
    if quantity != other.quantity { return .quantity(quantity, other: other.quantity) }
    if let side = aggressor, let otherSide = other.aggressor, side != otherSide {
      return .aggressor(side, other: otherSide)
    }
    if let id = maker, let otherID = other.maker, id != otherID {
      return .maker(id, other: otherID)
    }
    if let id = taker, let otherID = other.taker, id != otherID {
      return .taker(id, other: otherID)
    }
    return nil
  }
}

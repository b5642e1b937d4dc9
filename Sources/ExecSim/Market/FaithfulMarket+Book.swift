internal import Core
internal import OrderBook

// What the tape's lines about the book mean for ours.

extension FaithfulMarket {
  /// One change of the recorded book.
  mutating func watch(_ update: BookUpdate, by desk: inout FillDesk) {
    let (side, price) = (update.side, update.price)
    let before = stood(update.id)
    switch update.action {
    case .set:
      let from = book.readQuantity(side, at: price).rawValue
      book.take(update)
      resized(side, price, from: from, to: update.quantity.rawValue, by: &desk)
    case .add:
      book.take(update)
      joined(update.id, side, price, update.quantity.rawValue, by: &desk)
    case .change:
      book.take(update)
      guard let before else {
        return joined(update.id, side, price, update.quantity.rawValue, by: &desk)
      }
      let keepsPlace =
        before.side == side && before.price == price
        && update.quantity.rawValue <= before.quantity
      let left = keepsPlace ? update.quantity.rawValue : 0
      shrank(update.id, before, by: before.quantity - left, isTrade: false, by: &desk)
      if !keepsPlace { joined(update.id, side, price, update.quantity.rawValue, by: &desk) }
    case .reduce, .remove, .execute:
      let quantity = update.quantity.rawValue
      let order = before ?? Stood(side: side, price: price, quantity: quantity)
      let less = update.action == .remove ? order.quantity : min(quantity, order.quantity)
      book.take(update)
      shrank(update.id, order, by: less, isTrade: update.action == .execute, by: &desk)
    }
  }

  /// A line of a picture: what ours have taken is told anew, and when the picture is whole nothing
  /// is ahead of ours that it does not show.
  mutating func watch(_ line: Snapshot, by desk: inout FillDesk) {
    if line.isFirst { taken.clear() }
    guard line.isLast else { return }
    for side in [Side.buy, .sell] {
      for position in own.sides[side.place].indices {
        let standing = standing(side, at: own.sides[side.place][position].price)
        own.change(side, position) { $0.hold(to: standing) }
      }
    }
    meetBook(by: &desk)
  }

  /// Best prices alone make a book of one level a side.
  ///
  /// A level that a better one hides still stands there: ours behind it keep what is ahead.
  mutating func watch(_ quote: Quote, by desk: inout FillDesk) {
    let before = (bid: book.bestBid, ask: book.bestAsk)
    show(quote)
    for (side, best) in [(Side.buy, before.bid), (.sell, before.ask)] {
      let price = side == .buy ? quote.bid : quote.ask
      if let best, best.price != price {
        let isHidden = price.map { side.isBetter($0, than: best.price) } ?? false
        if !isHidden { resized(side, best.price, from: best.quantity.rawValue, to: 0, by: &desk) }
      }
      guard let price else { continue }
      let from = best?.price == price ? best?.quantity.rawValue ?? 0 : 0
      let to = book.quantity(side, at: price).rawValue
      resized(side, price, from: from, to: to, by: &desk)
    }
  }

  /// Puts a quote into the book.
  mutating func show(_ quote: Quote) {
    depth = .quotes
    for side in [Side.buy, .sell] {
      let best = side == .buy ? book.bestBid : book.bestAsk
      let price = side == .buy ? quote.bid : quote.ask
      if let best, best.price != price { show(.zero, side, at: best.price) }
      let quantity = side == .buy ? quote.bidQuantity : quote.askQuantity
      if let price { show(quantity ?? rules.lot, side, at: price) }
    }
  }

  private mutating func show(_ quantity: Quantity, _ side: Side, at price: Price) {
    let line = BookUpdate(action: .set, side: side, price: price, quantity: quantity, isLast: true)
    book.apply(
      Event(
        sequence: pulse.sequence, time: pulse.time, instrument: terms.instrument,
        payload: .bookUpdate(line)))
  }
}

extension FaithfulMarket {
  /// A level has another quantity.
  private mutating func resized(
    _ side: Side, _ price: Price, from: Int64, to: Int64, by desk: inout FillDesk
  ) {
    if let position = own.position(side, at: price) {
      let (model, unit) = (terms.queue, terms.quantityScale.unitsPerWhole)
      own.change(side, position) { $0.resize(from: from, to: to, by: model, unit: unit) }
    }
    if !taken.isEmpty { taken.resize(side, at: price, from: from, to: to) }
    if to > from { cross(side, price, to - from, by: &desk) }
  }

  /// A recorded order came to rest.
  mutating func joined(
    _ id: OrderID?, _ side: Side, _ price: Price, _ quantity: Int64, by desk: inout FillDesk
  ) {
    if let id, let position = own.position(side, at: price) {
      let arrival = own.nextArrival()
      own.change(side, position) { $0.joined.join(id, arrival: arrival) }
    }
    cross(side, price, quantity, by: &desk)
  }

  /// A recorded order, as it rested before, has this much less.
  mutating func shrank(
    _ id: OrderID?, _ order: Stood, by less: Int64, isTrade: Bool, by desk: inout FillDesk
  ) {
    let (side, price) = (order.side, order.price)
    var used: Int64 = 0
    // Where prints do not name their makers, the trade is known by this line.
    if isTrade, !printsNameMakers { used = tradeThrough(side, price, less, by: &desk) }
    if let position = own.position(side, at: price) {
      let fills = isTrade && !printsNameMakers
      own.change(side, position) { level in
        let arrival = id.map { level.joined.arrival(of: $0) } ?? 0
        if isTrade {
          let trade = RecordedTrade(
            quantity: less, arrival: arrival, fills: fills, movesQueue: true)
          _ = level.hit(trade, used: used, by: &desk)
        } else {
          level.lose(less, arrival: arrival)
        }
        if let id, less == order.quantity { level.joined.leave(id) }
      }
    }
    guard !taken.isEmpty else { return }
    if isTrade { taken.execute(less, side, at: price) }
    let standing = book.quantity(side, at: price).rawValue
    taken.resize(side, at: price, from: standing, to: standing)
  }

  /// Somebody of the tape rests at `price` now: ours on the other side that reach it would have
  /// traded with him. What they get of him counts as taken.
  mutating func cross(
    _ side: Side, _ price: Price, _ quantity: Int64, by desk: inout FillDesk
  ) {
    var used: Int64 = 0
    let ours = side.opposite
    while used < quantity, let best = own.bestPrice(ours), ours.reaches(price, with: best) {
      let part = own.change(ours, 0) { $0.fill(quantity - used, .crossed, by: &desk) }
      guard part > 0 else { break }
      used += part
    }
    taken.take(used, side, at: price)
  }

  /// The tape trades at `price`: ours that are better would have traded first. Answers how much of
  /// `quantity` they got.
  mutating func tradeThrough(
    _ side: Side, _ price: Price, _ quantity: Int64, by desk: inout FillDesk
  ) -> Int64 {
    var used: Int64 = 0
    while used < quantity, let best = own.bestPrice(side), side.isBetter(best, than: price) {
      let part = own.change(side, 0) { $0.fill(quantity - used, .tradedThrough, by: &desk) }
      guard part > 0 else { break }
      used += part
    }
    return used
  }

  /// A book that is pictured anew may stand through ours.
  private mutating func meetBook(by desk: inout FillDesk) {
    for side in [Side.buy, .sell] {
      guard let best = own.bestPrice(side.opposite) else { continue }
      for level in offers(of: side, within: best, for: side.opposite) {
        cross(side, level.price, level.quantity, by: &desk)
      }
    }
  }
}

extension FaithfulMarket {
  /// A recorded order as it stands.
  mutating func stood(_ id: OrderID?) -> Stood? {
    guard let id, let order = book.readOrder(id) else { return nil }
    return Stood(order)
  }
}

/// A recorded order as it stood before a line about it.
struct Stood: BitwiseCopyable, Sendable {
  let side: Side
  let price: Price
  let quantity: Int64
}

extension Stood {
  init(_ order: RestingOrder) {
    self.init(side: order.side, price: order.price, quantity: order.quantity.rawValue)
  }
}

internal import Core
internal import OrderBook
internal import OrderState

extension FaithfulMarket {
  /// Writes rules, pulse, book, ours and what they have taken; the terms are the configuration's.
  func encode(into writer: inout ByteWriter) {
    EventPayload.instrument(rules).encode(into: &writer)
    pulse.encode(into: &writer)
    book.encode(into: &writer)
    writer.append(depth.rawValue)
    own.encode(into: &writer)
    taken.encode(into: &writer)
    writer.append(printsNameMakers)
    writer.append(newcomer != nil)
    if let newcomer { EventPayload.newOrder(newcomer).encode(into: &writer) }
  }

  /// Takes on what was written by a market of the same terms.
  mutating func restore(_ reader: inout ByteReader) throws(StateDecodingError) {
    rules = try InstrumentRules(restoring: &reader)
    pulse = try MarketPulse(decoding: &reader)
    book = try LevelBook(decoding: &reader)
    guard book.instrument == terms.instrument else { throw reader.invalid("instrument") }
    guard let depth = Depth(rawValue: try reader.byte()) else { throw reader.invalid("depth") }
    self.depth = depth
    own = try OwnOrders(decoding: &reader)
    taken = try TakenLiquidity(decoding: &reader)
    printsNameMakers = try reader.flag()
    newcomer = try reader.flag() ? try NewOrder(restoring: &reader) : nil
    settle()
  }
}

extension NewOrder {
  /// Reads an order that was written as an event's payload.
  init(restoring reader: inout ByteReader) throws(StateDecodingError) {
    guard case .newOrder(let order) = try EventPayload(decoding: &reader) else {
      throw reader.invalid("order")
    }
    self = order
  }
}

extension OwnOrders: Persistable {
  /// Writes the levels of both sides, best first.
  func encode(into writer: inout ByteWriter) {
    writer.append(arrivals)
    for levels in sides { writer.append(levels) }
  }

  /// Reads them back; refuses levels out of order, orders of the other side, and places in the
  /// arrivals that were not given out.
  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let arrivals = try reader.word()
    var sides: [[OwnLevel]] = []
    for side in [Side.buy, .sell] {
      let levels = try reader.array(of: OwnLevel.self)
      for (level, next) in zip(levels, levels.dropFirst())
      where !side.isBetter(level.price, than: next.price) {
        throw reader.invalid("order of levels")
      }
      for level in levels {
        let isSound = level.orders.allSatisfy {
          $0.life.order.side == side && $0.arrival <= arrivals
        }
        guard isSound, level.joined.lastArrival <= arrivals else {
          throw reader.invalid("own order")
        }
      }
      sides.append(levels)
    }
    let ids = sides.flatMap { $0.flatMap(\.orders) }.map(\.life.id).sorted()
    guard zip(ids, ids.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw reader.invalid("own order")
    }
    self.init(sides: sides, arrivals: arrivals)
  }
}

extension OwnLevel: Persistable {
  /// Writes price, orders in their arrival, recorded orders behind them, what was printed.
  func encode(into writer: inout ByteWriter) {
    price.encode(into: &writer)
    writer.append(orders)
    joined.encode(into: &writer)
    writer.append(printed)
  }

  /// Reads them back; an empty level, an order at another price or out of its place is refused.
  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(price: try Price(decoding: &reader))
    orders = try reader.array(of: OwnOrder.self)
    var last: UInt64 = 0
    for order in orders {
      guard order.arrival > last, order.life.order.type == .limit(price) else {
        throw reader.invalid("own order")
      }
      last = order.arrival
    }
    guard !orders.isEmpty else { throw reader.invalid("level") }
    joined = try NumberedOrders(decoding: &reader)
    printed = try reader.signedWord()
    guard (0...OwnOrder.unseen).contains(printed) else { throw reader.invalid("printed") }
  }
}

extension OwnOrder: Persistable {
  /// Writes its life, its place, and what is ahead.
  func encode(into writer: inout ByteWriter) {
    life.encode(into: &writer)
    writer.append(arrival)
    writer.append(ahead)
  }

  /// Reads them back; an order that does not rest is refused.
  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    life = try OrderLifecycle(decoding: &reader)
    guard life.state == .pending || life.state == .partiallyFilled, !life.isImmediate else {
      throw reader.invalid("own order")
    }
    arrival = try reader.word()
    ahead = try reader.signedWord()
    guard ahead >= 0, ahead <= Self.unseen else { throw reader.invalid("ahead") }
  }
}

public import Core

// phase · last print · reference · collar · time · whether positions are followed · arrivals ·
// positions · announced terms · orders by id · groups by number · the call in order of arrival.
// Queues, deadlines and memberships are made anew.

extension BookFront: Persistable {
  /// Writes what the front knows, by number.
  /// - Complexity: O(n log n).
  public func encode(into writer: inout ByteWriter) {
    writer.append(phase.rawValue)
    writer.append(lastPrice)
    writer.append(reference)
    writer.append(collar)
    writer.append(now)
    writer.append(followsPositions)
    writer.append(arrivals)
    writer.append(positions.count)
    for owner in positions.sortedKeys() {
      writer.append(owner)
      writer.append(positions[owner] ?? 0)
    }
    writer.append(announced.count)
    for id in announced.sortedKeys() {
      if let terms = announced[id] { EventPayload.orderTerms(terms).encode(into: &writer) }
    }
    writer.append(orders.count)
    for id in orders.sortedKeys() { orders[id]?.encode(into: &writer) }
    writer.append(ties.count)
    for number in ties.sortedKeys() {
      writer.append(number)
      ties[number]?.encode(into: &writer)
    }
    let standing = call.standing
    writer.append(standing.count)
    for entry in standing { entry.encode(into: &writer) }
  }

  /// Reads a front back; numbers out of order and words without a meaning are refused.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    guard let phase = TradingPhase(rawValue: try reader.byte()) else {
      throw reader.invalid("phase")
    }
    let last = try reader.optional(Price.self)
    let reference = try reader.optional(Price.self)
    let collar = try reader.optional(Price.self)
    let now = try Timestamp(decoding: &reader)
    self.init(followsPositions: try reader.flag())
    (self.phase, lastPrice, self.reference, self.collar, self.now) =
      (phase, last, reference, collar, now)
    arrivals = try reader.word()
    try readPositions(from: &reader)
    try readAnnounced(from: &reader)
    try readOrders(from: &reader)
    try readTies(from: &reader)
    for _ in 0..<(try reader.count(minimumSize: 42)) {
      let entry = try CallOrders.Entry(decoding: &reader)
      guard call.position(of: entry.order.id) == nil, entry.order.remaining > .zero else {
        throw reader.invalid("order of the call")
      }
      call.append(entry.order, isMarket: entry.isMarket)
    }
  }

  private mutating func readPositions(from reader: inout ByteReader) throws(StateDecodingError) {
    var before: UInt64?
    for _ in 0..<(try reader.count(minimumSize: 16)) {
      let owner = try reader.word()
      let position = try reader.signedWord()
      guard before.map({ $0 < owner }) ?? true, position != 0 else {
        throw reader.invalid("position")
      }
      positions[owner] = position
      before = owner
    }
  }

  private mutating func readAnnounced(from reader: inout ByteReader) throws(StateDecodingError) {
    var before: UInt64?
    for _ in 0..<(try reader.count(minimumSize: 8)) {
      guard case .orderTerms(let terms) = try EventPayload(decoding: &reader),
        before.map({ $0 < terms.id.rawValue }) ?? true
      else { throw reader.invalid("announced terms") }
      announced[terms.id.rawValue] = terms
      before = terms.id.rawValue
    }
  }

  private mutating func readOrders(from reader: inout ByteReader) throws(StateDecodingError) {
    var found: [FrontOrder] = []
    for _ in 0..<(try reader.count(minimumSize: 20)) {
      let order = try FrontOrder(decoding: &reader)
      guard found.last.map({ $0.order.id < order.order.id }) ?? true,
        order.arrival <= arrivals
      else { throw reader.invalid("order in front") }
      found.append(order)
    }
    for order in found.sorted(by: { $0.arrival < $1.arrival }) { take(order) }
  }

  /// Puts an order where it was.
  private mutating func take(_ order: FrontOrder) {
    let id = order.order.id
    orders[id.rawValue] = order
    if let until = order.terms.until { insert(Deadline(until: until, id: id)) }
    switch order.place {
    case .asleep: break
    case .working: if order.terms.isReduceOnly { reducing.append(id) }
    case .waiting:
      if let price = order.triggerPrice { watch(order, at: price) }
      if case .trailing = order.terms.trigger { trailing.append(id) }
    }
  }

  private mutating func readTies(from reader: inout ByteReader) throws(StateDecodingError) {
    var before: UInt64?
    for _ in 0..<(try reader.count(minimumSize: 40)) {
      let number = try reader.word()
      let tie = try OrderTie(decoding: &reader)
      guard before.map({ $0 < number }) ?? true, number <= arrivals else {
        throw reader.invalid("group")
      }
      ties[number] = tie
      before = number
      for member in tie.members where member.standing != .gone {
        guard memberships[member.id.rawValue] == nil else { throw reader.invalid("group member") }
        memberships[member.id.rawValue] = number
      }
    }
  }
}

extension FrontOrder {
  func encode(into writer: inout ByteWriter) {
    EventPayload.newOrder(order).encode(into: &writer)
    EventPayload.orderTerms(terms).encode(into: &writer)
    writer.append(arrival)
    writer.append(place.rawValue)
    writer.append(triggerPrice)
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    guard case .newOrder(let order) = try EventPayload(decoding: &reader),
      case .orderTerms(let terms) = try EventPayload(decoding: &reader), terms.id == order.id,
      terms.owner == order.owner
    else { throw reader.invalid("order in front") }
    self.order = order
    self.terms = terms
    arrival = try reader.word()
    guard let place = Place(rawValue: try reader.byte()) else { throw reader.invalid("place") }
    self.place = place
    triggerPrice = try reader.optional(Price.self)
  }
}

extension OrderTie {
  func encode(into writer: inout ByteWriter) {
    writer.append(owner)
    for leg in legs {
      writer.append(leg.id)
      writer.append(leg.standing.rawValue)
    }
    writer.append(entry?.id)
    if let entry { writer.append(entry.standing.rawValue) }
    writer.append(size)
    writer.append(traded)
    writer.append(side == nil ? UInt8(0) : side == .buy ? 1 : 2)
    writer.append(isOver)
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let owner = try PartyID(decoding: &reader)
    var legs: [Member] = []
    for _ in 0..<2 {
      let id = try OrderID(decoding: &reader)
      legs.append(Member(id: id, standing: try Self.standing(from: &reader)))
    }
    var entry: Member?
    if let id = try reader.optional(OrderID.self) {
      entry = Member(id: id, standing: try Self.standing(from: &reader))
    }
    self.init(owner, legs, entry)
    size = try Quantity(decoding: &reader)
    traded = try Quantity(decoding: &reader)
    guard traded <= size else { throw reader.invalid("group quantity") }
    switch try reader.byte() {
    case 0: side = nil
    case 1: side = .buy
    case 2: side = .sell
    default: throw reader.invalid("group side")  // open set: bytes
    }
    isOver = try reader.flag()
  }

  private static func standing(
    from reader: inout ByteReader
  ) throws(StateDecodingError) -> Standing {
    guard let standing = Standing(rawValue: try reader.byte()) else {
      throw reader.invalid("group member")
    }
    return standing
  }
}

extension CallOrders.Entry {
  func encode(into writer: inout ByteWriter) {
    writer.append(order.side == .buy)
    writer.append(isMarket)
    writer.append(order.price)
    order.save(into: &writer)
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let side: Side = try reader.flag() ? .buy : .sell
    isMarket = try reader.flag()
    let price = try Price(decoding: &reader)
    order = try SavedBook.order(side, at: price, from: &reader)
  }
}

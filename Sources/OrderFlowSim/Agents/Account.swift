public import Core

/// One party's view of itself, kept from the venue's reports: its position and working orders.
public struct Account: Sendable, Equatable {
  /// Lots bought less lots sold.
  public private(set) var position: Int64 = 0
  /// Orders the venue has confirmed and not ended, in the order they were confirmed.
  public private(set) var working: [WorkingOrder] = []

  /// Nothing owned, nothing working, unless said otherwise.
  public init(position: Int64 = 0, working: [WorkingOrder] = []) {
    self.position = position
    self.working = working
  }

  /// A confirmed order.
  public struct WorkingOrder: Sendable, Equatable {
    /// Number of the order.
    public let id: OrderID
    /// Buy or sell.
    public let side: Side
    /// Limit price; nil for a market order while it is being worked off.
    public var price: Price?
    /// Total quantity, fills included.
    public var quantity: Quantity
    /// What may still trade.
    public var remaining: Quantity
    /// When the venue confirmed it.
    public let since: Timestamp

    /// An order of which nothing has traded.
    public init(
      id: OrderID, side: Side, price: Price?, quantity: Quantity, since: Timestamp
    ) {
      self.id = id
      self.side = side
      self.price = price
      self.quantity = quantity
      remaining = quantity
      self.since = since
    }
  }

  /// Working quantity of a side.
  public func workingQuantity(_ side: Side) -> Int64 {
    var total: Int64 = 0
    for order in working where order.side == side { total += order.remaining.rawValue }
    return total
  }

  /// The oldest working order of a side.
  public func firstWorking(_ side: Side) -> WorkingOrder? { working.first { $0.side == side } }

  /// The venue has taken the order in.
  mutating func confirmed(_ order: NewOrder, at now: Timestamp) {
    working.append(
      WorkingOrder(
        id: order.id, side: order.side, price: order.type.limitPrice, quantity: order.quantity,
        since: now))
  }

  /// Part of an order has traded.
  mutating func filled(_ fill: Fill) {
    position += fill.side == .buy ? fill.quantity.rawValue : -fill.quantity.rawValue
    guard let index = working.firstIndex(where: { $0.id == fill.id }) else { return }
    if fill.remaining == .zero {
      working.remove(at: index)
    } else {
      working[index].remaining = fill.remaining
    }
  }

  /// The order has new terms.
  mutating func amended(_ amended: Amended) {
    guard let index = working.firstIndex(where: { $0.id == amended.id }) else { return }
    working[index].price = amended.price
    working[index].quantity = amended.quantity
    working[index].remaining = amended.remaining
  }

  /// The order is over.
  mutating func ended(_ id: OrderID) {
    if let index = working.firstIndex(where: { $0.id == id }) { working.remove(at: index) }
  }
}

extension Account: Persistable {
  /// Writes position and working orders.
  public func encode(into writer: inout ByteWriter) {
    writer.append(position)
    writer.append(working)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    position = try reader.signedWord()
    working = try reader.array(of: WorkingOrder.self)
  }
}

extension Account.WorkingOrder: Persistable {
  /// Writes every field.
  public func encode(into writer: inout ByteWriter) {
    id.encode(into: &writer)
    writer.append(side == .buy)
    writer.append(price)
    quantity.encode(into: &writer)
    remaining.encode(into: &writer)
    since.encode(into: &writer)
  }

  /// Reads every field.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    id = try OrderID(decoding: &reader)
    side = try reader.flag() ? .buy : .sell
    price = try reader.optional(Price.self)
    quantity = try Quantity(decoding: &reader)
    remaining = try Quantity(decoding: &reader)
    since = try Timestamp(decoding: &reader)
  }
}

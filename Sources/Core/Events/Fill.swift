/// One order's side of a trade; each trade of our own matcher has two.
public struct Fill: BitwiseCopyable, Sendable, Equatable {
  /// Number of the order.
  public var id: OrderID
  /// Whose order it is.
  public var owner: PartyID
  /// Side of this order.
  public var side: Side
  /// Price of the trade: the resting order's.
  public var price: Price
  /// How much traded.
  public var quantity: Quantity
  /// What may still trade afterwards.
  public var remaining: Quantity
  /// Number of this fill in the order's life, dense from 1.
  public var number: UInt64
  /// The trade that it is a side of.
  public var trade: TradeID
  /// Whether this order was there first.
  public var liquidity: Liquidity

  /// Takes every field.
  @inlinable public init(
    id: OrderID, owner: PartyID, side: Side, price: Price, quantity: Quantity,
    remaining:
      Quantity, number: UInt64, trade: TradeID, liquidity: Liquidity
  ) {
    self.id = id
    self.owner = owner
    self.side = side
    self.price = price
    self.quantity = quantity
    self.remaining = remaining
    self.number = number
    self.trade = trade
    self.liquidity = liquidity
  }
}

extension Fill: EventFields {
  /// Names the fields in tape order.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    writer.number("id", id.rawValue)
    writer.owner(owner)
    writer.token("side", side)
    writer.price("price", price)
    writer.quantity("qty", quantity)
    writer.quantity("left", remaining)
    writer.number("fill", number)
    writer.number("trade", trade.rawValue)
    writer.token("role", liquidity)
  }

  /// Takes the fields in tape order.
  @inlinable @inline(always)
  public init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    from reader: inout Reader
  ) throws(Unreadable) {
    id = OrderID(try reader.number("id"))
    owner = try reader.owner()
    side = try reader.token("side")
    price = try reader.price("price")
    quantity = try reader.quantity("qty")
    remaining = try reader.quantity("left")
    number = try reader.number("fill")
    trade = TradeID(try reader.number("trade"))
    liquidity = try reader.token("role")
  }
}

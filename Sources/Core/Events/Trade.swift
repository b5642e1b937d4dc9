/// A print: two orders met, or a venue says that some did.
public struct Trade: BitwiseCopyable, Sendable, Equatable {
  /// Number of the trade.
  public var trade: TradeID
  /// Price of the trade.
  public var price: Price
  /// How much traded.
  public var quantity: Quantity
  /// Side of the order that took, where it is known.
  public var aggressor: Side?
  /// The order that rested, where it is known.
  public var maker: OrderID?
  /// The order that took, where it is known.
  public var taker: OrderID?

  /// Takes every field.
  @inlinable public init(
    trade: TradeID, price: Price, quantity: Quantity, aggressor: Side? = nil, maker: OrderID? = nil,
    taker: OrderID? = nil
  ) {
    self.trade = trade
    self.price = price
    self.quantity = quantity
    self.aggressor = aggressor
    self.maker = maker
    self.taker = taker
  }
}

extension Trade: EventFields {
  /// Names the fields in tape order.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    writer.number("trade", trade.rawValue)
    writer.price("price", price)
    writer.quantity("qty", quantity)
    writer.presence(aggressor != nil)
    if let aggressor { writer.token("aggressor", aggressor) }
    writer.presence(maker != nil)
    if let maker { writer.number("maker", maker.rawValue) }
    writer.presence(taker != nil)
    if let taker { writer.number("taker", taker.rawValue) }
  }

  /// Takes the fields in tape order.
  @inlinable @inline(always)
  public init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    from reader: inout Reader
  ) throws(Unreadable) {
    trade = TradeID(try reader.number("trade"))
    price = try reader.price("price")
    quantity = try reader.quantity("qty")
    aggressor = nil
    if try reader.presence("aggressor") { aggressor = try reader.token("aggressor") }
    maker = nil
    if try reader.presence("maker") { maker = OrderID(try reader.number("maker")) }
    taker = nil
    if try reader.presence("taker") { taker = OrderID(try reader.number("taker")) }
  }
}

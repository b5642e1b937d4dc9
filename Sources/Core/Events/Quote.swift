/// Best bid and offer as a venue published them; a side may be empty.
public struct Quote: BitwiseCopyable, Sendable, Equatable {
  /// Best bid.
  public var bid: Price?
  /// Quantity at the best bid.
  public var bidQuantity: Quantity?
  /// Best offer.
  public var ask: Price?
  /// Quantity at the best offer.
  public var askQuantity: Quantity?

  /// Takes every field.
  public init(
    bid: Price? = nil, bidQuantity: Quantity? = nil, ask: Price? = nil, askQuantity: Quantity? = nil
  ) {
    self.bid = bid
    self.bidQuantity = bidQuantity
    self.ask = ask
    self.askQuantity = askQuantity
  }
}

extension Quote: EventFields {
  /// Names the fields in tape order.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    writer.presence(bid != nil)
    if let bid { writer.price("bid", bid) }
    writer.presence(bidQuantity != nil)
    if let bidQuantity { writer.quantity("bid-qty", bidQuantity) }
    writer.presence(ask != nil)
    if let ask { writer.price("ask", ask) }
    writer.presence(askQuantity != nil)
    if let askQuantity { writer.quantity("ask-qty", askQuantity) }
  }

  /// Takes the fields in tape order.
  @inlinable @inline(always)
  public init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    from reader: inout Reader
  ) throws(Unreadable) {
    bid = nil
    if try reader.presence("bid") { bid = try reader.price("bid") }
    bidQuantity = nil
    if try reader.presence("bid-qty") { bidQuantity = try reader.quantity("bid-qty") }
    ask = nil
    if try reader.presence("ask") { ask = try reader.price("ask") }
    askQuantity = nil
    if try reader.presence("ask-qty") { askQuantity = try reader.quantity("ask-qty") }
  }
}

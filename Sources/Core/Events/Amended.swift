/// The venue has changed an order.
public struct Amended: BitwiseCopyable, Sendable, Equatable {
  /// Number of the order.
  public var id: OrderID
  /// Whose order it is.
  public var owner: PartyID
  /// Limit price from here on.
  public var price: Price
  /// Total quantity from here on.
  public var quantity: Quantity
  /// What may still trade.
  public var remaining: Quantity
  /// Whether the order kept its place in the queue.
  public var keepsPriority: Bool

  /// Takes every field.
  @inlinable public init(
    id: OrderID, owner: PartyID, price: Price, quantity: Quantity, remaining: Quantity,
    keepsPriority: Bool = false
  ) {
    self.id = id
    self.owner = owner
    self.price = price
    self.quantity = quantity
    self.remaining = remaining
    self.keepsPriority = keepsPriority
  }
}

extension Amended: EventFields {
  /// Names the fields in tape order.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    writer.number("id", id.rawValue)
    writer.owner(owner)
    writer.price("price", price)
    writer.quantity("qty", quantity)
    writer.quantity("left", remaining)
    writer.mark("kept", keepsPriority)
  }

  /// Takes the fields in tape order.
  @inlinable @inline(always)
  public init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    from reader: inout Reader
  ) throws(Unreadable) {
    id = OrderID(try reader.number("id"))
    owner = try reader.owner()
    price = try reader.price("price")
    quantity = try reader.quantity("qty")
    remaining = try reader.quantity("left")
    keepsPriority = try reader.mark("kept")
  }
}

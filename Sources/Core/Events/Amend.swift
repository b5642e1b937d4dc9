/// A party asks for another price or quantity of its order.
///
/// A smaller quantity at the same price keeps the place in the queue; anything else loses it.
public struct Amend: BitwiseCopyable, Sendable, Equatable {
  /// Number of the order.
  public var id: OrderID
  /// Whose order it is.
  public var owner: PartyID
  /// New limit price.
  public var price: Price
  /// New total quantity, what is already filled included (FIX 4.4 field 38).
  public var quantity: Quantity

  /// Takes every field.
  @inlinable public init(id: OrderID, owner: PartyID, price: Price, quantity: Quantity) {
    self.id = id
    self.owner = owner
    self.price = price
    self.quantity = quantity
  }
}

extension Amend: EventFields {
  /// Names the fields in tape order.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    writer.number("id", id.rawValue)
    writer.owner(owner)
    writer.price("price", price)
    writer.quantity("qty", quantity)
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
  }
}

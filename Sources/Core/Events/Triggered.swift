/// An order that was held back is in force from here on.
public struct Triggered: BitwiseCopyable, Sendable, Equatable {
  /// Number of the order.
  public var id: OrderID
  /// Whose order it is.
  public var owner: PartyID
  /// Price of the print that it waited for.
  public var price: Price

  /// Takes every field.
  @inlinable public init(id: OrderID, owner: PartyID, price: Price) {
    self.id = id
    self.owner = owner
    self.price = price
  }
}

extension Triggered: EventFields {
  /// Names the fields in tape order.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    writer.number("id", id.rawValue)
    writer.owner(owner)
    writer.price("price", price)
  }

  /// Takes the fields in tape order.
  @inlinable @inline(always)
  public init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    from reader: inout Reader
  ) throws(Unreadable) {
    id = OrderID(try reader.number("id"))
    owner = try reader.owner()
    price = try reader.price("price")
  }
}

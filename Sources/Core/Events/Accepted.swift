/// The venue has taken an order in; it may trade from here on.
public struct Accepted: BitwiseCopyable, Sendable, Equatable {
  /// Number of the order.
  public var id: OrderID
  /// Whose order it is.
  public var owner: PartyID

  /// Takes every field.
  @inlinable public init(id: OrderID, owner: PartyID) {
    self.id = id
    self.owner = owner
  }
}

extension Accepted: EventFields {
  /// Names the fields in tape order.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    writer.number("id", id.rawValue)
    writer.owner(owner)
  }

  /// Takes the fields in tape order.
  @inlinable @inline(always)
  public init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    from reader: inout Reader
  ) throws(Unreadable) {
    id = OrderID(try reader.number("id"))
    owner = try reader.owner()
  }
}

/// A party asks the venue to take its order out.
public struct Cancel: BitwiseCopyable, Sendable, Equatable {
  /// Number of the order.
  public var id: OrderID
  /// Whose order it is.
  public var owner: PartyID
  /// Why it wants that.
  public var reason: CancelReason

  /// Takes every field.
  @inlinable public init(id: OrderID, owner: PartyID, reason: CancelReason) {
    self.id = id
    self.owner = owner
    self.reason = reason
  }
}

extension Cancel: EventFields {
  /// Names the fields in tape order.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    writer.number("id", id.rawValue)
    writer.owner(owner)
    writer.token("reason", reason)
  }

  /// Takes the fields in tape order.
  @inlinable @inline(always)
  public init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    from reader: inout Reader
  ) throws(Unreadable) {
    id = OrderID(try reader.number("id"))
    owner = try reader.owner()
    reason = try reader.token("reason")
  }
}

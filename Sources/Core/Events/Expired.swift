/// The venue has ended an order by a rule of the order itself.
public struct Expired: BitwiseCopyable, Sendable, Equatable {
  /// Number of the order.
  public var id: OrderID
  /// Whose order it is.
  public var owner: PartyID
  /// What had not traded.
  public var remaining: Quantity
  /// Which rule.
  public var reason: ExpireReason

  /// Takes every field.
  @inlinable public init(id: OrderID, owner: PartyID, remaining: Quantity, reason: ExpireReason) {
    self.id = id
    self.owner = owner
    self.remaining = remaining
    self.reason = reason
  }
}

extension Expired: EventFields {
  /// Names the fields in tape order.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    writer.number("id", id.rawValue)
    writer.owner(owner)
    writer.quantity("left", remaining)
    writer.token("reason", reason)
  }

  /// Takes the fields in tape order.
  @inlinable @inline(always)
  public init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    from reader: inout Reader
  ) throws(Unreadable) {
    id = OrderID(try reader.number("id"))
    owner = try reader.owner()
    remaining = try reader.quantity("left")
    reason = try reader.token("reason")
  }
}

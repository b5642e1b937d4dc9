/// A message was thrown away before the venue handled it.
public struct Drop: BitwiseCopyable, Sendable, Equatable {
  /// Number of the order.
  public var id: OrderID
  /// Whose order it is.
  public var owner: PartyID
  /// What was asked.
  public var request: RequestKind
  /// Why it was thrown away.
  public var reason: DropReason

  /// Takes every field.
  public init(id: OrderID, owner: PartyID, request: RequestKind, reason: DropReason) {
    self.id = id
    self.owner = owner
    self.request = request
    self.reason = reason
  }
}

extension Drop: EventFields {
  /// Names the fields in tape order.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    writer.number("id", id.rawValue)
    writer.owner(owner)
    writer.token("of", request)
    writer.token("reason", reason)
  }

  /// Takes the fields in tape order.
  @inlinable @inline(always)
  public init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    from reader: inout Reader
  ) throws(Unreadable) {
    id = OrderID(try reader.number("id"))
    owner = try reader.owner()
    request = try reader.token("of")
    reason = try reader.token("reason")
  }
}

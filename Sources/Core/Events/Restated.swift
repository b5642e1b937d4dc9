/// The venue has changed an order by a rule of its terms, without being asked (FIX 4.4 field 150,
/// restated).
public struct Restated: BitwiseCopyable, Sendable, Equatable {
  /// Number of the order.
  public var id: OrderID
  /// Whose order it is.
  public var owner: PartyID
  /// Its limit price from here on, where that has changed.
  public var price: Price?
  /// Its total quantity from here on, what is already filled included.
  public var quantity: Quantity
  /// What may still trade.
  public var remaining: Quantity
  /// Which rule.
  public var reason: RestateReason

  /// Takes every field.
  @inlinable public init(
    id: OrderID, owner: PartyID, price: Price? = nil, quantity: Quantity, remaining: Quantity,
    reason: RestateReason
  ) {
    self.id = id
    self.owner = owner
    self.price = price
    self.quantity = quantity
    self.remaining = remaining
    self.reason = reason
  }
}

extension Restated: EventFields {
  /// Names the fields in tape order.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    writer.number("id", id.rawValue)
    writer.owner(owner)
    writer.presence(price != nil)
    if let price { writer.price("price", price) }
    writer.quantity("qty", quantity)
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
    price = nil
    if try reader.presence("price") { price = try reader.price("price") }
    quantity = try reader.quantity("qty")
    remaining = try reader.quantity("left")
    reason = try reader.token("reason")
  }
}

/// Which rule of its terms changes an order.
public enum RestateReason: UInt8, TapeToken {
  /// A post-only order took the nearest price that does not trade.
  case slide = 1
  /// It would have traded with an order of its owner.
  case selfTrade = 2
  /// Another order of its group traded.
  case group = 3
  /// It would have made its owner's position larger.
  case reduceOnly = 4

  /// The set of words that these are.
  @inlinable public static var vocabulary: TapeVocabulary { .restateReason }

  /// Word on the tape.
  public var token: StaticString {
    switch self {
    case .slide: "slide"
    case .selfTrade: "self-trade"
    case .group: "group"
    case .reduceOnly: "reduce-only"
    }
  }
}

/// One change of a recorded book, by level or by order.
public struct BookUpdate: BitwiseCopyable, Sendable, Equatable {
  /// What happened.
  public var action: BookAction
  /// The order, on feeds that name orders.
  public var id: OrderID?
  /// Side of the book.
  public var side: Side
  /// The level.
  public var price: Price
  /// How much, as the action reads it.
  public var quantity: Quantity
  /// Whether the venue's message ends here; books are read only there.
  public var isLast: Bool

  /// Takes every field.
  public init(
    action: BookAction, id: OrderID? = nil, side: Side, price: Price, quantity: Quantity,
    isLast: Bool = false
  ) {
    self.action = action
    self.id = id
    self.side = side
    self.price = price
    self.quantity = quantity
    self.isLast = isLast
  }
}

extension BookUpdate: EventFields {
  /// Names the fields in tape order.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    writer.token("action", action)
    writer.presence(id != nil)
    if let id { writer.number("id", id.rawValue) }
    writer.token("side", side)
    writer.price("price", price)
    writer.quantity("qty", quantity)
    writer.mark("end", isLast)
  }

  /// Takes the fields in tape order.
  @inlinable @inline(always)
  public init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    from reader: inout Reader
  ) throws(Unreadable) {
    action = try reader.token("action")
    id = nil
    if try reader.presence("id") { id = OrderID(try reader.number("id")) }
    side = try reader.token("side")
    price = try reader.price("price")
    quantity = try reader.quantity("qty")
    isLast = try reader.mark("end")
  }
}

/// What a recorded change does to a book.
public enum BookAction: UInt8, TapeToken {
  /// The level's quantity is now `quantity`; zero removes it (level feeds).
  case set = 1
  /// The order joins the end of the queue with `quantity` (order feeds, as all below).
  case add = 2
  /// The order now has this price and quantity; it keeps its place only if the price is the same
  /// and the quantity not larger.
  case change = 3
  /// The order has `quantity` less.
  case reduce = 4
  /// The order is gone; `quantity` is what it had left.
  case remove = 5
  /// `quantity` of the order traded.
  case execute = 6

  /// The set of words that these are.
  @inlinable public static var vocabulary: TapeVocabulary { .bookAction }

  /// Word on the tape.
  public var token: StaticString {
    switch self {
    case .set: "set"
    case .add: "add"
    case .change: "change"
    case .reduce: "reduce"
    case .remove: "remove"
    case .execute: "execute"
    }
  }
}

/// One line of a full picture of a book: a level, or an order with its place in the queue.
///
/// A book known to be empty is a picture of one line with quantity zero.
public struct Snapshot: BitwiseCopyable, Sendable, Equatable {
  /// The order, on feeds that name orders.
  public var id: OrderID?
  /// Side of the book.
  public var side: Side
  /// The level.
  public var price: Price
  /// Quantity of the level or order.
  public var quantity: Quantity
  /// Whether the picture begins here: what was known before is forgotten.
  public var isFirst: Bool
  /// Whether the picture is complete.
  public var isLast: Bool

  /// Takes every field.
  public init(
    id: OrderID? = nil, side: Side, price: Price, quantity: Quantity, isFirst: Bool = false,
    isLast: Bool = false
  ) {
    self.id = id
    self.side = side
    self.price = price
    self.quantity = quantity
    self.isFirst = isFirst
    self.isLast = isLast
  }
}

extension Snapshot: EventFields {
  /// Names the fields in tape order.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    writer.presence(id != nil)
    if let id { writer.number("id", id.rawValue) }
    writer.token("side", side)
    writer.price("price", price)
    writer.quantity("qty", quantity)
    writer.mark("begin", isFirst)
    writer.mark("end", isLast)
  }

  /// Takes the fields in tape order.
  @inlinable @inline(always)
  public init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    from reader: inout Reader
  ) throws(Unreadable) {
    id = nil
    if try reader.presence("id") { id = OrderID(try reader.number("id")) }
    side = try reader.token("side")
    price = try reader.price("price")
    quantity = try reader.quantity("qty")
    isFirst = try reader.mark("begin")
    isLast = try reader.mark("end")
  }
}

/// A party asks the venue for a new order.
public struct NewOrder: BitwiseCopyable, Sendable, Equatable {
  /// Number of the order, chosen by the sender, unique on the tape.
  public var id: OrderID
  /// Whose order it is.
  public var owner: PartyID
  /// Buy or sell.
  public var side: Side
  /// How its price is set.
  public var type: OrderType
  /// How much.
  public var quantity: Quantity
  /// How long it stays.
  public var timeInForce: TimeInForce
  /// Whether it may only rest: it is refused when it would trade at once.
  public var isPostOnly: Bool

  /// Takes every field; most orders are good till cancelled and may trade at once.
  @inlinable public init(
    id: OrderID, owner: PartyID, side: Side, type: OrderType, quantity: Quantity,
    timeInForce: TimeInForce = .goodTillCancel, isPostOnly: Bool = false
  ) {
    self.id = id
    self.owner = owner
    self.side = side
    self.type = type
    self.quantity = quantity
    self.timeInForce = timeInForce
    self.isPostOnly = isPostOnly
  }
}

extension NewOrder: EventFields {
  /// Names the fields in tape order; a limit order's price stands behind its type.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    writer.number("id", id.rawValue)
    writer.owner(owner)
    writer.token("side", side)
    switch type {
    case .limit(let price):
      writer.token("type", OrderTypeWord.limit)
      writer.price("price", price)
    case .market:
      writer.token("type", OrderTypeWord.market)
    }
    writer.quantity("qty", quantity)
    writer.token("tif", timeInForce)
    writer.mark("post", isPostOnly)
  }

  /// Takes the fields in tape order.
  @inlinable @inline(always)
  public init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    from reader: inout Reader
  ) throws(Unreadable) {
    id = OrderID(try reader.number("id"))
    owner = try reader.owner()
    side = try reader.token("side")
    let word: OrderTypeWord = try reader.token("type")
    switch word {
    case .limit: type = .limit(try reader.price("price"))
    case .market: type = .market
    }
    quantity = try reader.quantity("qty")
    timeInForce = try reader.token("tif")
    isPostOnly = try reader.mark("post")
  }
}

/// The word that says how an order's price is set.
public enum OrderTypeWord: UInt8, TapeToken {
  /// A price follows.
  case limit = 1
  /// No price follows.
  case market = 2

  /// The set of words that these are.
  @inlinable public static var vocabulary: TapeVocabulary { .orderType }

  /// Word on the tape.
  public var token: StaticString {
    switch self {
    case .limit: "limit"
    case .market: "market"
    }
  }
}

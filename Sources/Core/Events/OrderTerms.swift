/// A party announces special terms of the order that it sends next under the same id.
///
/// Apart from `NewOrder`, so that the many orders without special terms stay short. Terms that no
/// order of their owner follows have no effect.
public struct OrderTerms: BitwiseCopyable, Sendable, Equatable {
  /// Number of the order to come.
  public var id: OrderID
  /// Whose order it will be.
  public var owner: PartyID
  /// What holds it back at first.
  public var trigger: OrderTrigger
  /// How much of it the book shows at a time; nil shows all.
  public var display: Quantity?
  /// When it ends, by event time.
  public var until: Timestamp?
  /// Whether it ends with the trading day, when the phase turns to closed (FIX 4.4 field 59, day).
  public var endsWithDay: Bool
  /// What happens where it would meet an order of its own owner.
  public var selfTrade: SelfTradePolicy
  /// Whether it may only make its owner's position smaller.
  public var isReduceOnly: Bool
  /// Whether it takes the nearest price that does not trade, instead of being refused.
  public var slides: Bool

  /// Takes every field; those left out ask for nothing special.
  @inlinable public init(
    id: OrderID, owner: PartyID, trigger: OrderTrigger = .none, display: Quantity? = nil,
    until: Timestamp? = nil, endsWithDay: Bool = false, selfTrade: SelfTradePolicy = .allow,
    isReduceOnly: Bool = false, slides: Bool = false
  ) {
    self.id = id
    self.owner = owner
    self.trigger = trigger
    self.display = display
    self.until = until
    self.endsWithDay = endsWithDay
    self.selfTrade = selfTrade
    self.isReduceOnly = isReduceOnly
    self.slides = slides
  }
}

extension OrderTerms: EventFields {
  /// Names the fields in tape order; the trigger's price stands behind its word.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    writer.number("id", id.rawValue)
    writer.owner(owner)
    writer.token("trigger", trigger.word)
    if let price = trigger.price { writer.price("at", price) }
    writer.presence(display != nil)
    if let display { writer.quantity("show", display) }
    writer.presence(until != nil)
    if let until { writer.number("until", UInt64(bitPattern: until.nanoseconds)) }
    writer.token("stp", selfTrade)
    writer.mark("reduce", isReduceOnly)
    writer.mark("slide", slides)
    writer.mark("day", endsWithDay)
  }

  /// Takes the fields in tape order.
  @inlinable @inline(always)
  public init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    from reader: inout Reader
  ) throws(Unreadable) {
    id = OrderID(try reader.number("id"))
    owner = try reader.owner()
    let word: TriggerWord = try reader.token("trigger")
    switch word {
    case .none: trigger = .none
    case .stop: trigger = .stop(try reader.price("at"))
    case .touched: trigger = .touched(try reader.price("at"))
    case .trailing: trigger = .trailing(try reader.price("at"))
    }
    display = nil
    if try reader.presence("show") { display = try reader.quantity("show") }
    until = nil
    if try reader.presence("until") {
      let raw = Int64(bitPattern: try reader.number("until"))
      guard let time = Timestamp(nanoseconds: raw) else { throw reader.invalid("until") }
      until = time
    }
    selfTrade = try reader.token("stp")
    isReduceOnly = try reader.mark("reduce")
    slides = try reader.mark("slide")
    endsWithDay = try reader.mark("day")
  }
}

/// What holds an order back until a print of its instrument.
public enum OrderTrigger: BitwiseCopyable, Sendable, Equatable {
  /// Nothing does.
  case none
  /// A print at this price, or beyond it against the order: a buy waits for a rise, a sell for a
  /// fall (FIX 4.4 field 40, stop and stop-limit).
  case stop(Price)
  /// A print at this price, or beyond it in the order's favour: market or limit if touched, which
  /// is also how profit is taken.
  case touched(Price)
  /// A stop that stays this far behind the best print since the order came.
  case trailing(Price)

  /// The word that stands for it.
  @inlinable public var word: TriggerWord {
    switch self {
    case .none: .none
    case .stop: .stop
    case .touched: .touched
    case .trailing: .trailing
    }
  }

  /// Its price; of a trailing stop, the distance.
  @inlinable public var price: Price? {
    switch self {
    case .none: nil
    case .stop(let price), .touched(let price), .trailing(let price): price
    }
  }
}

/// The word that says what holds an order back.
public enum TriggerWord: UInt8, TapeToken {
  /// Nothing; no price follows.
  case none = 1
  /// The stop price follows.
  case stop = 2
  /// The price to be touched follows.
  case touched = 3
  /// The distance follows.
  case trailing = 4

  /// The set of words that these are.
  @inlinable public static var vocabulary: TapeVocabulary { .trigger }

  /// Word on the tape.
  public var token: StaticString {
    switch self {
    case .none: "none"
    case .stop: "stop"
    case .touched: "touched"
    case .trailing: "trailing"
    }
  }
}

/// What happens where an incoming order would trade with one of the same owner.
public enum SelfTradePolicy: UInt8, TapeToken {
  /// They trade.
  case allow = 1
  /// What is left of the incoming order is taken out.
  case cancelNewest = 2
  /// The resting order is taken out, and the incoming one goes on.
  case cancelOldest = 3
  /// Both are taken out.
  case cancelBoth = 4
  /// Both become smaller by what would have traded; what has nothing left is out.
  case decrement = 5

  /// The set of words that these are.
  @inlinable public static var vocabulary: TapeVocabulary { .selfTrade }

  /// Word on the tape.
  public var token: StaticString {
    switch self {
    case .allow: "allow"
    case .cancelNewest: "cancel-newest"
    case .cancelOldest: "cancel-oldest"
    case .cancelBoth: "cancel-both"
    case .decrement: "decrement"
    }
  }
}

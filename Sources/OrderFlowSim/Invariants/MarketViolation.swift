public import Core
public import OrderBook

/// One way in which a market contradicts itself; each is our own bug or damaged saved state.
public enum MarketViolation: Sendable, Equatable {
  /// Events at which an order's life broke its rules.
  case lifecycle(UInt64)
  /// A book contradicts itself.
  case book(BookViolation)
  /// The books are not those of the market's instruments.
  case wrongBooks
  /// A party's working orders are not its orders in the book.
  case accountDiffers(PartyID)
  /// Orders in the books that no party knows of.
  case ordersUnaccounted(Int)
  /// A party's position could pass the limit if its working orders traded.
  case limitPassed(PartyID)
  /// The positions in an instrument do not sum to zero.
  case positionsUnbalanced(InstrumentID)
  /// A message that its sender cannot have sent.
  case foreignMessage(PartyID)
  /// Messages sent and doubled are not those lost, handled, thrown away, refused and pending.
  case messagesUncounted
  /// The inbox holds more than its capacity, or keeps senders waiting while it has room.
  case inboxTorn
  /// The event counters do not agree with each other or with the trace hash.
  case eventsUncounted
  /// Something planned lies in the past or names nobody, or the venue's work is planned wrongly.
  case scheduleTorn

  /// The invariant that is broken, as INVARIANTS.md names it.
  public var invariant: StaticString {
    switch self {
    case .lifecycle: "INV-SIM-2"
    case .book(let violation): violation.invariant
    case .wrongBooks, .accountDiffers, .ordersUnaccounted: "INV-SIM-3"
    case .limitPassed, .positionsUnbalanced: "INV-SIM-4"
    case .foreignMessage, .messagesUncounted: "INV-SIM-5"
    case .inboxTorn: "INV-SIM-6"
    case .eventsUncounted: "INV-SIM-7"
    case .scheduleTorn: "INV-SIM-8"
    }
  }

  /// A word for messages and counters.
  public var name: StaticString {
    switch self {
    case .lifecycle: "lifecycle"
    case .book(let violation): violation.name
    case .wrongBooks: "wrong-books"
    case .accountDiffers: "account-differs"
    case .ordersUnaccounted: "orders-unaccounted"
    case .limitPassed: "limit-passed"
    case .positionsUnbalanced: "positions-unbalanced"
    case .foreignMessage: "foreign-message"
    case .messagesUncounted: "messages-uncounted"
    case .inboxTorn: "inbox-torn"
    case .eventsUncounted: "events-uncounted"
    case .scheduleTorn: "schedule-torn"
    }
  }
}

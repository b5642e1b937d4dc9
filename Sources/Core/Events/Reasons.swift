/// Why a venue refuses a request, in rank order: of several that hold, the first is named, so that
/// the same input always gives the same reason.
public enum RejectReason: UInt8, TapeToken, Comparable {
  /// No book for the instrument.
  case unknownInstrument = 1
  /// An order with this id was seen before.
  case duplicateOrder = 2
  /// No live order with this id.
  case unknownOrder = 3
  /// The order belongs to somebody else.
  case notOwner = 4
  /// The instrument does not trade at the moment.
  case tradingHalted = 5
  /// A quantity of nothing.
  case zeroQuantity = 6
  /// The quantity is no multiple of the lot.
  case quantityOffLot = 7
  /// The price is no multiple of the tick.
  case priceOffTick = 8
  /// Price times quantity is below the instrument's minimum.
  case belowMinimumNotional = 9
  /// The order asks for things that exclude one another, such as a market order that may only rest.
  case contradictoryTerms = 10
  /// The new quantity is not above what is already filled.
  case quantityBelowFilled = 11
  /// The total of a price level would leave the legal range.
  case quantityOverflow = 12
  /// The owner's position could pass its limit.
  case positionLimit = 13
  /// A post-only order would trade.
  case wouldTrade = 14
  /// The venue's inbox is full.
  case queueFull = 15
  /// The venue has had no news of the instrument for too long to trade on.
  case staleInput = 16
  /// A market order finds nobody to trade with.
  case insufficientLiquidity = 17
  /// The venue does not know the owner's position, so it cannot tell what would make it smaller.
  case unknownPosition = 18
  /// A reduce-only order would make the position larger.
  case wouldIncrease = 19
  /// The price lies too far beyond the reference price.
  case outsideCollar = 20
  /// The trading phase takes no such order.
  case notInPhase = 21
  /// The order belongs to a group already.
  case alreadyGrouped = 22

  /// The better-ranked of two verdicts; nil when neither refuses.
  public static func first(_ left: RejectReason?, _ right: RejectReason?) -> RejectReason? {
    guard let left, let right else { return left ?? right }
    return min(left, right)
  }

  /// Better-ranked reasons sort first.
  public static func < (left: RejectReason, right: RejectReason) -> Bool {
    left.rawValue < right.rawValue
  }

  /// The set of words that these are.
  @inlinable public static var vocabulary: TapeVocabulary { .rejectReason }

  /// Word on the tape.
  public var token: StaticString {
    switch self {
    case .unknownInstrument: "unknown-instrument"
    case .duplicateOrder: "duplicate-order"
    case .unknownOrder: "unknown-order"
    case .notOwner: "not-owner"
    case .tradingHalted: "trading-halted"
    case .zeroQuantity: "zero-quantity"
    case .quantityOffLot: "quantity-off-lot"
    case .priceOffTick: "price-off-tick"
    case .belowMinimumNotional: "below-minimum-notional"
    case .contradictoryTerms: "contradictory-terms"
    case .quantityBelowFilled: "quantity-below-filled"
    case .quantityOverflow: "quantity-overflow"
    case .positionLimit: "position-limit"
    case .wouldTrade: "would-trade"
    case .queueFull: "queue-full"
    case .staleInput: "stale-input"
    case .insufficientLiquidity: "insufficient-liquidity"
    case .unknownPosition: "unknown-position"
    case .wouldIncrease: "would-increase"
    case .outsideCollar: "outside-collar"
    case .notInPhase: "not-in-phase"
    case .alreadyGrouped: "already-grouped"
    }
  }
}

/// Why a party takes its order out.
public enum CancelReason: UInt8, TapeToken {
  /// No more than that it wants to.
  case requested = 1
  /// To quote elsewhere.
  case requote = 2
  /// Its position no longer wants this side.
  case inventory = 3
  /// To burden the venue: adversarial cancels.
  case storm = 4
  /// The order has rested longer than its owner waits.
  case stale = 5
  /// A mass cancel.
  case mass = 6
  /// Another order of its group came first: the venue's doing.
  case group = 7
  /// It would have traded with an order of its owner: the venue's doing.
  case selfTrade = 8
  /// It would have made its owner's position larger: the venue's doing.
  case reduceOnly = 9

  /// The set of words that these are.
  @inlinable public static var vocabulary: TapeVocabulary { .cancelReason }

  /// Word on the tape.
  public var token: StaticString {
    switch self {
    case .requested: "requested"
    case .requote: "requote"
    case .inventory: "inventory"
    case .storm: "storm"
    case .stale: "stale"
    case .mass: "mass"
    case .group: "group"
    case .selfTrade: "self-trade"
    case .reduceOnly: "reduce-only"
    }
  }
}

/// Which rule of an order ended it.
public enum ExpireReason: UInt8, TapeToken {
  /// Immediate-or-cancel: the rest did not trade at once.
  case immediateOrCancel = 1
  /// Fill-or-kill: it could not trade at once in full.
  case fillOrKill = 2
  /// A market order: the book had no more to offer.
  case bookExhausted = 3
  /// Its time is over.
  case goodTillDate = 4
  /// A market order: what the collar lets it reach had no more to offer.
  case protection = 5
  /// When its trigger came, the book could not take it in.
  case notAdmitted = 6
  /// Its trading day is over.
  case dayOver = 7

  /// The set of words that these are.
  @inlinable public static var vocabulary: TapeVocabulary { .expireReason }

  /// Word on the tape.
  public var token: StaticString {
    switch self {
    case .immediateOrCancel: "ioc"
    case .fillOrKill: "fok"
    case .bookExhausted: "book-exhausted"
    case .goodTillDate: "gtd"
    case .protection: "protection"
    case .notAdmitted: "not-admitted"
    case .dayOver: "day"
    }
  }
}

/// Why a message was thrown away before the venue handled it.
public enum DropReason: UInt8, TapeToken, Comparable {
  /// The inbox was full and the message had waited longest.
  case overflowOldest = 1
  /// The inbox was full and the message was the newcomer.
  case overflowNewest = 2
  /// Its source number was handled before.
  case duplicate = 3
  /// A later source number was handled before, and the policy does not take late messages.
  case late = 4

  /// Code order.
  public static func < (left: DropReason, right: DropReason) -> Bool {
    left.rawValue < right.rawValue
  }

  /// The set of words that these are.
  @inlinable public static var vocabulary: TapeVocabulary { .dropReason }

  /// Word on the tape.
  public var token: StaticString {
    switch self {
    case .overflowOldest: "overflow-oldest"
    case .overflowNewest: "overflow-newest"
    case .duplicate: "duplicate"
    case .late: "late"
    }
  }
}

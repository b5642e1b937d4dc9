/// Which side of the market.
public enum Side: UInt8, TapeToken {
  /// Bids.
  case buy = 1
  /// Offers.
  case sell = 2

  /// The side that this one trades with.
  @inlinable public var opposite: Side { self == .buy ? .sell : .buy }

  /// The set of words that these are.
  @inlinable public static var vocabulary: TapeVocabulary { .side }

  /// Word on the tape.
  public var token: StaticString {
    switch self {
    case .buy: "buy"
    case .sell: "sell"
    }
  }
}

/// How an order's price is set.
public enum OrderType: BitwiseCopyable, Sendable, Equatable {
  /// Trades at this price or better.
  case limit(Price)
  /// Trades at whatever the book offers; what cannot trade at once expires.
  case market

  /// The price of a limit order.
  @inlinable public var limitPrice: Price? {
    switch self {
    case .limit(let price): price
    case .market: nil
    }
  }
}

/// How long an order stays (FIX 4.4 field 59).
public enum TimeInForce: UInt8, TapeToken {
  /// Until it is filled or cancelled.
  case goodTillCancel = 1
  /// What does not trade at once expires.
  case immediateOrCancel = 2
  /// Trades at once in full, or expires untouched.
  case fillOrKill = 3

  /// The set of words that these are.
  @inlinable public static var vocabulary: TapeVocabulary { .timeInForce }

  /// Word on the tape.
  public var token: StaticString {
    switch self {
    case .goodTillCancel: "gtc"
    case .immediateOrCancel: "ioc"
    case .fillOrKill: "fok"
    }
  }
}

/// Who was there first in a trade.
public enum Liquidity: UInt8, TapeToken {
  /// The order rested in the book.
  case maker = 1
  /// The order came and took.
  case taker = 2

  /// The set of words that these are.
  @inlinable public static var vocabulary: TapeVocabulary { .liquidity }

  /// Word on the tape.
  public var token: StaticString {
    switch self {
    case .maker: "maker"
    case .taker: "taker"
    }
  }
}

/// Which request a venue refuses.
public enum RequestKind: UInt8, TapeToken {
  /// A new order.
  case new = 1
  /// A cancel.
  case cancel = 2
  /// An amend.
  case amend = 3
  /// A group.
  case group = 4

  /// The set of words that these are.
  @inlinable public static var vocabulary: TapeVocabulary { .request }

  /// Word on the tape.
  public var token: StaticString {
    switch self {
    case .new: "new"
    case .cancel: "cancel"
    case .amend: "amend"
    case .group: "group"
    }
  }
}

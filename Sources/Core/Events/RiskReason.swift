/// Which rule of the risk gate decided, in rank order: of several that would deny, the first is
/// named, so that the same input always gives the same reason.
///
/// First what closes the gate for everybody, then who asks for what, then whether the market can be
/// judged at all, then the order by itself, then what it would add to what is working and held, and
/// last its pace: an order that anything else denies takes no token of a rate. Behind these stand
/// the rules that only trip.
public enum RiskReason: UInt8, TapeToken, Comparable {
  /// The kill switch is latched; `observed` is the code of the reason that tripped it.
  case killSwitch = 1
  /// An operator has halted trading.
  case operatorHalt = 2
  /// The owner has no seat at this gate.
  case unknownParty = 3
  /// The instrument has no limits here.
  case unknownInstrument = 4
  /// An amend of an order that is not working here, or that belongs to somebody else.
  case unknownOrder = 5
  /// An order with this id is working.
  case duplicateID = 6
  /// The market was last heard of too long ago; nanoseconds.
  case staleMarket = 7
  /// No price to judge the order by.
  case noReferencePrice = 8
  /// The order by itself is too large; raw quantity.
  case orderSize = 9
  /// The limit price lies too far from the reference, on the side that costs; basis points.
  case priceCollar = 10
  /// The order by itself is worth too much; raw money.
  case orderNotional = 11
  /// A sum would leave the range of its type.
  case overflow = 12
  /// The same order of the same owner came too shortly before; nanoseconds.
  case duplicateOrder = 13
  /// Too many orders of the account are working; a count.
  case openOrders = 14
  /// Too many orders of this strategy are working; a count.
  case strategyOrders = 15
  /// The account's position could come too far from zero; raw quantity.
  case positionLimit = 16
  /// The strategy's exposure could become too large; raw money.
  case strategyBudget = 17
  /// The account's exposure could become too large against its equity; hundredths.
  case leverage = 18
  /// The available margin does not cover what the order could come to; raw money.
  case margin = 19
  /// Too many orders of the account in too short a time; a count.
  case orderRate = 20
  /// Too many orders of this strategy in too short a time; a count.
  case strategyThrottle = 21
  /// Trips: the day's loss; raw money.
  case dailyLoss = 22
  /// Trips: the loss since the best equity so far; raw money.
  case drawdown = 23
  /// Trips: too many denials of one strategy in too short a time; a count.
  case denialStorm = 24
  /// Trips: the gate's exposure is not that of the order registry and the ledger.
  case exposureMismatch = 25
  /// Trips, resets and reloads: an operator wanted it.
  case operatorCommand = 26
  /// Trips: a report that no legal life of its order allows.
  case impossibleReport = 27
  /// Trips: a fill that the books could not take.
  case unpostableFill = 28

  /// Better-ranked reasons sort first.
  public static func < (left: RiskReason, right: RiskReason) -> Bool {
    left.rawValue < right.rawValue
  }

  /// The set of words that these are.
  @inlinable public static var vocabulary: TapeVocabulary { .riskReason }

  /// Word on the tape.
  public var token: StaticString {
    switch self {
    case .killSwitch: "kill-switch"
    case .operatorHalt: "operator-halt"
    case .unknownParty: "unknown-party"
    case .unknownInstrument: "unknown-instrument"
    case .unknownOrder: "unknown-order"
    case .duplicateID: "duplicate-id"
    case .staleMarket: "stale-market"
    case .noReferencePrice: "no-reference-price"
    case .orderSize: "order-size"
    case .priceCollar: "price-collar"
    case .orderNotional: "order-notional"
    case .overflow: "overflow"
    case .duplicateOrder: "duplicate-order"
    case .openOrders: "open-orders"
    case .strategyOrders: "strategy-orders"
    case .positionLimit: "position-limit"
    case .strategyBudget: "strategy-budget"
    case .leverage: "leverage"
    case .margin: "margin"
    case .orderRate: "order-rate"
    case .strategyThrottle: "strategy-throttle"
    case .dailyLoss: "daily-loss"
    case .drawdown: "drawdown"
    case .denialStorm: "denial-storm"
    case .exposureMismatch: "exposure-mismatch"
    case .operatorCommand: "operator"
    case .impossibleReport: "impossible-report"
    case .unpostableFill: "unpostable-fill"
    }
  }
}

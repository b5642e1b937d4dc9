public import Core

/// What happened in one instrument.
public struct InstrumentTally: Sendable, Equatable {
  /// Events that concern it.
  public private(set) var events: UInt64 = 0
  /// New orders asked for.
  public private(set) var orders: UInt64 = 0
  /// Cancels asked for.
  public private(set) var cancels: UInt64 = 0
  /// Sides of trades reported to owners.
  public private(set) var fills: UInt64 = 0
  /// What those sides add up to; twice the traded quantity where both sides are on the tape.
  public private(set) var filledQuantity = ExactSum()
  /// Prints.
  public private(set) var trades: UInt64 = 0
  /// What the prints add up to.
  public private(set) var tradedQuantity = ExactSum()
  /// Price times quantity over the prints, exact.
  public private(set) var notional = ExactSum()
  /// Lowest print.
  public private(set) var low: Price?
  /// Highest print.
  public private(set) var high: Price?
  /// Last print.
  public private(set) var last: Price?

  mutating func add(_ payload: EventPayload) {
    events += 1
    switch payload {
    case .newOrder: orders += 1
    case .cancel: cancels += 1
    case .fill(let fill):
      fills += 1
      filledQuantity.add(fill.quantity)
    case .trade(let trade): add(trade)
    case .amend, .accepted, .amended, .cancelled, .expired, .reject, .bookUpdate, .snapshot, .quote,
      .instrument, .regime, .gap, .drop, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
  }

  private mutating func add(_ trade: Trade) {
    trades += 1
    tradedQuantity.add(trade.quantity)
    notional.add(Notional(trade.price, trade.quantity))
    low = low.map { min($0, trade.price) } ?? trade.price
    high = high.map { max($0, trade.price) } ?? trade.price
    last = trade.price
  }
}

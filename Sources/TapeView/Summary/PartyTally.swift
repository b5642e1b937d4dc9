internal import Core

/// What one agent did and what became of it, counted over the events about its orders.
public struct PartyTally: Sendable, Equatable {
  /// New orders asked for.
  public private(set) var orders: UInt64 = 0
  /// Cancels asked for.
  public private(set) var cancels: UInt64 = 0
  /// Amends asked for.
  public private(set) var amends: UInt64 = 0
  /// Requests refused.
  public private(set) var rejects: UInt64 = 0
  /// Sides of trades, as maker and as taker.
  public var fills: UInt64 { makerFills + takerFills }
  /// Sides of trades whose order rested.
  public private(set) var makerFills: UInt64 = 0
  /// Sides of trades whose order came and took.
  public private(set) var takerFills: UInt64 = 0
  /// Messages thrown away before the venue handled them.
  public private(set) var drops: UInt64 = 0

  /// Requests that the risk gate denied.
  public private(set) var denials: UInt64 = 0

  /// Whether nothing was counted.
  public var isEmpty: Bool { self == PartyTally() }

  mutating func add(_ payload: EventPayload) {
    switch payload {
    case .newOrder: orders += 1
    case .cancel: cancels += 1
    case .amend: amends += 1
    case .reject: rejects += 1
    case .fill(let fill):
      switch fill.liquidity {
      case .maker: makerFills += 1
      case .taker: takerFills += 1
      }
    case .drop: drops += 1
    case .riskDecision(let decision): if decision.verdict == .denied { denials += 1 }
    case .accepted, .amended, .cancelled, .expired, .trade, .bookUpdate, .snapshot, .quote,
      .instrument, .regime, .gap, .timer, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
  }
}

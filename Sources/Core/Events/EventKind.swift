/// What kind of event a tape line is. The raw value is the code in hashes and binary forms.
///
/// Codes are never reused.
public enum EventKind: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  /// A party asks the venue for a new order.
  case newOrder = 1
  /// A party asks for its order to be taken out.
  case cancel = 2
  /// A party asks for another price or quantity.
  case amend = 3
  /// The venue has taken an order in.
  case accepted = 4
  /// The venue has changed an order.
  case amended = 5
  /// The venue has taken an order out because it was asked to.
  case cancelled = 6
  /// The venue has ended an order by a rule of the order itself.
  case expired = 7
  /// The venue refuses a request.
  case reject = 8
  /// One order's side of a trade.
  case fill = 9
  /// A print: two orders met.
  case trade = 10
  /// One change of a recorded book.
  case bookUpdate = 11
  /// One line of a full picture of a book.
  case snapshot = 12
  /// Best bid and offer as the venue published them.
  case quote = 13
  /// New rules for an instrument.
  case instrument = 14
  /// The market's regime changes.
  case regime = 15
  /// Numbers of a source are missing.
  case gap = 16
  /// A message was thrown away before the venue handled it.
  case drop = 17
  /// A strategy's timer has fired.
  case timer = 18
  /// The risk gate has denied a request, tripped, or been set otherwise.
  case riskDecision = 19
  /// An operator tells the trading system what to do.
  case operatorCommand = 20
  /// A party announces special terms of the order that it sends next.
  case orderTerms = 21
  /// A party ties orders of its own together.
  case orderGroup = 22
  /// A party asks for many orders to be taken out at once.
  case massCancel = 23
  /// An instrument's trading day goes on to another phase.
  case phaseChange = 24
  /// An order that was held back is in force from here on.
  case triggered = 25
  /// The venue has changed an order by a rule of its terms.
  case restated = 26

  /// The third word of a tape line.
  public var name: StaticString {
    switch self {
    case .newOrder: "NewOrder"
    case .cancel: "Cancel"
    case .amend: "Amend"
    case .accepted: "Accepted"
    case .amended: "Amended"
    case .cancelled: "Cancelled"
    case .expired: "Expired"
    case .reject: "Reject"
    case .fill: "Fill"
    case .trade: "Trade"
    case .bookUpdate: "BookUpdate"
    case .snapshot: "Snapshot"
    case .quote: "Quote"
    case .instrument: "Instrument"
    case .regime: "Regime"
    case .gap: "Gap"
    case .drop: "Drop"
    case .timer: "Timer"
    case .riskDecision: "RiskDecision"
    case .operatorCommand: "OperatorCommand"
    case .orderTerms: "OrderTerms"
    case .orderGroup: "OrderGroup"
    case .massCancel: "MassCancel"
    case .phaseChange: "PhaseChange"
    case .triggered: "Triggered"
    case .restated: "Restated"
    }
  }

  /// The kind with this name, as filters spell it; case matters.
  public init?(name: String) {
    for kind in Self.allCases where kind.name.description == name {
      self = kind
      return
    }
    return nil
  }
}

extension EventKind {
  /// The kind with this raw value: the compiler takes it into the code that asks, which it does not
  /// do with the initialiser that it makes itself. A kind missing here fails the round trip of kinds.
  @inline(always) init?(code: UInt64) {
    switch code {
    case 1: self = .newOrder
    case 2: self = .cancel
    case 3: self = .amend
    case 4: self = .accepted
    case 5: self = .amended
    case 6: self = .cancelled
    case 7: self = .expired
    case 8: self = .reject
    case 9: self = .fill
    case 10: self = .trade
    case 11: self = .bookUpdate
    case 12: self = .snapshot
    case 13: self = .quote
    case 14: self = .instrument
    case 15: self = .regime
    case 16: self = .gap
    case 17: self = .drop
    case 18: self = .timer
    case 19: self = .riskDecision
    case 20: self = .operatorCommand
    case 21: self = .orderTerms
    case 22: self = .orderGroup
    case 23: self = .massCancel
    case 24: self = .phaseChange
    case 25: self = .triggered
    case 26: self = .restated
    default: return nil  // open set: integers
    }
  }
}

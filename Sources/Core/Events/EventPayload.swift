/// What happened: one case a kind, every switch over it exhaustive.
public enum EventPayload: BitwiseCopyable, Sendable, Equatable {
  /// A party asks the venue for a new order.
  case newOrder(NewOrder)
  /// A party asks for its order to be taken out.
  case cancel(Cancel)
  /// A party asks for another price or quantity.
  case amend(Amend)
  /// The venue has taken an order in.
  case accepted(Accepted)
  /// The venue has changed an order.
  case amended(Amended)
  /// The venue has taken an order out because it was asked to.
  case cancelled(Cancelled)
  /// The venue has ended an order by a rule of the order itself.
  case expired(Expired)
  /// The venue refuses a request.
  case reject(Reject)
  /// One order's side of a trade.
  case fill(Fill)
  /// A print: two orders met.
  case trade(Trade)
  /// One change of a recorded book.
  case bookUpdate(BookUpdate)
  /// One line of a full picture of a book.
  case snapshot(Snapshot)
  /// Best bid and offer as the venue published them.
  case quote(Quote)
  /// New rules for an instrument.
  case instrument(InstrumentRules)
  /// The market's regime changes.
  case regime(RegimeChange)
  /// Numbers of a source are missing.
  case gap(Gap)
  /// A message was thrown away before the venue handled it.
  case drop(Drop)
  /// A strategy's timer has fired.
  case timer(Timer)
  /// The risk gate has denied a request, tripped, or been set otherwise.
  case riskDecision(RiskDecision)
  /// An operator tells the trading system what to do.
  case operatorCommand(OperatorCommand)
  /// A party announces special terms of the order that it sends next.
  case orderTerms(OrderTerms)
  /// A party ties orders of its own together.
  case orderGroup(OrderGroup)
  /// A party asks for many orders to be taken out at once.
  case massCancel(MassCancel)
  /// An instrument's trading day goes on to another phase.
  case phaseChange(PhaseChange)
  /// An order that was held back is in force from here on.
  case triggered(Triggered)
  /// The venue has changed an order by a rule of its terms.
  case restated(Restated)

  /// The kind of event that this is.
  public var kind: EventKind {
    switch self {
    case .newOrder: .newOrder
    case .cancel: .cancel
    case .amend: .amend
    case .accepted: .accepted
    case .amended: .amended
    case .cancelled: .cancelled
    case .expired: .expired
    case .reject: .reject
    case .fill: .fill
    case .trade: .trade
    case .bookUpdate: .bookUpdate
    case .snapshot: .snapshot
    case .quote: .quote
    case .instrument: .instrument
    case .regime: .regime
    case .gap: .gap
    case .drop: .drop
    case .timer: .timer
    case .riskDecision: .riskDecision
    case .operatorCommand: .operatorCommand
    case .orderTerms: .orderTerms
    case .orderGroup: .orderGroup
    case .massCancel: .massCancel
    case .phaseChange: .phaseChange
    case .triggered: .triggered
    case .restated: .restated
    }
  }
}

extension EventPayload {
  /// Names the fields in tape order.
  @inlinable @inline(always) public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    switch self {
    case .newOrder(let payload): payload.write(to: &writer)
    case .cancel(let payload): payload.write(to: &writer)
    case .amend(let payload): payload.write(to: &writer)
    case .accepted(let payload): payload.write(to: &writer)
    case .amended(let payload): payload.write(to: &writer)
    case .cancelled(let payload): payload.write(to: &writer)
    case .expired(let payload): payload.write(to: &writer)
    case .reject(let payload): payload.write(to: &writer)
    case .fill(let payload): payload.write(to: &writer)
    case .trade(let payload): payload.write(to: &writer)
    case .bookUpdate(let payload): payload.write(to: &writer)
    case .snapshot(let payload): payload.write(to: &writer)
    case .quote(let payload): payload.write(to: &writer)
    case .instrument(let payload): payload.write(to: &writer)
    case .regime(let payload): payload.write(to: &writer)
    case .gap(let payload): payload.write(to: &writer)
    case .drop(let payload): payload.write(to: &writer)
    case .timer(let payload): payload.write(to: &writer)
    case .riskDecision(let payload): payload.write(to: &writer)
    case .operatorCommand(let payload): payload.write(to: &writer)
    case .orderTerms(let payload): payload.write(to: &writer)
    case .orderGroup(let payload): payload.write(to: &writer)
    case .massCancel(let payload): payload.write(to: &writer)
    case .phaseChange(let payload): payload.write(to: &writer)
    case .triggered(let payload): payload.write(to: &writer)
    case .restated(let payload): payload.write(to: &writer)
    }
  }

  /// Takes the fields of a payload of `kind` in tape order.
  @inlinable @inline(always)
  public init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    _ kind: EventKind, from reader: inout Reader
  ) throws(Unreadable) {
    switch kind {
    case .newOrder: self = .newOrder(try reader.payload())
    case .cancel: self = .cancel(try reader.payload())
    case .amend: self = .amend(try reader.payload())
    case .accepted: self = .accepted(try reader.payload())
    case .amended: self = .amended(try reader.payload())
    case .cancelled: self = .cancelled(try reader.payload())
    case .expired: self = .expired(try reader.payload())
    case .reject: self = .reject(try reader.payload())
    case .fill: self = .fill(try reader.payload())
    case .trade: self = .trade(try reader.payload())
    case .bookUpdate: self = .bookUpdate(try reader.payload())
    case .snapshot: self = .snapshot(try reader.payload())
    case .quote: self = .quote(try reader.payload())
    case .instrument: self = .instrument(try reader.payload())
    case .regime: self = .regime(try reader.payload())
    case .gap: self = .gap(try reader.payload())
    case .drop: self = .drop(try reader.payload())
    case .timer: self = .timer(try reader.payload())
    case .riskDecision: self = .riskDecision(try reader.payload())
    case .operatorCommand: self = .operatorCommand(try reader.payload())
    case .orderTerms: self = .orderTerms(try reader.payload())
    case .orderGroup: self = .orderGroup(try reader.payload())
    case .massCancel: self = .massCancel(try reader.payload())
    case .phaseChange: self = .phaseChange(try reader.payload())
    case .triggered: self = .triggered(try reader.payload())
    case .restated: self = .restated(try reader.payload())
    }
  }
}

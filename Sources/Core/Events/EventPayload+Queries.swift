extension EventPayload {
  /// The order that the event is about; a trade is about two and gives none.
  public var orderID: OrderID? {
    switch self {
    case .newOrder(let payload): payload.id
    case .cancel(let payload): payload.id
    case .amend(let payload): payload.id
    case .accepted(let payload): payload.id
    case .amended(let payload): payload.id
    case .cancelled(let payload): payload.id
    case .expired(let payload): payload.id
    case .reject(let payload): payload.id
    case .fill(let payload): payload.id
    case .drop(let payload): payload.id
    case .bookUpdate(let payload): payload.id
    case .snapshot(let payload): payload.id
    case .riskDecision(let payload): payload.id
    case .orderTerms(let payload): payload.id
    case .orderGroup(let payload): payload.id
    case .triggered(let payload): payload.id
    case .restated(let payload): payload.id
    case .trade, .quote, .instrument, .regime, .gap, .timer, .operatorCommand, .massCancel,
      .phaseChange:
      nil
    }
  }

  /// Whose order (or timer, or limit) the event is about, where it is about one of a known owner.
  public var owner: PartyID? {
    switch self {
    case .newOrder(let payload): payload.owner
    case .cancel(let payload): payload.owner
    case .amend(let payload): payload.owner
    case .accepted(let payload): payload.owner
    case .amended(let payload): payload.owner
    case .cancelled(let payload): payload.owner
    case .expired(let payload): payload.owner
    case .reject(let payload): payload.owner
    case .fill(let payload): payload.owner
    case .drop(let payload): payload.owner
    case .timer(let payload): payload.owner
    case .riskDecision(let payload): payload.owner
    case .orderTerms(let payload): payload.owner
    case .orderGroup(let payload): payload.owner
    case .massCancel(let payload): payload.owner
    case .triggered(let payload): payload.owner
    case .restated(let payload): payload.owner
    case .trade, .bookUpdate, .snapshot, .quote, .instrument, .regime, .gap, .operatorCommand,
      .phaseChange:
      nil
    }
  }
}

extension EventPayload {
  /// Which request this is; nil for everything that is not one.
  public var requestKind: RequestKind? {
    switch self {
    case .newOrder: .new
    case .cancel: .cancel
    case .amend: .amend
    case .orderGroup: .group
    case .accepted, .amended, .cancelled, .expired, .reject, .fill, .trade, .bookUpdate, .snapshot,
      .quote, .instrument, .regime, .gap, .drop, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .massCancel, .phaseChange, .triggered, .restated:
      nil
    }
  }
}

internal import Core
internal import Strategy

// Market data: into the view first, then to whoever is interested.
extension Engine {
  mutating func takeMarket(_ event: Event, into effects: inout [Event]) {
    market.apply(event)
    guard hasStarted else { return }
    if isWatched { tell(event, into: &effects) }
    if hasBars, case .trade(let trade) = event.payload, let instrument = event.instrument {
      addToBars(trade, instrument, into: &effects)
    }
  }

  private mutating func tell(_ event: Event, into effects: inout [Event]) {
    let interest = StrategyInterests(event.payload)
    guard !interest.isEmpty, isReadable(event) else { return }
    var wasCalled = false
    for place in seats.indices where !seats[place].interests.isDisjoint(with: interest) {
      seats[place].hear(event, market, at: now)
      wasCalled = true
    }
    if wasCalled { admitAndDispatch(into: &effects) }
  }

  /// Books are read only where their message is complete.
  private func isReadable(_ event: Event) -> Bool {
    switch event.payload {
    case .bookUpdate(let it): it.isLast
    case .snapshot(let it): it.isLast
    case .newOrder, .cancel, .amend, .accepted, .amended, .cancelled, .expired, .reject, .fill,
      .trade, .quote, .instrument, .regime, .gap, .drop, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      true
    }
  }
}

extension StrategyInterests {
  /// What a market event is of interest for.
  init(_ payload: EventPayload) {
    switch payload {
    case .trade: self = .trades
    case .bookUpdate, .snapshot, .quote, .accepted, .amended, .cancelled, .expired, .fill:
      self = .book
    case .instrument, .regime, .gap: self = .news
    case .newOrder, .cancel, .amend, .reject, .drop, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      self = []
    }
  }
}

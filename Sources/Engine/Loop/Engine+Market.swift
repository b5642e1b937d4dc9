public import Core
internal import Strategy

// Market data: into the view first, then to whoever is interested.
extension Engine {
  mutating func takeMarket(_ event: Event, into effects: inout [Event]) {
    market.apply(event)
    if judgesAge { see(event) }
    guard hasStarted else { return }
    if isWatched { tell(event, into: &effects) }
    if hasBars, case .trade(let trade) = event.payload, let instrument = event.instrument {
      addToBars(trade, instrument, into: &effects)
    }
  }

  /// Takes in the events of market data at the front of `events`, which arrive at the times beside
  /// them, none before the one ahead of it, as `apply` does one by one, as far as they arrive before
  /// `end`. `end` is not behind `quietUntil`. Answers how many there were.
  /// - Complexity: O(1) and the book's own for each.
  public mutating func follow(
    _ events: borrowing Span<Event>, arriving times: borrowing Span<Timestamp>,
    before end: Timestamp
  ) -> Int {
    let most = min(events.count, times.count)
    var count = 0
    while count < most, times[count] < end, isMarketData(events[count].payload) { count += 1 }
    guard count > 0 else { return 0 }
    for place in 0..<count {
      if times[place] >= now, !judgesAge { break }
      advance(to: times[place])
      if judgesAge { see(events[place]) }
    }
    advance(to: max(now, times[count - 1]))
    market.apply(events, count: count)
    sequence = TapeSequence(sequence.rawValue + UInt64(count))
    return count
  }

  private mutating func see(_ event: Event) {
    guard let instrument = event.instrument else { return }
    let place = Int(instrument.rawValue) - 1
    if seen.indices.contains(place) { seen[place] = now }
  }

  /// Whether the payload is nobody's request, report or word.
  @inline(__always) private func isMarketData(_ payload: EventPayload) -> Bool {
    if case .bookUpdate = payload { return true }
    return switch payload {
    case .bookUpdate, .trade, .snapshot, .quote, .instrument, .regime, .gap: true
    case .newOrder, .cancel, .amend, .orderTerms, .massCancel, .phaseChange: true
    case .accepted, .amended, .cancelled, .expired, .reject, .fill, .drop, .orderGroup, .triggered,
      .restated:
      payload.owner.flatMap(seat(of:)) == nil
    case .timer, .riskDecision, .operatorCommand: false
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

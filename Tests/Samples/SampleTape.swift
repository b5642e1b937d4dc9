public import Core

/// A small market that tests share: ACME with cents, BTCUSDT with five decimals of quantity, three
/// parties, two regimes.
public enum SampleTape {
  /// Rules that allow every positive price and quantity.
  public static let freeRules = rules(tick: 1, lot: 1)

  /// ACME is instrument 1, BTCUSDT instrument 2.
  public static var header: TapeHeader {
    var header = TapeHeader(seed: 42, configurationHash: 0x0123_4567_89AB_CDEF)
    _ = header.addInstrument(
      symbol: "ACME", priceScale: 2, quantityScale: 0, currency: "USD", rules: freeRules)
    _ = header.addInstrument(
      symbol: "BTCUSDT", priceScale: 2, quantityScale: 5, currency: "USDT",
      rules: rules(tick: 1, lot: 10))
    for name in ["maker-1", "noise-1", "taker-1"] { _ = header.parties.add(name) }
    for name in ["calm", "burst"] { _ = header.regimes.add(name) }
    return header
  }

  /// Trading rules without a minimum notional.
  public static func rules(tick: Price, lot: Quantity, minimum: Price = 0) -> InstrumentRules {
    guard let rules = InstrumentRules(tick: tick, lot: lot, minimumNotional: minimum) else {
      preconditionFailure("sample rules")
    }
    return rules
  }

  /// At least one payload of every kind, and each optional field both ways.
  public static var payloads: [EventPayload] {
    [
      .newOrder(NewOrder(id: 1, owner: 1, side: .buy, type: .limit(9998), quantity: 100)),
      .newOrder(
        NewOrder(
          id: 2, owner: 2, side: .sell, type: .limit(-5), quantity: 1,
          timeInForce: .fillOrKill)),
      .newOrder(
        NewOrder(
          id: 3, owner: 2, side: .sell, type: .market, quantity: 7,
          timeInForce: .immediateOrCancel)),
      .newOrder(
        NewOrder(
          id: 4, owner: 3, side: .buy, type: .limit(9999), quantity: 7, isPostOnly: true)),
      .cancel(Cancel(id: 1, owner: 1, reason: .requote)),
      .amend(Amend(id: 1, owner: 1, price: 9997, quantity: 90)),
      .accepted(Accepted(id: 1, owner: 1)),
      .amended(Amended(id: 1, owner: 1, price: 9997, quantity: 90, remaining: 80)),
      .amended(
        Amended(id: 1, owner: 1, price: 9997, quantity: 80, remaining: 70, keepsPriority: true)),
      .cancelled(Cancelled(id: 1, owner: 1, remaining: 70, reason: .storm)),
      .expired(Expired(id: 3, owner: 2, remaining: 2, reason: .bookExhausted)),
      .reject(Reject(id: 9, owner: 2, request: .amend, reason: .unknownOrder)),
      .fill(
        Fill(
          id: 1, owner: 1, side: .buy, price: 9998, quantity: 10, remaining: 90, number: 1,
          trade: 5, liquidity: .maker)),
      .trade(Trade(trade: 5, price: 9998, quantity: 10, aggressor: .sell, maker: 1, taker: 3)),
      .trade(Trade(trade: 6, price: 9998, quantity: 10)),
      .bookUpdate(BookUpdate(action: .set, side: .buy, price: 9998, quantity: 0, isLast: true)),
      .bookUpdate(BookUpdate(action: .execute, id: 77, side: .sell, price: 9999, quantity: 5)),
      .snapshot(Snapshot(side: .buy, price: 9990, quantity: 5, isFirst: true)),
      .snapshot(Snapshot(id: 78, side: .sell, price: 9999, quantity: 5, isLast: true)),
      .quote(Quote(bid: 9998, bidQuantity: 5, ask: 9999, askQuantity: 6)),
      .quote(Quote(ask: 9999, askQuantity: 6)),
      .instrument(rules(tick: 5, lot: 10, minimum: 100)),
      .regime(RegimeChange(regime: 2)),
      .gap(Gap(missing: SourceSequence(17...19))),
      .drop(Drop(id: 8, owner: 2, request: .new, reason: .overflowOldest)),
      .timer(Timer(number: 3, owner: 2)),
      .operatorCommand(OperatorCommand(.cancelAll)),
      .operatorCommand(OperatorCommand(.reload, configuration: 0x0123_4567_89AB_CDEF)),
      .riskDecision(
        RiskDecision(
          verdict: .denied, id: 10, owner: 2, request: .new, reason: .orderSize, limit: 100,
          observed: 101)),
      .riskDecision(
        RiskDecision(
          verdict: .tripped, owner: 2, reason: .dailyLoss, limit: 5_000, observed: 5_001)),
    ] + specialPayloads
  }

  /// Terms, groups, phases and what the venue says of them.
  private static var specialPayloads: [EventPayload] {
    [
      .orderTerms(OrderTerms(id: 11, owner: 1)),
      .orderTerms(
        OrderTerms(
          id: 12, owner: 2, trigger: .stop(9990), display: 10, until: 60_000_000_000,
          endsWithDay: true, selfTrade: .cancelBoth, isReduceOnly: true,
          slides: true)),
      .orderTerms(OrderTerms(id: 13, owner: 1, trigger: .touched(10_020), selfTrade: .decrement)),
      .orderTerms(OrderTerms(id: 14, owner: 1, trigger: .trailing(25))),
      .orderGroup(OrderGroup(link: .oneCancelsOther, owner: 1, id: 12, other: 13)),
      .orderGroup(OrderGroup(link: .bracket(entry: 11), owner: 1, id: 12, other: 13)),
      .massCancel(MassCancel(owner: 2)),
      .massCancel(MassCancel(owner: 3, scope: .everyone)),
      .phaseChange(PhaseChange(.openingCall)),
      .phaseChange(PhaseChange(.continuous, reference: 10_000, collar: 500)),
      .triggered(Triggered(id: 12, owner: 2, price: 9989)),
      .restated(
        Restated(id: 12, owner: 2, price: 9998, quantity: 5, remaining: 5, reason: .slide)),
      .restated(Restated(id: 13, owner: 1, quantity: 7, remaining: 4, reason: .group)),
    ]
  }

  /// Whether the sample has the payload without an instrument.
  public static func concernsMarket(_ payload: EventPayload) -> Bool {
    switch payload.kind {
    case .regime, .gap, .timer, .operatorCommand: true
    case .massCancel: payload.owner == 3
    case .riskDecision: payload.orderID == nil
    case .newOrder, .cancel, .amend, .accepted, .amended, .cancelled, .expired, .reject, .fill,
      .trade, .bookUpdate, .snapshot, .quote, .instrument, .drop, .orderTerms, .orderGroup,
      .phaseChange, .triggered, .restated:
      false
    }
  }

  /// `payloads` as events with every form of envelope.
  public static var events: [Event] {
    var sequencer = Sequencer()
    return payloads.enumerated().map { index, payload in
      var event = sequencer.stamp(
        payload, at: Timestamp(integerLiteral: Int64(index) * 1_000_000_007),
        source: PartyID(UInt32(index % 4)),
        sourceSequence: index % 3 == 0
          ? nil : SourceSequence(first: UInt64(index), last: UInt64(index + index % 2)),
        instrument: concernsMarket(payload) ? nil : InstrumentID(1))
      if index % 5 == 0 { event.receiveTime = Timestamp(integerLiteral: Int64(index) + 1) }
      return event
    }
  }
}

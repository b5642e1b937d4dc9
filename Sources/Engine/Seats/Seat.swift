internal import Core
internal import Ledger
internal import Strategy

/// A strategy at its place in the engine: what it is called by, asks through and owns.
struct Seat: Sendable {
  /// How the catalogue knows the strategy.
  let name: String
  var strategy: any Strategy
  var desk: StrategyDesk
  var ledger: Ledger
  /// Kept beside the strategy, so that nobody is called only to say that nothing interests it.
  let interests: StrategyInterests
  /// The bars it wants, one builder an instrument; none where it wants no bars.
  var bars: [BarBuilder]

  var party: PartyID { desk.party }

  init(
    _ strategy: NamedStrategy, desk: StrategyDesk, ledger: Ledger, instruments: [Instrument]
  ) {
    name = strategy.name
    self.strategy = strategy.strategy
    self.desk = desk
    self.ledger = ledger
    interests = strategy.strategy.interests
    bars =
      strategy.strategy.bars.map { specification in
        instruments.map { BarBuilder(instrument: $0.id, specification) }
      } ?? []
  }
}

// The callbacks: the desk's clock first, then the strategy.
extension Seat {
  mutating func start(_ market: MarketView, at now: Timestamp) {
    desk.advance(to: now)
    strategy.onStart(market, &desk)
  }

  mutating func hear(_ event: Event, _ market: MarketView, at now: Timestamp) {
    desk.advance(to: now)
    strategy.onEvent(event, market, &desk)
  }

  mutating func fire(_ timer: UInt64, _ market: MarketView, at now: Timestamp) {
    desk.advance(to: now)
    strategy.onTimer(timer, market, &desk)
  }

  mutating func refuse(_ refusal: Refusal, _ market: MarketView) {
    strategy.onReject(refusal, market, &desk)
  }

  /// A report that its order's life allows: the desk is brought up to date before the strategy hears
  /// of it.
  mutating func report(
    _ report: EventPayload, _ instrument: InstrumentID, _ market: MarketView, at now: Timestamp
  ) {
    desk.advance(to: now)
    desk.note(report, instrument: instrument)
    switch report {
    case .fill(let fill): strategy.onFill(fill, market, &desk)
    case .cancelled(let it): strategy.onEnd(it.id, market, &desk)
    case .expired(let it): strategy.onEnd(it.id, market, &desk)
    case .reject(let it):
      refuse(Refusal(id: it.id, request: it.request, origin: .venue(it.reason)), market)
    case .drop(let it):
      refuse(Refusal(id: it.id, request: it.request, origin: .venue(.queueFull)), market)
    case .accepted, .amended, .newOrder, .cancel, .amend, .trade, .bookUpdate, .snapshot, .quote,
      .instrument, .regime, .gap, .timer, .riskDecision,
      .operatorCommand, .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
  }
}

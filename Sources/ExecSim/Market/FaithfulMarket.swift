internal import Core
internal import OrderBook

/// One instrument of a venue whose history happens as recorded, with ours standing in its queues.
///
/// Follows the tape's book at the venue's time. While nothing of ours rests or is out, an event
/// costs no more than the book's own.
struct FaithfulMarket: Sendable {
  /// What a tape tells of the book.
  enum Depth: UInt8, Sendable, Comparable {
    /// Prints at most.
    case nothing = 0
    /// The best prices.
    case quotes = 1
    /// Levels.
    case levels = 2
    /// Orders by name.
    case orders = 3
    /// Requests and reports of our own venue, by order.
    case reports = 4

    /// From less to more.
    static func < (left: Depth, right: Depth) -> Bool { left.rawValue < right.rawValue }
  }

  let terms: MarketTerms
  var rules: InstrumentRules
  var book: LevelBook
  var pulse = MarketPulse()
  var depth = Depth.nothing
  /// Ours that rest.
  var own = OwnOrders()
  /// What ours have taken of the book.
  var taken = TakenLiquidity()
  /// Whether prints name the order that rested; the lines about orders then tell nothing new.
  var printsNameMakers = false
  /// The recorded order that came last and may still meet ours (reports only).
  var newcomer: NewOrder?
  /// Whether anything of ours rests or is out.
  private(set) var isWatching = false

  init(_ terms: MarketTerms, rules: InstrumentRules) {
    self.terms = terms
    self.rules = rules
    book = LevelBook(instrument: terms.instrument)
  }

  /// The tape's next event of the instrument happens.
  mutating func observe(_ event: Event, by desk: inout FillDesk) {
    pulse.note(event.sequence, at: desk.moment.time)
    guard isWatching else { return follow(event) }
    guard watch(event, by: &desk) else { return follow(event) }
    settle()
  }

  /// Events of this instrument, from `first` on and before `end`, up to one that may concern ours;
  /// answers the place of that one, or the place behind them.
  mutating func follow(
    _ events: borrowing Span<Event>, from first: Int, before end: Timestamp,
    _ moment: inout VenueMoment
  ) -> Int {
    var (place, time) = (first, moment.time)
    repeat {
      if case .bookUpdate(let update) = events[place].payload {
        if isWatching, isTouched(by: update) { break }
        begin(update.action == .set ? .levels : .orders)
        book.take(update)
      } else if isWatching {
        break
      } else {
        follow(events[place])
      }
      time = max(time, events[place].time)
      place += 1
    } while place < events.count && events[place].time < end
      && events[place].instrument == terms.instrument
    guard place > first else { return first }
    let last = events[place - 1].sequence
    pulse.note(last, at: time)
    moment = VenueMoment(instrument: terms.instrument, time: time, because: last)
    return place
  }

  /// An event that does not concern ours.
  @inline(__always) private mutating func follow(_ event: Event) {
    switch event.payload {
    case .bookUpdate(let update):
      begin(update.action == .set ? .levels : .orders)
      book.apply(event)
    case .trade(let trade):
      pulse.note(trade)
      if trade.maker != nil { printsNameMakers = true }
      if depth == .reports { book.apply(event) }
    case .snapshot(let line):
      if depth < .levels { begin(line.id == nil ? .levels : .orders) }
      book.apply(event)
    case .newOrder, .accepted, .amended, .cancelled, .expired, .fill, .reject, .drop:
      if begins(.reports) { book.apply(event) }
    case .quote(let quote):
      if depth < .levels { show(quote) }
    case .instrument(let rules): self.rules = rules
    case .cancel, .amend, .regime, .gap, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
  }

  /// An event that may concern ours; false, and nothing done, where it does not.
  private mutating func watch(_ event: Event, by desk: inout FillDesk) -> Bool {
    switch event.payload {
    case .bookUpdate(let update):
      guard isTouched(by: update) else { return false }
      begin(update.action == .set ? .levels : .orders)
      watch(update, event, by: &desk)
    case .trade(let trade):
      guard own.reach.isTouched(byTradeAt: trade.price) || !taken.isEmpty else { return false }
      follow(event)
      watch(trade, by: &desk)
      if depth == .nothing { taken.clear() }
    case .snapshot(let line):
      follow(event)
      watch(line, by: &desk)
    case .newOrder, .accepted, .amended, .cancelled, .expired, .fill, .reject, .drop:
      if begins(.reports) { watchReport(event, by: &desk) }
    case .quote(let quote):
      if depth < .levels { watch(quote, by: &desk) }
    case .instrument, .cancel, .amend, .regime, .gap, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      return false
    }
    return true
  }

  /// A changed order may have stood anywhere; every other line says where it acts.
  ///
  /// Mutating only so that the market is passed by address: borrowed, all of it would be copied.
  private mutating func isTouched(by update: BookUpdate) -> Bool {
    if own.reach.isTouched(by: update.side, at: update.price) { return true }
    if update.action == .execute, own.reach.isTouched(byTradeAt: update.price) { return true }
    return update.action == .change || taken.contains(update.side, at: update.price)
  }

  /// Notes whether anything of ours is there to be watched for.
  mutating func settle() { isWatching = !own.isEmpty || !taken.isEmpty }

  /// A tape that tells more than it did: what was made of quotes is forgotten.
  @inline(__always) private mutating func begin(_ depth: Depth) {
    if depth != self.depth { change(to: depth) }
  }

  /// Whether the tape's requests and reports tell its book: they do unless market data does.
  private mutating func begins(_ depth: Depth) -> Bool {
    guard self.depth < .levels || self.depth == .reports else { return false }
    begin(depth)
    return true
  }

  private mutating func change(to depth: Depth) {
    if self.depth == .quotes { book = LevelBook(instrument: terms.instrument) }
    if depth == .reports { printsNameMakers = true }
    self.depth = depth
  }
}

/// What of configuration and header holds for an instrument.
struct MarketTerms: Sendable {
  let instrument: InstrumentID
  let quantityScale: DecimalScale
  let queue: QueueModel
  let slippage: SlippageModel
  let staleAfter: Nanoseconds?

  init(_ instrument: Instrument, _ configuration: ExecutionConfiguration) {
    self.instrument = instrument.id
    quantityScale = instrument.quantityScale
    queue = configuration.queue
    slippage = configuration.slippage
    staleAfter = configuration.staleAfter
  }
}

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
  /// What of the lines about levels has to be held against ours.
  private var fence = LevelFence(before: .zero)
  /// What the fence was made of.
  private var fencedReach = OwnReach()
  private var fencedTaken = TakenReach()

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

  /// Events of this instrument happen, from `first` on: that one, and those behind it before `end`.
  /// A report that is sent on the way draws `end` in to when it arrives. Answers where it stopped.
  mutating func observe(
    _ events: borrowing Span<Event>, from first: Int, before end: inout Timestamp,
    by desk: inout FillDesk
  ) -> Int {
    var place = first
    repeat {
      if !isWatching || !mayConcernOurs(events[place].payload) {
        let next = follow(events, from: place, before: end, &desk.moment)
        if next > place {
          place = next
          continue
        }
      }
      desk.moment = VenueMoment(
        instrument: terms.instrument, time: max(desk.moment.time, events[place].time),
        because: events[place].sequence)
      if case .bookUpdate(let update) = events[place].payload {
        pulse.note(events[place].sequence, at: desk.moment.time)
        begin(update.action == .set ? .levels : .orders)
        watch(update, by: &desk)
        settle()
      } else {
        observe(events[place], by: &desk)
      }
      place += 1
      if let arrival = desk.outbox.nextArrival { end = min(end, arrival.justAfter) }
    } while place < events.count && events[place].time < end
      && events[place].instrument == terms.instrument
    return place
  }

  /// Events of this instrument, from `first` on and before `end`, up to one that may concern ours;
  /// answers the place of that one, or the place behind them.
  mutating func follow(
    _ events: borrowing Span<Event>, from first: Int, before end: Timestamp,
    _ moment: inout VenueMoment
  ) -> Int {
    var (place, last, time) = (first, events.count, moment.time)
    if isWatching {
      fence.end = end
    } else {
      last = first
      while last < events.count, events[last].time < end,
        events[last].instrument == terms.instrument
      {
        time = max(time, events[last].time)
        last += 1
      }
    }
    while place < last, events[place].time < end, events[place].instrument == terms.instrument {
      if case .bookUpdate(let update) = events[place].payload, update.action == .set {
        begin(.levels)
        if isWatching {
          if isTouched(by: update) { break }
          let began = place
          (place, time) = book.takeLevels(events, from: place, within: fence, time)
          if place == began { break }
        } else {
          place = book.takeLevels(events, from: place, to: last)
        }
      } else {
        if isWatching, mayConcernOurs(events[place].payload) { break }
        time = max(time, events[place].time)
        follow(events[place])
        place += 1
      }
    }
    guard place > first else { return first }
    let sequence = events[place - 1].sequence
    pulse.note(sequence, at: time)
    moment = VenueMoment(instrument: terms.instrument, time: time, because: sequence)
    return place
  }

  /// Whether an event has to be held against ours: any but a change of the book or a print elsewhere.
  ///
  /// Mutating only so that the market is passed by address: borrowed, all of it would be copied.
  @inline(__always) private mutating func mayConcernOurs(_ payload: EventPayload) -> Bool {
    if case .bookUpdate(let update) = payload { return isTouched(by: update) }
    if case .trade(let trade) = payload { return isTouched(by: trade) }
    return true
  }

  /// An event that does not concern ours.
  @inline(__always) private mutating func follow(_ event: Event) {
    switch event.payload {
    case .bookUpdate(let update):
      begin(update.action == .set ? .levels : .orders)
      book.take(update)
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
      watch(update, by: &desk)
    case .trade(let trade):
      guard isTouched(by: trade) else { return false }
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
  @inline(__always) private mutating func isTouched(by update: BookUpdate) -> Bool {
    if own.reach.isTouched(by: update.side, at: update.price) { return true }
    if update.action == .execute, own.reach.isTouched(byTradeAt: update.price) { return true }
    return update.action == .change || taken.contains(update.side, at: update.price)
  }

  /// A print may also tell what ours have taken anywhere.
  @inline(__always) private mutating func isTouched(by trade: Trade) -> Bool {
    own.reach.isTouched(byTradeAt: trade.price) || !taken.isEmpty
  }

  /// Notes what of ours is there to be watched for.
  mutating func settle() {
    isWatching = !own.isEmpty || !taken.isEmpty
    guard fencedReach != own.reach || fencedTaken != taken.reach else { return }
    (fencedReach, fencedTaken) = (own.reach, taken.reach)
    fence = LevelFence(before: fence.end)
    own.reach.watch(by: &fence)
    taken.reach.watch(by: &fence)
  }

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

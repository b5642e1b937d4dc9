internal import Core
internal import OrderBook

/// One instrument of a venue whose history happens as recorded, with ours standing in its queues.
///
/// Follows the tape's book at the venue's time. While nothing of ours rests or is out, an event
/// costs no more than the book's own.
struct FaithfulMarket: Sendable {
  /// What a tape tells of the book.
  enum Depth: UInt8, Sendable {
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
    pulse.sequence = event.sequence
    pulse.time = desk.moment.time
    pulse.hasBegun = true
    switch event.payload {
    case .bookUpdate(let update):
      begin(update.action == .set ? .levels : .orders)
      if isWatching { watch(update, event, by: &desk) } else { book.apply(event) }
    case .trade(let trade):
      pulse.note(trade)
      if trade.maker != nil { printsNameMakers = true }
      if isWatching { watch(trade, by: &desk) }
      if depth == .reports { book.apply(event) }
      if depth == .nothing { taken.clear() }
    case .snapshot(let line):
      if depth == .nothing || depth == .quotes { begin(line.id == nil ? .levels : .orders) }
      book.apply(event)
      if isWatching { watch(line, by: &desk) }
    case .newOrder, .accepted, .amended, .cancelled, .expired, .fill, .reject, .drop:
      guard depth == .reports || depth == .nothing || depth == .quotes else { return }
      begin(.reports)
      if isWatching { watchReport(event, by: &desk) } else { book.apply(event) }
    case .quote(let quote):
      if depth == .nothing || depth == .quotes { watch(quote, by: &desk) }
    case .instrument(let rules): self.rules = rules
    case .cancel, .amend, .regime, .gap, .timer, .riskDecision, .operatorCommand: break
    }
    if isWatching { settle() }
  }

  /// Notes whether anything of ours is there to be watched for.
  mutating func settle() { isWatching = !own.isEmpty || !taken.isEmpty }

  /// A tape that tells more than it did: what was made of quotes is forgotten.
  private mutating func begin(_ depth: Depth) {
    guard depth != self.depth else { return }
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

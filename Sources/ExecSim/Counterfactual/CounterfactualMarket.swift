internal import Core
internal import OrderBook

/// One instrument whose recorded orders enter the real matching engine anew, with ours among them.
///
/// What the tape says came in, comes in: orders, and the aggressors behind its prints. What it says
/// came of them is found out again. The two histories part where ours trade:
///
/// - a recorded order that ours used up is gone; what the tape says of it later is passed over;
/// - an aggressor whose counterparty is gone takes the next in the queue, or expires at his price;
/// - a recorded order that traded on the tape and not here rests until the market takes it.
struct CounterfactualMarket: Sendable {
  /// Whether the tape allows this policy: only one that names orders does.
  enum Standing: UInt8, Sendable {
    case undecided = 0
    case inForce = 1
    case ruledOut = 2
  }

  let terms: MarketTerms
  /// What ours are checked against; recorded orders are checked against nothing.
  var rules: InstrumentRules
  var book: CopyableBook
  var pulse = MarketPulse()
  var standing = Standing.undecided
  /// Recorded requests that the recorded venue has not answered yet.
  var asked: [NewOrder] = []
  /// Recorded orders that ended here before the tape said so.
  var ended = NumberedOrders()
  var endedCount: UInt64 = 0
  /// Orders made of quantity without a name, so far.
  var unnamedCount: UInt64 = 0
  /// Whether the tape's answers are those of our own venue; its prints are then found out again.
  var isReported = false
  var printsNameMakers = false
  /// Whether the last print had no side: the lines about orders then say who traded.
  var isPrintUnresolved = false
  /// Recorded events that named an order which is gone here.
  var passedOver: UInt64 = 0
  private var reports: [EventPayload] = []

  init(_ terms: MarketTerms, _ instrument: Instrument) {
    self.terms = terms
    rules = instrument.rules
    book = CopyableBook(
      FastBook(
        instrument: instrument.id, quantityScale: instrument.quantityScale, rules: .unrestricted))
  }

  /// The tape's next event of the instrument happens.
  mutating func observe(_ event: Event, by desk: inout FillDesk) {
    pulse.note(event.sequence, at: desk.moment.time)
    switch event.payload {
    case .bookUpdate(let update):
      decide(update.action == .set ? .ruledOut : .inForce)
      observe(update, by: &desk)
    case .snapshot(let line): observe(line, by: &desk)
    case .trade(let trade):
      pulse.note(trade)
      if !isReported { observe(trade, by: &desk) }
    case .newOrder(let order):
      decide(.inForce)
      isReported = true
      asked.append(order)
    case .accepted, .amended, .cancelled, .expired, .reject, .fill, .drop:
      observeAnswer(event.payload, by: &desk)
    case .instrument(let rules): self.rules = rules
    case .cancel, .amend, .quote, .regime, .gap, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
  }

  /// Handles one request of ours; other events ask nothing.
  mutating func handle(_ request: EventPayload, by desk: inout FillDesk) {
    decide(.inForce)
    switch request {
    case .newOrder(let order):
      book.fast.submit(order, refusal: refusal(of: order, at: desk.moment.time), into: &reports)
    case .cancel(let cancel): book.fast.cancel(cancel, into: &reports)
    case .amend(let amend):
      book.fast.amend(amend, refusal: refusal(of: amend, at: desk.moment.time), into: &reports)
    case .accepted, .amended, .cancelled, .expired, .reject, .fill, .trade, .bookUpdate, .snapshot,
      .quote, .instrument, .regime, .gap, .drop, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
    drain(by: &desk)
  }

  private mutating func decide(_ verdict: Standing) {
    if standing == .undecided { standing = verdict }
  }
}

// Requests to the engine, and what comes back.
extension CounterfactualMarket {
  mutating func submit(_ order: NewOrder, by desk: inout FillDesk) {
    book.fast.submit(order, into: &reports)
    drain(by: &desk)
  }

  mutating func cancel(_ order: BookOrder, by desk: inout FillDesk) {
    let request = Cancel(id: order.id, owner: order.owner, reason: .requested)
    book.fast.cancel(request, into: &reports)
    drain(by: &desk)
  }

  mutating func amend(
    _ order: BookOrder, price: Price, quantity: Quantity, by desk: inout FillDesk
  ) {
    guard quantity > order.filled else { return cancel(order, by: &desk) }
    let request = Amend(id: order.id, owner: order.owner, price: price, quantity: quantity)
    book.fast.amend(request, into: &reports)
    drain(by: &desk)
  }

  /// A recorded event names an order that is gone here; `isOver` when the tape is done with it too.
  mutating func passOver(_ id: OrderID, isOver: Bool) {
    passedOver &+= 1
    if isOver { ended.leave(id) }
  }

  /// Passes on what concerns ours, and notes which recorded orders ended.
  private mutating func drain(by desk: inout FillDesk) {
    for report in reports {
      guard let id = report.orderID else { continue }
      if id.isOurs {
        desk.outbox.put(report, report.kind == .fill ? .matched : nil, of: desk.moment)
      } else if case .fill(let fill) = report, fill.liquidity == .maker, fill.remaining == .zero {
        endedCount &+= 1
        ended.join(id, arrival: endedCount)
      }
    }
    reports.removeAll(keepingCapacity: true)
  }
}

// Refusals of ours beyond those of the engine, which ranks them among its own.
extension CounterfactualMarket {
  private func refusal(of order: NewOrder, at now: Timestamp) -> RejectReason? {
    let broken = rules.violation(
      price: order.type.limitPrice, quantity: order.quantity, quantityScale: terms.quantityScale)
    if let broken { return broken }
    if isStale(at: now) { return .staleInput }
    let offer = order.side == .buy ? book.fast.bestAsk : book.fast.bestBid
    return order.type == .market && offer == nil ? .insufficientLiquidity : nil
  }

  private func refusal(of amend: Amend, at now: Timestamp) -> RejectReason? {
    let broken = rules.violation(
      price: amend.price, quantity: amend.quantity, quantityScale: terms.quantityScale)
    return broken ?? (isStale(at: now) ? .staleInput : nil)
  }

  private func isStale(at now: Timestamp) -> Bool {
    guard let limit = terms.staleAfter else { return false }
    return !pulse.hasBegun || now.since(pulse.time) > limit
  }
}

extension OrderID {
  /// Set in the numbers of our orders (`StrategyDesk.firstID`), never in recorded ones.
  private static let ours: UInt64 = 1 << 63
  /// Set in the numbers of orders that are made here of quantity without a name.
  private static let unnamed: UInt64 = 1 << 62

  /// Whether one of our strategies sent the order.
  var isOurs: Bool { rawValue & Self.ours != 0 }

  /// Whether the order stands for quantity that the tape does not name.
  var isUnnamed: Bool { !isOurs && rawValue & Self.unnamed != 0 }

  /// The number of the `count`th order that is made here.
  static func unnamed(_ count: UInt64) -> OrderID { OrderID(Self.unnamed | count) }
}

public import Core
internal import Engine
public import ExecSim
internal import Ledger
internal import OrderBook
internal import Strategy

/// What a session did, as reports need it: fills with their causes, valuations, delays.
public struct SessionRecord: Sendable {
  /// Every fill, in order of arrival.
  public internal(set) var fills: [RecordedFill] = []
  /// Every valuation, in order of time, seats in order.
  public internal(set) var marks: [RecordedMark] = []
  /// Nanoseconds from a new order's departure to the venue's first answer.
  public internal(set) var answerDelays = LogLinearHistogram()
  /// What each seat asked for.
  public internal(set) var tallies: [RequestTally]
  /// Each order that is not over, as it was decided.
  var decisions = IdentifierMap<Decision>()
  /// Valuations that were taken in.
  var markCount: UInt64 = 0

  /// An order when it was decided.
  struct Decision {
    let seat: Int
    let time: Timestamp
    let bid: Price?
    let ask: Price?
    var isAnswered = false
  }

  init(seatCount: Int) { tallies = Array(repeating: RequestTally(), count: seatCount) }

  /// A request of `seat` was denied by our own limits.
  mutating func noteDenial(seat: Int) { tallies[seat].denials += 1 }

  /// A request of `seat` leaves at `now`, with these best prices in the engine's view.
  mutating func note(
    request: EventPayload, seat: Int, at now: Timestamp, bid: DepthLevel?, ask: DepthLevel?
  ) {
    switch request {
    case .newOrder(let order):
      tallies[seat].orders += 1
      decisions[order.id.rawValue] = Decision(
        seat: seat, time: now, bid: bid?.price, ask: ask?.price)
    case .cancel: tallies[seat].cancels += 1
    case .amend: tallies[seat].amends += 1
    case .accepted, .amended, .cancelled, .expired, .reject, .fill, .trade, .bookUpdate,
      .snapshot, .quote, .instrument, .regime, .gap, .drop, .timer, .riskDecision,
      .operatorCommand, .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
  }

  /// A report on an order of `seat` has arrived and the engine has acted upon it; a fill came to
  /// `result`.
  mutating func note(
    _ report: VenueReport, seat: Int, sequence: TapeSequence, _ result: FillResult
  ) {
    if case .reject = report.payload { tallies[seat].rejects += 1 }
    guard let id = report.payload.orderID, var decision = decisions[id.rawValue] else { return }
    if !decision.isAnswered {
      decision.isAnswered = true
      answerDelays.record(UInt64(max(0, report.arrival.nanoseconds - decision.time.nanoseconds)))
    }
    decisions[id.rawValue] = report.payload.endsOrder ? nil : decision
    switch report.payload {
    case .fill(let fill):
      fills.append(
        RecordedFill(
          sequence: sequence, time: report.arrival, venueTime: report.venueTime,
          seat: decision.seat, instrument: report.instrument, fill: fill, fee: result.fee,
          realised: result.realised,
          decidedAt: decision.time, decisionBid: decision.bid, decisionAsk: decision.ask,
          cause: report.cause, because: report.because))
    case .newOrder, .cancel, .amend, .accepted, .amended, .cancelled, .expired, .reject, .trade,
      .bookUpdate, .snapshot, .quote, .instrument, .regime, .gap, .drop, .timer, .riskDecision,
      .operatorCommand, .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
  }

  /// The engine has valued its holdings for the `count`th time, with these best prices of the first
  /// instrument in its view.
  mutating func note(
    _ seats: [SeatMark], count: UInt64, at now: Timestamp, bid: DepthLevel?, ask: DepthLevel?
  ) {
    markCount = count
    for (seat, mark) in seats.enumerated() {
      marks.append(
        RecordedMark(
          time: now, seat: seat, equity: mark.equity, position: mark.position, bid: bid?.price,
          ask: ask?.price))
    }
  }
}

extension EventPayload {
  /// Whether the order that a report is about is over by it.
  fileprivate var endsOrder: Bool {
    switch self {
    case .cancelled, .expired: true
    case .fill(let fill): fill.remaining == .zero
    case .reject(let refusal): refusal.request == .new
    case .drop(let drop): drop.request == .new
    case .newOrder, .cancel, .amend, .accepted, .amended, .trade, .bookUpdate, .snapshot, .quote,
      .instrument, .regime, .gap, .timer, .riskDecision, .operatorCommand, .orderTerms,
      .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      false
    }
  }
}

/// What a seat asked for and was refused.
public struct RequestTally: BitwiseCopyable, Sendable, Equatable {
  /// New orders that left.
  public internal(set) var orders: UInt64 = 0
  /// Cancels that left.
  public internal(set) var cancels: UInt64 = 0
  /// Amends that left.
  public internal(set) var amends: UInt64 = 0
  /// Requests that the venue refused.
  public internal(set) var rejects: UInt64 = 0
  /// Requests that our own limits denied.
  public internal(set) var denials: UInt64 = 0
}

/// A fill with everything that explains it.
public struct RecordedFill: Sendable, Equatable {
  /// Place on the session's tape.
  public let sequence: TapeSequence
  /// When the engine heard of it.
  public let time: Timestamp
  /// When it happened at the venue.
  public let venueTime: Timestamp
  /// Whose.
  public let seat: Int
  /// What traded.
  public let instrument: InstrumentID
  /// The fill as reported.
  public let fill: Fill
  /// What it cost in fees; a rebate is negative.
  public let fee: Money
  /// What it realised, before fees.
  public let realised: Money
  /// When its order left.
  public let decidedAt: Timestamp
  /// Best bid that the strategy saw then.
  public let decisionBid: Price?
  /// Best offer that the strategy saw then.
  public let decisionAsk: Price?
  /// Why the simulated venue filled it.
  public let cause: FillCause?
  /// The market event that caused it.
  public let because: TapeSequence
}

/// A valuation of a seat's books.
public struct RecordedMark: Sendable, Equatable {
  /// When.
  public let time: Timestamp
  /// Whose.
  public let seat: Int
  /// In the first currency; nil where a price was missing.
  public let equity: Money?
  /// Holding of the first instrument.
  public let position: SignedQuantity
  /// Best bid of the first instrument.
  public let bid: Price?
  /// Best offer of the first instrument.
  public let ask: Price?
}

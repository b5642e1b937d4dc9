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
  /// Each order when it was decided.
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

  /// A request was denied by our own limits.
  mutating func note(_ decision: RiskDecision, _ engine: borrowing Engine) {
    guard decision.verdict == .denied, let seat = engine.seat(of: decision.owner) else { return }
    tallies[seat].denials += 1
  }

  /// A request leaves.
  mutating func note(request event: Event, _ engine: borrowing Engine) {
    guard let seat = engine.seat(of: event.source), let instrument = event.instrument else {
      return
    }
    switch event.payload {
    case .newOrder(let order):
      tallies[seat].orders += 1
      let best = engine.market.bestPrices(instrument)
      decisions[order.id.rawValue] = Decision(
        seat: seat, time: engine.now, bid: best.bid?.price, ask: best.ask?.price)
    case .cancel: tallies[seat].cancels += 1
    case .amend: tallies[seat].amends += 1
    case .accepted, .amended, .cancelled, .expired, .reject, .fill, .trade, .bookUpdate,
      .snapshot, .quote, .instrument, .regime, .gap, .drop, .timer, .riskDecision,
      .operatorCommand, .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
  }

  /// A report has arrived and the engine has acted upon it; `before` are the position's figures
  /// from before.
  mutating func note(
    _ report: VenueReport, sequence: TapeSequence, before: Position?, _ engine: borrowing Engine
  ) {
    guard let id = report.payload.orderID, var decision = decisions[id.rawValue] else { return }
    if !decision.isAnswered {
      decision.isAnswered = true
      answerDelays.record(UInt64(max(0, report.arrival.nanoseconds - decision.time.nanoseconds)))
      decisions[id.rawValue] = decision
    }
    switch report.payload {
    case .reject: tallies[decision.seat].rejects += 1
    case .fill(let fill):
      let after = engine.position(seat: decision.seat, report.instrument) ?? Position()
      let earlier = before ?? Position()
      fills.append(
        RecordedFill(
          sequence: sequence, time: report.arrival, venueTime: report.venueTime,
          seat: decision.seat, instrument: report.instrument, fill: fill,
          fee: Money(rawValue: after.fees.rawValue &- earlier.fees.rawValue),
          realised: Money(rawValue: after.realised.rawValue &- earlier.realised.rawValue),
          decidedAt: decision.time, decisionBid: decision.bid, decisionAsk: decision.ask,
          cause: report.cause, because: report.because))
    case .newOrder, .cancel, .amend, .accepted, .amended, .cancelled, .expired, .trade,
      .bookUpdate, .snapshot, .quote, .instrument, .regime, .gap, .drop, .timer, .riskDecision,
      .operatorCommand, .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
  }

  /// The engine has valued its holdings.
  mutating func note(_ engine: borrowing Engine) {
    markCount = engine.counters.marks
    let best = engine.market.bestPrices(InstrumentID(1))
    for seat in tallies.indices {
      marks.append(
        RecordedMark(
          time: engine.now, seat: seat, equity: engine.lastEquity(seat: seat),
          position: engine.desk(seat: seat).positions.first ?? .zero, bid: best.bid?.price,
          ask: best.ask?.price))
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

internal import Backtest
internal import Core
internal import Engine
internal import Ledger
internal import OrderState
internal import Risk
internal import Strategy

/// What has to hold of any session, read from its tape as somebody would who was not there.
struct SessionJudge {
  private let trial: SessionTrial
  private let session: Session
  private var register = OrderRegister()
  /// By number of the party.
  private var positions = IdentifierMap<Int64>()
  private var isLatched = false
  private var isFlattening = false

  init(_ trial: SessionTrial, _ session: Session) {
    self.trial = trial
    self.session = session
  }

  /// Throws what is broken first.
  consuming func judge(_ tape: [Event]) throws(TrialFailure) {
    guard session.engine.counters.violations == 0 else {
      throw failure("the engine saw a report that cannot be")
    }
    if let kill = session.engine.risk.kill, Self.doubts.contains(kill.reason) {
      throw failure("tripped by \(kill.reason.token): our books disagree")
    }
    var sequence = TapeSequence(0)
    for event in tape {
      guard event.sequence == sequence.next else {
        throw failure("event \(event.sequence.rawValue) follows \(sequence.rawValue)")
      }
      sequence = event.sequence
      try judge(event)
    }
    try judgeBooks()
  }

  /// What trips because our own records disagree.
  private static let doubts: [RiskReason] = [.exposureMismatch, .impossibleReport, .unpostableFill]

  private mutating func judge(_ event: Event) throws(TrialFailure) {
    switch event.payload {
    case .riskDecision(let decision):
      if decision.verdict == .tripped { isLatched = true }
      if decision.verdict == .reset { isLatched = false }
    case .operatorCommand(let command): isFlattening = command.command == .flatten
    case .newOrder(let order) where isOurs(order.owner):
      guard !isLatched || isFlattening else {
        throw failure("order \(order.id.rawValue) left through a latched kill switch")
      }
    case .fill(let fill) where isOurs(fill.owner):
      let quantity = fill.quantity.rawValue
      let party = UInt64(fill.owner.rawValue)
      positions[party] = (positions[party] ?? 0) + (fill.side == .buy ? quantity : -quantity)
    case .newOrder, .cancel, .amend, .accepted, .amended, .cancelled, .expired, .reject, .fill,
      .trade, .bookUpdate, .snapshot, .quote, .instrument, .regime, .gap, .drop, .timer,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
    guard let owner = event.payload.owner, isOurs(owner) else { return }
    do throws(LifecycleViolation) { try register.apply(event) } catch {
      throw failure("event \(event.sequence.rawValue): \(error)")
    }
  }

  private func isOurs(_ party: PartyID) -> Bool { session.engine.seat(of: party) != nil }

  /// The fills of the tape are what the books hold.
  private func judgeBooks() throws(TrialFailure) {
    for seat in 0..<session.engine.seatCount {
      let traded = positions[UInt64(session.engine.desk(seat: seat).party.rawValue)] ?? 0
      for instrument in session.engine.market.instruments {
        let held = session.engine.ledger(seat: seat).position(instrument.id)?.quantity.rawValue ?? 0
        guard held == traded else {
          let name = session.engine.strategyName(seat: seat)
          throw failure("\(name) holds \(held), its fills make \(traded)")
        }
      }
    }
  }

  private func failure(_ reason: String) -> TrialFailure {
    TrialFailure(seed: trial.seed, reason: reason)
  }
}

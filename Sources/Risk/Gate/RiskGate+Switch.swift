public import Core

// The kill switch: what trips it, and the operator's commands.
extension RiskGate {
  /// Latches the kill switch, unless it is latched: every new order and amend is denied until an
  /// operator resets it. The caller takes out what is working.
  public mutating func trip(
    _ reason: RiskReason, _ owner: PartyID = .venue, limit: UInt64 = 0, observed: UInt64 = 0,
    at now: Timestamp, into decisions: inout [RiskDecision]
  ) {
    guard kill == nil else { return }
    kill = KillState(reason: reason, time: now)
    counters.trips &+= 1
    decisions.append(
      RiskDecision(
        verdict: .tripped, owner: owner, reason: reason, limit: limit, observed: observed))
  }

  /// The account was valued; a loss beyond a limit trips.
  public mutating func note(
    equity: Money, at now: Timestamp, into decisions: inout [RiskDecision]
  ) {
    account.note(equity, on: day(of: now))
    renewAllowance()
    if let limit = limits.account.dailyLoss, let it = loss(account.dailyLoss, limit) {
      trip(.dailyLoss, limit: it.limit, observed: it.observed, at: now, into: &decisions)
    }
    if let limit = limits.account.drawdown, let it = loss(account.drawdown, limit) {
      trip(.drawdown, limit: it.limit, observed: it.observed, at: now, into: &decisions)
    }
  }

  private func loss(_ loss: UInt64, _ limit: Money) -> (limit: UInt64, observed: UInt64)? {
    let limit = UInt64(clamping: limit.rawValue)
    return loss > limit ? (limit, loss) : nil
  }

  /// An operator's command. What it means for working orders and positions is the caller's part:
  /// the gate closes and opens.
  ///
  /// `reload` is `reload(_:at:into:)`, because it brings limits with it.
  public mutating func obey(
    _ command: OperatorWord, at now: Timestamp, into decisions: inout [RiskDecision]
  ) {
    switch command {
    case .halt, .flatten, .quit: isHalted = true
    case .resume: isHalted = false
    case .kill: trip(.operatorCommand, at: now, into: &decisions)
    case .resetKill: reset(at: now, into: &decisions)
    case .cancelAll, .reload: break
    }
  }

  /// The rule that tripped counts from here on, or it would trip again at once.
  private mutating func reset(at now: Timestamp, into decisions: inout [RiskDecision]) {
    guard let latched = kill else { return }
    kill = nil
    account.restart(latched.reason)
    for seat in seats.indices {
      denialAllowances[seat] = denialAllowances[seat].map { TokenBucket($0.pace) }
    }
    let span = now.since(latched.time)
    decisions.append(
      RiskDecision(
        verdict: .reset, owner: .venue, reason: latched.reason, limit: 0,
        observed: UInt64(clamping: span.count)))
  }

  /// Refuses limits that do not fit the gate's instruments and seats, naming every fault.
  public func check(_ limits: RiskLimits) throws(InvalidLimits) {
    _ = try LimitsInForce(limits, instruments: instruments, seats: seats)
  }

  /// Takes other limits into force, all of them or, where one does not fit, none. Exposure, losses
  /// and the kill switch stay; a pace that is the same keeps its bucket.
  public mutating func reload(
    _ limits: RiskLimits, into decisions: inout [RiskDecision]
  ) throws(InvalidLimits) {
    let inForce = try LimitsInForce(limits, instruments: instruments, seats: seats)
    let old = self.limits
    account.rescale(from: self.inForce.scale.unit, to: inForce.scale.unit)
    exposure.rescale(inForce.scale, marginRates: inForce.marginRates)
    (self.limits, self.inForce) = (limits, inForce)
    renewAllowance()
    orderRate = Self.bucket(limits.account.orderRate, keeping: orderRate)
    for (place, seat) in seats.enumerated() {
      let own = limits.of(seat)
      throttles[place] = Self.bucket(own?.throttle, keeping: throttles[place])
      denialAllowances[place] = Self.bucket(own?.denials, keeping: denialAllowances[place])
    }
    decisions.append(
      RiskDecision(
        verdict: .reloaded, owner: .venue, reason: .operatorCommand,
        limit: old.configurationHash, observed: limits.configurationHash))
  }

  private static func bucket(_ pace: Pace?, keeping old: TokenBucket?) -> TokenBucket? {
    guard let pace else { return nil }
    return old?.pace == pace ? old : TokenBucket(pace)
  }
}

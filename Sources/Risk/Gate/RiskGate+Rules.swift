internal import Core

// The rules. Each has the name of its reason, answers with the limit and what was seen where it
// denies, and changes nothing. At the limit is allowed, beyond it is not.
extension RiskGate {
  /// The first rule in rank order that a proposal breaks. Nothing changes: gate and proposal go by
  /// address because copies of them would cost as much as several rules.
  mutating func violation(of proposal: inout Proposal, at now: Timestamp) -> Violation? {
    let limits = inForce.instruments[proposal.place]
    if let it = staleMarket(proposal, limits, now) { return it }
    if let it = noReferencePrice(proposal, limits) { return it }
    if let it = orderSize(proposal, limits) { return it }
    if let it = priceCollar(proposal, limits) { return it }
    if let it = orderNotional(proposal, limits) { return it }
    if let it = overflow(proposal) { return it }
    if let it = duplicateOrder(proposal, limits) { return it }
    if let it = openOrders(proposal) { return it }
    if let it = strategyOrders(proposal) { return it }
    if let it = positionLimit(proposal, limits) { return it }
    if let it = strategyBudget(proposal) { return it }
    if let it = leverage(proposal) { return it }
    if let it = margin(proposal) { return it }
    if let it = orderRate(now) { return it }
    if let it = strategyThrottle(proposal, now) { return it }
    return nil
  }
}

// Whether the gate is open, and for whom.
extension RiskGate {
  @inline(__always) func killSwitch() -> Violation? {
    kill.map { Violation(reason: .killSwitch, observed: UInt64($0.reason.rawValue)) }
  }

  @inline(__always) func operatorHalt() -> Violation? {
    isHalted ? Violation(reason: .operatorHalt) : nil
  }

  @inline(__always) func unknownInstrument(_ place: Int) -> Violation? {
    inForce.instruments[place].isListed ? nil : Violation(reason: .unknownInstrument)
  }
}

// The market, and the order by itself.
extension RiskGate {
  @inline(__always) func staleMarket(
    _ proposal: Proposal, _ limits: LimitsInForce.Instrument, _ now: Timestamp
  ) -> Violation? {
    guard let reference = proposal.reference else { return nil }
    let age = now.nanoseconds - reference.time.nanoseconds
    guard age > limits.maximumAge else { return nil }
    return Violation(
      reason: .staleMarket, limit: UInt64(clamping: limits.maximumAge),
      observed: UInt64(clamping: age))
  }

  @inline(__always) func noReferencePrice(
    _ proposal: Proposal, _ limits: LimitsInForce.Instrument
  ) -> Violation? {
    limits.needsReference && proposal.reference == nil
      ? Violation(reason: .noReferencePrice) : nil
  }

  @inline(__always) func orderSize(_ proposal: Proposal, _ limits: LimitsInForce.Instrument)
    -> Violation?
  {
    guard proposal.quantity > limits.orderSize else { return nil }
    return Violation(
      reason: .orderSize, limit: UInt64(limits.orderSize), observed: UInt64(proposal.quantity))
  }

  /// A market order has no price of its own: its size and value bound what it can do.
  @inline(__always) func priceCollar(_ proposal: Proposal, _ limits: LimitsInForce.Instrument)
    -> Violation?
  {
    guard let collar = limits.collar, let price = proposal.limit,
      let reference = proposal.reference?.price
    else { return nil }
    let beyond =
      proposal.side == .buy
      ? price.rawValue - reference.rawValue : reference.rawValue - price.rawValue
    guard beyond > 0 else { return nil }
    // At most 2·10¹⁵ times 10⁴, and 10¹⁵ times 10⁶: no wrap.
    let base = Int128(abs(reference.rawValue))
    let distance = Int128(beyond) &* 10_000
    guard distance > Int128(collar) &* base else { return nil }
    return Violation(
      reason: .priceCollar, limit: UInt64(collar),
      observed: base == 0 ? .max : UInt64(clamping: (distance + base - 1) / base))
  }

  /// A limit order at its limit, a market order at the reference.
  @inline(__always) func orderNotional(_ proposal: Proposal, _ limits: LimitsInForce.Instrument)
    -> Violation?
  {
    guard limits.orderNotional < .max, let price = proposal.limit ?? proposal.reference?.price
    else { return nil }
    let value = inForce.scale.unitValue(price.rawValue, at: proposal.place).value(proposal.open)
    guard value > limits.orderNotional else { return nil }
    return Violation(
      reason: .orderNotional, limit: inForce.scale.money(limits.orderNotional),
      observed: inForce.scale.money(value))
  }
}

// What it would add.
extension RiskGate {
  /// Quantities that could no longer be added up, or values that could no longer be told apart.
  @inline(__always) func overflow(_ proposal: Proposal) -> Violation? {
    guard proposal.added > 0 else { return nil }
    let limit = ExposureCell.limit
    let total = exposure.lines[proposal.place].total
    let working = total.working(proposal.side) + proposal.added
    let most = max(working, total.worst, proposal.worth.accountReach)
    guard most > limit || proposal.worth.account >= ValueScale.ceiling else { return nil }
    return Violation(reason: .overflow, limit: UInt64(limit), observed: UInt64(clamping: most))
  }

  @inline(__always) func duplicateOrder(
    _ proposal: Proposal, _ limits: LimitsInForce.Instrument
  ) -> Violation? {
    guard let window = limits.duplicateWindow, proposal.sighting.age < window else { return nil }
    return Violation(
      reason: .duplicateOrder, limit: UInt64(window),
      observed: UInt64(clamping: proposal.sighting.age))
  }

  @inline(__always) func openOrders(_ proposal: Proposal) -> Violation? {
    guard proposal.kind == .new, exposure.orders.count >= inForce.openOrders else { return nil }
    return Violation(
      reason: .openOrders, limit: UInt64(inForce.openOrders),
      observed: UInt64(exposure.orders.count) + 1)
  }

  @inline(__always) func strategyOrders(_ proposal: Proposal) -> Violation? {
    let limit = inForce.seats[proposal.seat].openOrders
    let count = exposure.seats[proposal.seat].openOrders
    guard proposal.kind == .new, count >= limit else { return nil }
    return Violation(reason: .strategyOrders, limit: UInt64(limit), observed: UInt64(count) + 1)
  }

  /// Of the account, in the order's own direction: what brings the position back is let through
  /// even where the position is already beyond a limit that was lowered.
  @inline(__always) func positionLimit(_ proposal: Proposal, _ limits: LimitsInForce.Instrument)
    -> Violation?
  {
    let reach = proposal.worth.accountReach
    guard proposal.added > 0, reach > limits.position else { return nil }
    return Violation(
      reason: .positionLimit, limit: UInt64(limits.position), observed: UInt64(clamping: reach))
  }

  /// Rules about exposure never deny what does not add to it.
  @inline(__always) func strategyBudget(_ proposal: Proposal) -> Violation? {
    let limit = inForce.seats[proposal.seat].budget
    let value = exposure.gross(proposal.seat, proposal.place, worth: proposal.worth.seat)
    guard proposal.worth.addsToSeat, value > limit else { return nil }
    return Violation(
      reason: .strategyBudget, limit: inForce.scale.money(limit),
      observed: inForce.scale.money(value))
  }

  @inline(__always) func leverage(_ proposal: Proposal) -> Violation? {
    guard let limit = inForce.leverage else { return nil }
    let value = exposure.gross(proposal.place, worth: proposal.worth.account)
    // Exposure is below 2¹⁰⁶: no wrap.
    guard proposal.worth.addsToAccount, value &* 100 > allowance.gross else { return nil }
    let equity = max(0, inForce.scale.value(account.equity))
    return Violation(
      reason: .leverage, limit: UInt64(limit),
      observed: equity == 0 ? .max : UInt64(clamping: (value * 100 + equity - 1) / equity))
  }

  /// Equity less what has not settled must cover what every holding needs in its worst case.
  @inline(__always) func margin(_ proposal: Proposal) -> Violation? {
    guard inForce.checksMargin else { return nil }
    let needed = exposure.margin(proposal.place, worth: proposal.worth.account)
    guard proposal.worth.addsToAccount, needed > allowance.margin else { return nil }
    let available = max(0, inForce.scale.value(account.equity) - account.unsettled)
    return Violation(
      reason: .margin, limit: inForce.scale.money(available),
      observed: inForce.scale.money((needed + 9_999) / 10_000))
  }

  /// An order of `flatten` closes: with all that works beside it, it must not cross zero.
  @inline(__always) func notClosing(_ proposal: Proposal) -> Violation? {
    let cell = exposure.cell(proposal.seat, proposal.place)
    let position = proposal.side == .sell ? cell.position : -cell.position
    let working = cell.working(proposal.side)
    let most = max(0, position)
    if exposure.orders.count >= OrderCount.capacity.rawValue { return openOrders(proposal) }
    guard working + proposal.added > most else { return nil }
    return Violation(
      reason: .positionLimit, limit: UInt64(most),
      observed: UInt64(clamping: working + proposal.added))
  }
}

// Its pace.
extension RiskGate {
  @inline(__always) func orderRate(_ now: Timestamp) -> Violation? {
    guard let bucket = orderRate, !bucket.holdsToken(at: now) else { return nil }
    return Violation(
      reason: .orderRate, limit: UInt64(bucket.pace.count), observed: bucket.spent(at: now) + 1)
  }

  @inline(__always) func strategyThrottle(_ proposal: Proposal, _ now: Timestamp) -> Violation? {
    guard let bucket = throttles[proposal.seat], !bucket.holdsToken(at: now) else { return nil }
    return Violation(
      reason: .strategyThrottle, limit: UInt64(bucket.pace.count),
      observed: bucket.spent(at: now) + 1)
  }
}

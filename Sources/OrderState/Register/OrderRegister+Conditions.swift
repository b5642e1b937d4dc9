internal import Core

// What terms, groups and phases make of orders, beyond what each `NewOrder` says.
extension OrderRegister {
  /// Conditions of an order to come.
  struct Announcement: BitwiseCopyable, Sendable {
    var owner: PartyID
    var conditions: OrderConditions
  }

  /// Notes what the next order of this id and owner will be.
  mutating func announce(_ conditions: OrderConditions, _ id: OrderID, _ owner: PartyID) {
    guard !conditions.isEmpty, lifecycle(of: id) == nil else { return }
    var earlier = announced[id.rawValue] ?? Announcement(owner: owner, conditions: [])
    if earlier.owner != owner { earlier = Announcement(owner: owner, conditions: []) }
    earlier.conditions.formUnion(conditions)
    announced[id.rawValue] = earlier
  }

  /// The conditions of an order that has just come; they are announced no longer.
  mutating func conditions(of order: NewOrder, _ instrument: InstrumentID?) -> OrderConditions {
    var conditions: OrderConditions = []
    if let announcement = announced[order.id.rawValue], announcement.owner == order.owner {
      conditions = announcement.conditions
      announced[order.id.rawValue] = nil
    }
    if let instrument, calls.contains(instrument) { conditions.insert(.held) }
    return conditions
  }

  /// The legs of a bracket wait for their entry.
  mutating func tie(_ group: OrderGroup) {
    guard case .bracket = group.link else { return }
    for id in [group.id, group.other] {
      if let slot = liveSlot(of: id), live[slot].lifecycle.owner == group.owner {
        live[slot].lifecycle.conditions.insert(.held)
      } else {
        announce(.held, id, group.owner)
      }
    }
  }

  /// Orders of an instrument in a call trade later.
  mutating func turn(_ instrument: InstrumentID?, to phase: TradingPhase) {
    guard let instrument else { return }
    calls.removeAll { $0 == instrument }
    if phase.isCall {
      calls.append(instrument)
      calls.sort { $0.rawValue < $1.rawValue }
    }
  }

  mutating func trigger(_ report: Triggered) throws(LifecycleViolation.Cause) {
    var lifecycle = try order(report.id, of: report.owner)
    do { try lifecycle.trigger() } catch { throw .unlawfulTerms(error) }
    store(lifecycle)
  }

  mutating func restate(_ report: Restated) throws(LifecycleViolation.Cause) {
    var lifecycle = try order(report.id, of: report.owner)
    do { try lifecycle.restate(report.price, report.quantity) } catch {
      throw .unlawfulTerms(error)
    }
    try lifecycle.check(left: report.remaining)
    store(lifecycle)
  }
}

import Core
import OrderBook
import OrderState

extension Simulator {
  /// Checks the whole market between two actions; empty when it is sound.
  ///
  /// What `advance` guarantees after every step, and what saved state is held to.
  /// - Complexity: O(n log n) in orders, messages and participants.
  public func invariantViolations() -> [MarketViolation] {
    var found: [MarketViolation] = []
    if metrics.lifecycleViolations > 0 { found.append(.lifecycle(metrics.lifecycleViolations)) }
    found += engine.invariantViolations().map { .book($0) }
    checkAccounts(into: &found)
    checkPositions(into: &found)
    checkMessages(into: &found)
    checkCounters(into: &found)
    checkSchedule(into: &found)
    return found
  }

  /// INV-SIM-3: what parties believe to be working is what rests, order by order.
  private func checkAccounts(into found: inout [MarketViolation]) {
    if engine.instruments != header.instruments.map(\.id) { found.append(.wrongBooks) }
    var known = 0
    for participant in participants {
      var seen = IdentifierMap<Bool>()
      for order in participant.account.working {
        let resting = engine.withBook(of: participant.instrument) { $0.order(order.id) } ?? nil
        let rests = resting.map { participant.matches(order, $0) } ?? false
        if rests, seen[order.id.rawValue] == nil {
          seen[order.id.rawValue] = true
          known += 1
        } else {
          found.append(.accountDiffers(participant.party))
        }
      }
    }
    if restingOrders != known { found.append(.ordersUnaccounted(restingOrders - known)) }
  }

  /// INV-SIM-4: nobody can pass the limit, and what one bought another sold.
  private func checkPositions(into found: inout [MarketViolation]) {
    var sums = Array(repeating: Int128(0), count: header.instruments.count)
    for participant in participants {
      let account = participant.account
      sums[Int(participant.instrument.rawValue) - 1] += Int128(account.position)
      if account.couldPass(configuration.agents.positionLimit) {
        found.append(.limitPassed(participant.party))
      }
    }
    for (instrument, sum) in zip(header.instruments, sums) where sum != 0 {
      found.append(.positionsUnbalanced(instrument.id))
    }
  }

  /// INV-SIM-5 and 6: every message is somewhere, once.
  private func checkMessages(into found: inout [MarketViolation]) {
    let waiting = inbox.queued + inbox.blocked
    for message in waiting + schedule.messagesInFlight.messages where !canHaveSent(message) {
      found.append(.foreignMessage(message.source))
    }
    let sent = participants.reduce(Int128(0)) { $0 + Int128($1.sent) }
    let left =
      Int128(metrics.messagesHandled) + Int128(metrics.drops.total)
      + Int128(metrics.rejects[.queueFull]) + Int128(channel.lostCount) + Int128(messagesPending)
    if sent != metrics.messagesSent || sent + Int128(channel.duplicatedCount) != left {
      found.append(.messagesUncounted)
    }
    let waitsFor = participants.map { participant in
      inbox.blocked.count { $0.source == participant.party }
    }
    let isTorn =
      inbox.depth > configuration.inbox.capacity
      || (inbox.blockedCount > 0 && inbox.depth < configuration.inbox.capacity)
      || waitsFor != participants.map(\.blockedMessages)
    if isTorn { found.append(.inboxTorn) }
  }

  private func canHaveSent(_ message: Message) -> Bool {
    let index = Int(message.source.rawValue) - 1
    guard participants.indices.contains(index), message.number > 0 else { return false }
    return message.number <= participants[index].sent && message.request.requestKind != nil
      && message.request.owner == message.source
      && message.instrument == participants[index].instrument
  }

  /// INV-SIM-7: every event was counted once under its kind and its regime.
  private func checkCounters(into found: inout [MarketViolation]) {
    let regimes = metrics.regimes.reduce(0) { $0 + $1.events.total }
    let total = metrics.events.total
    let agrees =
      total == hash.count && total == sequencer.last.rawValue && total == regimes
      && metrics.rejects.total == metrics.events[.reject]
      && metrics.drops.total == metrics.events[.drop]
      && metrics.events[.fill] == 2 * metrics.events[.trade]
    if !agrees { found.append(.eventsUncounted) }
  }

  /// INV-SIM-8: time only moves forward, and the venue works exactly when something waits.
  private func checkSchedule(into found: inout [MarketViolation]) {
    let isAhead = schedule.next.map { $0.time >= now } ?? false
    let works = schedule.isServicePlanned == (inbox.depth > 0) && isServing == (inbox.depth > 0)
    if !isAhead || !works || sequencer.clampedCount > 0 {
      found.append(.scheduleTorn)
    }
  }
}

extension Participant {
  fileprivate func matches(_ order: Account.WorkingOrder, _ resting: BookOrder) -> Bool {
    resting.owner == party && resting.side == order.side && resting.price == order.price
      && resting.quantity == order.quantity && resting.remaining == order.remaining
  }
}

extension Account {
  /// Whether the position would pass the limit if all that works on one side traded.
  fileprivate func couldPass(_ limit: UInt64) -> Bool {
    guard position.magnitude <= limit else { return true }
    return Side.allCases.contains { side in
      let signed = side == .buy ? position : -position
      return Int128(signed) + exactWorkingQuantity(side) > Int128(limit)
    }
  }

  private func exactWorkingQuantity(_ side: Side) -> Int128 {
    working.reduce(0) { $1.side == side ? $0 + Int128($1.remaining.rawValue) : $0 }
  }
}

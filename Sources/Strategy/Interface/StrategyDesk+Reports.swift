public import Core

// What the engine tells the desk. Each returns what the strategy is to hear of it.
extension StrategyDesk {
  /// Moves the desk's clock.
  public mutating func advance(to time: Timestamp) { now = time }

  /// Hands over what was asked for since the last time.
  public mutating func takeRequests(into buffer: inout [StrategyRequest]) {
    buffer.append(contentsOf: requests)
    requests.removeAll(keepingCapacity: true)
  }

  /// A report of the venue about one of the desk's orders; reports on orders that are over (late
  /// fills) still move the position.
  public mutating func note(_ report: EventPayload, instrument: InstrumentID) {
    switch report {
    case .accepted(let it): change(it.id) { $0.isAccepted = true }
    case .amended(let it):
      change(it.id) {
        $0.price = it.price
        $0.remaining = it.remaining
        $0.requestedTotal = nil
      }
    case .restated(let it):
      change(it.id) {
        $0.price = it.price ?? $0.price
        $0.remaining = it.remaining
      }
    case .fill(let it):
      let place = Int(instrument.rawValue) - 1
      if positions.indices.contains(place),
        let after = positions[place].after(it.side, it.quantity)
      {
        positions[place] = after
      }
      change(it.id) {
        $0.remaining = it.remaining
        $0.filled = $0.filled.adding(it.quantity) ?? $0.filled
      }
      if it.remaining == .zero { remove(it.id) }
    case .cancelled(let it): remove(it.id)
    case .expired(let it): remove(it.id)
    case .reject(let it): noteRefused(it.id, it.request)
    case .drop(let it): noteRefused(it.id, it.request)
    case .newOrder, .cancel, .amend, .trade, .bookUpdate, .snapshot, .quote, .instrument, .regime,
      .gap, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered:
      break
    }
  }

  /// A request came to nothing: a refused order is over, a refused cancel or amend leaves its order
  /// working as it was.
  public mutating func noteRefused(_ id: OrderID, _ request: RequestKind) {
    switch request {
    case .new: remove(id)
    case .cancel: change(id) { $0.isCancelling = false }
    case .amend: change(id) { $0.requestedTotal = nil }
    case .group: break
    }
  }

  /// The engine itself takes an order out.
  public mutating func noteCancelling(_ id: OrderID) { change(id) { $0.isCancelling = true } }

  /// The engine itself closes a holding: a market order that leaves at once, past the strategy. Nil
  /// where the desk has no numbers left.
  public mutating func closing(
    _ instrument: InstrumentID, _ side: Side, _ quantity: Quantity
  ) -> NewOrder? {
    submit(instrument, side, .market, quantity, timeInForce: .immediateOrCancel)
    guard case .order(_, .newOrder(let order)) = requests.popLast() else { return nil }
    return order
  }

  private mutating func change(_ id: OrderID, _ edit: (inout WorkingOrder) -> Void) {
    if let place = orders.firstIndex(where: { $0.id == id }) { edit(&orders[place]) }
  }

  private mutating func remove(_ id: OrderID) {
    if let place = orders.firstIndex(where: { $0.id == id }) { orders.remove(at: place) }
  }
}

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
      }
    case .fill(let it):
      let place = Int(instrument.rawValue) - 1
      if positions.indices.contains(place),
        let after = positions[place].after(it.side, it.quantity)
      {
        positions[place] = after
      }
      change(it.id) { $0.remaining = it.remaining }
      if it.remaining == .zero { remove(it.id) }
    case .cancelled(let it): remove(it.id)
    case .expired(let it): remove(it.id)
    case .reject(let it): noteRefused(it.id, it.request)
    case .drop(let it): noteRefused(it.id, it.request)
    case .newOrder, .cancel, .amend, .trade, .bookUpdate, .snapshot, .quote, .instrument, .regime,
      .gap, .timer, .riskDecision, .operatorCommand:
      break
    }
  }

  /// A request came to nothing: a refused order is over, a refused cancel leaves its order working.
  public mutating func noteRefused(_ id: OrderID, _ request: RequestKind) {
    switch request {
    case .new: remove(id)
    case .cancel: change(id) { $0.isCancelling = false }
    case .amend: break
    }
  }

  private mutating func change(_ id: OrderID, _ edit: (inout WorkingOrder) -> Void) {
    if let place = orders.firstIndex(where: { $0.id == id }) { edit(&orders[place]) }
  }

  private mutating func remove(_ id: OrderID) {
    if let place = orders.firstIndex(where: { $0.id == id }) { orders.remove(at: place) }
  }
}

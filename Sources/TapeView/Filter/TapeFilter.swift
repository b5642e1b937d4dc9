public import Core

/// Decides which events of one tape pass; made by `TapeFilterTerms.resolved`.
public struct TapeFilter: Sendable, Equatable {
  /// A bit a kind; zero lets all pass.
  private let kindBits: UInt64
  private let instruments: [InstrumentID]
  private let parties: [PartyID]
  private let orders: [OrderID]
  private let sequences: ClosedRange<UInt64>
  private let times: ClosedRange<Int64>

  /// Lets every event pass.
  static let everything = TapeFilter(
    kinds: [], instruments: [], parties: [], orders: [], from: nil, to: nil, since: nil, until: nil)

  init(
    kinds: [EventKind], instruments: [InstrumentID], parties: [PartyID], orders: [OrderID],
    from: TapeSequence?, to: TapeSequence?, since: Timestamp?, until: Timestamp?
  ) {
    kindBits = kinds.reduce(0) { $0 | 1 << UInt64($1.rawValue) }
    self.instruments = instruments
    self.parties = parties
    self.orders = orders
    // A backward range, which forged saved state could hold, must not trap.
    let (first, last) = (from?.rawValue ?? 0, to?.rawValue ?? .max)
    sequences = min(first, last)...last
    let (earliest, latest) = (since?.nanoseconds ?? 0, until?.nanoseconds ?? .max)
    times = min(earliest, latest)...latest
  }

  /// Whether every criterion given lets the event pass.
  ///
  /// An agent is met as source or as owner; a trade is of both its orders and of no agent.
  /// - Complexity: O(words given).
  @inline(__always)  // A call would copy the filter, and through it the replay, an event.
  public func passes(_ event: Event) -> Bool {
    guard kindBits == 0 || kindBits & 1 << UInt64(event.kind.rawValue) != 0,
      sequences.contains(event.sequence.rawValue), times.contains(event.time.nanoseconds)
    else { return false }
    if !instruments.isEmpty {
      guard let id = event.instrument, isOpen(to: id) else { return false }
    }
    if !parties.isEmpty {
      let owner = event.payload.owner ?? event.source
      guard parties.contains(event.source) || parties.contains(owner) else { return false }
    }
    return orders.isEmpty || concernsOrder(event.payload)
  }

  /// Whether the event lies within the sequences and times given.
  @inline(__always)  // As above.
  func covers(_ event: Event) -> Bool {
    sequences.contains(event.sequence.rawValue) && times.contains(event.time.nanoseconds)
  }

  /// Whether events of an instrument can pass.
  public func isOpen(to instrument: InstrumentID) -> Bool {
    instruments.isEmpty || instruments.contains(instrument)
  }

  private func concernsOrder(_ payload: EventPayload) -> Bool {
    if case .trade(let trade) = payload {
      return [trade.maker, trade.taker].contains { id in id.map(orders.contains) ?? false }
    }
    return payload.orderID.map(orders.contains) ?? false
  }
}

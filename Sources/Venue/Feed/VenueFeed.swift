public import Core

/// Takes a market's tape apart into what went into the matching engine and what came out of it.
///
/// What goes in is a venue's input; what came out is what the venue must answer. Messages that never
/// reached the engine (drops, a full inbox) give nothing.
public struct VenueFeed: Sendable {
  /// An input, and the reports that the tape shows for it.
  public struct Exchange: Sendable, Equatable {
    /// What goes in.
    public let input: VenueInput
    /// What must come out.
    public let reports: [EventPayload]
  }

  private var request: Event?
  private var reports: [EventPayload] = []

  /// A feed before the first event.
  public init() {}

  /// Takes the tape's next event; the exchange before it, where it ends one.
  public mutating func take(_ event: Event) -> Exchange? {
    if event.payload.isVenueRequest {
      let ended = finish()
      request = event
      return ended
    }
    guard request != nil, event.payload.isReport else { return finish() }
    reports.append(event.payload)
    return nil
  }

  /// The exchange that is open, when no more reports of it can follow.
  public mutating func finish() -> Exchange? {
    defer { reports.removeAll(keepingCapacity: true) }
    guard let event = request.take() else { return nil }
    guard reports.count == 1, case .reject(let reject) = reports[0] else {
      return Exchange(input: .request(event, verdict: nil), reports: reports)
    }
    switch reject.reason {
    case .queueFull: return nil  // the inbox refused it; the engine never saw it
    case .positionLimit:
      return Exchange(input: .request(event, verdict: .positionLimit), reports: reports)
    case .unknownInstrument, .duplicateOrder, .unknownOrder, .notOwner, .tradingHalted,
      .zeroQuantity, .quantityOffLot, .priceOffTick, .belowMinimumNotional, .contradictoryTerms,
      .quantityBelowFilled, .quantityOverflow, .wouldTrade, .staleInput, .insufficientLiquidity,
      .unknownPosition, .wouldIncrease, .outsideCollar, .notInPhase, .alreadyGrouped:
      return Exchange(input: .request(event, verdict: nil), reports: reports)
    }
  }
}

extension EventPayload {
  /// Whether a matching engine says it.
  fileprivate var isReport: Bool {
    switch self {
    case .accepted, .amended, .cancelled, .expired, .reject, .fill, .trade, .triggered, .restated:
      true
    case .newOrder, .cancel, .amend, .bookUpdate, .snapshot, .quote, .instrument, .regime, .gap,
      .drop, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange:
      false
    }
  }
}

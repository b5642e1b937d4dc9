public import Core

/// What the simulated venue says of an order of ours, and when the engine hears it.
public struct VenueReport: BitwiseCopyable, Sendable, Equatable {
  /// What the order trades.
  public var instrument: InstrumentID
  /// `Accepted`, `Fill`, `Amended`, `Cancelled`, `Expired` or `Reject`.
  public var payload: EventPayload
  /// When it happened at the venue.
  public var venueTime: Timestamp
  /// When it reaches the engine.
  public var arrival: Timestamp
  /// By which rule an order traded; nil for reports that are no fills.
  public var cause: FillCause?
  /// The market event that caused it, or behind which the request found the market; 0 for none.
  public var because: TapeSequence

  /// Takes every field.
  public init(
    instrument: InstrumentID, payload: EventPayload, venueTime: Timestamp, arrival: Timestamp,
    cause: FillCause?, because: TapeSequence
  ) {
    self.instrument = instrument
    self.payload = payload
    self.venueTime = venueTime
    self.arrival = arrival
    self.cause = cause
    self.because = because
  }
}

/// By which rule an order of ours traded. Every simulated fill has one, and the tape sequence of the
/// market event behind it.
public enum FillCause: UInt8, BitwiseCopyable, Sendable, Equatable, CaseIterable {
  /// It came and took what stood there.
  case tookLiquidity = 1
  /// What stood ahead of it is gone, and the tape trades at its price.
  case queueReached = 2
  /// The tape trades at a price worse than its own.
  case tradedThrough = 3
  /// Somebody of the tape came to rest at its price or through it.
  case crossed = 4
  /// The real engine matched it (counterfactual).
  case matched = 5

  /// The word in reports.
  public var word: StaticString {
    switch self {
    case .tookLiquidity: "took-liquidity"
    case .queueReached: "queue-reached"
    case .tradedThrough: "traded-through"
    case .crossed: "crossed"
    case .matched: "matched"
    }
  }
}

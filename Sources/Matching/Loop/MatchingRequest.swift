public import Core

/// What a gateway asks of the engine.
public struct MatchingRequest: BitwiseCopyable, Sendable, Equatable {
  /// The book.
  public let instrument: InstrumentID
  /// A new order, a cancel, an amend, or new rules.
  public let payload: EventPayload

  /// Takes every field.
  public init(_ payload: EventPayload, of instrument: InstrumentID) {
    self.instrument = instrument
    self.payload = payload
  }
}

/// What the engine answers.
public struct MatchingReport: BitwiseCopyable, Sendable, Equatable {
  /// Number of the request that it answers, dense from 1 in the order in which they were handled.
  public let request: UInt64
  /// The book.
  public let instrument: InstrumentID
  /// The report.
  public let payload: EventPayload

  /// Takes every field.
  public init(_ payload: EventPayload, to request: UInt64, of instrument: InstrumentID) {
    self.request = request
    self.instrument = instrument
    self.payload = payload
  }
}

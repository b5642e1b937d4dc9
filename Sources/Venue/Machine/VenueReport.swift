public import Core

/// What a venue says: it leaves the building only when the request that caused it is durable.
public struct VenueReport: BitwiseCopyable, Sendable, Equatable {
  /// The event that it answers.
  public let request: TapeSequence
  /// Event time of that request.
  public let time: Timestamp
  /// What it is about.
  public let instrument: InstrumentID
  /// What happened.
  public let payload: EventPayload

  /// Takes every field.
  public init(
    request: TapeSequence, time: Timestamp, instrument: InstrumentID, payload: EventPayload
  ) {
    self.request = request
    self.time = time
    self.instrument = instrument
    self.payload = payload
  }
}

/// One event of a tape: where and when it stands, who caused it, what it concerns, what happened.
public struct Event: BitwiseCopyable, Sendable, Equatable {
  /// Place on the tape, dense from 1.
  public var sequence: TapeSequence
  /// When it happened: at the venue where that is known. Recordings may go back in time.
  public var time: Timestamp
  /// When the recorder received it, where that is known; may lie before `time`.
  public var receiveTime: Timestamp?
  /// Who sent it; the venue itself for reports and prints.
  public var source: PartyID
  /// The source's own numbering, where it has one.
  public var sourceSequence: SourceSequence?
  /// What it concerns; nil for events about the whole market.
  public var instrument: InstrumentID?
  /// What happened.
  public var payload: EventPayload

  /// Takes every field.
  public init(
    sequence: TapeSequence, time: Timestamp, receiveTime: Timestamp? = nil,
    source: PartyID = .venue, sourceSequence: SourceSequence? = nil,
    instrument: InstrumentID?, payload: EventPayload
  ) {
    self.sequence = sequence
    self.time = time
    self.receiveTime = receiveTime
    self.source = source
    self.sourceSequence = sourceSequence
    self.instrument = instrument
    self.payload = payload
  }

  /// The kind of event that this is.
  public var kind: EventKind { payload.kind }
}

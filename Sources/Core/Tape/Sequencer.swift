/// The one place where tape sequences are given out: dense from 1, event time never going back.
///
/// A time before the previous event's is raised to it and counted, so that everything downstream
/// may rely on a clock that only moves forward.
public struct Sequencer: Sendable {
  /// Sequence of the event stamped last; zero before the first.
  public private(set) var last = TapeSequence(0)
  /// Time of the event stamped last.
  public private(set) var now = Timestamp.zero
  /// How many events came with a time before the previous one's.
  public private(set) var clampedCount: UInt64 = 0

  /// A sequencer before its first event.
  public init() {}

  /// The event with the next sequence, at `time` or, if that lies in the past, at `now`.
  public mutating func stamp(
    _ payload: EventPayload, at time: Timestamp, source: PartyID = .venue,
    sourceSequence: SourceSequence? = nil, instrument: InstrumentID?
  ) -> Event {
    if time < now { clampedCount += 1 } else { now = time }
    last = last.next
    return Event(
      sequence: last, time: now, source: source, sourceSequence: sourceSequence,
      instrument: instrument, payload: payload)
  }
}

extension Sequencer: Persistable {
  /// Writes sequence, time and count.
  public func encode(into writer: inout ByteWriter) {
    writer.append(last.rawValue)
    now.encode(into: &writer)
    writer.append(clampedCount)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    last = TapeSequence(try reader.word())
    now = try Timestamp(decoding: &reader)
    clampedCount = try reader.word()
  }
}

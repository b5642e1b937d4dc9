public import Core
internal import Engine
internal import ExecSim
internal import Strategy

// engine · venue · record · times · tape · window · the session's own tape, as far as it was not
// fetched

extension Session: Persistable {
  /// Writes everything: a saved session stands for itself, and goes on with the rest of its market.
  public func encode(into writer: inout ByteWriter) {
    engine.encode(into: &writer)
    venue.encode(into: &writer)
    record.encode(into: &writer)
    now.encode(into: &writer)
    writer.append(marketCount)
    tape.encode(into: &writer)
    writer.append(hasStarted)
    writer.append(isOver)
    writer.append(keepsTape)
    writer.append(sessionEvents)
    window.from.encode(into: &writer)
    writer.append(window.to)
    begins.encode(into: &writer)
    ends.encode(into: &writer)
  }

  /// Reads a session back, refusing parts that do not belong together.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let engine = try Engine(decoding: &reader)
    let venue = try SimulatedVenue(decoding: &reader)
    guard engine.market.instruments == venue.instruments else {
      throw reader.invalid("instruments")
    }
    let record = try SessionRecord(seatCount: engine.seatCount, decoding: &reader)
    let now = try Timestamp(decoding: &reader)
    let marketCount = try reader.word()
    let tape = try TapeWindow(decoding: &reader)
    let (hasStarted, isOver) = (try reader.flag(), try reader.flag())
    let keepsTape = try reader.flag()
    let sessionEvents = try reader.array(of: Event.self)
    let window = SessionWindow(
      from: try Nanoseconds(decoding: &reader), to: try reader.optional(Nanoseconds.self))
    self.init(engine, at: venue, window: window, keepsTape: keepsTape)
    (self.record, self.now, self.marketCount, self.tape) = (record, now, marketCount, tape)
    (self.hasStarted, self.isOver, self.sessionEvents) = (hasStarted, isOver, sessionEvents)
    begins = try Timestamp(decoding: &reader)
    ends = try Timestamp(decoding: &reader)
  }
}

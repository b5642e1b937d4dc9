internal import Core

/// Reports on their way to the engine, in the order in which they were given.
struct Outbox: Sendable {
  private var leg: LatencyLeg
  private var waiting = RingQueue<VenueReport>(capacity: 64)
  /// When the first of them arrives.
  private(set) var nextArrival: Timestamp?
  private var trades: UInt64 = 0
  /// Reports that an order's life does not allow: none, or the venue has a fault (INV-EXEC-1).
  private(set) var contradictions: UInt64 = 0

  init(_ leg: LatencyLeg) { self.leg = leg }

  /// Sends a report.
  mutating func put(
    _ payload: EventPayload, _ cause: FillCause? = nil, of moment: VenueMoment
  ) {
    let arrival = leg.arrival(leaving: moment.time)
    if waiting.isEmpty { nextArrival = arrival }
    waiting.append(
      VenueReport(
        instrument: moment.instrument, payload: payload, venueTime: moment.time, arrival: arrival,
        cause: cause, because: moment.because))
  }

  /// Takes the first report if it has arrived by `time`.
  mutating func take(upTo time: Timestamp) -> VenueReport? {
    guard let nextArrival, nextArrival <= time else { return nil }
    let report = waiting.popFirst()
    self.nextArrival = waiting.first?.arrival
    return report
  }

  /// Number of the next trade of ours: the top bit tells it from recorded ones.
  mutating func nextTrade() -> TradeID {
    trades &+= 1
    return TradeID(1 << 63 | trades)
  }

  mutating func noteContradiction() { contradictions &+= 1 }
}

extension Outbox {
  /// Writes where the way back stands and what is on it.
  func encode(into writer: inout ByteWriter) {
    leg.encode(into: &writer)
    writer.append(waiting)
    writer.append(trades)
    writer.append(contradictions)
  }

  /// Reads it back; reports out of order are refused.
  init(_ model: LatencyModel, decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(try LatencyLeg(model, decoding: &reader))
    waiting = try RingQueue<VenueReport>(decoding: &reader)
    for place in 0..<waiting.count where place > 0 {
      guard let before = waiting[place - 1], let report = waiting[place],
        before.arrival <= report.arrival
      else { throw reader.invalid("order of reports") }
    }
    nextArrival = waiting.first?.arrival
    trades = try reader.word()
    contradictions = try reader.word()
  }
}

/// Where and when the venue does something, and the market event it does it behind.
struct VenueMoment: BitwiseCopyable, Sendable {
  let instrument: InstrumentID
  let time: Timestamp
  let because: TapeSequence

  /// Before the first event.
  static let start = VenueMoment(
    instrument: InstrumentID(0), time: .zero, because: TapeSequence(0))
}

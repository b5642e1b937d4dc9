public import Core
public import Node
public import OrderBook

/// The matching engine with its books as a machine that a node can host: requests in, reports out.
///
/// What it keeps besides the books is what replay needs to be exact: the place on the market's tape
/// up to which it has come, and what each owner holds.
public struct VenueMachine: Sendable {
  /// How it was opened; nil before its first input.
  public private(set) var opening: VenueOpening?
  /// The books.
  public private(set) var engine = MatchingEngine([])
  /// What each owner holds.
  public private(set) var positions = PositionBook()
  /// How many requests were handled.
  public private(set) var requestCount: UInt64 = 0
  /// Tape sequence of the request handled last (INV-VENUE-1).
  public private(set) var lastRequest = TapeSequence(0)
  /// How many inputs were passed over: requests again that had been handled, or before the opening,
  /// and a second opening. A log written by one writer has none.
  public private(set) var ignoredCount: UInt64 = 0

  /// Emptied, not made, for each request.
  private var payloads: [EventPayload] = []
  private var reader = EventRecordReader()

  /// A venue that has not opened.
  public init() {}

  /// Stands in every segment of the log of a venue that was opened so.
  public var configuration: UInt64? { opening?.configuration }

  /// How many orders rest in the books.
  public var restingOrderCount: Int { engine.restingOrderCount }

  /// Trace hash of books, positions and counters. The opening is left out: its note may say how far a
  /// run was to go, which changes nothing of where the venue stands.
  public var standingHash: UInt64 {
    var writer = ByteWriter()
    encodeStanding(into: &writer)
    return TraceHash.of(writer.bytes)
  }

  /// Whether an instrument that traded at the opening does not trade any more.
  public var isHalted: Bool {
    guard let opening else { return false }
    return opening.header.instruments.contains { instrument in
      instrument.rules.status == .trading
        && engine.withBook(of: instrument.id) { $0.rules.status } != .trading
    }
  }

  /// The operator's command that stops every instrument, as the next input of this venue's log.
  public func halting(at time: Timestamp, source: PartyID = .venue) -> VenueInput {
    .request(
      Event(
        sequence: lastRequest.next, time: time, source: source, instrument: nil,
        payload: .operatorCommand(OperatorCommand(.halt))), verdict: nil)
  }

  /// Stops every instrument, or lets those go on that the opening let trade. Latched: it is part of
  /// the books, and so of every snapshot.
  private mutating func setHalted(_ isHalted: Bool) {
    for instrument in opening?.header.instruments ?? [] {
      guard var rules = engine.withBook(of: instrument.id, { $0.rules }) else { continue }
      rules.status = isHalted ? .halted : instrument.rules.status
      var none: [EventPayload] = []
      engine.handle(.instrument(rules), instrument: instrument.id, into: &none)
    }
  }

  private mutating func obey(_ command: OperatorWord) {
    switch command {
    case .halt, .kill: setHalted(true)
    case .resume, .resetKill: setHalted(false)
    // What these ask is asked of a trading system: a venue has no orders or positions of its own.
    case .cancelAll, .flatten, .reload, .quit: break
    }
  }

  /// The instruments whose books have to hear a request; none for one that was heard before, or that
  /// asks nothing of a book.
  private mutating func instruments(for event: Event) -> [InstrumentID] {
    guard opening != nil, event.sequence > lastRequest else {
      passOver()
      return []
    }
    lastRequest = event.sequence
    requestCount += 1
    if case .operatorCommand(let operated) = event.payload {
      obey(operated.command)
      return []
    }
    if let instrument = event.instrument { return [instrument] }
    return event.kind == .massCancel ? engine.instruments : []
  }

  /// Counts an input that is not handled. A saved count may be as large as any: it stays there.
  private mutating func passOver() { if ignoredCount < .max { ignoredCount += 1 } }

  /// Lets the engine answer into `payloads`.
  private mutating func handle(
    _ event: Event, _ instrument: InstrumentID, verdict: RejectReason?
  ) {
    payloads.removeAll(keepingCapacity: true)
    engine.handle(
      event.payload, instrument: instrument, at: event.time, refusal: verdict, into: &payloads)
    #if CANARY_DOUBLE_FILL
      if let fill = payloads.first(where: { $0.kind == .fill }) { payloads.append(fill) }
    #endif
    for payload in payloads { positions.apply(payload, of: instrument) }
  }
}

extension VenueMachine: LoggedMachine {
  /// Appends the input's record.
  public static func encode(_ input: VenueInput, into record: inout [UInt8]) {
    input.append(to: &record)
  }

  /// Reads an input back.
  public static func input(from record: Span<UInt8>) -> VenueInput? { VenueInput(record: record) }

  /// Opens, or lets the engine answer a request; a request that does not lie behind the last one on
  /// the market's tape was handled before, and is passed over.
  public mutating func apply(_ input: VenueInput, into reports: inout [VenueReport]) {
    switch input {
    case .opened(let opening):
      guard self.opening == nil else {
        passOver()
        return
      }
      self.opening = opening
      engine = MatchingEngine(opening.header.instruments)
    case .request(let event, let verdict):
      for instrument in instruments(for: event) {
        handle(event, instrument, verdict: verdict)
        for payload in payloads {
          reports.append(
            VenueReport(
              request: event.sequence, time: event.time, instrument: instrument, payload: payload))
        }
      }
    }
  }

  /// The same for a record of the log, without a step between, and without reports.
  public mutating func replay(_ record: Span<UInt8>) -> Bool {
    guard let (event, verdict) = VenueInput.request(in: record, &reader) else {
      guard let input = VenueInput(record: record) else { return false }
      var reports: [VenueReport] = []
      apply(input, into: &reports)
      return true
    }
    for instrument in instruments(for: event) { handle(event, instrument, verdict: verdict) }
    return true
  }
}

extension VenueMachine: Persistable {
  /// Writes opening, books, positions and counters.
  public func encode(into writer: inout ByteWriter) {
    writer.append(opening)
    encodeStanding(into: &writer)
  }

  private func encodeStanding(into writer: inout ByteWriter) {
    engine.encode(into: &writer)
    positions.encode(into: &writer)
    writer.append(requestCount)
    writer.append(lastRequest.rawValue)
    writer.append(ignoredCount)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    opening = try reader.optional(VenueOpening.self)
    engine = try MatchingEngine(decoding: &reader)
    positions = try PositionBook(decoding: &reader)
    requestCount = try reader.word()
    lastRequest = TapeSequence(try reader.word())
    ignoredCount = try reader.word()
    guard engine.instruments == (opening?.header.instruments.map(\.id) ?? []) else {
      throw reader.invalid("instruments")
    }
    guard requestCount <= lastRequest.rawValue else { throw reader.invalid("request count") }
  }
}

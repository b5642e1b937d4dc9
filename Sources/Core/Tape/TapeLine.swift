/// One event's line: `seq seconds.nnnnnnnnn Kind SYMBOL [rx=…] [src=…] [sn=…] key=value …`.
enum TapeLine {
  /// Reads a whole line; nothing may be left over.
  static func event(
    _ scanner: consuming ASCIIScanner, header: TapeHeader
  ) throws(TapeFieldFailure) -> Event {
    var fields = TapeFieldReader(
      scanner, scales: (.whole, .whole), source: .venue, header: header)
    do { return try event(&fields, header) } catch { throw fields.failure }
  }

  private static func event(
    _ fields: inout TapeFieldReader, _ header: TapeHeader
  ) throws(Unreadable) -> Event {
    let sequence = TapeSequence(try fields.leadingNumber())
    let time = try fields.time(after: " ")
    let kind = try fields.kind()
    let instrument = try fields.symbol(kind)
    let received = fields.scanner.take(" rx=") ? try fields.time(after: "") : nil
    if fields.scanner.take(" src=") { fields.source = PartyID(try fields.name(in: header.parties)) }
    let numbers = fields.scanner.take(" sn=") ? try fields.sourceSequence() : nil
    let payload = try EventPayload(kind, from: &fields)
    guard fields.scanner.isAtEnd else { throw fields.refusal(.trailingText) }
    return Event(
      sequence: sequence, time: time, receiveTime: received, source: fields.source,
      sourceSequence: numbers, instrument: instrument, payload: payload)
  }
}

extension TapeFieldReader {
  @_lifetime(self: copy self)
  fileprivate mutating func leadingNumber() throws(Unreadable) -> UInt64 {
    do { return try scanner.unsigned() } catch { throw refusal(.number(error)) }
  }

  @_lifetime(self: copy self)
  fileprivate mutating func time(after text: StaticString) throws(Unreadable) -> Timestamp {
    guard scanner.take(text) else { throw refusal(.expected(text.description)) }
    let start = scanner.cursor
    let raw: Int64
    do { raw = try scanner.fixedDecimal(.nanoseconds) } catch { throw refusal(.number(error)) }
    guard let time = Timestamp(nanoseconds: raw) else {
      throw refusal(.number(.outOfRange), at: start)
    }
    return time
  }

  @_lifetime(self: copy self)
  fileprivate mutating func kind() throws(Unreadable) -> EventKind {
    guard scanner.take(UInt8(ascii: " ")) else { throw refusal(.expected(" ")) }
    let start = scanner.cursor
    for kind in EventKind.allCases {
      if scanner.take(kind.name), scanner.take(UInt8(ascii: " ")) { return kind }
      scanner.cursor = start
    }
    throw refusal(.unknownKind)
  }

  /// Reads the symbol and sets the scales; only events about the whole market may do
  /// without.
  @_lifetime(self: copy self)
  fileprivate mutating func symbol(_ kind: EventKind) throws(Unreadable) -> InstrumentID? {
    let start = scanner.cursor
    if scanner.take("- ") {
      scanner.cursor -= 1
      guard kind.concernsMarket else {
        scanner.cursor = start
        throw refusal(.instrumentMismatch)
      }
      return nil
    }
    let id = InstrumentID(try name(in: header.symbols))
    guard let instrument = header.instrument(id) else { throw refusal(.unknownName) }
    scales = (instrument.priceScale, instrument.quantityScale)
    return id
  }

  @_lifetime(self: copy self)
  fileprivate mutating func sourceSequence() throws(Unreadable) -> SourceSequence {
    let start = scanner.cursor
    let first = try leadingNumber()
    guard scanner.take(UInt8(ascii: "-")) else { return SourceSequence(first) }
    let last = try leadingNumber()
    guard first < last, let numbers = SourceSequence(first: first, last: last) else {
      throw refusal(.invalidValue("sn"), at: start)
    }
    return numbers
  }
}

extension EventKind {
  /// Whether an event of this kind may stand without an instrument.
  var concernsMarket: Bool {
    switch self {
    case .regime, .gap, .drop, .timer, .riskDecision, .operatorCommand, .massCancel: true
    case .newOrder, .cancel, .amend, .accepted, .amended, .cancelled, .expired, .reject, .fill,
      .trade, .bookUpdate, .snapshot, .quote, .instrument, .orderTerms, .orderGroup,
      .phaseChange, .triggered, .restated:
      false
    }
  }
}

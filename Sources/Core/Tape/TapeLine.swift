/// One event's line: `seq seconds.nnnnnnnnn Kind SYMBOL [rx=…] [src=…] [sn=…] key=value …`.
enum TapeLine {
  /// Reads a whole line; nothing may be left over.
  static func event(
    _ scanner: consuming ASCIIScanner, header: TapeHeader
  ) throws(TapeFieldFailure) -> Event {
    var fields = TapeFieldReader(
      scanner, scales: (.whole, .whole), source: .venue, header: header)
    let sequence = TapeSequence(try fields.leadingNumber())
    let time = try fields.time(after: " ")
    let kind = try fields.kind()
    let instrument = try fields.symbol(kind)
    let received = fields.scanner.take(" rx=") ? try fields.time(after: "") : nil
    if fields.scanner.take(" src=") { fields.source = PartyID(try fields.name(in: header.parties)) }
    let numbers = fields.scanner.take(" sn=") ? try fields.sourceSequence() : nil
    let payload = try EventPayload(kind, from: &fields)
    guard fields.scanner.isAtEnd else { throw fields.failure(.trailingText) }
    return Event(
      sequence: sequence, time: time, receiveTime: received, source: fields.source,
      sourceSequence: numbers, instrument: instrument, payload: payload)
  }
}

extension TapeFieldReader {
  @_lifetime(self: copy self)
  fileprivate mutating func leadingNumber() throws(TapeFieldFailure) -> UInt64 {
    do { return try scanner.unsigned() } catch { throw failure(.number(error)) }
  }

  @_lifetime(self: copy self)
  fileprivate mutating func time(after text: StaticString) throws(TapeFieldFailure) -> Timestamp {
    guard scanner.take(text) else { throw failure(.expected(text.description)) }
    let start = scanner.cursor
    let raw: Int64
    do { raw = try scanner.fixedDecimal(.nanoseconds) } catch { throw failure(.number(error)) }
    guard let time = Timestamp(nanoseconds: raw) else {
      throw failure(.number(.outOfRange), at: start)
    }
    return time
  }

  @_lifetime(self: copy self)
  fileprivate mutating func kind() throws(TapeFieldFailure) -> EventKind {
    guard scanner.take(UInt8(ascii: " ")) else { throw failure(.expected(" ")) }
    let start = scanner.cursor
    for kind in EventKind.allCases {
      if scanner.take(kind.name), scanner.take(UInt8(ascii: " ")) { return kind }
      scanner.cursor = start
    }
    throw failure(.unknownKind)
  }

  /// Reads the symbol and sets the scales; only a regime, a gap or a drop may do without.
  @_lifetime(self: copy self)
  fileprivate mutating func symbol(_ kind: EventKind) throws(TapeFieldFailure) -> InstrumentID? {
    let start = scanner.cursor
    if scanner.take("- ") {
      scanner.cursor -= 1
      guard kind.concernsMarket else {
        scanner.cursor = start
        throw failure(.instrumentMismatch)
      }
      return nil
    }
    let id = InstrumentID(try name(in: header.symbols))
    guard let instrument = header.instrument(id) else { throw failure(.unknownName) }
    scales = (instrument.priceScale, instrument.quantityScale)
    return id
  }

  @_lifetime(self: copy self)
  fileprivate mutating func sourceSequence() throws(TapeFieldFailure) -> SourceSequence {
    let start = scanner.cursor
    let first = try leadingNumber()
    guard scanner.take(UInt8(ascii: "-")) else { return SourceSequence(first) }
    let last = try leadingNumber()
    guard first < last, let numbers = SourceSequence(first: first, last: last) else {
      throw failure(.invalidValue("sn"), at: start)
    }
    return numbers
  }
}

extension EventKind {
  /// Whether an event of this kind may stand without an instrument.
  var concernsMarket: Bool {
    switch self {
    case .regime, .gap, .drop: true
    case .newOrder, .cancel, .amend, .accepted, .amended, .cancelled, .expired, .reject, .fill,
      .trade, .bookUpdate, .snapshot, .quote, .instrument:
      false
    }
  }
}

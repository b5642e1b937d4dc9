/// Where on a line a field could not be read; the decoder adds the line.
struct TapeFieldFailure: Error {
  let column: Int
  let reason: TapeError.Reason
}

/// Reads a payload's fields from ` key=value` words in their fixed order.
struct TapeFieldReader: EventFieldReader, ~Escapable {
  var scanner: ASCIIScanner
  var scales: (price: DecimalScale, quantity: DecimalScale)
  var source: PartyID
  let header: TapeHeader
  /// What was wrong when a read has thrown.
  private(set) var failure = TapeFieldFailure(column: 1, reason: .trailingText)

  @_lifetime(copy scanner)
  init(
    _ scanner: consuming ASCIIScanner, scales: (price: DecimalScale, quantity: DecimalScale),
    source: PartyID, header: TapeHeader
  ) {
    self.scanner = scanner
    self.scales = scales
    self.source = source
    self.header = header
  }

  @_lifetime(self: copy self)
  mutating func number(_ key: StaticString) throws(Unreadable) -> UInt64 {
    try open(key)
    do { return try scanner.unsigned() } catch { throw refusal(.number(error)) }
  }

  @_lifetime(self: copy self)
  mutating func price(_ key: StaticString) throws(Unreadable) -> Price {
    try open(key)
    let start = scanner.cursor
    let raw: Int64
    do { raw = try scanner.fixedDecimal(scales.price) } catch { throw refusal(.number(error)) }
    guard let price = Price(rawValue: raw) else {
      throw refusal(.number(.outOfRange), at: start)
    }
    return price
  }

  @_lifetime(self: copy self)
  mutating func quantity(_ key: StaticString) throws(Unreadable) -> Quantity {
    try open(key)
    let start = scanner.cursor
    let raw: Int64
    do { raw = try scanner.fixedDecimal(scales.quantity) } catch { throw refusal(.number(error)) }
    guard let quantity = Quantity(rawValue: raw) else {
      throw refusal(.number(.outOfRange), at: start)
    }
    return quantity
  }

  @_lifetime(self: copy self)
  mutating func owner() throws(Unreadable) -> PartyID {
    guard takeKey("owner") else { return source }
    let start = scanner.cursor
    let party = PartyID(try name(in: header.parties))
    // One text an event: the owner is written only where it differs from the source.
    guard party != source else { throw refusal(.invalidValue("owner"), at: start) }
    return party
  }

  @_lifetime(self: copy self)
  mutating func regime(_ key: StaticString) throws(Unreadable) -> RegimeID {
    try open(key)
    return RegimeID(try name(in: header.regimes))
  }

  @_lifetime(self: copy self)
  mutating func token<Token: TapeToken>(_ key: StaticString) throws(Unreadable) -> Token {
    try open(key)
    let start = scanner.cursor
    for token in Token.allCases {
      if scanner.take(token.token), atWordEnd { return token }
      scanner.cursor = start
    }
    throw refusal(.unknownWord)
  }

  @_lifetime(self: copy self)
  mutating func mark(_ key: StaticString) throws(Unreadable) -> Bool {
    let start = scanner.cursor
    if scanner.take(UInt8(ascii: " ")), scanner.take(key), atWordEnd { return true }
    scanner.cursor = start
    return false
  }

  @_lifetime(self: copy self)
  mutating func presence(_ key: StaticString) throws(Unreadable) -> Bool {
    let start = scanner.cursor
    let isPresent = takeKey(key)
    scanner.cursor = start
    return isPresent
  }

  @_lifetime(self: copy self)
  mutating func invalid(_ key: StaticString) -> Unreadable {
    refusal(.invalidValue(key.description))
  }

  /// Keeps what is wrong with the value that began at `start`.
  @_lifetime(self: copy self)
  mutating func refusal(_ reason: TapeError.Reason, at start: Int) -> Unreadable {
    failure = TapeFieldFailure(column: start + 1, reason: reason)
    return Unreadable()
  }

  /// Keeps what is wrong at the next byte.
  @_lifetime(self: copy self)
  mutating func refusal(_ reason: TapeError.Reason) -> Unreadable {
    refusal(reason, at: scanner.cursor)
  }

  /// Takes ` key=` or fails.
  @_lifetime(self: copy self)
  mutating func open(_ key: StaticString) throws(Unreadable) {
    guard takeKey(key) else { throw refusal(.expected(" \(key)=")) }
  }

  /// Takes ` key=` if it comes next.
  @_lifetime(self: copy self)
  mutating func takeKey(_ key: StaticString) -> Bool {
    let start = scanner.cursor
    if scanner.take(UInt8(ascii: " ")), scanner.take(key), scanner.take(UInt8(ascii: "=")) {
      return true
    }
    scanner.cursor = start
    return false
  }

  /// The number of the name that comes next.
  @_lifetime(self: copy self)
  mutating func name(in table: NameTable) throws(Unreadable) -> UInt32 {
    let start = scanner.cursor
    scanner.skipWord()
    guard let number = table.number(of: scanner.bytes.extracting(start..<scanner.cursor)) else {
      scanner.cursor = start
      throw refusal(.unknownName)
    }
    return number
  }

  private var atWordEnd: Bool {
    guard let byte = scanner.peek else { return true }
    return byte == UInt8(ascii: " ")
  }
}

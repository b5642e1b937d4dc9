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
  mutating func number(_ key: StaticString) throws(TapeFieldFailure) -> UInt64 {
    try open(key)
    do { return try scanner.unsigned() } catch { throw failure(.number(error)) }
  }

  @_lifetime(self: copy self)
  mutating func price(_ key: StaticString) throws(TapeFieldFailure) -> Price {
    try open(key)
    let start = scanner.cursor
    let raw: Int64
    do { raw = try scanner.fixedDecimal(scales.price) } catch { throw failure(.number(error)) }
    guard let price = Price(rawValue: raw) else {
      throw failure(.number(.outOfRange), at: start)
    }
    return price
  }

  @_lifetime(self: copy self)
  mutating func quantity(_ key: StaticString) throws(TapeFieldFailure) -> Quantity {
    try open(key)
    let start = scanner.cursor
    let raw: Int64
    do { raw = try scanner.fixedDecimal(scales.quantity) } catch { throw failure(.number(error)) }
    guard let quantity = Quantity(rawValue: raw) else {
      throw failure(.number(.outOfRange), at: start)
    }
    return quantity
  }

  @_lifetime(self: copy self)
  mutating func owner() throws(TapeFieldFailure) -> PartyID {
    guard takeKey("owner") else { return source }
    let start = scanner.cursor
    let party = PartyID(try name(in: header.parties))
    // One text an event: the owner is written only where it differs from the source.
    guard party != source else { throw failure(.invalidValue("owner"), at: start) }
    return party
  }

  @_lifetime(self: copy self)
  mutating func regime(_ key: StaticString) throws(TapeFieldFailure) -> RegimeID {
    try open(key)
    return RegimeID(try name(in: header.regimes))
  }

  @_lifetime(self: copy self)
  mutating func token<Token: TapeToken>(_ key: StaticString) throws(TapeFieldFailure) -> Token {
    try open(key)
    let start = scanner.cursor
    for token in Token.allCases {
      if scanner.take(token.token), atWordEnd { return token }
      scanner.cursor = start
    }
    throw failure(.unknownWord)
  }

  @_lifetime(self: copy self)
  mutating func mark(_ key: StaticString) throws(TapeFieldFailure) -> Bool {
    let start = scanner.cursor
    if scanner.take(UInt8(ascii: " ")), scanner.take(key), atWordEnd { return true }
    scanner.cursor = start
    return false
  }

  @_lifetime(self: copy self)
  mutating func presence(_ key: StaticString) throws(TapeFieldFailure) -> Bool {
    let start = scanner.cursor
    let isPresent = takeKey(key)
    scanner.cursor = start
    return isPresent
  }

  func invalid(_ key: StaticString) -> TapeFieldFailure { failure(.invalidValue(key.description)) }

  /// A failure of the value that began at `start`.
  func failure(_ reason: TapeError.Reason, at start: Int) -> TapeFieldFailure {
    TapeFieldFailure(column: start + 1, reason: reason)
  }

  /// A failure at the next byte.
  func failure(_ reason: TapeError.Reason) -> TapeFieldFailure {
    TapeFieldFailure(column: scanner.cursor + 1, reason: reason)
  }

  /// Takes ` key=` or fails.
  @_lifetime(self: copy self)
  mutating func open(_ key: StaticString) throws(TapeFieldFailure) {
    guard takeKey(key) else { throw failure(.expected(" \(key)=")) }
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
  mutating func name(in table: NameTable) throws(TapeFieldFailure) -> UInt32 {
    let start = scanner.cursor
    scanner.skipWord()
    guard let number = table.number(of: scanner.bytes.extracting(start..<scanner.cursor)) else {
      scanner.cursor = start
      throw failure(.unknownName)
    }
    return number
  }

  private var atWordEnd: Bool {
    guard let byte = scanner.peek else { return true }
    return byte == UInt8(ascii: " ")
  }
}

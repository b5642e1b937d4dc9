/// Reads the fields of a line that is as it should be: the quick twin of `TapeFieldReader`.
///
/// It takes nothing that the strict one refuses, and throws without a reason where it would have to
/// say one.
struct PlainFieldReader: EventFieldReader, ~Escapable, BitwiseCopyable {
  var scanner: PlainScanner
  /// The trace hash, each field folded into it as it is taken: what `TraceHash.fold(_:)` does with
  /// the finished event, while the values are still in registers.
  private(set) var hash: TraceHash
  /// The second that the times of the last line lay in.
  private(set) var second: SecondText
  private let lexicon: Span<TapeLexicon.Entry>
  private var scales: (price: DecimalScale, quantity: DecimalScale) = (.whole, .whole)
  private var source = PartyID.venue

  @_lifetime(copy bytes, copy lexicon)
  @inline(always) init(
    _ bytes: Span<UInt8>, at cursor: Int, hash: TraceHash, second: SecondText,
    lexicon: Span<TapeLexicon.Entry>
  ) {
    scanner = PlainScanner(bytes, at: cursor)
    self.hash = hash
    self.second = second
    self.lexicon = lexicon
  }

  @_lifetime(self: copy self)
  @inline(always) mutating func number(_ key: StaticString) throws(Unreadable) -> UInt64 {
    try open(key)
    let number = try scanner.unsigned()
    hash.fold(number)
    return number
  }

  @_lifetime(self: copy self)
  @inline(always) mutating func price(_ key: StaticString) throws(Unreadable) -> Price {
    try open(key)
    guard let price = Price(rawValue: try scanner.decimal(scales.price)) else {
      try Unreadable.raise()
    }
    hash.fold(UInt64(bitPattern: price.rawValue))
    return price
  }

  @_lifetime(self: copy self)
  @inline(always) mutating func quantity(_ key: StaticString) throws(Unreadable) -> Quantity {
    try open(key)
    guard let quantity = Quantity(rawValue: try scanner.decimal(scales.quantity)) else {
      try Unreadable.raise()
    }
    hash.fold(UInt64(bitPattern: quantity.rawValue))
    return quantity
  }

  @_lifetime(self: copy self)
  @inline(always) mutating func owner() throws(Unreadable) -> PartyID {
    var party = source
    if try scanner.take(FieldKey("owner")) {
      party = PartyID(try meaning(.party).number)
      guard party != source else { try Unreadable.raise() }
    }
    hash.fold(UInt64(party.rawValue))
    return party
  }

  @_lifetime(self: copy self)
  @inline(always) mutating func regime(_ key: StaticString) throws(Unreadable) -> RegimeID {
    try open(key)
    let number = try meaning(.regime).number
    hash.fold(UInt64(number))
    return RegimeID(number)
  }

  @_lifetime(self: copy self)
  @inline(always) mutating func token<Token: TapeToken>(
    _ key: StaticString
  ) throws(Unreadable) -> Token {
    try open(key)
    let code = try meaning(Token.vocabulary).number
    guard let token = Token(rawValue: UInt8(truncatingIfNeeded: code)) else {
      try Unreadable.raise()
    }
    hash.fold(UInt64(code))
    return token
  }

  @_lifetime(self: copy self)
  @inline(always) mutating func mark(_ key: StaticString) throws(Unreadable) -> Bool {
    let isThere = try scanner.take(FieldKey(mark: key))
    if isThere { try scanner.expectWordEnd() }
    hash.fold(isThere ? 1 : 0)
    return isThere
  }

  @_lifetime(self: copy self)
  @inline(always) mutating func presence(_ key: StaticString) throws(Unreadable) -> Bool {
    let isThere = try scanner.comes(FieldKey(key))
    hash.fold(isThere ? 1 : 0)
    return isThere
  }

  @_lifetime(self: copy self)
  @inline(always) mutating func invalid(_ key: StaticString) -> Unreadable { Unreadable() }

  /// Takes ` key=` or gives up.
  @_lifetime(self: copy self)
  @inline(always) private mutating func open(_ key: StaticString) throws(Unreadable) {
    guard try scanner.take(FieldKey(key)) else { try Unreadable.raise() }
  }

  /// What the word that comes next means.
  @_lifetime(self: copy self)
  @inline(always) private mutating func meaning(
    _ vocabulary: TapeVocabulary
  ) throws(Unreadable) -> TapeLexicon.Meaning {
    guard let word = try scanner.shortWord() else { return try longMeaning(vocabulary) }
    return try TapeLexicon.find(word, vocabulary, in: lexicon)
  }

  @_lifetime(self: copy self)
  @inline(never) private mutating func longMeaning(
    _ vocabulary: TapeVocabulary
  ) throws(Unreadable) -> TapeLexicon.Meaning {
    try TapeLexicon.find(try scanner.longWord(), vocabulary, in: lexicon)
  }
}

extension PlainFieldReader {
  /// A whole line, its line feed included.
  @_lifetime(self: copy self)
  @inline(always) mutating func event() throws(Unreadable) -> Event {
    let sequence = TapeSequence(try scanner.unsigned())
    try scanner.expect(UInt8(ascii: " "))
    let time = try self.time()
    try scanner.expect(UInt8(ascii: " "))
    let code = try meaning(.kind).number
    guard let kind = EventKind(rawValue: UInt8(truncatingIfNeeded: code)) else {
      try Unreadable.raise()
    }
    try scanner.expect(UInt8(ascii: " "))
    let instrument = try symbol(kind)
    let received = try scanner.take(FieldKey("rx")) ? try self.time() : nil
    if try scanner.take(FieldKey("src")) { source = PartyID(try meaning(.party).number) }
    let numbers = try scanner.take(FieldKey("sn")) ? try sourceSequence() : nil
    hash.fold(
      kind: kind, sequence: sequence, time: time, receiveTime: received, source: source,
      sourceSequence: numbers, instrument: instrument)
    let payload = try EventPayload(kind, from: &self)
    hash.endEvent()
    try scanner.expect(UInt8(ascii: "\n"))
    return Event(
      sequence: sequence, time: time, receiveTime: received, source: source,
      sourceSequence: numbers, instrument: instrument, payload: payload)
  }

  @_lifetime(self: copy self)
  @inline(always) private mutating func time() throws(Unreadable) -> Timestamp {
    let text = try scanner.eleven()
    if text == (second.first, second.last) {
      scanner.skip(11)
      return Timestamp(unchecked: second.nanoseconds &+ Int64(try scanner.nineDigits()))
    }
    let start = scanner.cursor
    let whole = try scanner.unsigned()
    try scanner.expect(UInt8(ascii: "."))
    // 2⁶³ nanoseconds end within second 9,223,372,036: left to the strict reader.
    guard whole < 9_223_372_036 else { try Unreadable.raise() }
    let nanoseconds = Int64(whole) &* 1_000_000_000
    if scanner.cursor &- start == 11 {
      second = SecondText(first: text.0, last: text.1, nanoseconds: nanoseconds)
    }
    return Timestamp(unchecked: nanoseconds &+ Int64(try scanner.nineDigits()))
  }

  /// Reads the symbol and sets the scales; only events about the whole market may do
  /// without.
  @_lifetime(self: copy self)
  @inline(always) private mutating func symbol(
    _ kind: EventKind
  ) throws(Unreadable) -> InstrumentID? {
    let symbol = try meaning(.symbol)
    guard symbol.number != 0 else {
      guard kind.concernsMarket else { try Unreadable.raise() }
      return nil
    }
    scales = (symbol.price, symbol.quantity)
    return InstrumentID(symbol.number)
  }

  @_lifetime(self: copy self)
  @inline(always) private mutating func sourceSequence() throws(Unreadable) -> SourceSequence {
    let first = try scanner.unsigned()
    guard try scanner.take(UInt8(ascii: "-")) else { return SourceSequence(first) }
    let last = try scanner.unsigned()
    guard first < last, let numbers = SourceSequence(first: first, last: last) else {
      try Unreadable.raise()
    }
    return numbers
  }
}

/// The text `dddddddddd.` of a second and the time that it means: most lines repeat that of the line
/// before.
struct SecondText: BitwiseCopyable, Sendable {
  /// Eight digits.
  var first: UInt64 = 0
  /// Two digits and the point; at first a value that no three bytes have.
  var last = UInt64.max
  var nanoseconds: Int64 = 0
}

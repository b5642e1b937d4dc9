/// Reads events in the binary form, one behind the other: the mirror of `BinaryFieldWriter`.
///
/// A number is loaded as a whole word and cut to its length, so eight bytes must follow the last
/// one. Where each number begins follows from the control word alone, so that the machine can load
/// many at once.
struct BinaryFieldReader: EventFieldReader, ~Escapable, BitwiseCopyable {
  /// What was wrong when a read has thrown.
  enum Fault: BitwiseCopyable, Sendable {
    /// The bytes end inside an event.
    case truncated
    /// No kind has this code.
    case unknownKind
    /// A party, regime or instrument that the header does not name.
    case unknownName
    /// A value that the field `faultKey` does not allow.
    case invalidValue
  }

  private let words: WordSpan
  /// Offset of the next byte.
  private(set) var cursor: Int
  private(set) var baseline: EventBaseline
  private(set) var fault = Fault.truncated
  private(set) var faultKey: StaticString = ""
  private let names: EventNames
  /// What is left of the control word.
  private var control: UInt64 = 0
  private var source = PartyID.venue

  @_lifetime(copy bytes)
  @inline(always) init(
    _ bytes: Span<UInt8>, at cursor: Int, after baseline: EventBaseline, names: EventNames
  ) {
    words = WordSpan(bytes)
    self.cursor = cursor
    self.baseline = baseline
    self.names = names
  }

  @_lifetime(self: copy self)
  @inline(always) mutating func number(_ key: StaticString) throws(Unreadable) -> UInt64 {
    let value = try take()
    if BinaryNumber.isOrder(key) {
      baseline.order &+= BinaryNumber.unfolded(value)
      return baseline.order
    } else if BinaryNumber.isTrade(key) {
      baseline.trade &+= BinaryNumber.unfolded(value)
      return baseline.trade
    }
    return value
  }

  @_lifetime(self: copy self)
  @inline(always) mutating func price(_ key: StaticString) throws(Unreadable) -> Price {
    baseline.price &+= BinaryNumber.unfolded(try take())
    guard let price = Price(rawValue: Int64(bitPattern: baseline.price)) else {
      try refuse(.invalidValue, key)
    }
    return price
  }

  @_lifetime(self: copy self)
  @inline(always) mutating func quantity(_ key: StaticString) throws(Unreadable) -> Quantity {
    guard let quantity = Quantity(rawValue: Int64(bitPattern: try take())) else {
      try refuse(.invalidValue, key)
    }
    return quantity
  }

  @_lifetime(self: copy self)
  @inline(always) mutating func owner() throws(Unreadable) -> PartyID {
    let raw = try take() ^ UInt64(source.rawValue)
    guard raw <= UInt64(names.parties) else { try refuse(.unknownName, "owner") }
    return PartyID(UInt32(truncatingIfNeeded: raw))
  }

  @_lifetime(self: copy self)
  @inline(always) mutating func regime(_ key: StaticString) throws(Unreadable) -> RegimeID {
    let raw = try take()
    guard raw <= UInt64(names.regimes), raw >= UInt64(names.firstRegime) else {
      try refuse(.unknownName, key)
    }
    return RegimeID(UInt32(truncatingIfNeeded: raw))
  }

  @_lifetime(self: copy self)
  @inline(always) mutating func token<Token: TapeToken>(
    _ key: StaticString
  ) throws(Unreadable) -> Token {
    guard let token = Token(rawValue: UInt8(truncatingIfNeeded: takeBits(5))) else {
      try refuse(.invalidValue, key)
    }
    return token
  }

  @_lifetime(self: copy self)
  @inline(always) mutating func mark(_ key: StaticString) throws(Unreadable) -> Bool {
    takeBits(1) == 1
  }

  @_lifetime(self: copy self)
  @inline(always) mutating func presence(_ key: StaticString) throws(Unreadable) -> Bool {
    takeBits(1) == 1
  }

  @_lifetime(self: copy self)
  @inline(always) mutating func invalid(_ key: StaticString) -> Unreadable {
    fault = .invalidValue
    faultKey = key
    return Unreadable()
  }

  /// Reads a whole event.
  @_lifetime(self: copy self)
  @inline(always) mutating func event() throws(Unreadable) -> Event {
    guard let word = words.word(at: cursor) else { try refuse(.truncated, "") }
    let size = word & 7
    cursor &+= Int(truncatingIfNeeded: size) &+ 1
    control = (word & UInt64.max &>> (56 &- 8 &* size)) &>> 3
    guard let kind = EventKind(rawValue: UInt8(truncatingIfNeeded: takeBits(5))) else {
      try refuse(.unknownKind, "")
    }
    var sequence = baseline.sequence &+ 1
    if takeBits(1) == 1 { sequence = try take() }
    baseline.sequence = sequence
    let time = try self.time(after: baseline.time, "time")
    baseline.time = UInt64(bitPattern: time.nanoseconds)
    let raw = try take()
    guard raw <= UInt64(names.parties) else { try refuse(.unknownName, "source") }
    source = PartyID(UInt32(truncatingIfNeeded: raw))
    baseline.instrument ^= try take()
    guard baseline.instrument <= UInt64(names.instruments) &+ 1,
      baseline.instrument != 1 || names.areOpen
    else { try refuse(.unknownName, "instrument") }
    let instrument =
      baseline.instrument == 0
      ? nil : InstrumentID(UInt32(truncatingIfNeeded: baseline.instrument &- 1))
    let received = takeBits(1) == 1 ? try self.time(after: baseline.time, "rx") : nil
    let numbers = takeBits(1) == 1 ? try sourceSequence() : nil
    let payload = try EventPayload(kind, from: &self)
    return Event(
      sequence: TapeSequence(sequence), time: time, receiveTime: received, source: source,
      sourceSequence: numbers, instrument: instrument, payload: payload)
  }

  @_lifetime(self: copy self)
  @inline(always) private mutating func time(
    after base: UInt64, _ key: StaticString
  ) throws(Unreadable) -> Timestamp {
    let raw = base &+ BinaryNumber.unfolded(try take())
    guard let time = Timestamp(nanoseconds: Int64(bitPattern: raw)) else {
      try refuse(.invalidValue, key)
    }
    return time
  }

  @_lifetime(self: copy self)
  @inline(always) private mutating func sourceSequence() throws(Unreadable) -> SourceSequence {
    let first = try take()
    guard let numbers = SourceSequence(first: first, last: first &+ (try take())) else {
      try refuse(.invalidValue, "sn")
    }
    return numbers
  }

  @_lifetime(self: copy self)
  @inline(always) private mutating func takeBits(_ count: UInt64) -> UInt64 {
    let value = control & (1 &<< count &- 1)
    control &>>= count
    return value
  }

  /// The next number.
  @_lifetime(self: copy self)
  @inline(always) private mutating func take() throws(Unreadable) -> UInt64 {
    guard let word = words.word(at: cursor) else { try refuse(.truncated, "") }
    let code = takeBits(3)
    if code == 7 {
      cursor &+= 8
      return word
    }
    cursor &+= Int(truncatingIfNeeded: code)
    return word & (1 &<< (8 &* code) &- 1)
  }

  @_lifetime(self: copy self)
  @inline(always) private mutating func refuse(
    _ fault: Fault, _ key: StaticString
  ) throws(Unreadable) -> Never {
    self.fault = fault
    faultKey = key
    try Unreadable.raise()
  }
}

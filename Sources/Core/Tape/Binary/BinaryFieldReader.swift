/// Reads one event in the binary form: the mirror of `BinaryFieldWriter`.
///
/// A number is loaded as a whole word and cut to its length. Where each begins follows from the
/// control word alone, so that the machine can load many at once; and what is wrong with a value is
/// only noted, to be asked about once behind the last one.
struct BinaryFieldReader: EventFieldReader, ~Escapable, BitwiseCopyable {
  private let window: WordWindow
  private let names: EventNames
  /// What is left of the control word.
  private var control: UInt64 = 0
  /// Offset of the next number.
  private var offset = 0
  private var source = PartyID.venue
  private(set) var baseline: EventBaseline
  /// Bytes of the event, once it was read.
  var size: Int { offset }
  /// What is wrong with it; nothing where it may be taken.
  private(set) var faults = BinaryFaults()

  @_lifetime(copy window)
  @inline(always) init(_ window: WordWindow, after baseline: EventBaseline, names: EventNames) {
    self.window = window
    self.baseline = baseline
    self.names = names
  }

  @_lifetime(self: copy self)
  @inline(always) mutating func number(_ key: StaticString) throws(Unreadable) -> UInt64 {
    let value = take()
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
    baseline.price &+= BinaryNumber.unfolded(take())
    let raw = Int64(bitPattern: baseline.price)
    faults.note(.price, raw.magnitude > UInt64(Price.magnitudeLimit))
    return Price(unchecked: raw)
  }

  @_lifetime(self: copy self)
  @inline(always) mutating func quantity(_ key: StaticString) throws(Unreadable) -> Quantity {
    let raw = take()
    faults.note(.quantity, raw > UInt64(Quantity.magnitudeLimit))
    return Quantity(unchecked: Int64(bitPattern: raw))
  }

  @_lifetime(self: copy self)
  @inline(always) mutating func owner() throws(Unreadable) -> PartyID {
    let raw = take() ^ UInt64(source.rawValue)
    faults.note(.name, raw > UInt64(names.parties))
    return PartyID(UInt32(truncatingIfNeeded: raw))
  }

  @_lifetime(self: copy self)
  @inline(always) mutating func regime(_ key: StaticString) throws(Unreadable) -> RegimeID {
    let raw = take()
    faults.note(.name, raw > UInt64(names.regimes))
    faults.note(.name, raw < UInt64(names.firstRegime))
    return RegimeID(UInt32(truncatingIfNeeded: raw))
  }

  @_lifetime(self: copy self)
  @inline(always) mutating func token<Token: TapeToken>(
    _ key: StaticString
  ) throws(Unreadable) -> Token {
    guard let token = Token(rawValue: UInt8(truncatingIfNeeded: takeBits(5))) else {
      try Unreadable.raise()
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
  @inline(always) mutating func invalid(_ key: StaticString) -> Unreadable { Unreadable() }

  /// Reads a whole event.
  @_lifetime(self: copy self)
  @inline(always) mutating func event() throws(Unreadable) -> Event {
    let word = window.word(at: 0)
    let length = word & 7
    offset = Int(truncatingIfNeeded: length) &+ 1
    control = (word & UInt64.max &>> (56 &- 8 &* length)) &>> 3
    guard let kind = EventKind(rawValue: UInt8(truncatingIfNeeded: takeBits(5))) else {
      try Unreadable.raise()
    }
    baseline.sequence &+= 1
    if takeBits(1) == 1 { baseline.sequence = take() }
    let sequence = TapeSequence(baseline.sequence)
    let time = self.time(after: baseline.time)
    baseline.time = UInt64(bitPattern: time.nanoseconds)
    let party = take()
    faults.note(.name, party > UInt64(names.parties))
    source = PartyID(UInt32(truncatingIfNeeded: party))
    let instrument = self.instrument(kind)
    let received = takeBits(1) == 1 ? self.time(after: baseline.time) : nil
    let numbers = takeBits(1) == 1 ? sourceSequence() : nil
    let payload = try EventPayload(kind, from: &self)
    return Event(
      sequence: sequence, time: time, receiveTime: received, source: source,
      sourceSequence: numbers, instrument: instrument, payload: payload)
  }

  @_lifetime(self: copy self)
  @inline(always) private mutating func time(after base: UInt64) -> Timestamp {
    let raw = Int64(bitPattern: base &+ BinaryNumber.unfolded(take()))
    faults.note(.time, raw < 0)
    return Timestamp(unchecked: raw)
  }

  @_lifetime(self: copy self)
  @inline(always) private mutating func instrument(_ kind: EventKind) -> InstrumentID? {
    baseline.instrument ^= take()
    let number = baseline.instrument
    faults.note(.name, number > UInt64(names.instruments) &+ 1)
    faults.note(.name, number == 1 && !names.areOpen)
    faults.note(.instrument, number == 0 && !names.areOpen && !kind.concernsMarket)
    return number == 0 ? nil : InstrumentID(UInt32(truncatingIfNeeded: number &- 1))
  }

  @_lifetime(self: copy self)
  @inline(always) private mutating func sourceSequence() -> SourceSequence? {
    let first = take()
    let numbers = SourceSequence(first: first, last: first &+ take())
    faults.note(.sourceSequence, numbers == nil)
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
  @inline(always) private mutating func take() -> UInt64 {
    let word = window.word(at: offset)
    let code = takeBits(3)
    if code == 7 {
      offset &+= 8
      return word
    }
    offset &+= Int(truncatingIfNeeded: code)
    return word & (1 &<< (8 &* code) &- 1)
  }
}

/// What can be wrong with the values of an event.
struct BinaryFaults: OptionSet, BitwiseCopyable, Sendable {
  var rawValue: UInt8 = 0

  static let time = BinaryFaults(rawValue: 1)
  static let name = BinaryFaults(rawValue: 2)
  static let instrument = BinaryFaults(rawValue: 4)
  static let sourceSequence = BinaryFaults(rawValue: 8)
  static let price = BinaryFaults(rawValue: 16)
  static let quantity = BinaryFaults(rawValue: 32)

  /// Remembers a fault if it is one.
  @inline(always) mutating func note(_ fault: BinaryFaults, _ isFault: Bool) {
    rawValue |= isFault ? fault.rawValue : 0
  }

  /// The first of them, as errors of tapes call it; an event without any has words that mean
  /// nothing.
  var reason: TapeError.Reason {
    if contains(.time) { return .invalidValue("time") }
    if contains(.name) { return .unknownName }
    if contains(.instrument) { return .instrumentMismatch }
    if contains(.sourceSequence) { return .invalidValue("sn") }
    if contains(.price) { return .invalidValue("price") }
    if contains(.quantity) { return .invalidValue("qty") }
    return .unknownWord
  }
}

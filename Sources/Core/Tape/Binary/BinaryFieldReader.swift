/// Reads one event in the binary form: the mirror of `BinaryFieldWriter`.
///
/// A number is loaded as a whole word and cut to its length. Where each begins follows from the
/// control word alone, so that the machine can load many at once; and that a value is out of bounds
/// is only noted, to be asked about once behind the last one.
struct BinaryFieldReader: EventFieldReader, BitwiseCopyable {
  private let window: WordWindow
  private let names: EventNames
  /// What is left of the control word.
  private var control: UInt64
  /// Offset of the next number.
  private var offset: Int
  private var source = PartyID.venue
  private(set) var baseline: EventBaseline
  /// Its highest bit is set once a value was out of bounds.
  private var excess: UInt64 = 0

  @inline(always) init(_ window: WordWindow, after baseline: EventBaseline, names: EventNames) {
    self.window = window
    self.baseline = baseline
    self.names = names
    let word = window.word(at: 0)
    let length = word & 7
    offset = Int(truncatingIfNeeded: length) &+ 1
    control = (word & UInt64.max &>> (56 &- 8 &* length)) &>> 3
  }

  /// Bytes of the event, once it was read.
  @inline(always) var size: Int { offset }

  /// Whether a value was out of bounds.
  @inline(always) var isOutOfBounds: Bool { excess >> 63 != 0 }

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

  @inline(always) mutating func price(_ key: StaticString) throws(Unreadable) -> Price {
    baseline.price &+= BinaryNumber.unfolded(take())
    let limit = UInt64(Price.magnitudeLimit)
    bound(baseline.price &+ limit, by: 2 &* limit)
    return Price(unchecked: Int64(bitPattern: baseline.price))
  }

  @inline(always) mutating func quantity(_ key: StaticString) throws(Unreadable) -> Quantity {
    let raw = take()
    bound(raw, by: UInt64(Quantity.magnitudeLimit))
    return Quantity(unchecked: Int64(bitPattern: raw))
  }

  @inline(always) mutating func owner() throws(Unreadable) -> PartyID {
    let raw = take() ^ UInt64(source.rawValue)
    bound(raw, by: UInt64(names.parties))
    return PartyID(UInt32(truncatingIfNeeded: raw))
  }

  @inline(always) mutating func regime(_ key: StaticString) throws(Unreadable) -> RegimeID {
    let raw = take()
    bound(raw, by: UInt64(names.regimes))
    guard raw >= UInt64(names.firstRegime) else { try Unreadable.raise() }
    return RegimeID(UInt32(truncatingIfNeeded: raw))
  }

  @inline(always) mutating func token<Token: TapeToken>(
    _ key: StaticString
  ) throws(Unreadable) -> Token {
    guard let token = Token(rawValue: UInt8(truncatingIfNeeded: takeBits(5))) else {
      try Unreadable.raise()
    }
    return token
  }

  @inline(always) mutating func mark(_ key: StaticString) throws(Unreadable) -> Bool {
    takeBits(1) == 1
  }

  @inline(always) mutating func presence(_ key: StaticString) throws(Unreadable) -> Bool {
    takeBits(1) == 1
  }

  @inline(always) mutating func invalid(_ key: StaticString) -> Unreadable { Unreadable() }

  @inline(always) mutating func payload<Payload: EventFields>() throws(Unreadable) -> Payload {
    try Payload(from: &self)
  }

  @inline(always) private mutating func takeBits(_ count: UInt64) -> UInt64 {
    let value = control & (1 &<< count &- 1)
    control &>>= count
    return value
  }

  /// The next number.
  @inline(always) private mutating func take() -> UInt64 {
    let code = Int(truncatingIfNeeded: takeBits(3))
    let value = window.word(at: offset) & Self.masks[code]
    offset &+= Self.lengths[code]
    return value
  }

  /// How many bytes a number has, by its length in the control word.
  private static let lengths: InlineArray<8, Int> = [0, 1, 2, 3, 4, 5, 6, 8]
  /// The bits that it has.
  private static let masks: InlineArray<8, UInt64> = [
    0, 0xFF, 0xFFFF, 0xFF_FFFF, 0xFFFF_FFFF, 0xFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF, .max,
  ]

  /// Notes whether a value is above a limit, which is itself below 2⁶³: without a branch.
  @inline(always) private mutating func bound(_ value: UInt64, by limit: UInt64) {
    excess |= value | (limit &- value)
  }
}

extension BinaryFieldReader {
  /// Reads the kind.
  @inline(always) mutating func kind() throws(Unreadable) -> EventKind {
    guard let kind = EventKind(code: takeBits(5)) else {
      try Unreadable.raise()
    }
    return kind
  }

  /// Reads what stands in front of the payload.
  @inline(always) mutating func envelope(
    _ kind: EventKind, into event: inout Event
  ) throws(Unreadable) {
    let told = BinaryEnvelope(rawValue: UInt8(truncatingIfNeeded: takeBits(4)))
    baseline.time &+= BinaryNumber.unfolded(take())
    excess |= baseline.time  // above Int64.max exactly with the highest bit
    let party = take()
    bound(party, by: UInt64(names.parties))
    source = PartyID(UInt32(truncatingIfNeeded: party))
    baseline.sequence &+= 1
    event.receiveTime = nil
    event.sourceSequence = nil
    if !told.isEmpty { try unusual(told, into: &event) }
    event.sequence = TapeSequence(baseline.sequence)
    event.time = Timestamp(unchecked: Int64(bitPattern: baseline.time))
    event.source = source
    if baseline.instrument > 0 {
      event.instrument = InstrumentID(UInt32(truncatingIfNeeded: baseline.instrument &- 1))
    } else {
      guard kind.concernsMarket || names.areOpen else { try Unreadable.raise() }
      event.instrument = nil
    }
  }

  /// Reads what most events do not tell.
  @inline(always) private mutating func unusual(
    _ told: BinaryEnvelope, into event: inout Event
  ) throws(Unreadable) {
    if told.contains(.sequence) { baseline.sequence = take() }
    if told.contains(.instrument) {
      baseline.instrument = take()
      bound(baseline.instrument, by: UInt64(names.instruments) &+ 1)
      guard baseline.instrument != 1 || names.areOpen else { try Unreadable.raise() }
    }
    if told.contains(.receiveTime) {
      let raw = baseline.time &+ BinaryNumber.unfolded(take())
      excess |= raw
      event.receiveTime = Timestamp(unchecked: Int64(bitPattern: raw))
    }
    if told.contains(.sourceSequence) {
      let first = take()
      guard let numbers = SourceSequence(first: first, last: first &+ take()) else {
        try Unreadable.raise()
      }
      event.sourceSequence = numbers
    }
  }
}

/// What the front of an event tells although most do not.
struct BinaryEnvelope: OptionSet, BitwiseCopyable, Sendable {
  var rawValue: UInt8

  /// The sequence, where it does not follow on the event before.
  static let sequence = BinaryEnvelope(rawValue: 1)
  /// The instrument, where it is not that of the event before.
  static let instrument = BinaryEnvelope(rawValue: 2)
  /// A receive time.
  static let receiveTime = BinaryEnvelope(rawValue: 4)
  /// The source's own numbers.
  static let sourceSequence = BinaryEnvelope(rawValue: 8)
}

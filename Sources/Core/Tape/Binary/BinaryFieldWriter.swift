/// Writes one event in the binary form of docs/formats/tape-binary.md: a control word of bits, then
/// the bytes of the numbers, each as short as it may be.
struct BinaryFieldWriter: EventFieldWriter, ~Copyable {
  /// Most bytes of one event.
  static let maximumSize = WordBuilder.capacity

  /// Room for the longest control word stands in front.
  private var bytes = WordBuilder(behind: 8)
  private var control: UInt64 = 0
  /// How many bits of the control word are taken; the lowest three say how long it is.
  private var bits: UInt64 = 3
  private var source = PartyID.venue
  private let names: EventNames
  private(set) var baseline: EventBaseline
  /// Whether a party or regime was not one of the names; what was written is then thrown away.
  private(set) var lacksName = false

  @inline(always) init(after baseline: EventBaseline, names: EventNames) {
    self.baseline = baseline
    self.names = names
  }

  @inline(always) mutating func number(_ key: StaticString, _ value: UInt64) {
    if BinaryNumber.isOrder(key) {
      put(BinaryNumber.folded(value &- baseline.order))
      baseline.order = value
    } else if BinaryNumber.isTrade(key) {
      put(BinaryNumber.folded(value &- baseline.trade))
      baseline.trade = value
    } else {
      put(value)
    }
  }

  @inline(always) mutating func price(_ key: StaticString, _ value: Price) {
    let raw = UInt64(bitPattern: value.rawValue)
    put(BinaryNumber.folded(raw &- baseline.price))
    baseline.price = raw
  }

  @inline(always) mutating func quantity(_ key: StaticString, _ value: Quantity) {
    put(UInt64(bitPattern: value.rawValue))
  }

  @inline(always) mutating func owner(_ value: PartyID) {
    if value.rawValue > names.parties { lacksName = true }
    put(UInt64(value.rawValue ^ source.rawValue))
  }

  @inline(always) mutating func regime(_ key: StaticString, _ value: RegimeID) {
    if value.rawValue > names.regimes || value.rawValue < names.firstRegime { lacksName = true }
    put(UInt64(value.rawValue))
  }

  @inline(always) mutating func token<Token: TapeToken>(_ key: StaticString, _ value: Token) {
    putBits(UInt64(value.rawValue), count: 5)
  }

  @inline(always) mutating func mark(_ key: StaticString, _ value: Bool) {
    putBits(value ? 1 : 0, count: 1)
  }

  @inline(always) mutating func presence(_ isPresent: Bool) {
    putBits(isPresent ? 1 : 0, count: 1)
  }

  /// Writes a whole event.
  @inline(always) mutating func event(_ event: Event) {
    putBits(UInt64(event.kind.rawValue), count: 5)
    let instrument = event.instrument.map { UInt64($0.rawValue) &+ 1 } ?? 0
    var told = BinaryEnvelope()
    if event.sequence.rawValue != baseline.sequence &+ 1 { told.insert(.sequence) }
    if instrument != baseline.instrument { told.insert(.instrument) }
    if event.receiveTime != nil { told.insert(.receiveTime) }
    if event.sourceSequence != nil { told.insert(.sourceSequence) }
    putBits(UInt64(told.rawValue), count: 4)
    let time = UInt64(bitPattern: event.time.nanoseconds)
    put(BinaryNumber.folded(time &- baseline.time))
    source = event.source
    if source.rawValue > names.parties { lacksName = true }
    put(UInt64(source.rawValue))
    if told.contains(.sequence) { put(event.sequence.rawValue) }
    if told.contains(.instrument) { put(instrument) }
    if let received = event.receiveTime {
      put(BinaryNumber.folded(UInt64(bitPattern: received.nanoseconds) &- time))
    }
    if let numbers = event.sourceSequence {
      put(numbers.first)
      put(numbers.last &- numbers.first)
    }
    baseline.sequence = event.sequence.rawValue
    (baseline.time, baseline.instrument) = (time, instrument)
    event.payload.write(to: &self)
  }

  /// Hands out what was written. A control word that has no bit set in its last bytes goes without
  /// them.
  @inline(always) mutating func finish(into output: inout [UInt8]) {
    let zeros = control.leadingZeroBitCount >> 3
    let size = max(1, 8 &- zeros)
    control |= UInt64(size &- 1)
    bytes.store(control &<< UInt64(8 &* (8 &- size)), at: 0)
    output.append(copying: bytes.span(from: 8 &- size))
  }

  @inline(always) private mutating func putBits(_ value: UInt64, count: UInt64) {
    control |= value &<< bits
    bits &+= count
  }

  /// A number: its length in the control word, its bytes behind it.
  @inline(always) private mutating func put(_ value: UInt64) {
    let needed = (71 &- value.leadingZeroBitCount) >> 3
    let code = min(7, needed)
    putBits(UInt64(code), count: 3)
    bytes.append(value, length: code == 7 ? 8 : code)
  }
}

extension TraceHash {
  /// Folds one event: kind and presence bits, tape sequence, time, receive time and source
  /// numbers where present, source, instrument where present, then the fields in tape order.
  @inlinable @inline(always) public mutating func fold(_ event: Event) {
    let presence: UInt64 =
      (event.receiveTime == nil ? 0 : 1 << 8) | (event.sourceSequence == nil ? 0 : 1 << 9)
      | (event.instrument == nil ? 0 : 1 << 10)
    fold(UInt64(event.kind.rawValue) | presence)
    fold(event.sequence.rawValue)
    fold(UInt64(bitPattern: event.time.nanoseconds))
    if let received = event.receiveTime { fold(UInt64(bitPattern: received.nanoseconds)) }
    fold(UInt64(event.source.rawValue))
    if let numbers = event.sourceSequence {
      fold(numbers.first)
      fold(numbers.last)
    }
    if let instrument = event.instrument { fold(UInt64(instrument.rawValue)) }
    var writer = HashFieldWriter(self)
    event.payload.write(to: &writer)
    self = writer.hash
    endEvent()
  }
}

/// Folds each field of a payload as one word.
@usableFromInline struct HashFieldWriter: EventFieldWriter {
  @usableFromInline var hash: TraceHash

  @usableFromInline init(_ hash: TraceHash) { self.hash = hash }

  @inlinable @inline(always) mutating func number(_ key: StaticString, _ value: UInt64) {
    hash.fold(value)
  }

  @inlinable @inline(always) mutating func price(_ key: StaticString, _ value: Price) {
    hash.fold(UInt64(bitPattern: value.rawValue))
  }

  @inlinable @inline(always) mutating func quantity(_ key: StaticString, _ value: Quantity) {
    hash.fold(UInt64(bitPattern: value.rawValue))
  }

  @inlinable @inline(always) mutating func owner(_ value: PartyID) {
    hash.fold(UInt64(value.rawValue))
  }

  @inlinable @inline(always) mutating func regime(_ key: StaticString, _ value: RegimeID) {
    hash.fold(UInt64(value.rawValue))
  }

  @inlinable @inline(always) mutating func token<Token: TapeToken>(
    _ key: StaticString, _ value: Token
  ) {
    hash.fold(UInt64(value.rawValue))
  }

  @inlinable @inline(always) mutating func mark(_ key: StaticString, _ value: Bool) {
    hash.fold(value ? 1 : 0)
  }

  @inlinable @inline(always) mutating func presence(_ isPresent: Bool) {
    hash.fold(isPresent ? 1 : 0)
  }
}

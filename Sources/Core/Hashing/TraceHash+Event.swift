extension TraceHash {
  /// Folds one event: kind and presence bits, tape sequence, time, receive time and source
  /// numbers where present, source, instrument where present, then the fields in tape order.
  @inlinable @inline(always) public mutating func fold(_ event: Event) {
    foldEnvelope(of: event)
    var writer = HashFieldWriter(self)
    event.payload.write(to: &writer)
    self = writer.hash
    endEvent()
  }

  /// Folds what an event has besides its payload.
  @inlinable @inline(always) mutating func foldEnvelope(of event: Event) {
    fold(
      kind: event.kind, sequence: event.sequence, time: event.time,
      receiveTime: event.receiveTime, source: event.source,
      sourceSequence: event.sourceSequence, instrument: event.instrument)
  }

  /// The same, from its parts.
  @inlinable @inline(always) mutating func fold(
    kind: EventKind, sequence: TapeSequence, time: Timestamp, receiveTime: Timestamp?,
    source: PartyID, sourceSequence: SourceSequence?, instrument: InstrumentID?
  ) {
    let presence: UInt64 =
      (receiveTime == nil ? 0 : 1 << 8) | (sourceSequence == nil ? 0 : 1 << 9)
      | (instrument == nil ? 0 : 1 << 10)
    fold(UInt64(kind.rawValue) | presence)
    fold(sequence.rawValue)
    fold(UInt64(bitPattern: time.nanoseconds))
    if let receiveTime { fold(UInt64(bitPattern: receiveTime.nanoseconds)) }
    fold(UInt64(source.rawValue))
    if let sourceSequence {
      fold(sourceSequence.first)
      fold(sourceSequence.last)
    }
    if let instrument { fold(UInt64(instrument.rawValue)) }
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

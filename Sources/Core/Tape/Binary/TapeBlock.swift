/// What one block of a binary tape holds, and where it stands: enough to begin reading there, and
/// to go on with the trace hash.
public struct TapeBlock: BitwiseCopyable, Sendable, Equatable {
  /// Byte of the file at which the block begins.
  public let offset: Int
  /// Its first event.
  public let firstSequence: TapeSequence
  /// How many events it holds, at least one.
  public let eventCount: Int
  /// Earliest time of its events; those of a recording may stand in any order.
  public let earliest: Timestamp
  /// Latest time of its events.
  public let latest: Timestamp
  /// Hash of all events before it.
  public let hashBefore: TraceHash
  /// Bytes of its events.
  let payloadSize: Int
  /// Check of its events.
  let payloadCheck: UInt32

  /// Its last event.
  public var lastSequence: TapeSequence {
    TapeSequence(firstSequence.rawValue &+ UInt64(eventCount - 1))
  }

  /// Byte of the file at which it ends.
  public var end: Int { offset + BinaryTape.blockSize + payloadSize }

  /// Describes the block whose events are `payload`.
  init(
    offset: Int, firstSequence: TapeSequence, eventCount: Int, earliest: Timestamp,
    latest: Timestamp, hashBefore: TraceHash, payload: Span<UInt8>
  ) {
    self.offset = offset
    self.firstSequence = firstSequence
    self.eventCount = eventCount
    self.earliest = earliest
    self.latest = latest
    self.hashBefore = hashBefore
    payloadSize = payload.count
    payloadCheck = CRC32C.of(payload)
  }

  /// The block's header.
  var header: [UInt8] {
    BinaryTape.section(
      .block, UInt64(low: UInt32(eventCount), high: UInt32(payloadSize)),
      UInt64(payloadCheck), firstSequence.rawValue,
      UInt64(bitPattern: earliest.nanoseconds), UInt64(bitPattern: latest.nanoseconds),
      hashBefore.state)
  }

  /// Reads the header that begins at `place` of some bytes, which are those of the file from
  /// `offset` on; nil where it states what no writer writes. Its check is the caller's business.
  init?(header bytes: Span<UInt8>, at place: Int, offset: Int) {
    guard let sizes = bytes.word(at: place + 8), let check = bytes.word(at: place + 16),
      let first = bytes.word(at: place + 24), let earliest = bytes.word(at: place + 32),
      let latest = bytes.word(at: place + 40), let state = bytes.word(at: place + 48)
    else { return nil }
    guard let earliest = Timestamp(nanoseconds: Int64(bitPattern: earliest)),
      let latest = Timestamp(nanoseconds: Int64(bitPattern: latest)), earliest <= latest,
      (1...BinaryTape.blockEvents).contains(Int(sizes.low)),
      Int(sizes.high) <= BinaryTape.maximumPayload, check.high == 0, first > 0,
      offset >= 0, offset < 1 << 56
    else { return nil }
    self.offset = offset
    firstSequence = TapeSequence(first)
    eventCount = Int(sizes.low)
    (self.earliest, self.latest) = (earliest, latest)
    hashBefore = TraceHash(state: state, count: first - 1)
    payloadSize = Int(sizes.high)
    payloadCheck = check.low
  }

  /// Its entry of the index.
  var entry: [UInt8] {
    var writer = ByteWriter()
    writer.append(offset)
    return writer.bytes + header
  }
}
